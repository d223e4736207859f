/**
 * A circle that moves: when it first meets another circle, a box or a segment. Each sweep offers its impact to the one
 * that it is given, which keeps the earliest. What the circle overlaps already counts as met at time 0 as long as the
 * circle moves towards it, so a body can always leave. Exact within `KIT_LIMIT`.
 */
import { fractionSign, sumSign } from "./exact.ts";
import { type Impact, offer, PARTS } from "./impact.ts";
import { circleOverlapsBox, circleOverlapsSegment, outside } from "./overlap.ts";
import { roundTime } from "./round.ts";

/**
 * A circle against another, which may move as well.
 * @param dx from the other's centre to the circle's
 * @param vx the circle's velocity less that of the other
 * @param reach the sum of both radii
 * @returns whether this is the earliest impact so far
 */
export function sweepCircleCircle(
  impact: Impact,
  what: number,
  dx: number,
  dy: number,
  vx: number,
  vy: number,
  reach: number,
): boolean {
  const part = roundTime(dx, dy, vx, vy, reach);
  if (part < 0) return false;
  const nx = dx + Math.trunc((vx * part) / PARTS);
  const ny = dy + Math.trunc((vy * part) / PARTS);
  return nx === 0 && ny === 0 ? offer(impact, what, part, PARTS, -vx, -vy) : offer(impact, what, part, PARTS, nx, ny);
}

/** A circle against a box that stands still. @returns whether this is the earliest impact so far */
export function sweepCircleBox(
  impact: Impact,
  what: number,
  x: number,
  y: number,
  radius: number,
  vx: number,
  vy: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  if (circleOverlapsBox(x, y, radius, left, top, right, bottom)) {
    return leaveBox(impact, what, x, y, vx, vy, left, top, right, bottom);
  }
  // Out of the way: the box around all of it does not touch the box.
  if (Math.max(x, x + vx) + radius < left || Math.min(x, x + vx) - radius > right) return false;
  if (Math.max(y, y + vy) + radius < top || Math.min(y, y + vy) - radius > bottom) return false;
  const gapX = vx > 0 ? left - radius - x : x - right - radius;
  const gapY = vy > 0 ? top - radius - y : y - bottom - radius;
  const bySide =
    (isFlat(gapX, vx, y, vy, top, bottom) && offer(impact, what, gapX, Math.abs(vx), vx > 0 ? -1 : 1, 0)) ||
    (isFlat(gapY, vy, x, vx, left, right) && offer(impact, what, gapY, Math.abs(vy), 0, vy > 0 ? -1 : 1));
  let byCorner = false;
  for (let corner = 0; corner < 4; corner++) {
    const cx = (corner & 1) === 0 ? left : right;
    const cy = (corner & 2) === 0 ? top : bottom;
    if (sweepCircleCircle(impact, what, x - cx, y - cy, vx, vy, radius)) byCorner = true;
  }
  return bySide || byCorner;
}

/** Whether the way meets a side that is `gap` ahead within `low` to `high` of the other axis. */
function isFlat(gap: number, v: number, across: number, vAcross: number, low: number, high: number): boolean {
  const speed = Math.abs(v);
  if (gap < 0 || gap >= speed) return false;
  const at = across * speed + vAcross * gap;
  return at >= low * speed && at <= high * speed;
}

/** It overlaps the box: met at once if it moves further in. */
function leaveBox(
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
  let nx = outside(x, left, right);
  let ny = outside(y, top, bottom);
  if (nx === 0 && ny === 0) {
    const [toLeft, toRight, toTop, toBottom] = [x - left, right - x, y - top, bottom - y];
    const least = Math.min(toLeft, toRight, toTop, toBottom);
    if (least === toLeft) nx = -1;
    else if (least === toRight) nx = 1;
    else ny = least === toTop ? -1 : 1;
  }
  return vx * nx + vy * ny < 0 && offer(impact, what, 0, 1, nx, ny);
}

/** The least whole number whose square is at least `radius` squared times `square`. */
function reachAlong(radius: number, square: number): number {
  let reach = Math.ceil(radius * Math.sqrt(square));
  while (sumSign(reach, reach, -radius * radius, square, 0, 0) < 0) reach += 1;
  while (reach > 0 && sumSign(reach - 1, reach - 1, -radius * radius, square, 0, 0) >= 0) reach -= 1;
  return reach;
}

/**
 * A circle against the segment from (x1, y1) to (x2, y2), which stands still and has two sides. Its reach is rounded
 * up by less than 1 / length of a unit. @returns whether this is the earliest impact so far
 */
export function sweepCircleSegment(
  impact: Impact,
  what: number,
  x: number,
  y: number,
  radius: number,
  vx: number,
  vy: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): boolean {
  const [px, py, dx, dy] = [x - x1, y - y1, x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  const cross = dx * py - dy * px;
  const crossing = dx * vy - dy * vx;
  const dot = px * dx + py * dy;
  const isBeside = dot > 0 && dot < square;
  // On the line itself, it is met from where the circle comes.
  const side = cross !== 0 ? Math.sign(cross) : crossing > 0 ? -1 : 1;
  if (isBeside && circleOverlapsSegment(x, y, radius, x1, y1, x2, y2)) {
    const [nx, ny] = [-dy * side, dx * side];
    return vx * nx + vy * ny < 0 && offer(impact, what, 0, 1, nx, ny);
  }
  const closing = -crossing * side;
  const reach = closing > 0 ? reachAlong(radius, square) : 0;
  const byFlank =
    closing > 0 &&
    sweepFlank(impact, what, {
      gap: Math.max(0, Math.abs(cross) - reach),
      far: Math.abs(cross) + reach,
      closing,
      dot,
      along: vx * dx + vy * dy,
      square,
      nx: -dy * side,
      ny: dx * side,
    });
  const byStart = sweepCircleCircle(impact, what, px, py, vx, vy, radius);
  const byEnd = sweepCircleCircle(impact, what, px - dx, py - dy, vx, vy, radius);
  return byFlank || byStart || byEnd;
}

interface Flank {
  /** Across the segment and along it, in units of its length: how far off, and how fast. */
  readonly gap: number;
  /** How far it is to where it has passed the line, and leaves it. */
  readonly far: number;
  readonly closing: number;
  readonly dot: number;
  readonly along: number;
  readonly square: number;
  readonly nx: number;
  readonly ny: number;
}

function sweepFlank(impact: Impact, what: number, { gap, far, closing, dot, along, square, nx, ny }: Flank): boolean {
  if (gap >= closing) return false;
  const before = along > 0 ? -dot : dot - square;
  const speed = Math.abs(along);
  // It comes beside the segment at `before / speed`, and is past it at `(before + square) / speed`.
  if (speed === 0 ? before > 0 || before < -square : before >= speed) return false;
  if (speed > 0 && fractionSign(gap, closing, before + square, speed) > 0) return false;
  const isLater = before > 0 && fractionSign(before, speed, gap, closing) > 0;
  if (!isLater) return offer(impact, what, gap, closing, nx, ny);
  return fractionSign(before, speed, far, closing) < 0 && offer(impact, what, before, speed, nx, ny);
}
