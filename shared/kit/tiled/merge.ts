/** Solid tiles as few rectangles: runs of a row, and equal runs of the rows below it as one. */

/** In tiles. */
export interface TileBox {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** The columns of each row, by row. */
export class TileSet {
  readonly #rows = new Map<number, Set<number>>();

  add(column: number, row: number): void {
    const columns = this.#rows.get(row) ?? new Set<number>();
    columns.add(column);
    this.#rows.set(row, columns);
  }

  /** By their first row, then by their first column. They do not overlap. */
  boxes(): readonly TileBox[] {
    const boxes: TileBox[] = [];
    /** The boxes that the row above ended with, by their first column and width. */
    let open = new Map<string, number>();
    let before = Number.NaN;
    for (const row of [...this.#rows.keys()].sort((a, b) => a - b)) {
      const reaches = row === before + 1 ? open : new Map<string, number>();
      open = new Map();
      for (const { column, width } of runs([...(this.#rows.get(row) ?? [])].sort((a, b) => a - b))) {
        const key = `${column} ${width}`;
        const above = reaches.get(key);
        if (above === undefined) {
          open.set(key, boxes.length);
          boxes.push({ column, row, width, height: 1 });
        } else {
          open.set(key, above);
          boxes[above] = { ...boxes[above], height: boxes[above].height + 1 };
        }
      }
      before = row;
    }
    return boxes;
  }
}

function runs(columns: readonly number[]): { readonly column: number; readonly width: number }[] {
  const found: { column: number; width: number }[] = [];
  for (const column of columns) {
    const last = found.at(-1);
    if (last && last.column + last.width === column) last.width += 1;
    else found.push({ column, width: 1 });
  }
  return found;
}
