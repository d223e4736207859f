/**
 * A game, complete. An author writes a `Declaration` (declaration.ts), in which much may be left out; the rest of Scrim is
 * written against the game.
 */
import type { InputColumns } from "./columns.ts";
import type { GameCommandOf, NoCommands } from "./commands.ts";
import type { InputView } from "./game-table.ts";
import type { Standing } from "./ranking.ts";
import type { Keeps, LateJoin, OlderOf, Status } from "./rules.ts";
import type { Config, Mode, Settings } from "./settings.ts";
import type { Tables } from "./tables.ts";
import type { World, WorldBase } from "./world.ts";

/**
 * A game. `step` and the other functions are pure: they read and write the world that they are given and
 * nothing else, with no clock, no randomness but `world.random`, and no floating-point functions of `Math`.
 */
export interface Game<I = InputColumns, T = Tables, S = Settings, C = unknown, M = NoCommands> {
  readonly name: string;
  /**
   * A whole number from 1, which it is where it is left out. Raise it with every change after which the same inputs could
   * lead to another world.
   */
  readonly version: number;
  /** Ticks a second, 1 to 60. */
  readonly tickRate: number;
  readonly settings: S;
  /** Quick play offers these, the first by default. Where they are left out there is one, `play`, by the game's name. */
  readonly modes: Readonly<Record<string, Mode>>;
  /** What a player's hands hold; nothing where it is left out. */
  readonly input: I;
  /**
   * What a player can say once, beside the inputs: `{ swap: { card: { min: 0, max: 51 } } }`, up to three arguments each.
   * `step` reads `world.command(seat)` in the one tick in which it counts. Every game also has the runtime's own.
   */
  readonly commands?: M;
  /** How far back `world.seen(seat)` goes at most, in milliseconds; 250 if left out. */
  readonly rewind?: number;
  /**
   * Builds the constant part of a match from its configuration alone, such as the walls of a map. It is not on the
   * wire.
   */
  level(config: Config<S>): C;
  /**
   * The tables. Their capacities may depend on the configuration, and on nothing else. Called as the game is declared,
   * too.
   */
  tables(config: Config<S>): T;
  /** Fills a new world. Its generator is seeded; every seat is empty. */
  setup(world: World<I, T, S, C, M>): void;
  /** Advances the world by one tick. The inputs stand in `world.seats`. */
  step(world: World<I, T, S, C, M>): void;
  /**
   * A player or a bot has taken this seat. Called before the step of that tick. Without it each has a row of zeros in the
   * tables of `players()`.
   */
  join(world: World<I, T, S, C, M>, seat: number): void;
  /**
   * The seat has become empty. Called before the step of that tick.
   * @param kind the kind of its last owner, one of `SEAT`
   */
  leave(world: World<I, T, S, C, M>, seat: number, kind: number): void;
  /** Without it: that of the `round`; `live` where there is none. */
  status(world: World<I, T, S, C, M>): Status;
  /**
   * Writes the next input of a bot in this seat into `input`. Must not change the world, nor draw from `world.random`.
   * It is a part of the rules: every client that steps the world decides for the bots too, so their inputs are never
   * sent. Without it bots do nothing.
   */
  bot(world: World<I, T, S, C, M>, seat: number, input: InputView<I>): void;
  /**
   * Whether this seat may give this command of the game's own now; without it every player may at any time. Both the
   * server and the client ask it before the tick in which the command would count. Must not change the world.
   * @returns true, or why not, in words for the player ("It is not your turn"); false is a refusal without words
   */
  legal?(world: World<I, T, S, C, M>, seat: number, command: GameCommandOf<M>): boolean | string;
  /**
   * The first tick in which something may happen by itself; `FOREVER` where nothing will until a player does something. Every step
   * before that tick changes nothing but the tick, as long as seats and inputs stay as they are and there is no command. The
   * runtime then skips these steps, and the match sleeps. What a client may not know must not change the answer. Without this
   * function every tick is stepped. Must not change the world. docs/decisions/sleep.md
   */
  quietUntil?(world: World<I, T, S, C, M>): number;
  /** The seat that the match waits for, -1 = none: its player is told that it is their turn. Must not change the world. */
  turn?(world: World<I, T, S, C, M>): number;
  /** How long seats and matches are kept without their players; 30 s and 10 minutes where it is left out. */
  keeps?(config: Config<S>): Keeps;
  /** What becomes of a player who comes while a round is on; "play" where it is left out. */
  readonly lateJoin?: LateJoin;
  /**
   * A match is for those alone who have come together, by one link, one party or one queue: quick play brings no others
   * into it. docs/decisions/late-joiners.md
   */
  readonly wholeGroup?: boolean;
  /**
   * `step` draws from `world.secret`, which only the server has: every client is sent how the world changes, instead of stepping
   * it by itself.
   */
  readonly secrets?: boolean;
  /**
   * Whether a bot plays the seat of a player whose connection is lost, until the player is back. Without it the seat is
   * idle.
   */
  readonly standIn?: boolean;
  /**
   * The result of a round: one entry for each taken seat, in order of place. The runtime asks for it at the tick in
   * which `status` becomes `ended`, and at any tick, for the result so far, when a match must end early. Must not
   * change the world. Without it, where there is a `round`: by points.
   */
  result?(world: World<I, T, S, C, M>): readonly Standing[];
  /**
   * How much is left of the round that is on, 1 to 0: by time or by the points that end it, the lesser of the two. Undefined where
   * it has no end. Quick play sends no newcomers once less than a quarter is left; without this function it does so up to the
   * end. Without it, where there is a `round`: by its clock. Must not change the world.
   */
  roundLeft?(world: World<I, T, S, C, M>): number | undefined;
  /**
   * How remarkable what this seat has done in the tick that has passed is: 0 = not at all, 1 = a goal or a kill. A player's profile
   * links to the best moment of a rated round: several in a few seconds add up. Must not change the world.
   */
  highlight?(world: World<I, T, S, C, M>, seat: number): number;
  /**
   * Completes a world that comes from an older version of the rules. The runtime has copied all tables and columns that
   * both versions have by name.
   * @param from the older version, and its world, to read from
   * @returns false: the match can't go on under these rules
   */
  migrate?(world: World<I, T, S, C, M>, from: Older): boolean;
  /**
   * The team of a seat: 0, 1 and so on; -1 where the match has no teams. By this the runtime chooses seats for players and
   * bots, and lets a host move players between teams. It must follow from the configuration and the seat alone.
   */
  teamOf?(config: Config<S>, seat: number): number;
  /** Restricts the part of the world that a seat may know. Without it every seat knows everything. */
  readonly view?: View<World<I, T, S, C, M>, Config<S>>;
}

/** A world of another version of the rules. */
export type Older = OlderOf<WorldBase>;

/** Hidden information: the server never sends a player what the player may not know. */
export interface View<W, C = Config> {
  /** The number of the view of this seat, or of a spectator (-1). Seats of one view receive the same bytes. */
  of(config: C, seat: number): number;
  /**
   * Removes from a copy of the world what this view may not know: sets cells to 0, despawns rows. The runtime removes
   * the state of the random generator. Clients predict with the rest, so `step` must cope with such a world.
   */
  hide(world: W, view: number): void;
  /**
   * Replays of a round hold all of it: nothing of a round is a secret once it is over. Without it they hold what a spectator
   * (-1) may know.
   */
  readonly openAfter?: boolean;
}
