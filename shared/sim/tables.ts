/**
 * Tables: how a game declares its state. A declaration is plain data; layout.ts places it in memory.
 */
import type { Columns } from "./columns.ts";

/**
 * - `rows`: rows come and go (spawn, despawn).
 * - `fixed`: every row is always there, one a seat, or a single one.
 * - `events`: rows that live for the tick in which they were spawned; the runtime clears them before each step.
 */
export type TableKind = "rows" | "fixed" | "events";

/** How a client shows the rows of others: drawn between two ticks, predicted, or as they are. */
export type Show = "interpolate" | "predict" | "snap";

export interface Table<C extends Columns = Columns, K extends TableKind = TableKind> {
  readonly kind: K;
  readonly columns: C;
  readonly capacity: number;
  readonly show: Show;
}

/** One row that is always there, read and written without an index: `world.round.phase`. */
export interface Single<C extends Columns = Columns> extends Table<C, "fixed"> {
  readonly single: true;
}

export type Tables = Readonly<Record<string, Table>>;

/** A table whose rows come and go. `capacity` is the most that can be live at once. */
export function rows<const C extends Columns>(
  columns: C,
  options: { readonly capacity: number; readonly show?: Show },
): Table<C, "rows"> {
  return { kind: "rows", columns, capacity: options.capacity, show: options.show ?? "interpolate" };
}

/** A table with `capacity` rows that are always there: one a seat, a team, a cell of a map. */
export function fixed<const C extends Columns>(
  columns: C,
  options: { readonly capacity: number; readonly show?: Show },
): Table<C, "fixed"> {
  return { kind: "fixed", columns, capacity: options.capacity, show: options.show ?? "snap" };
}

/** What happened in a tick, for sounds, sparks and feeds. At most `capacity` a tick; further ones are dropped. */
export function events<const C extends Columns>(
  columns: C,
  options: { readonly capacity: number },
): Table<C, "events"> {
  return { kind: "events", columns, capacity: options.capacity, show: "snap" };
}

/** One row that is always there. */
export function single<const C extends Columns>(columns: C): Single<C> {
  return { kind: "fixed", columns, capacity: 1, show: "snap", single: true };
}

export function isSingle(table: Table): table is Single {
  return "single" in table;
}
