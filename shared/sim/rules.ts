/** A game's rules as the runtime calls them, for any type of world: world.ts fills that in. */
import type { InputColumns } from "./columns.ts";
import type { Command, Commands } from "./commands.ts";
import type { InputView } from "./game-table.ts";
import type { Standing } from "./ranking.ts";
import type { Config, Mode, Settings } from "./settings.ts";
import type { Tables } from "./tables.ts";

/**
 * The course of a match, as the runtime needs it.
 * - `waiting`: players may come and go, and nothing counts yet.
 * - `live`: the round is on.
 * - `ended`: there is a result; the step may still count votes for a rematch.
 */
export type Status = "waiting" | "live" | "ended";

/** For how long what belongs to absent players is kept, in whole seconds, up to 30 days. */
export interface Keeps {
  /** The seat of a player whose connection is lost. */
  readonly seat: number;
  /** A match that no player is connected to. */
  readonly match: number;
}

/**
 * What becomes of a player who comes while a round is on.
 * - `play`: a seat at once.
 * - `watch`: a spectator until the round is over, and a seat then.
 * - `refuse`: no seat in this match.
 */
export type LateJoin = "play" | "watch" | "refuse";

/** What a game says of its rounds where the runtime leads the match through them: docs/decisions/short-form.md. */
export interface RoundRules<W> {
  /** How long a round takes by default: hosts may change it, as the setting `timeLimit`. Without it a round has no clock. */
  readonly seconds?: number;
  /** How many seats must be taken, by players or bots, for a round to begin; 1 where it is left out. */
  readonly needs?: number;
  /** Whether the `most` points are the best, as where it is left out, or the `least`. */
  readonly best?: "most" | "least";
  /** A round begins: all points are 0, and every player has a body. */
  begin?(world: W): void;
  /** Whether the round is over before its time: asked after each step of a round. Must not change the world. */
  over?(world: W): boolean;
}

/** A world of another version of the rules. */
export interface OlderOf<W> {
  readonly version: number;
  readonly world: W;
}

/**
 * A game as the runtime sees it, over its worlds `W`. The functions are methods so that a game with narrower worlds
 * fits: a world only ever reaches the game that it was made for (`createWorld` takes both from one layout).
 */
export interface Rules<W> {
  readonly name: string;
  readonly version: number;
  readonly tickRate: number;
  readonly settings: Settings;
  readonly modes: Readonly<Record<string, Mode>>;
  readonly input: InputColumns;
  readonly commands?: Commands;
  level(config: Config): unknown;
  tables(config: Config): Tables;
  setup(world: W): void;
  step(world: W): void;
  join(world: W, seat: number): void;
  leave(world: W, seat: number, kind: number): void;
  status(world: W): Status;
  bot(world: W, seat: number, input: InputView): void;
  legal?(world: W, seat: number, command: Command): boolean | string;
  quietUntil?(world: W): number;
  turn?(world: W): number;
  keeps?(config: Config): Keeps;
  readonly lateJoin?: LateJoin;
  readonly wholeGroup?: boolean;
  readonly secrets?: boolean;
  readonly standIn?: boolean;
  result?(world: W): readonly Standing[];
  roundLeft?(world: W): number | undefined;
  highlight?(world: W, seat: number): number;
  migrate?(world: W, from: OlderOf<W>): boolean;
  teamOf?(config: Config, seat: number): number;
  readonly rewind?: number;
  readonly view?: {
    of(config: Config, seat: number): number;
    hide(world: W, view: number): void;
    readonly openAfter?: boolean;
  };
}
