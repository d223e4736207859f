/** Whether two shapes overlap. Shapes that only touch do not. */
import { sumSign } from "./exact.ts";

/** How far `at` lies outside of `low` to `high`, signed; 0 within. */
export const outside = (at: number, low: number, high: number): number =>
  at < low ? at - low : at > high ? at - high : 0;

/** A circle around (x, y), and another whose centre is at (dx, dy) from there; `reach` is the sum of their radii. */
export const circlesOverlap = (dx: number, dy: number, reach: number): boolean => dx * dx + dy * dy < reach * reach;

/** A circle and a box. */
export function circleOverlapsBox(
  x: number,
  y: number,
  radius: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  return circlesOverlap(outside(x, left, right), outside(y, top, bottom), radius);
}

/** A circle and the segment from (x1, y1) to (x2, y2). */
export function circleOverlapsSegment(
  x: number,
  y: number,
  radius: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): boolean {
  const [px, py, dx, dy] = [x - x1, y - y1, x2 - x1, y2 - y1];
  const dot = px * dx + py * dy;
  const square = dx * dx + dy * dy;
  if (dot <= 0) return circlesOverlap(px, py, radius);
  if (dot >= square) return circlesOverlap(px - dx, py - dy, radius);
  const cross = dx * py - dy * px;
  return sumSign(cross, cross, -radius * radius, square, 0, 0) < 0;
}

/** A box around (x, y), and another. */
export function boxOverlapsBox(
  x: number,
  y: number,
  halfWidth: number,
  halfHeight: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  return x + halfWidth > left && x - halfWidth < right && y + halfHeight > top && y - halfHeight < bottom;
}
