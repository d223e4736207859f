/** What `npm run balance` counts. */
import { describe, expect, it } from "vitest";
import { MAP, MODE } from "#shared/games/arena/settings.ts";
import { playArena } from "#test/balance/arena.ts";
import { playPuck } from "#test/balance/puck.ts";
import { Tally } from "#test/balance/tally.ts";
import { play } from "#test/balance/thread.ts";

describe("a tally", () => {
  it("adds up, and has the median of what was counted by value", () => {
    const tally = new Tally({ kills: 2 });
    tally.addAll({ kills: 3, "life 10": 1, "life 9": 1, "life 200": 1 });
    expect(tally.of("kills")).toBe(5);
    expect(tally.of("none")).toBe(0);
    expect(tally.median("life")).toBe(10);
  });
});

describe("a round of the arena", () => {
  const tally = playArena({ seats: 4, botLevel: 2, mode: MODE.freeForAll, map: MAP.foundry }, 7);
  const of = (what: string) => tally.of(`Foundry ${what}`);
  const all = (what: string) => [0, 1, 2, 3].reduce((sum, k) => sum + of(`${what} ${k}`), 0);

  it("counts each death once, and each win", () => {
    expect(of("rounds")).toBe(1);
    expect(all("seat") + of("draws")).toBe(1);
    expect(of("deaths")).toBeGreaterThan(20);
    expect(all("kills") + of("suicides")).toBe(of("deaths"));
  });

  it("counts who holds what, and what lies where", () => {
    expect(all("held")).toBeGreaterThan(2 * of("ticks"));
    expect(all("held")).toBeLessThanOrEqual(4 * of("ticks"));
    expect(all("lies")).toBeLessThan(all("place"));
    expect(all("taken")).toBeGreaterThan(5);
  });

  it("is the same again from the same seed", () => {
    expect(playArena({ seats: 4, botLevel: 2, mode: MODE.freeForAll, map: MAP.foundry }, 7).counts).toEqual(
      tally.counts,
    );
  });
});

it("a round of puck counts a goal once, for one team", () => {
  const tally = playPuck({ seats: 2, botLevel: 2 }, 3);
  expect(tally.of("2 rounds")).toBe(1);
  expect(tally.of("2 goals 0") + tally.of("2 goals 1")).toBe(tally.of("2 goals"));
});

it("six rounds are on each map, alone and in teams", () => {
  const course = { seats: [2], botLevel: 2, maps: [0, 1, 2], modes: [0, 1], from: 6, rounds: 6 };
  const tally = play({ game: "arena", ...course });
  for (const map of ["Ruins", "Glacier", "Foundry"]) {
    expect(tally.of(`${map} rounds`)).toBe(2);
    expect(tally.of(`${map} team rounds`)).toBe(1);
  }
});
