/** Checks that hold for any game, shipped or of the documents. */
import { expect } from "vitest";
import {
  type AnyGame,
  advance,
  CLIENT,
  configure,
  describe,
  emptyWorld,
  firstDifference,
  plan,
  publicSettings,
  Random,
  SEAT,
  seededNature,
  setUp,
  statusOf,
  Unforeseen,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomInputs } from "#test/determinism/inputs.ts";
import { play } from "#test/determinism/play.ts";

const SEEDS = 4;
const TICKS = 400;

type Settings = Readonly<Record<string, number>>;

/** Every public setting at its ends, and every mode. */
function* choices({ settings, modes }: AnyGame): Generator<Settings> {
  for (const { settings: chosen } of Object.values(modes)) yield chosen;
  for (const [name, { min, max }] of Object.entries(publicSettings(settings))) {
    yield { [name]: min };
    yield { [name]: max };
  }
}

/** Checks that a match can begin with every choice. */
function begins(game: AnyGame): void {
  for (const chosen of choices(game)) {
    const world = setUp(plan(game, configure(publicSettings(game.settings), chosen)), 1);
    expect(["waiting", "live"], JSON.stringify(chosen)).toContain(statusOf(world));
  }
}

/**
 * Checks that each tick, undone and stepped again, leads to the same world: rollback, replays and resuming need that.
 */
function resteps(game: AnyGame, seed: number): void {
  const world = setUp(plan(game), seed);
  const again = emptyWorld(world.layout);
  const inputs = new RandomInputs(world, new Random({ seed, draws: 0 }));
  const [nature, same] = [seededNature(seed), seededNature(seed)];
  for (let tick = 0; tick < TICKS; tick++) {
    inputs.decide(world);
    again.forkFrom(world);
    const given = inputs.table.bytes.slice();
    advance(world, inputs.table, nature);
    inputs.table.bytes.set(given);
    advance(again, inputs.table, same);
    const difference = firstDifference(world, again);
    if (difference) throw new Error(`game ${game.name}, seed ${seed}, tick ${world.tick}: ${describe(difference)}`);
  }
}

/** The views of a world: what each client has, and steps. */
function viewsOf({ layout: { game, config } }: WorldBase): number[] {
  const views = Array.from({ length: config.seats + 1 }, (_, n) => game.view?.of(config, n - 1));
  return [...new Set(views)].filter((view) => view !== undefined);
}

/** Checks that a result has each taken seat once, and that asking for it changes nothing. */
function tells(world: WorldBase): void {
  const { game } = world.layout;
  const hash = world.hash();
  const [kinds] = world.seatTable.cells;
  const taken = [...world.seatTable].filter((seat) => kinds[seat] !== SEAT.empty);
  statusOf(world);
  if (game.result)
    expect(
      game
        .result(world)
        .map(({ seat }) => seat)
        .sort((a, b) => a - b),
    ).toEqual(taken);
  for (const view of viewsOf(world)) {
    const masked = emptyWorld(world.layout).copyFrom(world);
    masked.seed(0);
    game.view?.hide(masked, view);
    predict(masked);
  }
  expect(world.hash()).toBe(hash);
}

/** A client predicts with what it knows, up to where it cannot. */
function predict(masked: WorldBase): void {
  try {
    advance(masked, masked.clone().seatTable, CLIENT);
  } catch (error) {
    if (!(error instanceof Unforeseen)) throw error;
  }
}

/** @throws {Error} a check fails; the message says which */
export function conforms(game: AnyGame): void {
  begins(game);
  for (let seed = 1; seed <= SEEDS; seed++) {
    resteps(game, seed);
    play(game, seed, TICKS, tells);
  }
}
