/** Bodies that slide along walls. One that overlaps no wall never does afterwards, at any speed within `KIT_LIMIT`. */
import type { Cells } from "#shared/sim/index.ts";
import { clearImpact, noImpact, wayTo } from "./impact.ts";
import type { Solids } from "./solids.ts";

/** Columns of a table of bodies: a position, and a velocity in units per tick. */
export interface Bodies {
  readonly x: Cells;
  readonly y: Cells;
  readonly vx: Cells;
  readonly vy: Cells;
}

/** So many walls at most turn a body aside within a tick; what is left of its way then is lost. */
const TURNS = 4;

/** For `height`: the body is a circle. */
const ROUND = -1;

/** Scratch, so that a slide makes no objects: nothing in it outlives a call. */
const impact = noImpact();
const way = { x: 0, y: 0 };

/**
 * Moves a round body by its velocity through one tick. At a wall it goes on along it, and its velocity loses the part
 * that goes into the wall.
 * @param radius 1 or more
 * @returns how many walls it has met, 0 to 4
 */
export const slideCircle = (solids: Solids, bodies: Bodies, row: number, radius: number): number =>
  slide(solids, bodies, row, radius, ROUND);

/** The same for a box around the position, in half its width and height. Segments do not stop it. */
export const slideBox = (solids: Solids, bodies: Bodies, row: number, halfWidth: number, halfHeight: number): number =>
  slide(solids, bodies, row, halfWidth, halfHeight);

const overlaps = (solids: Solids, x: number, y: number, width: number, height: number): boolean =>
  height === ROUND ? solids.circleOverlaps(x, y, width) : solids.boxOverlaps(x, y, width, height);

function slide(solids: Solids, { x, y, vx, vy }: Bodies, row: number, width: number, height: number): number {
  let [restX, restY] = [vx[row], vy[row]];
  for (let walls = 0; walls < TURNS; walls++) {
    clearImpact(impact);
    const [atX, atY] = [x[row], y[row]];
    const met =
      height === ROUND
        ? solids.sweepCircle(impact, atX, atY, width, restX, restY)
        : solids.sweepBox(impact, atX, atY, width, height, restX, restY);
    way.x = wayTo(impact, restX);
    way.y = wayTo(impact, restY);
    if (met) keepClear(solids, atX, atY, width, height);
    x[row] = atX + way.x;
    y[row] = atY + way.y;
    if (!met) return walls;
    const { nx, ny } = impact;
    aside(restX - way.x, restY - way.y, nx, ny);
    [restX, restY] = [way.x, way.y];
    aside(vx[row], vy[row], nx, ny);
    [vx[row], vy[row]] = [way.x, way.y];
    if (restX === 0 && restY === 0) return walls + 1;
  }
  return TURNS;
}

/** A whole place may lie up to a unit beside the way, and overlap there: goes back along it until it is free. */
function keepClear(solids: Solids, x: number, y: number, width: number, height: number): void {
  const { x: wayX, y: wayY } = way;
  const steps = Math.max(Math.abs(wayX), Math.abs(wayY));
  // A body that overlaps as it sets out must be able to move.
  if (!overlaps(solids, x + wayX, y + wayY, width, height) || overlaps(solids, x, y, width, height)) return;
  for (let step = steps - 1; step >= 0; step--) {
    way.x = Math.trunc((wayX * step) / steps);
    way.y = Math.trunc((wayY * step) / steps);
    if (!overlaps(solids, x + way.x, y + way.y, width, height)) return;
  }
}

/** Leaves in `way` what is left of a vector along a wall of this normal; all of it where it leads away. */
function aside(x: number, y: number, nx: number, ny: number): void {
  way.x = x;
  way.y = y;
  if (x * nx + y * ny >= 0) return;
  const amount = (y * nx - x * ny) / (nx * nx + ny * ny);
  // With 0 added there is no -0.
  way.x = Math.trunc(-ny * amount) + 0;
  way.y = Math.trunc(nx * amount) + 0;
  // Rounded away from the wall, or it would be met again at once.
  while (way.x * nx + way.y * ny < 0) {
    if (Math.abs(nx) >= Math.abs(ny)) way.x += Math.sign(nx);
    else way.y += Math.sign(ny);
  }
}
