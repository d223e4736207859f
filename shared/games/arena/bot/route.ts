/**
 * Finding the way: straight, if nothing is between; else through the streets, which are free by the way
 * that most maps are made, to the crossing from which the goal's block is entered. Where some are closed, `ways` knows.
 */
import { atan2 } from "#shared/sim/index.ts";
import { NO_STEP, stepsOf } from "../map/flow.ts";
import type { Lookup } from "../map/level.ts";
import { TILE, tileAt, tileX, tileY, walks } from "../map/raster.ts";
import type { Ways } from "../map/ways.ts";

/** More steps than any block takes to leave. */
const LONGEST_WAY_OUT = 80;

/** About as long as a piece of a street, in position units. */
const PIECE = 20 * TILE;
/** So near to a crossing a bot goes on to the next one, if it can walk there straight. */
const AT_CROSSING = 3 * TILE;

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
function alongStreets(lookup: Lookup, x: number, y: number, toX: number, toY: number): number {
  const { raster, flow, streetsX, streetsY, ways } = lookup;
  const column = between(streetsX, x);
  const row = between(streetsY, y);
  const goal = crossing(lookup, nearest(streetsX, toX), nearest(streetsY, toY));
  let best = -1;
  let least = Infinity;
  let near = -1;
  for (let k = 0; k < 12; k++) {
    const cornerX = streetsX[column + (k & 1)];
    const cornerY = streetsY[row + ((k >> 1) & 1)];
    const turnX = k >> 2 === 1 ? x : cornerX;
    const turnY = k >> 2 === 2 ? y : cornerY;
    const way = distance(x, y, turnX, turnY) + distance(turnX, turnY, cornerX, cornerY);
    // The rest of the way counts for a little more, so that a corner that the bot has reached is never the best.
    const corner = crossing(lookup, column + (k & 1), row + ((k >> 1) & 1));
    const rest =
      ways === undefined
        ? Math.abs(toX - cornerX) + Math.abs(toY - cornerY)
        : PIECE * ways.far[corner * ways.count + goal];
    const cost = 4 * way + 5 * rest;
    if (cost >= least || !walks(raster, x, y, turnX, turnY) || !walks(raster, turnX, turnY, cornerX, cornerY)) continue;
    best = atan2(turnY - y, turnX - x);
    least = cost;
    near = way <= AT_CROSSING ? corner : -1;
  }
  if (ways !== undefined && near >= 0) {
    const next = onwards(ways, near, goal);
    const nextX = streetsX[next % streetsX.length];
    const nextY = streetsY[Math.trunc(next / streetsX.length)];
    if (next !== near && walks(raster, x, y, nextX, nextY)) return atan2(nextY - y, nextX - x);
  }
  if (best >= 0) return best;
  const tile = tileAt(raster, x, y);
  const next = tile + stepsOf(raster)[flow[tile]];
  return atan2(tileY(raster, next) - y, tileX(raster, next) - x);
}

/** A crossing's number in `ways`. */
const crossing = ({ streetsX }: Lookup, column: number, row: number): number => row * streetsX.length + column;

/** The crossing after one on the way to another. */
function onwards({ next, far, count }: Ways, from: number, to: number): number {
  let best = from;
  for (const one of next[from]) if (far[one * count + to] < far[best * count + to]) best = one;
  return best;
}

/** The number of the street that is nearest to a place. */
function nearest(streets: readonly number[], at: number): number {
  let best = 0;
  for (let k = 1; k < streets.length; k++) if (Math.abs(streets[k] - at) < Math.abs(streets[best] - at)) best = k;
  return best;
}

const distance = (x: number, y: number, toX: number, toY: number): number =>
  Math.sqrt((toX - x) * (toX - x) + (toY - y) * (toY - y));

/** The number of the last street before a place that has another street after it. */
function between(streets: readonly number[], at: number): number {
  let k = 0;
  while (k < streets.length - 2 && streets[k + 1] <= at) k += 1;
  return k;
}
