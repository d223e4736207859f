/** Of every game that this build knows: a new one is asked for it too. */
import { describe, expect, it } from "vitest";
import { cards } from "#client/view/games/index.ts";
import { games } from "#shared/games/index.ts";
import {
  type AnyGame,
  advance,
  brokenGames,
  configure,
  createWorld,
  publicSettings,
  SEAT,
  seededNature,
} from "#shared/sim/index.ts";
import { cards as cardGame } from "#test/support/cards.ts";
import { conforms } from "#test/support/conformance.ts";
import { toy } from "#test/support/toy.ts";
import { loadOf, MOST_LOAD, overload } from "#worker/match/budget.ts";
import { quickChoice } from "#worker/match/choice.ts";

const known: readonly (readonly [string, AnyGame])[] = [...games, ["toy", toy], ["cards", cardGame]];

it("no game of this build is broken", () => {
  expect(brokenGames(games)).toEqual([]);
});

it("each card is of a game of this build", () => {
  for (const { name } of cards) expect([...games.keys()]).toContain(name);
});

describe.each(known)("the game %s", (_, game) => {
  it("begins with every choice of a player, re-steps to the same world, and is told without being changed", () =>
    conforms(game));
});

/** The longest round of bots and one idle player, where moves must be quick. */
const MOST_SECONDS = 1200;

describe.each([...games])("the game %s of this build", (name, game) => {
  it("is named as the registry names it, and each of its modes can be chosen", () => {
    expect(game.name).toBe(name);
    for (const mode of Object.keys(game.modes))
      expect(quickChoice(games, name, mode)).toMatchObject({ game: name, mode });
  });

  // Where newcomers must wait, quick play sends none into a round, however much of it is left.
  it.skipIf(game.lateJoin !== undefined && game.lateJoin !== "play")(
    "says how much of a round is left: all of it as it begins, less than a quarter before its end, and changes nothing",
    () => {
      const quick = Object.entries({ timeLimit: 20, lobby: 1, moveTime: 10 });
      const chosen = Object.fromEntries(quick.filter(([name]) => Object.hasOwn(game.settings, name)));
      for (const [mode, { settings }] of Object.entries(game.modes)) {
        const world = createWorld(game, { ...settings, ...chosen }, 7);
        const next = world.clone();
        const nature = seededNature(7);
        for (let seat = 0; seat < world.config.seats; seat++)
          next.seats.kind[seat] = seat === 0 ? SEAT.person : SEAT.bot;
        const lefts: number[] = [];
        for (let tick = 0; tick < MOST_SECONDS * game.tickRate && game.status(world) !== "ended"; tick++) {
          advance(world, next.seatTable, nature);
          if (game.status(world) !== "live") continue;
          const before = world.hash();
          lefts.push(game.roundLeft?.(world) ?? Number.NaN);
          expect(world.hash()).toBe(before);
        }
        expect(lefts.length, mode).toBeGreaterThan(game.tickRate);
        for (const left of lefts) expect(left <= 1.5 && left >= -0.1, `${mode}: ${left}`).toBe(true);
        expect(lefts[0], mode).toBeCloseTo(1, 1);
        expect(lefts.at(-1), mode).toBeLessThan(0.25);
      }
    },
  );

  it("can be seen: there is a card of it, which loads its rules", async () => {
    const own = cards.filter((card) => card.name === name);
    expect(await Promise.all(own.map((card) => card.rules()))).toEqual([game]);
  });

  it("has public ranges within the whole ones, which hold their defaults", () => {
    const open = publicSettings(game.settings);
    expect(Object.keys(open)).toEqual(Object.keys(game.settings));
    for (const [setting, { min, max, default: usual }] of Object.entries(open)) {
      const whole = game.settings[setting];
      expect([min >= whole.min, max <= whole.max, usual >= min, usual <= max]).toEqual([true, true, true, true]);
    }
    expect(() => configure(open, {})).not.toThrow();
  });

  it("stays within the budget of a server in every mode, and in the greatest match that a player can make", () => {
    for (const mode of Object.keys(game.modes))
      expect(loadOf(game, quickChoice(games, name, mode).settings)).toBeLessThanOrEqual(MOST_LOAD);
    const open = publicSettings(game.settings);
    const most = Object.fromEntries(Object.entries(open).map(([setting, { max }]) => [setting, max]));
    expect(overload(game, configure(open, most))).toBeUndefined();
  });
});
