/** A body, which is a circle, against the walls and the map's edge. Positions in position units. */
import type { Edges, IndexGrid } from "./map/grid.ts";
import { cellAt } from "./map/grid.ts";
import type { ArenaMap } from "./map/level.ts";
import { BODY, SUB } from "./tuning.ts";

const R = BODY.radius;

/** Where a body stands, or would. Scratch for the functions below. */
export interface Place {
  x: number;
  y: number;
}

/** How far `at` lies outside of `low` to `high`, signed; 0 within. */
const outside = (at: number, low: number, high: number): number => (at < low ? at - low : at > high ? at - high : 0);

const within = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at));

function overlaps({ left, top, right, bottom }: Edges, wall: number, x: number, y: number): boolean {
  const dx = outside(x, left[wall], right[wall]);
  const dy = outside(y, top[wall], bottom[wall]);
  return dx * dx + dy * dy < R * R;
}

function overlapsAny(grid: IndexGrid, edges: Edges, { x, y }: Place): boolean {
  const cell = cellAt(grid, x, y);
  for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
    if (overlaps(edges, grid.items[k], x, y)) return true;
  }
  return false;
}

/** Places a body that overlaps a wall's side right beside it. */
function leaveSide({ left, top, right, bottom }: Edges, wall: number, place: Place): void {
  const dx = outside(place.x, left[wall], right[wall]);
  const dy = outside(place.y, top[wall], bottom[wall]);
  if (dx === 0 && dy !== 0) place.y = dy < 0 ? top[wall] - R : bottom[wall] + R;
  if (dy === 0 && dx !== 0) place.x = dx < 0 ? left[wall] - R : right[wall] + R;
}

/** Moves a body that overlaps a wall's corner straight away from it, rounded outwards. */
function leaveCorner({ left, top, right, bottom }: Edges, wall: number, place: Place): void {
  const dx = outside(place.x, left[wall], right[wall]);
  const dy = outside(place.y, top[wall], bottom[wall]);
  if (dx === 0 || dy === 0) return;
  const distance = Math.sqrt(dx * dx + dy * dy);
  const away = (d: number) => Math.sign(d) * (Math.trunc((Math.abs(d) * R) / distance) + 1);
  place.x += away(dx) - dx;
  place.y += away(dy) - dy;
}

/**
 * Moves a place that is too near to walls or the edge out of them.
 * Sides go first: else the seam between two walls in a row would catch a body that slides along.
 * @returns false if there was no room
 */
export function settle({ width, height, lookup }: ArenaMap, place: Place): boolean {
  const { wallGrid: grid, wallEdges: edges } = lookup;
  place.x = within(place.x, R, width * SUB - R);
  place.y = within(place.y, R, height * SUB - R);
  if (!overlapsAny(grid, edges, place)) return true;
  for (const leave of [leaveSide, leaveCorner]) {
    const cell = cellAt(grid, place.x, place.y);
    for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
      if (overlaps(edges, grid.items[k], place.x, place.y)) leave(edges, grid.items[k], place);
    }
  }
  place.x = within(place.x, R, width * SUB - R);
  place.y = within(place.y, R, height * SUB - R);
  return !overlapsAny(grid, edges, place);
}
