/** Composes one picture of two moments: for a seat, other rows are in the past, and its own are in the present. */
import type { TableView } from "./table.ts";

/** A world as its tables, and the block of memory under them. */
export interface Image {
  readonly bytes: Uint8Array;
  readonly views: readonly TableView[];
}

/** Copies all columns of one row. */
function copyRow(target: TableView, source: TableView, row: number): void {
  if (target.generation && source.generation) target.generation[row] = source.generation[row];
  for (const [i, cells] of source.cells.entries()) target.cells[i][row] = cells[row];
}

/**
 * Copies the parts of `now` that a seat sees in the present over `target`, a world of the past: the predicted tables,
 * and the seat's own rows.
 * @param seat -1 for a spectator, who has no rows
 */
export function overlay(target: Image, now: Image, seat: number): void {
  for (const [t, view] of now.views.entries()) {
    const { show, perSeat, start, end } = view.placed;
    if (show === "predict") target.bytes.set(now.bytes.subarray(start, end), start);
    else if (perSeat && seat >= 0) copyRow(target.views[t], view, seat);
  }
}
