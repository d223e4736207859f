/** A box that moves: when it first meets another. As in sweep-circle.ts. */
import { fractionSign } from "./exact.ts";
import { type Impact, offer } from "./impact.ts";

/**
 * A box around (x, y) against another, which stands still: give it the difference of both velocities where it does not.
 * @returns whether this is the earliest impact so far
 */
export function sweepBoxBox(
  impact: Impact,
  what: number,
  x: number,
  y: number,
  halfWidth: number,
  halfHeight: number,
  vx: number,
  vy: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  const [l, r, t, b] = [left - halfWidth, right + halfWidth, top - halfHeight, bottom + halfHeight];
  if (x > l && x < r && y > t && y < b) return leave(impact, what, x, y, vx, vy, l, t, r, b);
  const [gapX, farX] = vx >= 0 ? [l - x, r - x] : [x - r, x - l];
  const [gapY, farY] = vy >= 0 ? [t - y, b - y] : [y - b, y - t];
  const [sx, sy] = [Math.abs(vx), Math.abs(vy)];
  if (sx === 0 ? gapX >= 0 || farX <= 0 : gapX >= sx || farX <= 0) return false;
  if (sy === 0 ? gapY >= 0 || farY <= 0 : gapY >= sy || farY <= 0) return false;
  // It is level with the other on both axes from the later entry to the earlier exit.
  if (sx > 0 && sy > 0) {
    if (fractionSign(gapX, sx, farY, sy) >= 0 || fractionSign(gapY, sy, farX, sx) >= 0) return false;
    const byX = fractionSign(gapX, sx, gapY, sy) >= 0;
    return byX ? offer(impact, what, gapX, sx, -Math.sign(vx), 0) : offer(impact, what, gapY, sy, 0, -Math.sign(vy));
  }
  if (sx > 0) return offer(impact, what, gapX, sx, -Math.sign(vx), 0);
  return sy > 0 && offer(impact, what, gapY, sy, 0, -Math.sign(vy));
}

/** They overlap: met at once if it moves further in, by the side that is nearest. */
function leave(
  impact: Impact,
  what: number,
  x: number,
  y: number,
  vx: number,
  vy: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  const least = Math.min(x - left, right - x, y - top, bottom - y);
  const nx = least === x - left ? -1 : least === right - x ? 1 : 0;
  const ny = nx !== 0 ? 0 : least === y - top ? -1 : 1;
  return vx * nx + vy * ny < 0 && offer(impact, what, 0, 1, nx, ny);
}
