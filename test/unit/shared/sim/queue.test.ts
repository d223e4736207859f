/** What a mode's queue gets wrong is told as the game is declared. */
import { describe, expect, it } from "vitest";
import { type AnyGame, defineGame, queueRules } from "#shared/sim/index.ts";
import { checkQueue } from "#shared/sim/queue.ts";
import { toy } from "#test/support/toy.ts";

const QUEUE = {
  players: { min: 2, max: 4 },
  teams: { count: 2, size: 2 },
  skill: [
    [0, 5],
    [30, 20],
  ],
  rtt: [[0, 100]],
  never: { rtt: 200 },
  botsAfter: 60,
  botRating: { mu: 21, sigma: 2 },
};

const teamOf = (_: unknown, seat: number) => seat % 2;

/** Declares the toy with one competitive mode, parts of whose queue are others. */
const declare = (parts: Readonly<Record<string, unknown>> | null, game: Readonly<Record<string, unknown>> = {}) =>
  defineGame({
    ...toy,
    teamOf,
    modes: { ranked: { title: "Ranked", settings: { seats: 4 }, queue: parts && { ...QUEUE, ...parts } } },
    ...game,
  } as unknown as AnyGame);

describe("a mode's queue", () => {
  it("is kept as it was declared", () => {
    expect(declare({}).modes.ranked.queue).toEqual(QUEUE);
    expect(() =>
      declare({ teams: undefined, players: { min: 2, max: 3, minAfter: 0 } }, { teamOf: undefined }),
    ).not.toThrow();
  });

  it.each([
    ["no object", null, "queue must be an object"],
    ["no players", { players: undefined }, "queue.players must be { min, max }"],
    ["one player", { players: { min: 1, max: 4 } }, "queue.players must be { min, max }"],
    ["fewer than least", { players: { min: 4, max: 2 } }, "queue.players must be { min, max }"],
    ["half a player", { players: { min: 2, max: 2.5 } }, "queue.players must be { min, max }"],
    [
      "more than seats",
      { players: { min: 2, max: 5 } },
      "queue.players.max is 5, and a match of this mode has 4 seats",
    ],
    ["a wait below 0", { players: { min: 2, max: 4, minAfter: -1 } }, "queue.players.minAfter is -1"],
    ["one team", { teams: { count: 1, size: 4 } }, "queue.teams must be { count, size }"],
    ["empty teams", { teams: { count: 2, size: 0 } }, "queue.teams must be { count, size }"],
    ["teams that lack players", { teams: { count: 2, size: 1 } }, "queue.players.max is 4, and 2 teams of 1 are 2"],
    ["uneven teams", { players: { min: 3, max: 4 } }, "queue.players.min is 3: use a multiple of the 2 teams"],
    [
      "other teams than the game's",
      { teams: { count: 4, size: 1 }, players: { min: 4, max: 4 } },
      "queue.teams asks for 4 of 1, and a match of this mode has teams of 2, 2 seats",
    ],
    ["no widths", { skill: [] }, "queue.skill must be a list"],
    ["widths of another kind", { rtt: 100 }, "queue.rtt must be a list"],
    ["half a point", { rtt: [[0]] }, "queue.rtt has [0]"],
    ["a width of 0", { skill: [[0, 0]] }, "queue.skill has [0,0]"],
    [
      "a wait twice",
      {
        skill: [
          [0, 1],
          [0, 2],
        ],
      },
      "queue.skill has 0 s after 0 s",
    ],
    [
      "a search that narrows",
      {
        skill: [
          [0, 5],
          [9, 4],
        ],
      },
      "queue.skill narrows from 5 to 4 at 9 s",
    ],
    ["a limit that is none", { never: { skill: Number.NaN } }, "queue.never.skill is NaN"],
    ["a limit below the beginning", { never: { rtt: 50 } }, "queue.never.rtt is 50, and rtt begins at 100"],
    ["bots before the wait", { botsAfter: -1 }, "queue.botsAfter is -1"],
    ["bots whose skill is certain", { botRating: { mu: 20, sigma: 0 } }, "queue.botRating must be { mu, sigma }"],
    ["bots with half a rating", { botRating: { mu: 20 } }, "queue.botRating must be { mu, sigma }"],
    ["bots of no rating", { botRating: null }, "queue.botRating must be { mu, sigma }"],
  ])("is refused with %s", (_, parts, message) => {
    expect(() => declare(parts)).toThrow(RangeError);
    expect(() => declare(parts)).toThrow(`game ${toy.name}: modes.ranked.${message}`);
  });

  it("has no teams where the game has none", () => {
    expect(() => declare({}, { teamOf: undefined })).toThrow("queue.teams: the game has no teamOf");
    expect(() => declare({}, { teamOf: () => -1 })).toThrow("a match of this mode has no teams");
  });
});

it("a mode that declares no widths has those that most games want, and its own where it declares them", () => {
  const bare = { players: { min: 2, max: 2 } };
  const whole = queueRules(bare);
  expect([whole.skill.length, whole.rtt.length, whole.never]).toEqual([3, 2, { rtt: 250 }]);
  expect(() => checkQueue("modes.x.queue", bare, { seats: 2 })).not.toThrow();
  expect(queueRules({ ...bare, rtt: [[0, 300]] })).toEqual({ ...bare, skill: whole.skill, rtt: [[0, 300]] });
});
