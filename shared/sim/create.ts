/** Creates a world with the type of its game, for rules and their tests. */
import type { Game } from "./game.ts";
import { plan } from "./layout.ts";
import { type AnyGame, setUp, type World } from "./world.ts";

/**
 * A new match of a game: seeded, set up, every seat empty.
 * @throws {RangeError} a setting is out of its range
 */
export function createWorld<I, T, S, C, M>(
  game: Game<I, T, S, C, M>,
  chosen: { readonly [K in keyof S]?: number },
  seed: number,
): World<I, T, S, C, M> {
  return setUp(plan(game as unknown as AnyGame, chosen as Record<string, number>), seed) as unknown as World<
    I,
    T,
    S,
    C,
    M
  >;
}
