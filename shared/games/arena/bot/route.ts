/**
 * Finding the way: straight, if nothing is between; else through the streets, which are free by the way
 * that maps are made, to the crossing from which the goal's block is entered.
 */
import { atan2 } from "#shared/sim/index.ts";
import { NO_STEP, stepsOf } from "../map/flow.ts";
import type { Lookup } from "../map/level.ts";
import { tileAt, tileX, tileY, walks } from "../map/raster.ts";

/** More steps than any block takes to leave. */
const LONGEST_WAY_OUT = 80;

/** The direction in which to go from one place to another, in position units. */
export function wayTo(lookup: Lookup, x: number, y: number, goalX: number, goalY: number): number {
  const { raster, flow } = lookup;
  if (walks(raster, x, y, goalX, goalY)) return atan2(goalY - y, goalX - x);
  // The goal's way out, walked backwards, is the way in: go for the first point of it that is in reach.
  const steps = stepsOf(raster);
  let tile = tileAt(raster, goalX, goalY);
  for (let k = 0; k < LONGEST_WAY_OUT && flow[tile] !== NO_STEP; k++) {
    tile += steps[flow[tile]];
    const [wayX, wayY] = [tileX(raster, tile), tileY(raster, tile)];
    if ((k % 2 === 1 || flow[tile] === NO_STEP) && walks(raster, x, y, wayX, wayY)) return atan2(wayY - y, wayX - x);
  }
  return alongStreets(lookup, x, y, tileX(raster, tile), tileY(raster, tile));
}

/**
 * By the corner of its own block, a crossing, that is in reach and nearest to the goal: straight, or by way of the
 * middle of the street, for a bot that stands beside a wall off the street. If none is in reach, out of the block.
 */
function alongStreets({ raster, flow, streetsX, streetsY }: Lookup, x: number, y: number, toX: number, toY: number) {
  const column = between(streetsX, x);
  const row = between(streetsY, y);
  let best = -1;
  let least = Infinity;
  for (let k = 0; k < 12; k++) {
    const cornerX = streetsX[column + (k & 1)];
    const cornerY = streetsY[row + ((k >> 1) & 1)];
    const turnX = k >> 2 === 1 ? x : cornerX;
    const turnY = k >> 2 === 2 ? y : cornerY;
    const way = distance(x, y, turnX, turnY) + distance(turnX, turnY, cornerX, cornerY);
    // The rest of the way counts for a little more, so that a corner that the bot has reached is never the best.
    const cost = 4 * way + 5 * (Math.abs(toX - cornerX) + Math.abs(toY - cornerY));
    if (cost >= least || !walks(raster, x, y, turnX, turnY) || !walks(raster, turnX, turnY, cornerX, cornerY)) continue;
    best = atan2(turnY - y, turnX - x);
    least = cost;
  }
  if (best >= 0) return best;
  const tile = tileAt(raster, x, y);
  const next = tile + stepsOf(raster)[flow[tile]];
  return atan2(tileY(raster, next) - y, tileX(raster, next) - x);
}

const distance = (x: number, y: number, toX: number, toY: number): number =>
  Math.sqrt((toX - x) * (toX - x) + (toY - y) * (toY - y));

/** The number of the last street before a place that has another street after it. */
function between(streets: readonly number[], at: number): number {
  let k = 0;
  while (k < streets.length - 2 && streets[k + 1] <= at) k += 1;
  return k;
}
