/** Where on its way through a tick a shot meets something: 0 at the start, 1 at the end, MISS for never. */
import { cellAt, type Edges } from "./map/grid.ts";
import type { ArenaMap } from "./map/level.ts";
import { SUB } from "./tuning.ts";

export const MISS = 2;

/** When a point that moves by (vx, vy) is first within `reach` of a circle's centre at (x, y) from it. */
export function meetsCircle(x: number, y: number, vx: number, vy: number, reach: number): number {
  const gap = x * x + y * y - reach * reach;
  if (gap <= 0) return 0;
  const closing = x * vx + y * vy;
  if (closing <= 0) return MISS;
  const speed = vx * vx + vy * vy;
  const root = closing * closing - speed * gap;
  if (root < 0) return MISS;
  const time = (closing - Math.sqrt(root)) / speed;
  return time <= 1 ? time : MISS;
}

/** When a point comes within `low` to `high` of one axis, and when it leaves it. */
const enters = (at: number, v: number, low: number, high: number): number =>
  v === 0 ? (low < at && at < high ? -MISS : MISS) : ((v > 0 ? low : high) - at) / v;
const leaves = (at: number, v: number, low: number, high: number): number =>
  v === 0 ? MISS : ((v > 0 ? high : low) - at) / v;

function meetsWall(e: Edges, wall: number, x: number, y: number, vx: number, vy: number, reach: number): number {
  const left = e.left[wall] - reach;
  const right = e.right[wall] + reach;
  const top = e.top[wall] - reach;
  const bottom = e.bottom[wall] + reach;
  const inTime = Math.max(enters(x, vx, left, right), enters(y, vy, top, bottom));
  const outTime = Math.min(leaves(x, vx, left, right), leaves(y, vy, top, bottom));
  if (inTime >= outTime || outTime <= 0 || inTime > 1) return MISS;
  return Math.max(0, inTime);
}

/** When a point first comes within `reach` of a wall or of the map's edge. */
export function meetsWalls(map: ArenaMap, x: number, y: number, vx: number, vy: number, reach: number): number {
  const { wallGrid: grid, wallEdges: edges } = map.lookup;
  const edge = (at: number, v: number, side: number) => (v === 0 ? MISS : ((v > 0 ? side - reach : reach) - at) / v);
  let first = Math.max(0, Math.min(edge(x, vx, map.width * SUB), edge(y, vy, map.height * SUB)));
  if (first > 1) first = MISS;
  const cell = cellAt(grid, x, y);
  for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
    first = Math.min(first, meetsWall(edges, grid.items[k], x, y, vx, vy, reach));
  }
  return first;
}
