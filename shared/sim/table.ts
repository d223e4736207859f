/** Tables in memory: one typed array a column, over the world's image. */
import { type Cells, WIDTHS } from "./columns.ts";
import type { PlacedColumn, PlacedTable } from "./placed.ts";

/** The runtime's view of a table, by column number; a game has another, by name: game-table.ts. */
export class TableView {
  readonly placed: PlacedTable;
  readonly capacity: number;
  /** Undefined where the rows are always there. */
  readonly generation: Cells | undefined;
  /** In the layout's order. */
  readonly cells: readonly Cells[];
  /** The table's part of the image. */
  readonly bytes: Uint8Array;

  constructor(placed: PlacedTable, image: ArrayBuffer) {
    this.placed = placed;
    this.capacity = placed.capacity;
    const view = (column: PlacedColumn) => WIDTHS[column.type].view(image, column.offset, placed.capacity);
    this.bytes = new Uint8Array(image, placed.start, placed.end - placed.start);
    this.generation = placed.generation && view(placed.generation);
    this.cells = placed.columns.map(view);
  }

  /** Whether this row is live. */
  has(row: number): boolean {
    return this.generation === undefined || (this.generation[row] & 1) === 1;
  }

  /** The live rows in ascending order. Rows may be spawned and despawned meanwhile. */
  *[Symbol.iterator](): Generator<number, void> {
    const { generation, capacity } = this;
    for (let row = 0; row < capacity; row++) {
      if (generation === undefined || (generation[row] & 1) === 1) yield row;
    }
  }

  /** Ends every row. */
  clear(): void {
    const { generation, capacity } = this;
    if (generation === undefined) return;
    for (let row = 0; row < capacity; row++) if ((generation[row] & 1) === 1) this.despawn(row);
  }

  /** How many rows are live. */
  count(): number {
    let count = 0;
    for (let row = 0; row < this.capacity; row++) if (this.has(row)) count += 1;
    return count;
  }

  /**
   * Takes the lowest free row; columns that are not named are 0. Answers with its number, or -1 if the table is full.
   */
  spawn(values: Readonly<Record<string, number>> = {}): number {
    for (let row = 0; row < this.capacity; row++) {
      if (!this.has(row)) return this.spawnAt(row, values);
    }
    return -1;
  }

  /** Makes this row live, with a new generation if it was live before; columns that are not named are 0. */
  spawnAt(row: number, values: Readonly<Record<string, number>> = {}): number {
    if (this.generation === undefined) throw new TypeError(`${this.placed.name}: its rows are always there`);
    this.despawn(row);
    this.generation[row] += 1;
    for (const name in values) {
      const column = this.placed.index.get(name);
      if (column === undefined) throw new TypeError(`${this.placed.name} has no column ${name}`);
      this.cells[column][row] = values[name];
    }
    return row;
  }

  /** Ends this row and clears it; nothing happens if it is not live. */
  despawn(row: number): void {
    if (this.generation === undefined || !this.has(row)) return;
    this.generation[row] += 1;
    for (const cells of this.cells) cells[row] = 0;
  }
}
