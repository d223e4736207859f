/** One picture of two moments: what a seat sees of others is past, and what is its own is now. */
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
 * Lays what a seat sees as it is now over a world that it sees as it was: the predicted tables, and the seat's own rows.
 * @param seat -1 for a spectator, who has none
 */
export function overlay(target: Image, now: Image, seat: number): void {
  for (const [t, view] of now.views.entries()) {
    const { show, perSeat, start, end } = view.placed;
    if (show === "predict") target.bytes.set(now.bytes.subarray(start, end), start);
    else if (perSeat && seat >= 0) copyRow(target.views[t], view, seat);
  }
}
