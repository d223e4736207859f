/** The type of a game's world, from the game, or from those parts of it that the type follows from. */
import type { Game } from "./game.ts";
import type { RoundSettings, roundInput, roundTables } from "./round.ts";
import type { RoundRules } from "./rules.ts";
import type { Config } from "./settings.ts";
import type { World } from "./world.ts";

export type NoColumns = Readonly<Record<never, never>>;
export type NoTables = Readonly<Record<never, never>>;

/** What `round` adds to the types of a game. @typeParam K the fields of its declaration */
export type With<K, Own, Added> = "round" extends K ? Own & Added : Own;
export type Inputs<K, I> = With<K, I, typeof roundInput>;
export type AllTables<K, T> = With<K, T, ReturnType<typeof roundTables>>;
export type AllSettings<K, S> = With<K, S, RoundSettings>;

/** What `defineWorld` is given. */
export interface WorldParts<I, T, S, C, M, K = never> {
  readonly settings: S;
  readonly input?: I;
  readonly commands?: M;
  readonly round?: RoundRules<World<Inputs<K, I>, AllTables<K, T>, AllSettings<K, S>, C, NoInfer<M>>>;
  level?(config: Config<AllSettings<K, S>>): C;
  tables?(config: Config<AllSettings<K, S>>): T;
}

/** What `defineWorld` answers: whether there is a round is in its type. */
export type Parts<I, T, S, C, M, K> = Required<
  Pick<WorldParts<I, T, S, C, M, K>, "settings" | "input" | "level" | "tables">
> &
  Pick<WorldParts<I, T, S, C, M, K>, "commands"> &
  With<K, unknown, Required<Pick<WorldParts<I, T, S, C, M, K>, "round">>>;

/** The world of a game, or of what `defineWorld` answers. */
export type WorldOf<G> =
  G extends Game<infer I, infer T, infer S, infer C, infer M>
    ? World<I, T, S, C, M>
    : G extends WorldParts<infer I, infer T, infer S, infer C, infer M>
      ? World<Inputs<keyof G, I>, AllTables<keyof G, T>, AllSettings<keyof G, S>, C, M>
      : never;
