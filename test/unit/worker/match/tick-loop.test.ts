import { describe, expect, it } from "vitest";
import { MAX_CATCH_UP, TickLoop, type Timer } from "#worker/match/tick-loop.ts";

/** A clock that jumps from timer to timer, each `late` milliseconds after it was due. */
class ManualTimer implements Timer {
  time = 0;
  #next: { at: number; callback: () => void } | undefined;
  late = () => 0;
  now = () => this.time;
  set = (callback: () => void, ms: number) => {
    this.#next = { at: this.time + ms, callback };
    return this.#next;
  };
  clear = () => {
    this.#next = undefined;
  };
  runUntil(end: number): void {
    while (this.#next && this.#next.at <= end) {
      const { at, callback } = this.#next;
      this.#next = undefined;
      this.time = Math.max(this.time, at) + this.late();
      callback();
    }
  }
}

function start(rate: number) {
  const timer = new ManualTimer();
  const ticks: number[] = [];
  const loop = new TickLoop(timer, rate, (now) => ticks.push(now));
  loop.start();
  return { timer, ticks, loop };
}

describe("the tick loop", () => {
  it("holds its rate though every timer is late", () => {
    const { timer, ticks } = start(30);
    let n = 0;
    timer.late = () => (n++ * 7) % 5;
    timer.runUntil(60_000);
    expect(Math.abs(ticks.length / 60 - 30)).toBeLessThan(0.1);
  });

  it("makes up for a stall in capped steps, and gives up the rest", () => {
    const { timer, ticks } = start(30);
    timer.runUntil(1000);
    const before = ticks.length;
    timer.time += 10_000;
    timer.runUntil(timer.time);
    expect(ticks.length - before).toBe(MAX_CATCH_UP);
    const after = ticks.length;
    timer.runUntil(timer.time + 1000);
    expect(ticks.length - after).toBeGreaterThanOrEqual(29);
    expect(ticks.length - after).toBeLessThanOrEqual(31);
  });

  it("stops at once when its own tick says so, and can start again", () => {
    const { timer, ticks, loop } = start(30);
    timer.runUntil(100);
    loop.stop();
    const stopped = ticks.length;
    timer.runUntil(5000);
    expect(ticks.length).toBe(stopped);
    timer.time = 5000;
    loop.start();
    loop.start();
    timer.runUntil(5100);
    expect(ticks.length).toBe(stopped + 4);
  });

  it("ticks at once, and then whenever a tick is due, however late the last one was", () => {
    const { timer, ticks } = start(20);
    timer.runUntil(0);
    expect(ticks).toEqual([0]);
    timer.late = () => 30;
    timer.runUntil(50);
    timer.late = () => 0;
    timer.runUntil(200);
    expect(ticks).toEqual([0, 80, 100, 150, 200]);
  });

  it("makes up for each tick that it has missed, up to five at once", () => {
    const { timer, ticks } = start(20);
    timer.runUntil(0);
    timer.late = () => 200;
    timer.runUntil(50);
    timer.late = () => 0;
    expect(ticks).toEqual([0, ...Array.from({ length: 5 }, () => 250)]);
    timer.runUntil(350);
    expect(ticks.slice(6)).toEqual([300, 350]);
  });

  it("goes on at its rate from where it has given up the rest of a stall", () => {
    const { timer, ticks } = start(20);
    timer.runUntil(0);
    timer.late = () => 260;
    timer.runUntil(50);
    timer.late = () => 0;
    timer.runUntil(410);
    expect(ticks.slice(1)).toEqual([310, 310, 310, 310, 310, 360, 410]);
  });

  it("stops in the midst of what it makes up for", () => {
    const timer = new ManualTimer();
    const ticks: number[] = [];
    const loop = new TickLoop(timer, 20, (now) => {
      ticks.push(now);
      if (ticks.length === 3) loop.stop();
    });
    loop.start();
    timer.runUntil(0);
    timer.late = () => 200;
    timer.runUntil(1000);
    expect([ticks.length, loop.running]).toEqual([3, false]);
  });

  it("waits no longer than a tick", () => {
    const timer = new ManualTimer();
    const waits: number[] = [];
    const { set } = timer;
    timer.set = (callback, ms) => {
      waits.push(ms);
      return set(callback, ms);
    };
    const loop = new TickLoop(timer, 30, () => {});
    loop.start();
    timer.runUntil(1000);
    expect(waits[0]).toBe(0);
    expect(Math.max(...waits)).toBe(34);
    expect(Math.min(...waits.slice(1))).toBeGreaterThanOrEqual(33);
  });
});
