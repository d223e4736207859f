import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NONE as ARENA_NONE, arena, MODE, PHASE } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { NONE as PUCK_NONE } from "#shared/games/puck/tables.ts";
import {
  type AnyGame,
  advance,
  columnOf,
  createWorld,
  Random,
  ranked,
  SEAT,
  type Standing,
  type WorldBase,
} from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";

describe("a ranking", () => {
  const rank = (points: readonly number[], tie: readonly number[] = points.map(() => 0)) =>
    ranked(
      points.map((_, seat) => seat),
      (seat) => points[seat],
      (seat) => tie[seat],
    ).map(({ seat, rank }) => [seat, rank]);

  it("gives equals one rank, and leaves out those that they have taken", () => {
    expect(rank([5, 9, 5, 1])).toEqual([
      [1, 1],
      [0, 2],
      [2, 2],
      [3, 4],
    ]);
  });

  it("names those of one rank in the order of the tie, and else of the seats", () => {
    expect(rank([5, 5, 5], [0, 3, 0])).toEqual([
      [1, 1],
      [0, 1],
      [2, 1],
    ]);
  });

  it("is empty without players", () => expect(rank([])).toEqual([]));
});

describe("the result of the arena", () => {
  function scored(mode: number, scores: readonly number[], teams: readonly number[] = []) {
    const world = createWorld(arena, { seats: 8, mode }, 1);
    for (const [seat, score] of scores.entries()) {
      world.seats.kind[seat] = [SEAT.person, SEAT.bot, SEAT.away][seat % 3];
      world.scores.score[seat] = score;
      world.scores.team[seat] = mode === MODE.teams ? seat % 2 : 0;
    }
    for (const [team, score] of teams.entries()) world.teams.score[team] = score;
    return arena.result?.(world) ?? [];
  }

  it("is each seat's own in a free-for-all: bots and players who are away are in it, empty seats are not", () => {
    expect(scored(MODE.freeForAll, [3, 7, -1, 7])).toEqual([
      { seat: 1, place: 1, score: 7, team: -1 },
      { seat: 3, place: 1, score: 7, team: -1 },
      { seat: 0, place: 3, score: 3, team: -1 },
      { seat: 2, place: 4, score: -1, team: -1 },
    ]);
  });

  it("is the team's where teams play, for every player in it", () => {
    expect(scored(MODE.teams, [9, 1, 0, 2], [9, 12])).toEqual([
      { seat: 3, place: 1, score: 2, team: 1 },
      { seat: 1, place: 1, score: 1, team: 1 },
      { seat: 0, place: 2, score: 9, team: 0 },
      { seat: 2, place: 2, score: 0, team: 0 },
    ]);
  });

  it("is one place for all in a draw of teams", () => {
    expect(scored(MODE.teams, [4, 4], [4, 4]).map(({ place }) => place)).toEqual([1, 1]);
  });
});

describe("the result of puck", () => {
  it("is the teams', own goals included", () => {
    const world = createWorld(puck, { seats: 4 }, 1);
    for (const seat of world.seats) world.seats.kind[seat] = SEAT.person;
    world.scores.goals[0] = 1;
    world.scores.saves[3] = 2;
    world.teams.score[0] = 1;
    world.teams.score[1] = 2;
    expect(puck.result?.(world)).toEqual([
      { seat: 3, place: 1, score: 0, team: 1 },
      { seat: 1, place: 1, score: 0, team: 1 },
      { seat: 0, place: 2, score: 1, team: 0 },
      { seat: 2, place: 2, score: 0, team: 0 },
    ]);
  });
});

/** The seats that have won by the world's own account; none in a draw. */
function winners(world: WorldBase): readonly number[] {
  const winner = columnOf(world, "round", "winner")?.[0];
  const { game, config } = world.layout;
  if (winner === (game.name === "arena" ? ARENA_NONE : PUCK_NONE)) return [];
  const { mode = MODE.teams } = config as Readonly<Record<string, number>>;
  const sideOf = (seat: number) => (mode === MODE.freeForAll ? seat : columnOf(world, "scores", "team")?.[seat]);
  return seatsOf(world).filter((seat) => (sideOf(seat) ?? seat % 2) === winner);
}

const resultOf = (world: WorldBase): readonly Standing[] => world.layout.game.result?.(world) ?? [];

const seatsOf = (world: WorldBase): number[] => [...world.seatTable];

const MATCHES: readonly [string, Readonly<Record<string, number>>][] = [
  ["arena", { seats: 6, mode: MODE.freeForAll, lobby: 1, timeLimit: 20, width: 800, height: 800 }],
  ["arena", { seats: 6, mode: MODE.teams, lobby: 1, timeLimit: 20, width: 800, height: 800 }],
  ["puck", { seats: 4, lobby: 1, timeLimit: 20, goals: 2 }],
];

describe.each(MATCHES)("a match of %s with %j", (name, settings) => {
  const game = games.get(name) as AnyGame;
  it.each([1, 2, 3, 4])("ends with the result that its winner says (seed %i)", (seed) => {
    const match = new BotMatch(game, settings, seed);
    let ended: readonly Standing[] | undefined;
    match.run(90 * game.tickRate, (world) => {
      const hash = world.hash();
      const result = resultOf(world);
      expect(world.hash()).toBe(hash);
      expect([...result].sort((a, b) => a.place - b.place)).toEqual(result);
      expect(result.map(({ seat }) => seat).sort()).toEqual(seatsOf(world));
      expect(result[0].place).toBe(1);
      if (ended || game.status(world) !== "ended") return;
      ended = result;
      const best = result.filter(({ place }) => place === 1).map(({ seat }) => seat);
      const won = winners(world);
      if (won.length > 0) expect(best.sort()).toEqual(won);
      else expect(best.length).toBeGreaterThan(1);
    });
    expect(ended).toBeDefined();
  });
});

it("can be asked of any world, while players come and go", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...MATCHES), (seed, [name, settings]) => {
      const game = games.get(name) as AnyGame;
      const match = new BotMatch(game, settings, seed);
      const random = new Random({ seed, draws: 0 });
      const [kinds] = match.inputs.cells;
      for (let tick = 0; tick < 300; tick++) {
        kinds[random.below(kinds.length)] = random.below(4);
        advance(match.world, match.inputs);
        const there = seatsOf(match.world).filter((seat) => kinds[seat] !== SEAT.empty);
        expect(
          resultOf(match.world)
            .map(({ seat }) => seat)
            .sort(),
        ).toEqual(there);
      }
    }),
    { numRuns: 6 },
  );
});

it("does not outlive the round: a rematch begins with all scores at 0", () => {
  const world = createWorld(arena, { seats: 2, lobby: 1 }, 1);
  const next = world.clone();
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  advance(world, next.seatTable);
  world.scores.score[1] = 4;
  expect(arena.result?.(world).map(({ place }) => place)).toEqual([1, 2]);
  for (let tick = 0; tick < 200 && world.round.phase !== PHASE.live; tick++) advance(world, next.seatTable);
  expect(arena.result?.(world).map(({ place }) => place)).toEqual([1, 1]);
});
