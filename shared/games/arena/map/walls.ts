/** The walls: a motif in each block, and what stands across the streets, the same in all four quarters of the map. */
import { ACROSS, type Plan } from "./plan.ts";
import type { Rect } from "./shapes.ts";
import { division, GRAIN, type MapSize } from "./size.ts";

/** The side of a block within which walls may stand, half of it, in pixels. */
const HALF_BLOCK = 7 * GRAIN;
/** Half of a gate's gap, and half of how thick what stands across a street is. */
const HALF_GAP = 2 * GRAIN;
const HALF_THICK = GRAIN;

export const wallsOf = (size: MapSize, plan: Plan): Rect[] => [...inBlocks(size, plan), ...acrossStreets(size, plan)];

function inBlocks({ width, height, columns, rows }: MapSize, { motifs, even }: Plan): Rect[] {
  const walls: Rect[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const inX = Math.min(column, columns - 1 - column);
      const inY = Math.min(row, rows - 1 - row);
      const onAxis = 2 * column === columns - 1 || 2 * row === rows - 1;
      const choice = onAxis ? even : motifs;
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

function acrossStreets({ width, height, columns, rows }: MapSize, { across }: Plan): Rect[] {
  if (across === undefined) return [];
  const walls: Rect[] = [];
  const build = (upright: boolean, streets: number, blocks: number, side: number, length: number) => {
    for (let street = 1; street < streets; street++) {
      // From the block before the street to the block after it.
      const from = division(side, 2 * streets, 2 * street - 1) + HALF_BLOCK;
      const to = division(side, 2 * streets, 2 * street + 1) - HALF_BLOCK;
      const middle = division(side, streets, street);
      for (let block = 0; block < blocks; block++) {
        const what = across({
          upright,
          street: Math.min(street, streets - street),
          block: Math.min(block, blocks - 1 - block),
          central: 2 * street === streets,
        });
        const at = division(length, 2 * blocks, 2 * block + 1) - HALF_THICK;
        const wall = (start: number, end: number) =>
          walls.push(
            upright
              ? { x: start, y: at, w: end - start, h: 2 * HALF_THICK }
              : { x: at, y: start, w: 2 * HALF_THICK, h: end - start },
          );
        if (what === ACROSS.wall) wall(from, to);
        if (what !== ACROSS.gate) continue;
        wall(from, middle - HALF_GAP);
        wall(middle + HALF_GAP, to);
      }
    }
  };
  build(true, columns, rows, width, height);
  build(false, rows, columns, height, width);
  return walls;
}
