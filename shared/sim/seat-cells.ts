/** The columns of a seats table by name: of a world's own, or of the inputs that a tick is given. */
import type { Cells } from "./columns.ts";
import { FIRST_INPUT, SEAT_COLUMNS } from "./layout.ts";
import type { TableView } from "./table.ts";

export interface SeatCells {
  /** One of `SEAT` for each seat. */
  readonly kind: Cells;
  /** How far behind the tick each seat saw the others, in 1/8 ticks. */
  readonly seen: Cells;
  /** The game's input columns, in their order. */
  readonly inputs: readonly Cells[];
}

const names = Object.keys(SEAT_COLUMNS);
const KIND = names.indexOf("kind");
const SEEN = names.indexOf("seen");

/** The cells themselves: what is written to them is written to the table. */
export const seatCells = ({ cells }: TableView): SeatCells => ({
  kind: cells[KIND],
  seen: cells[SEEN],
  inputs: cells.slice(FIRST_INPUT),
});
