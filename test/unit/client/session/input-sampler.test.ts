import { describe, expect, it } from "vitest";
import { InputSampler } from "#client/session/predict/input-sampler.ts";
import { toy } from "#test/support/toy.ts";

const sampler = () => new InputSampler(toy.input, 30);

describe("what a player wants", () => {
  it("is told on change alone: a button that was held is told to be released, though nothing else changes", () => {
    const hands = sampler();
    hands.set({ buttons: 1 });
    expect(hands.seal(1, 0)?.values).toEqual([0, 0, 1]);
    // Held: the devices say so at every drawn frame.
    for (let tick = 2; tick < 10; tick++) {
      hands.set({ buttons: 1 });
      hands.set({ buttons: 1 });
      expect(hands.seal(tick, 0)).toBeUndefined();
    }
    hands.set({ buttons: 1 });
    hands.set({ buttons: 0 });
    expect(hands.seal(10, 0)).toBeUndefined();
    expect(hands.seal(11, 0)?.values).toEqual([0, 0, 0]);
  });

  it("has a press that was over before its tick, for one tick", () => {
    const hands = sampler();
    hands.seal(1, 0);
    hands.set({ buttons: 2 });
    hands.set({ buttons: 0 });
    expect(hands.seal(2, 0)?.values).toEqual([0, 0, 2]);
    expect(hands.seal(3, 0)?.values).toEqual([0, 0, 0]);
    expect(hands.seal(4, 0)).toBeUndefined();
  });

  it("tells an aim alone ten times a second, at once where it decides something or anything else changes", () => {
    const hands = sampler();
    hands.seal(1, 0);
    const told: number[] = [];
    for (let tick = 2; tick <= 31; tick++) {
      hands.set({ aim: tick });
      if (hands.seal(tick, 0)) told.push(tick);
    }
    expect(told.length).toBe(10);
    hands.set({ aim: 500 });
    expect(hands.seal(32, 0, { decides: true })?.values).toEqual([0, 500, 0]);
    hands.set({ aim: 501, mx: 3 });
    expect(hands.seal(33, 0)?.values).toEqual([3, 501, 0]);
  });

  it("is told again where the server refused it, its presses too", () => {
    const hands = sampler();
    hands.set({ buttons: 4 });
    hands.seal(1, 0);
    hands.set({ buttons: 0 });
    hands.refused();
    expect(hands.seal(2, 0)?.values).toEqual([0, 0, 4]);
    expect(hands.seal(3, 0)?.values).toEqual([0, 0, 0]);
  });
});
