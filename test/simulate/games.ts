/** The games that can be simulated: the shipped ones, and those of the tests. */
import { games } from "#shared/games/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { cards } from "#test/support/cards.ts";
import { deal } from "#test/support/deal.ts";
import { faulty } from "#test/support/faulty-games.ts";
import { ledger } from "#test/support/ledger.ts";
import { toy } from "#test/support/toy.ts";

/** Of these a run draws one by its seed. */
export const drawn: ReadonlyMap<string, AnyGame> = new Map<string, AnyGame>([
  ...games,
  [cards.name, cards],
  [deal.name, deal],
  [toy.name, toy],
  [ledger.name, ledger],
]);

/** Beside them there are games with faults, for the tests of `npm run check`: they are played by name alone. */
export const known: ReadonlyMap<string, AnyGame> = new Map([
  ...drawn,
  ...faulty.map((game) => [game.name, game] as const),
]);

/**
 * The simulated server has no alarm that wakes a match which sleeps in quiet time: in a run every tick is stepped, which leads to
 * the same world, as `npm run check` tries.
 */
export const sleepless: ReadonlyMap<string, AnyGame> = new Map(
  [...known].map(([name, { quietUntil: _, ...game }]) => [name, game] as const),
);

/** A game as it is simulated. @throws {RangeError} there is no such game */
export function gameOf(name: string): AnyGame {
  const game = sleepless.get(name);
  if (!game) throw new RangeError(`there is no game ${name}: it is one of ${[...drawn.keys()].join(", ")}`);
  return game;
}
