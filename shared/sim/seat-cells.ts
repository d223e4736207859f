/** The columns of a seats table by name: of a world's own, or of the inputs that a tick is given. */
import type { Cells } from "./columns.ts";
import { COMMAND_COLUMN_COUNT } from "./commands.ts";
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

/** The number of the column behind the last input column. The seats of older worlds have no commands. */
export const inputsEnd = ({ placed, cells }: TableView): number =>
  placed.index.has("command") ? cells.length - COMMAND_COLUMN_COUNT : cells.length;

/** The cells themselves: what is written to them is written to the table. */
export const seatCells = (table: TableView): SeatCells => ({
  kind: table.cells[KIND],
  seen: table.cells[SEEN],
  inputs: table.cells.slice(FIRST_INPUT, inputsEnd(table)),
});
