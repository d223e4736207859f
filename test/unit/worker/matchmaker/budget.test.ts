/** What a player may ask a server for. */
import { describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { configure, publicSettings } from "#shared/sim/index.ts";
import { loadOf, MOST_LOAD, overload } from "#worker/matchmaker/budget.ts";
import { ownChoice, quickChoice } from "#worker/matchmaker/choice.ts";

describe("public ranges", () => {
  it.each([...games.values()].map((game) => [game.name, game] as const))(
    "of %s lie within the whole ones, and hold their defaults",
    (_, game) => {
      const open = publicSettings(game.settings);
      expect(Object.keys(open)).toEqual(Object.keys(game.settings));
      for (const [name, { min, max, default: usual }] of Object.entries(open)) {
        const whole = game.settings[name];
        expect([min >= whole.min, max <= whole.max, usual >= min, usual <= max]).toEqual([true, true, true, true]);
      }
      expect(() => configure(open, {})).not.toThrow();
    },
  );

  it.each([
    { seats: 17 },
    { seats: 1024 },
    { fillTo: 17 },
    { tickRate: 60 },
    { tickRate: 31 },
    { width: 4097 },
    { height: 16384 },
  ])("of the arena refuse %j, which a benchmark may have", (settings) => {
    expect(() => ownChoice(games, "arena", "custom", settings)).toThrow(/must be a whole number/);
    expect(ownChoice(games, "arena", "custom", settings, true).settings).toMatchObject(settings);
  });

  it("let a player choose what the game offers", () => {
    const chosen = { seats: 16, fillTo: 16, width: 4096, height: 4096, timeLimit: 1800 };
    expect(ownChoice(games, "arena", "teams", chosen).settings).toMatchObject({ ...chosen, tickRate: 30 });
  });
});

describe("the budget", () => {
  it("counts a bot's seat twice", () => {
    expect(loadOf(arena, { seats: 16, fillTo: 0, tickRate: 30 })).toBe(480);
    expect(loadOf(arena, { seats: 16, fillTo: 1024, tickRate: 30 })).toBe(960);
    expect(loadOf(arena, { seats: 16 })).toBe(960);
  });

  it("has room for every mode of every game, and the greatest match that a player can make", () => {
    for (const game of games.values()) {
      for (const mode of Object.keys(game.modes))
        expect(loadOf(game, quickChoice(games, game.name, mode).settings)).toBeLessThanOrEqual(MOST_LOAD);
      const open = publicSettings(game.settings);
      const most = Object.fromEntries(Object.entries(open).map(([name, { max }]) => [name, max]));
      expect(overload(game, configure(open, most))).toBeUndefined();
    }
  });

  it("refuses what is above it, in words", () => {
    const heavy = { ...arena, tickRate: 60 };
    expect(overload(heavy, { seats: 17, fillTo: 17 })).toBeUndefined();
    expect(overload(heavy, { seats: 18, fillTo: 17 })).toMatch(/2100 seats a second.*2048 are allowed/);
  });
});
