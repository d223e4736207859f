/** The walls: a motif in each block, the same in all four quarters of the map. */

import { EVEN_MOTIFS, MOTIFS } from "./motifs.ts";
import type { Rect } from "./shapes.ts";
import { division, GRAIN, type MapSize } from "./size.ts";

export function wallsOf({ width, height, columns, rows }: MapSize): Rect[] {
  const walls: Rect[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const inX = Math.min(column, columns - 1 - column);
      const inY = Math.min(row, rows - 1 - row);
      const onAxis = 2 * column === columns - 1 || 2 * row === rows - 1;
      const choice = onAxis ? EVEN_MOTIFS : MOTIFS;
      const motif = choice[(2 * inX + 3 * inY) % choice.length];
      const middleX = division(width, 2 * columns, 2 * column + 1);
      const middleY = division(height, 2 * rows, 2 * row + 1);
      for (const [left, top, w, h] of motif) {
        walls.push({
          x: middleX + GRAIN * (2 * column < columns ? left : -left - w),
          y: middleY + GRAIN * (2 * row < rows ? top : -top - h),
          w: GRAIN * w,
          h: GRAIN * h,
        });
      }
    }
  }
  return walls;
}
