/** When a moving point comes nearer to another than a distance: the one contact whose time is no fraction. */
import { sumSign } from "./exact.ts";
import { PARTS } from "./impact.ts";

/** How far a first guess may be off, in parts of the way, before the search has to be wider. */
const NEAR = 4;

/**
 * The last of the `PARTS` equal parts of the way at whose end the point is not yet nearer than `reach` to (0, 0); 0
 * where it is at the start, and comes nearer still; -1 where it does not come so near.
 */
export function roundTime(x: number, y: number, vx: number, vy: number, reach: number): number {
  const closing = -(x * vx + y * vy);
  if (closing <= 0) return -1;
  if (isWithin(x, y, vx, vy, reach, 0)) return 0;
  const within = partWithin(x, y, vx, vy, reach, closing);
  if (within < 0) return -1;
  let [low, high] = [0, within];
  const guess = guessOf(x, y, vx, vy, reach, closing);
  if (guess - NEAR > low && guess - NEAR < high && !isWithin(x, y, vx, vy, reach, guess - NEAR)) low = guess - NEAR;
  if (guess + NEAR < high && guess + NEAR > low && isWithin(x, y, vx, vy, reach, guess + NEAR)) high = guess + NEAR;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isWithin(x, y, vx, vy, reach, middle)) high = middle;
    else low = middle;
  }
  return low;
}

function isWithin(x: number, y: number, vx: number, vy: number, reach: number, part: number): boolean {
  const ax = x * PARTS + vx * part;
  const ay = y * PARTS + vy * part;
  const far = reach * PARTS;
  return sumSign(ax, ax, ay, ay, -far, far) < 0;
}

/** A part at which it is near enough, or -1: the nearest is one of the two beside where a double says that it is. */
function partWithin(x: number, y: number, vx: number, vy: number, reach: number, closing: number): number {
  const nearest = Math.min(PARTS, Math.floor((closing * PARTS) / (vx * vx + vy * vy)));
  for (let part = Math.max(0, nearest - 1); part <= Math.min(PARTS, nearest + 2); part++) {
    if (isWithin(x, y, vx, vy, reach, part)) return part;
  }
  return -1;
}

function guessOf(x: number, y: number, vx: number, vy: number, reach: number, closing: number): number {
  const speed = vx * vx + vy * vy;
  const root = closing * closing - speed * (x * x + y * y - reach * reach);
  return root <= 0 ? -1 : Math.floor(((closing - Math.sqrt(root)) / speed) * PARTS);
}
