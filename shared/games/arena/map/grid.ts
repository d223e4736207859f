/** Finds what is near a point of the map without looking at all of it. Built once; holds things that never move. */
import { SUB } from "../tuning.ts";
import type { Rect } from "./shapes.ts";
import type { MapSize } from "./size.ts";

/** A cell is 128 pixels wide: 2 to this power in position units. */
export const CELL_SHIFT = 11;
const CELL = 128;

/** In cell `k` lie `items[starts[k]]` to `items[starts[k + 1] - 1]`. */
export interface IndexGrid {
  readonly columns: number;
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Lists each box in every cell that has a point within `reach` pixels of it, so that asking takes one cell. */
export function indexBoxes({ width, height }: MapSize, boxes: readonly Rect[], reach: number): IndexGrid {
  const columns = Math.trunc(width / CELL) + 1;
  const rows = Math.trunc(height / CELL) + 1;
  const cells: number[][] = Array.from({ length: columns * rows }, () => []);
  const cell = (at: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(at / CELL)));
  for (const [item, { x, y, w, h }] of boxes.entries()) {
    const right = cell(x + w + reach, columns);
    const bottom = cell(y + h + reach, rows);
    for (let row = cell(y - reach, rows); row <= bottom; row++) {
      for (let column = cell(x - reach, columns); column <= right; column++) cells[row * columns + column].push(item);
    }
  }
  const starts = new Int32Array(cells.length + 1);
  for (const [k, items] of cells.entries()) starts[k + 1] = starts[k] + items.length;
  return { columns, starts, items: Int32Array.from(cells.flat()) };
}

/** The cell of a place in position units, which must lie on the map. */
export const cellAt = (grid: IndexGrid, x: number, y: number): number =>
  (y >> CELL_SHIFT) * grid.columns + (x >> CELL_SHIFT);

/** The corners of rectangles in position units, a typed array a side. */
export interface Edges {
  readonly left: Int32Array;
  readonly top: Int32Array;
  readonly right: Int32Array;
  readonly bottom: Int32Array;
}

export const edgesOf = (boxes: readonly Rect[]): Edges => ({
  left: Int32Array.from(boxes, (b) => b.x * SUB),
  top: Int32Array.from(boxes, (b) => b.y * SUB),
  right: Int32Array.from(boxes, (b) => (b.x + b.w) * SUB),
  bottom: Int32Array.from(boxes, (b) => (b.y + b.h) * SUB),
});
