import { describe, expect, it } from "vitest";
import { InputSampler } from "#client/session/predict/input-sampler.ts";
import { TURN } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

/** Of a page that has drawn something, and so has said what its player wants: nothing. */
function sampler(): InputSampler {
  const sampled = new InputSampler(toy.input, 30);
  sampled.set({});
  return sampled;
}

describe("what a player wants", () => {
  it("is told from the first time on that the page says it, be it nothing", () => {
    const sampled = new InputSampler(toy.input, 30);
    expect(sampled.seal(1, 0)).toBeUndefined();
    expect(sampled.seal(2, 50, { isSeenOff: true, decides: true })).toBeUndefined();
    sampled.set({});
    expect(sampled.seal(3, 0)?.values).toEqual([0, 0, 0]);
  });

  it("is told on change alone: a button that was held is told to be released, though nothing else changes", () => {
    const sampled = sampler();
    sampled.set({ buttons: 1 });
    expect(sampled.seal(1, 0)?.values).toEqual([0, 0, 1]);
    // Held: the devices say so at every drawn frame.
    for (let tick = 2; tick < 10; tick++) {
      sampled.set({ buttons: 1 });
      sampled.set({ buttons: 1 });
      expect(sampled.seal(tick, 0)).toBeUndefined();
    }
    sampled.set({ buttons: 1 });
    sampled.set({ buttons: 0 });
    expect(sampled.seal(10, 0)).toBeUndefined();
    expect(sampled.seal(11, 0)?.values).toEqual([0, 0, 0]);
  });

  it("has a press that was over before its tick, for one tick", () => {
    const sampled = sampler();
    sampled.seal(1, 0);
    sampled.set({ buttons: 2 });
    sampled.set({ buttons: 0 });
    expect(sampled.seal(2, 0)?.values).toEqual([0, 0, 2]);
    expect(sampled.seal(3, 0)?.values).toEqual([0, 0, 0]);
    expect(sampled.seal(4, 0)).toBeUndefined();
  });

  it.each([
    ["ten times a second where it turns fast", 300, 10],
    ["three times a second where it turns slowly", 1, 3],
    ["three times a second where it trembles across the end of its range", (tick: number) => [3, -5, 4][tick % 3], 3],
  ])("tells an aim alone %s", (_, turn, times) => {
    const sampled = sampler();
    sampled.seal(1, 0);
    let aim = 0;
    const told: number[] = [];
    for (let tick = 2; tick <= 31; tick++) {
      aim = (aim + (typeof turn === "number" ? turn : turn(tick)) + TURN) % TURN;
      sampled.set({ aim });
      if (sampled.seal(tick, 0)) told.push(tick);
    }
    expect(Math.abs(told.length - times)).toBeLessThanOrEqual(1);
  });

  it("tells an aim at once where it decides something or anything else changes", () => {
    const sampled = sampler();
    sampled.seal(1, 0);
    sampled.set({ aim: 30 });
    expect(sampled.seal(2, 0)).toBeUndefined();
    expect(sampled.seal(3, 0, { decides: true })?.values).toEqual([0, 30, 0]);
    sampled.set({ aim: 31, mx: 3 });
    expect(sampled.seal(4, 0)?.values).toEqual([3, 31, 0]);
  });

  it("tells how far back the others are shown twice a second at most, and at once where a shot leaves; the aim with it", () => {
    const sampled = sampler();
    sampled.seal(1, 0);
    sampled.set({ aim: 30 });
    const told: number[] = [];
    for (let tick = 2; tick <= 9; tick++) if (sampled.seal(tick, 6, { isSeenOff: true })) told.push(tick);
    expect(told).toEqual([]);
    expect(sampled.seal(10, 6, { isSeenOff: true, decides: true })?.values).toEqual([0, 30, 0]);
    for (let tick = 11; tick <= 40; tick++) if (sampled.seal(tick, 12, { isSeenOff: true })) told.push(tick);
    expect(told).toEqual([25, 40]);
  });

  it("tells an aim that waits with what is told anyway, so that it never waits anew", () => {
    const sampled = sampler();
    sampled.seal(1, 0);
    let told: readonly number[] | undefined;
    for (let tick = 2; tick <= 40; tick++) {
      if (tick === 12) sampled.set({ aim: 30 });
      told = sampled.seal(tick, tick, { isSeenOff: true })?.values ?? told;
      if (tick === 24) expect(told).toEqual([0, 30, 0]);
    }
  });

  it("is told again where the server refused it, its presses too", () => {
    const sampled = sampler();
    sampled.set({ buttons: 4 });
    sampled.seal(1, 0);
    sampled.set({ buttons: 0 });
    sampled.refused();
    expect(sampled.seal(2, 0)?.values).toEqual([0, 0, 4]);
    expect(sampled.seal(3, 0)?.values).toEqual([0, 0, 0]);
  });
});
