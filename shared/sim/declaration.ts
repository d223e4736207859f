/** What `defineGame` is given: a game, typed so that the compiler tells each mistake where it stands, and all at once. */
import type { Game } from "./game.ts";
import type { CheckCommands, CheckInput, CheckModes, CheckSettings, CheckTables, Late, LateValue } from "./mistakes.ts";
import type { Status } from "./rules.ts";
import type { Config } from "./settings.ts";
import type { World } from "./world.ts";

/** What has a check in place of its plain type: what the world's type follows from, and what could be refused too early. */
type Checked = "input" | "tables" | "settings" | "commands" | "modes" | "step" | "status" | Plain;

/** Values without a world: they are checked late, so that a wrong one hides no other mistake. */
type Plain = "name" | "version" | "tickRate" | "rewind" | "lateJoin" | "wholeGroup" | "secrets" | "standIn";

/**
 * @typeParam I,T,S,C,M as of `Game`
 * @typeParam D the modes
 * @typeParam R what `step` answers; `Unread` while the declaration is still read, see mistakes.ts
 */
export interface Declaration<I, T, S, C, M, D, R> extends Omit<Game<I, T, S, C, NoInfer<M>>, Checked> {
  readonly name: LateValue<R, string>;
  readonly version: LateValue<R, number>;
  readonly tickRate: LateValue<R, number>;
  readonly rewind?: LateValue<R, number>;
  readonly lateJoin?: LateValue<R, Game["lateJoin"]>;
  readonly wholeGroup?: LateValue<R, boolean>;
  readonly secrets?: LateValue<R, boolean>;
  readonly standIn?: LateValue<R, boolean>;
  readonly settings: S & Late<R, CheckSettings<S>>;
  readonly modes: D & Late<R, CheckModes<D, S>>;
  readonly input: I & Late<R, CheckInput<I>>;
  readonly commands?: M & Late<R, CheckCommands<M>>;
  tables(config: Config<S>): T & NoInfer<Late<R, CheckTables<T>>>;
  step(world: World<I, T, S, C, NoInfer<M>>): R;
  status(world: World<I, T, S, C, NoInfer<M>>): LateValue<R, Status>;
}
