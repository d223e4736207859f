/** The tools of the simulator: what it is told, runs that are played in part, and how a failing one is shrunk. */
import { describe, expect, it } from "vitest";
import { planOf } from "#test/simulate/chaos.ts";
import { drawn } from "#test/simulate/games.ts";
import { readOptions, UsageError } from "#test/simulate/options.ts";
import { Said } from "#test/simulate/said.ts";
import { kindOf, shrink } from "#test/simulate/shrink.ts";
import { type Course, command, simulate } from "#test/simulate/world.ts";
import { toy } from "#test/support/toy.ts";

describe("what it is told", () => {
  it("is seeds, or a hunt, or a question", () => {
    expect(readOptions([])).toEqual({ type: "seeds", seeds: 1000, from: 1 });
    expect(readOptions(["--seeds", "3", "--from", "7", "--game", "cards", "--only", "0,4", "--ms", "900"])).toEqual({
      type: "seeds",
      ...{ seeds: 3, from: 7, game: "cards", only: [0, 4], ms: 900 },
    });
    expect(readOptions(["--only", ""])).toMatchObject({ only: [] });
    expect(readOptions(["--hunt", "0.5", "--game", "toy"])).toEqual({ type: "hunt", minutes: 0.5, game: "toy" });
    expect(readOptions(["--help"])).toEqual({ type: "help" });
  });

  it.each([
    [["--sedes", "3"], "Unknown option '--sedes'"],
    [["3"], "Unexpected argument '3'"],
    [["--seeds"], "argument missing"],
    [["--seeds", "0"], "--seeds is a whole number from 1"],
    [["--from", "1.5"], "--from is a whole number from 1"],
    [["--from", ""], "--from is a whole number"],
    [["--only", "1,x"], "--only is a whole number"],
    [["--ms", "-1"], "--ms"],
    [["--hunt", "soon"], "--hunt is a number"],
    [["--hunt", "1", "--from", "3"], "--hunt draws its own seeds"],
    [["--game", "chess"], "there is no game chess: it is one of arena, puck, tag, dice"],
  ])("%j is wrong, in one line", (args, words) => {
    const read = () => readOptions(args);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(words);
    expect(read).not.toThrow("\n");
  });
});

describe("a run", () => {
  it("can be of any game, also of one that hides a part of the world from some players", () => {
    for (const game of drawn.keys()) {
      expect(planOf(5, game).spec.game).toBe(game);
      expect(simulate({ seed: 5, game }).ticks).toBeGreaterThan(0);
    }
    const chosen = Array.from({ length: 100 }, (_, seed) => planOf(seed).spec.game);
    expect(new Set(chosen)).toEqual(new Set(drawn.keys()));
  });

  it("is the same again, also in part", () => {
    for (const course of [{ seed: 9 }, { seed: 9, game: "toy", only: [0, 1, 3], ms: 2500 }]) {
      expect(simulate(course)).toEqual(simulate(course));
    }
    const part = simulate({ seed: 9, only: [0, 3], ms: 2000 });
    expect(part.mishaps).toBe(2);
    expect(part.seconds).toBeLessThan(simulate({ seed: 9 }).seconds);
  });

  it("is played again by the command that it says", () => {
    const course: Course = { seed: 77, game: "cards", only: [0, 1, 12], ms: 3100 };
    const [, options = ""] = command(course).split(" -- ");
    expect(readOptions(options.split(" "))).toEqual({
      type: "seeds",
      seeds: 1,
      from: 77,
      ...{ ...course, seed: undefined },
    });
  });
});

describe("a run that fails", () => {
  it("is shrunk to the mishaps and the time that it takes", async () => {
    const { events, ms } = planOf(13);
    const needed = [1, 6, 9];
    const least = Math.max(...needed.map((n) => events[n].at)) + 100;
    let tries = 0;
    const small = await shrink({ seed: 13 }, async ({ only = [], ms: time = ms }) => {
      tries += 1;
      return needed.every((n) => only.includes(n)) && time >= least;
    });
    expect(small.only).toEqual(needed);
    expect(small.ms).toBeGreaterThanOrEqual(least);
    expect(small.ms).toBeLessThan(least + ms / 100);
    expect(tries).toBeLessThan(100);
  });

  it("fails in the same way though its numbers are others", () => {
    const reason = (tick: number) =>
      `Violation: tick ${tick}: player-${tick % 7} wants mx ${-tick}\n    at must (x.ts:1:2)`;
    expect(kindOf(reason(12))).toBe(kindOf(reason(340)));
    expect(kindOf(reason(12))).not.toBe(kindOf("Violation: 3 ticks in 40 ms"));
  });
});

describe("what a seat does", () => {
  const said = (...values: (readonly number[])[]) => {
    const all = new Said(toy.input);
    for (const one of values) all.say(one);
    return all;
  };

  it("is what was said, in its order: some may be passed over, and none comes back", () => {
    const all = said([1, 10, 0], [2, 20, 0], [3, 30, 0]);
    expect(
      [
        [0, 0, 0],
        [1, 10, 0],
        [1, 10, 0],
        [3, 30, 0],
      ].map((does) => all.follows(does)),
    ).toEqual([true, true, true, true]);
    expect(all.follows([2, 20, 0])).toBe(false);
    expect(said([1, 10, 0]).follows([1, 11, 0])).toBe(false);
  });

  it("has the presses of what was passed over, and no others", () => {
    const inputs = [
      [0, 0, 1],
      [0, 0, 2],
      [0, 0, 0],
    ] as const;
    expect(said(...inputs).follows([0, 0, 3])).toBe(true);
    expect(said(...inputs).follows([0, 0, 4])).toBe(false);
    const all = said([0, 0, 1]);
    expect(all.follows([0, 0, 1])).toBe(true);
    all.letGo();
    expect(all.follows([0, 0, 1])).toBe(false);
    expect(all.follows([0, 0, 0])).toBe(true);
  });
});
