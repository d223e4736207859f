/** Columns and tables that have their place in a world's image. */
import type { Column } from "./columns.ts";
import type { Show, Table, TableKind } from "./tables.ts";

export interface PlacedColumn extends Column {
  readonly name: string;
  /** Bytes from the start of the image. */
  readonly offset: number;
  /** Bytes up to the next column: a multiple of 4. */
  readonly size: number;
  /** The number of the column that this one grows by, within its table. */
  readonly rateColumn: number | undefined;
}

export interface PlacedTable {
  readonly name: string;
  readonly kind: TableKind;
  readonly show: Show;
  readonly perSeat: boolean;
  /** The number of the column with the seat that caused an event. */
  readonly by: number | undefined;
  readonly capacity: number;
  /** Bytes from the start of the image to the table's first column, and the end of its last. */
  readonly start: number;
  readonly end: number;
  readonly declared: Table;
  /**
   * For tables whose rows come and go: 16 bits a row, odd while it lives, one more at each birth and death.
   * So (row, generation) is a stable name for what lives there.
   */
  readonly generation: PlacedColumn | undefined;
  readonly columns: readonly PlacedColumn[];
  /** The number of each column by its name. */
  readonly index: ReadonlyMap<string, number>;
}
