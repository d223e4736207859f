/** Creates a world with the type of its game, for rules and their tests. */
import type { InputColumns } from "./columns.ts";
import type { Game } from "./game.ts";
import { plan } from "./layout.ts";
import type { Settings } from "./settings.ts";
import type { Tables } from "./tables.ts";
import { setUp, type World } from "./world.ts";

/**
 * A new match of a game: seeded, set up, every seat empty.
 * @throws {RangeError} a setting is out of its range
 */
export function createWorld<I extends InputColumns, T extends Tables, S extends Settings, C>(
  game: Game<I, T, S, C>,
  chosen: { readonly [K in keyof S]?: number },
  seed: number,
): World<I, T, S, C> {
  return setUp(plan(game, chosen as Record<string, number>), seed) as unknown as World<I, T, S, C>;
}
