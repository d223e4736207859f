import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arrivals } from "#client/session/timeline/arrivals.ts";
import { Lead } from "#client/session/timeline/lead.ts";
import { SteeredClock } from "#client/session/timeline/steered-clock.ts";

const RATE = 30;
const PERIOD = 1000 / RATE;

describe("a steered clock", () => {
  it("never runs 4% faster or slower, nor jumps, while it is off by less than 500 ms, and gets there", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -480, max: 480 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 60 }),
        (offMs, steps) => {
          const clock = new SteeredClock(RATE);
          let now = 5000;
          clock.run(now, 100);
          const target = (at: number) => 100 + (at - 5000 + offMs) / PERIOD;
          for (let n = 0; n < 3000; n++) {
            const before = clock.value;
            const elapsed = steps[n % steps.length];
            now += elapsed;
            clock.run(now, target(now));
            const rate = ((clock.value - before) * PERIOD) / elapsed;
            expect(rate).toBeGreaterThan(0.96 - 1e-9);
            expect(rate).toBeLessThan(1.04 + 1e-9);
            if (now - 5000 > 20_000) break;
          }
          if (now - 5000 > 20_000) expect(Math.abs(clock.value - target(now)) * PERIOD).toBeLessThan(1);
        },
      ),
    );
  });

  it.each([-2000, -501, 501, 2000])("jumps where it is off by %i ms", (offMs) => {
    const clock = new SteeredClock(RATE);
    clock.run(1000, 100);
    const target = 100 + (16 + offMs) / PERIOD;
    expect(clock.run(1016, target)).toBe(target);
  });

  it("stands at its target at first, and goes on from where it is set", () => {
    const clock = new SteeredClock(RATE);
    expect(clock.run(123_456, 7.5)).toBe(7.5);
    clock.set(40, 200_000);
    expect(clock.run(200_000 + PERIOD, 41)).toBeCloseTo(41);
  });

  it("never goes back while its target moves by less than 500 ms", () => {
    const clock = new SteeredClock(RATE);
    clock.run(0, 100);
    for (let now = 1; now < 5000; now++) {
      const before = clock.value;
      expect(clock.run(now, 100 + (now + 400 * Math.sin(now)) / PERIOD)).toBeGreaterThan(before);
    }
  });
});

describe("arrivals", () => {
  /** Hears of one tick after the other, each late by what `late` says. */
  function heard(ticks: number, late: (tick: number) => number, arrivals = new Arrivals(RATE), first = 0): Arrivals {
    for (let tick = first; tick < first + ticks; tick++) arrivals.add(tick, 9000 + tick * PERIOD + late(tick));
    return arrivals;
  }

  it("tell when a tick can be here at best, from the first on", () => {
    expect(new Arrivals(RATE).origin).toBeUndefined();
    expect(heard(1, () => 40).origin).toBe(9040);
    expect(heard(3, (tick) => 40 - tick).origin).toBeCloseTo(9038);
    expect(heard(100, (tick) => (tick % 7) * 5).origin).toBeCloseTo(9000);
  });

  it("spread as far as nine of ten frames do", () => {
    expect(heard(100, () => 30).spread).toBeCloseTo(0);
    // One of twenty comes 200 ms late: it is not waited for.
    expect(heard(120, (tick) => (tick % 20 === 0 ? 200 : tick % 2)).spread).toBeCloseTo(1);
    expect(heard(120, (tick) => (tick % 4) * 10).spread).toBeCloseTo(30);
    expect(heard(120, (tick) => (tick % 2) * 10).jitter).toBeCloseTo(5);
  });

  it("forget another route after some seconds, and a stall too", () => {
    const arrivals = heard(60, () => 0);
    heard(200, () => 80, arrivals, 60);
    expect(arrivals.origin).toBeCloseTo(9080);
    expect(arrivals.spread).toBeCloseTo(0);
  });

  it("begin anew where nothing follows from what was", () => {
    const arrivals = heard(60, () => 0);
    arrivals.reset();
    expect(arrivals.origin).toBeUndefined();
    heard(1, () => 5000, arrivals, 60);
    expect(arrivals.origin).toBeCloseTo(14_000);
  });
});

describe("the lead", () => {
  const SPARE = 6;

  it("is the least round trip of late and the spread, as long as the server has said nothing", () => {
    const lead = new Lead();
    expect(lead.wanted(10)).toBe(SPARE + 10);
    for (const rtt of [90, 60, 75]) lead.roundTrip(rtt);
    expect(lead.wanted(10)).toBe(60 + SPARE + 10);
    for (let n = 0; n < 8; n++) lead.roundTrip(80);
    expect(lead.wanted(0)).toBe(80 + SPARE);
  });

  it("grows at once by what inputs were late", () => {
    const lead = new Lead();
    lead.roundTrip(60);
    const ran = lead.wanted(0);
    lead.heard(-20, ran, 1000);
    expect(lead.wanted(0)).toBeCloseTo(ran + 20 + SPARE);
  });

  it("gives back at once most of a lead that is far too large", () => {
    const lead = new Lead();
    lead.roundTrip(60);
    lead.heard(-140, lead.wanted(0), 1000);
    const most = lead.wanted(0);
    lead.heard(most - 60, most, 3000);
    expect(lead.wanted(0)).toBeLessThan(60 + (most - 60) * 0.5);
    expect(lead.wanted(0)).toBeGreaterThan(60);
  });

  it("gives back slowly what was not needed", () => {
    const lead = new Lead();
    lead.roundTrip(60);
    lead.heard(-30, lead.wanted(0), 1000);
    const most = lead.wanted(0);
    let before = most;
    for (let pong = 0; pong < 90; pong++) {
      // Nothing is late any more: each input is early by what the lead is more than 60.
      lead.heard(lead.wanted(0) - 60, lead.wanted(0), 2000 + pong * 2000);
      const now = lead.wanted(0);
      expect(now).toBeLessThanOrEqual(before);
      expect(before - now).toBeLessThan(0.13 * (most - 60));
      before = now;
    }
    expect(before).toBeCloseTo(60 + SPARE, 0);
  });

  it("pays no heed to a single stall, and to one that comes again soon", () => {
    const lead = new Lead();
    lead.roundTrip(60);
    lead.heard(10, lead.wanted(0), 0);
    const ran = lead.wanted(0);
    lead.heard(-300, ran, 1000);
    expect(lead.wanted(0)).toBe(ran);
    lead.heard(-300, ran, 20_000);
    expect(lead.wanted(0)).toBe(ran);
    lead.heard(-200, ran, 21_000);
    expect(lead.wanted(0)).toBeGreaterThan(ran + 150);
  });

  it("learns nothing before the way is known", () => {
    const lead = new Lead();
    lead.heard(-90, lead.wanted(0), 1000);
    expect([lead.known, lead.wanted(0)]).toEqual([false, SPARE]);
    lead.roundTrip(60);
    expect([lead.known, lead.wanted(0)]).toEqual([true, 60 + SPARE]);
  });

  it("has an end, and is forgotten with the route", () => {
    const lead = new Lead();
    lead.roundTrip(60);
    for (let n = 0; n < 10; n++) lead.heard(-5000, lead.wanted(0), n * 500);
    expect(lead.wanted(0)).toBe(60 + 400);
    lead.reset();
    expect([lead.known, lead.wanted(0)]).toEqual([false, SPARE]);
  });
});
