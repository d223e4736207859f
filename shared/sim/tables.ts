/**
 * Tables: how a game declares its state. A declaration is plain data; layout.ts places it in memory.
 */
import type { Columns } from "./columns.ts";
import type { CheckColumns } from "./mistake.ts";

/**
 * - `rows`: rows come and go (spawn, despawn).
 * - `fixed`: every row is always there, one a seat, or a single one.
 * - `events`: rows that live for the tick in which they were spawned; the runtime clears them before each step.
 */
export type TableKind = "rows" | "fixed" | "events";

/**
 * How a client shows a table:
 * - `interpolate`: where its rows were a moment ago, drawn between two ticks that are known;
 * - `predict`: where the step says that they are by now;
 * - `snap`: as `interpolate`, with nothing drawn between two ticks.
 *
 * A player's own row of a table with `perSeat` is always predicted.
 */
export type Show = "interpolate" | "predict" | "snap";

export interface Table<C = Columns, K extends TableKind = TableKind> {
  readonly kind: K;
  readonly columns: C;
  readonly capacity: number;
  readonly show: Show;
  /** Row n is seat n's own. */
  readonly perSeat: boolean;
  /**
   * For events: the column that holds the seat that caused it. The client of that seat predicts the event, and shows it
   * in the next drawn frame.
   */
  readonly by: string | undefined;
}

/** What the compiler tells of wrong columns. */
type Checked<C> = NoInfer<CheckColumns<C>>;

interface Options {
  readonly capacity: number;
  readonly show?: Show;
  readonly perSeat?: boolean;
}

/** A table of the players' bodies. The runtime gives it a row a seat, and ends a seat's row as the seat is given up. */
export interface Players<C = Columns> extends Table<C, "rows"> {
  readonly players: true;
}

/** One row that is always there, read and written without an index: `world.round.phase`. */
export interface Single<C = Columns> extends Table<C, "fixed"> {
  readonly single: true;
}

export type Tables = Readonly<Record<string, Table>>;

/** A table whose rows come and go. `capacity` is the most that can be live at once. */
export function rows<const C>(columns: C & Checked<C>, options: Options): Table<C, "rows"> {
  return { kind: "rows", columns, show: "interpolate", perSeat: false, by: undefined, ...options };
}

/** A table with `capacity` rows that are always there: one a seat, a team, a cell of a map. */
export function fixed<const C>(columns: C & Checked<C>, options: Options): Table<C, "fixed"> {
  return { kind: "fixed", columns, show: "snap", perSeat: false, by: undefined, ...options };
}

/**
 * Events of a tick, for sounds, sparks and feeds. A tick has `capacity` at most; further ones are dropped. With
 * `show: "predict"` every client shows an event as soon as it predicts it, for any seat.
 */
export function events<const C>(
  columns: C & Checked<C>,
  options: { readonly capacity: number; readonly by?: keyof C & string; readonly show?: "predict" },
): Table<C, "events"> {
  const { capacity, by, show = "snap" } = options;
  return { kind: "events", columns, capacity, show, perSeat: false, by };
}

/** One row that is always there. */
export function single<const C>(columns: C & Checked<C>, options: { readonly show?: Show } = {}): Single<C> {
  return { ...fixed<C>(columns, { capacity: 1, ...options }), single: true };
}

/**
 * The players' bodies, or what else each player has: row n is seat n's, and all rows are predicted. A game without `join`
 * gives each newcomer a row of zeros; one with `join` spawns it itself: `runners.spawnAt(seat, { x: 100 })`. The runtime
 * ends the row as the seat is given up, before the game's `leave`.
 */
export function players<const C>(columns: C & Checked<C>): Players<C> {
  // `defineGame` knows how many seats there are.
  return { ...rows<C>(columns, { capacity: 0, show: "predict", perSeat: true }), players: true };
}

export function isPlayers(table: Table): table is Players {
  return "players" in table;
}

export function isSingle(table: Table): table is Single {
  return "single" in table;
}
