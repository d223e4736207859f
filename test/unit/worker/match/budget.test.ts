/** What a player may ask a server for. */
import { describe, expect, it } from "vitest";
import { only, testGames } from "#test/support/games.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { loadOf, overload } from "#worker/match/budget.ts";
import { checkModes, ownChoice } from "#worker/match/choice.ts";

describe("public ranges", () => {
  it.each([{ seats: 17 }, { seats: 1024 }, { fillTo: 17 }, { tickRate: 60 }, { tickRate: 31 }])(
    "refuse %j, which a benchmark may have",
    (settings) => {
      expect(() => ownChoice(testGames, "scuffle", "custom", settings)).toThrow(/must be a whole number/);
      expect(ownChoice(testGames, "scuffle", "custom", settings, true).settings).toMatchObject(settings);
    },
  );

  it("let a player choose what the game offers", () => {
    const chosen = { seats: 16, fillTo: 16, timeLimit: 1800 };
    expect(ownChoice(testGames, "scuffle", "brawl", chosen).settings).toMatchObject({ ...chosen, tickRate: 30 });
  });
});

describe("the budget", () => {
  it("counts a bot's seat twice", () => {
    expect(loadOf(scuffle, { seats: 16, fillTo: 0, tickRate: 30 })).toBe(480);
    expect(loadOf(scuffle, { seats: 16, fillTo: 1024, tickRate: 30 })).toBe(960);
    expect(loadOf(scuffle, { seats: 16 })).toBe(960);
  });

  it("refuses what is above it, in words", () => {
    const heavy = { ...scuffle, tickRate: 60 };
    expect(overload(heavy, { seats: 17, fillTo: 17 })).toBeUndefined();
    expect(overload(heavy, { seats: 18, fillTo: 17 })).toMatch(/2100 seats a second.*2048 are allowed/);
  });

  it("is checked for every mode as a server starts", () => {
    expect(() => checkModes(testGames)).not.toThrow();
    const seats = { min: 2, max: 2000, default: 2 };
    const modes = { crowd: { title: "Crowd", settings: { seats: 2000 } } };
    const heavy = { ...scuffle, settings: { ...scuffle.settings, seats }, modes };
    expect(() => checkModes(only(heavy))).toThrow(/game scuffle: modes.crowd: .*2048 are allowed/);
  });
});
