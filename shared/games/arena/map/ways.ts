/** How many pieces of street lie between any two crossings, on a map where some pieces are closed. */
import { type Raster, walks } from "./raster.ts";

/** Crossings are counted row by row. */
export interface Ways {
  /** Of all crossings. */
  readonly count: number;
  /** From a crossing, those that are reached straight. */
  readonly next: readonly (readonly number[])[];
  /** Pieces from crossing `a` to crossing `b`: `far[a * count + b]`. */
  readonly far: Uint16Array;
}

/** Farther than any crossing: there is no way. */
export const NO_WAY = 65535;

/** @param streetsX the middles of the streets, in position units */
export function waysOf(raster: Raster, streetsX: readonly number[], streetsY: readonly number[]): Ways {
  const columns = streetsX.length;
  const count = columns * streetsY.length;
  const joined = (a: number, b: number) =>
    walks(
      raster,
      streetsX[a % columns],
      streetsY[Math.trunc(a / columns)],
      streetsX[b % columns],
      streetsY[Math.trunc(b / columns)],
    );
  const next = Array.from({ length: count }, (_, a) => {
    const column = a % columns;
    const beside = [a - columns, a + columns, ...(column > 0 ? [a - 1] : []), ...(column < columns - 1 ? [a + 1] : [])];
    return beside.filter((b) => b >= 0 && b < count && joined(a, b));
  });
  const far = new Uint16Array(count * count).fill(NO_WAY);
  const queue = new Uint16Array(count);
  for (let from = 0; from < count; from++) {
    let end = 0;
    queue[end++] = from;
    far[from * count + from] = 0;
    for (let k = 0; k < end; k++) {
      for (const to of next[queue[k]]) {
        if (far[from * count + to] !== NO_WAY) continue;
        far[from * count + to] = far[from * count + queue[k]] + 1;
        queue[end++] = to;
      }
    }
  }
  return { count, next, far };
}
