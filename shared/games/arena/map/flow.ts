/** The way out of every block: for each tile the step towards the nearest crossing of streets. */
import type { Raster } from "./raster.ts";

/** At a crossing, or in a wall. */
export const NO_STEP = 0;

/** How a step changes the tile's number, by the numbers in `Flow`. */
export const stepsOf = (raster: Raster): readonly number[] => [0, 1, -1, raster.columns, -raster.columns];

/** A number of `stepsOf` a tile. */
export type Flow = Uint8Array;

/** Floods the free tiles from the crossings, then those at walls, where a body is only at a corner. */
export function flowOf(raster: Raster, crossings: readonly number[]): Flow {
  const steps = stepsOf(raster);
  const flow = new Uint8Array(raster.solid.length);
  const reached = new Uint8Array(raster.solid.length);
  const queue = new Int32Array(raster.solid.length);
  let end = 0;
  for (const tile of crossings) {
    reached[tile] = 1;
    queue[end++] = tile;
  }
  const flood = (walls: Uint8Array) => {
    for (let k = 0; k < end; k++) {
      for (let step = 1; step < steps.length; step++) {
        const tile = queue[k] - steps[step];
        if (tile < 0 || tile >= flow.length || reached[tile] !== 0 || walls[tile] !== 0) continue;
        reached[tile] = 1;
        flow[tile] = step;
        queue[end++] = tile;
      }
    }
  };
  flood(raster.blocked);
  flood(raster.solid);
  return flow;
}
