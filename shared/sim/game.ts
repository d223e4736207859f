/**
 * What a game author writes: one declaration. Everything else of Scrim is written against it, once.
 */
import type { InputColumns } from "./columns.ts";
import type { Standing } from "./ranking.ts";
import type { OlderOf, Status } from "./rules.ts";
import type { InputView } from "./seat.ts";
import type { Config, Mode, Settings } from "./settings.ts";
import type { Tables } from "./tables.ts";
import type { World, WorldBase } from "./world.ts";

/**
 * A game. `step` and the other functions are pure: they read and write the world that they are given and
 * nothing else, with no clock, no randomness but `world.random`, and no floating-point functions of `Math`.
 */
export interface Game<
  I extends InputColumns = InputColumns,
  T extends Tables = Tables,
  S extends Settings = Settings,
  C = unknown,
> {
  readonly name: string;
  /** Goes up whenever the same inputs could lead to another world. */
  readonly version: number;
  /** Ticks a second, 1 to 60. */
  readonly tickRate: number;
  readonly settings: S;
  /** Quick play offers these, the first by default. */
  readonly modes: Readonly<Record<string, Mode>>;
  readonly input: I;
  /** How far back `world.seen(seat)` goes at most, in milliseconds; 250 where it is not said. */
  readonly rewind?: number;
  /** What follows from the configuration alone and never changes, such as the walls of a map. Not on the wire. */
  level(config: Config<S>): C;
  /** The tables, whose capacities may depend on the configuration, and on nothing else. Called as the game is declared, too. */
  tables(config: Config<S>): T;
  /** Fills a new world. Its generator is seeded; every seat is empty. */
  setup(world: World<I, T, S, C>): void;
  /** Advances the world by one tick. The inputs stand in `world.seats`. */
  step(world: World<I, T, S, C>): void;
  /** Somebody, or a bot, has taken this seat. Called before the step of that tick. */
  join(world: World<I, T, S, C>, seat: number): void;
  /**
   * The seat has become empty. Called before the step of that tick.
   * @param kind who sat there, one of `SEAT`
   */
  leave(world: World<I, T, S, C>, seat: number, kind: number): void;
  status(world: World<I, T, S, C>): Status;
  /**
   * Writes what a bot in this seat does next into `input`. Must not change the world, nor draw from it. It is a part
   * of the rules: whoever steps the world lets the bots decide, so what they do is never sent.
   */
  bot(world: World<I, T, S, C>, seat: number, input: InputView<I>): void;
  /** A bot plays the seats of those whose connection is lost, until they are back. Without it, these seats are idle. */
  readonly standIn?: boolean;
  /**
   * How everybody did: one entry for each taken seat, in order of place. Asked of the world of the tick in which `status`
   * has become `ended`; and of any world, as the result so far, when a match must end early. Must not change the world.
   */
  result?(world: World<I, T, S, C>): readonly Standing[];
  /**
   * Makes a world of an older version's. What both have by name has been carried over; it is to fill in the rest.
   * @param from the older version, and its world, to be read
   * @returns false: the match can't go on under these rules
   */
  migrate?(world: World<I, T, S, C>, from: Older): boolean;
  /** What a seat may know, where that is not everything. */
  readonly view?: View<World<I, T, S, C>, Config<S>>;
}

/** A world that rules of another version have made. */
export type Older = OlderOf<WorldBase>;

/** Hidden information: what somebody may not know is never sent to them. */
export interface View<W, C = Config> {
  /** The view of this seat, or of a spectator (-1). Whoever has the same number is sent the same bytes. */
  of(config: C, seat: number): number;
  /**
   * Takes out of a copy of the world what this view may not know: sets cells to 0, despawns rows. The generator's
   * state is taken out by the runtime. A client predicts with what is left, so the step must bear such a world.
   */
  hide(world: W, view: number): void;
}

export type WorldOf<G> = G extends Game<infer I, infer T, infer S, infer C> ? World<I, T, S, C> : never;
