/** What `defineGame` is given: a game, typed so that the compiler tells each mistake where it stands, and all at once. */
import type { Game } from "./game.ts";
import type { Mistake } from "./mistake.ts";
import type { CheckCommands, CheckInput, CheckModes, CheckSettings, CheckTables, Late, LateValue } from "./mistakes.ts";
import type { RoundRules, Status } from "./rules.ts";
import type { Config } from "./settings.ts";
import type { World } from "./world.ts";
import type { AllSettings, AllTables, Inputs } from "./world-of.ts";

/** What has a check in place of its plain type: what the world's type follows from, and what could be refused too early. */
type Checked = "input" | "tables" | "settings" | "commands" | "modes" | "level" | "step" | "status" | Plain;

/** Values without a world: they are checked late, so that a wrong one hides no other mistake. */
type Plain = "name" | "version" | "tickRate" | "rewind" | "lateJoin" | "wholeGroup" | "secrets" | "standIn";

/** Functions that may be left out: complete.ts has what then happens. */
type Defaulted = "setup" | "join" | "leave" | "bot";

/** The game that the declaration becomes. */
type Becomes<I, T, S, C, M, K> = Game<Inputs<K, I>, AllTables<K, T>, AllSettings<K, S>, C, NoInfer<M>>;
type Its<I, T, S, C, M, K> = World<Inputs<K, I>, AllTables<K, T>, AllSettings<K, S>, C, NoInfer<M>>;

/**
 * @typeParam I,T,S,C,M as of `Game`, without what `round` adds
 * @typeParam D the modes
 * @typeParam R what `step` answers; `Unread` while the declaration is still read, see mistakes.ts
 * @typeParam K the fields that the declaration has
 */
export interface Declaration<I, T, S, C, M, D, R, K>
  extends Omit<Becomes<I, T, S, C, M, K>, Checked | Defaulted>,
    Partial<Pick<Becomes<I, T, S, C, M, K>, Defaulted>> {
  readonly name: LateValue<R, string>;
  readonly version?: LateValue<R, number>;
  readonly tickRate: LateValue<R, number>;
  readonly rewind?: LateValue<R, number>;
  readonly lateJoin?: LateValue<R, Game["lateJoin"]>;
  readonly wholeGroup?: LateValue<R, boolean>;
  readonly secrets?: LateValue<R, boolean>;
  readonly standIn?: LateValue<R, boolean>;
  readonly settings: S & Late<R, CheckSettings<S>>;
  readonly modes?: D & Late<R, CheckModes<D, AllSettings<K, S>>>;
  readonly input?: I & Late<R, CheckInput<I>>;
  readonly commands?: M & Late<R, CheckCommands<M>>;
  /**
   * The runtime leads the match: lobby, start, clock, end, result and the vote for a rematch. The world then has the tables
   * `round` and `scores`, and the input `ready`. Write `world.scores.points[seat] += 1`, and the rest is done.
   */
  readonly round?: RoundRules<Its<I, T, S, C, M, K>>;
  level?(config: Config<AllSettings<K, S>>): C;
  tables?(config: Config<AllSettings<K, S>>): T & NoInfer<Late<R, CheckTables<T>>>;
  step(world: Its<I, T, S, C, M, K>): R;
  status?(world: Its<I, T, S, C, M, K>): LateValue<R, Status>;
}

/** Every field of a declaration is one that the runtime knows. That the type goes over the fields is how `K` is inferred. */
export type Known<K extends string, R> = {
  readonly [P in K]?: P extends keyof Game | "round" ? unknown : Late<R, Mistake<`a game has no field ${P}`>>;
} & {
  // A function that is there is no optional one: else the compiler would tell of a wrong table at the head of them all.
  readonly [P in K & "tables"]: NonNullable<unknown>;
};
