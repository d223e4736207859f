/** Finds where two worlds differ, for tests and for finding the cause of a desync. */
import type { WorldBase } from "./world.ts";

export interface Difference {
  readonly table: string;
  readonly row: number;
  readonly column: string;
  readonly left: number;
  readonly right: number;
}

/** The first difference between two worlds of one layout, in the image's order; undefined where they are equal. */
export function firstDifference(left: WorldBase, right: WorldBase): Difference | undefined {
  for (const [t, a] of left.views.entries()) {
    const b = right.views[t];
    const columns = a.placed.generation ? [a.placed.generation, ...a.placed.columns] : a.placed.columns;
    const mine = a.generation ? [a.generation, ...a.cells] : a.cells;
    const theirs = b.generation ? [b.generation, ...b.cells] : b.cells;
    for (const [c, column] of columns.entries()) {
      for (let row = 0; row < a.capacity; row++) {
        if (mine[c][row] === theirs[c][row]) continue;
        return { table: a.placed.name, row, column: column.name, left: mine[c][row], right: theirs[c][row] };
      }
    }
  }
  return undefined;
}

/** A difference in words: `players.x[3]: 10 is not 11`. */
export const describe = (d: Difference): string => `${d.table}.${d.column}[${d.row}]: ${d.left} is not ${d.right}`;
