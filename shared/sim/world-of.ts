/** The type of a game's world, from the game, or from those parts of it that the type follows from. */
import type { Game } from "./game.ts";
import type { Config } from "./settings.ts";
import type { World } from "./world.ts";

/** What `defineWorld` answers. */
export interface WorldParts<I, T, S, C, M> {
  readonly settings: S;
  readonly input: I;
  readonly commands?: M;
  level(config: Config<S>): C;
  tables(config: Config<S>): T;
}

/** The world of a game, or of what `defineWorld` answers. */
export type WorldOf<G> =
  G extends Game<infer I, infer T, infer S, infer C, infer M>
    ? World<I, T, S, C, M>
    : G extends WorldParts<infer I, infer T, infer S, infer C, infer M>
      ? World<I, T, S, C, M>
      : never;
