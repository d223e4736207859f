/** What the sweeps must answer, by BigInt: slow, and simple enough to be believed. */

export interface Time {
  readonly num: bigint;
  readonly den: bigint;
}

export const time = (num: number | bigint, den: number | bigint = 1): Time => ({ num: BigInt(num), den: BigInt(den) });

export const isBefore = (a: Time, b: Time): boolean => a.num * b.den < b.num * a.den;

/** `den` times where a point is at that time. */
const at = (from: number, v: number, { num, den }: Time): bigint => BigInt(from) * den + BigInt(v) * num;

export interface Way {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
}

export interface Walls {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const outside = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low - value : value > high ? value - high : 0n;

/** Whether a circle overlaps a box at that time of its way. */
export function circleInBox(way: Way, radius: number, box: Walls, t: Time): boolean {
  const dx = outside(at(way.x, way.vx, t), BigInt(box.left) * t.den, BigInt(box.right) * t.den);
  const dy = outside(at(way.y, way.vy, t), BigInt(box.top) * t.den, BigInt(box.bottom) * t.den);
  return dx * dx + dy * dy < (BigInt(radius) * t.den) ** 2n;
}

/** Whether two circles overlap, the other at (0, 0). */
export const circleInCircle = (way: Way, reach: number, t: Time): boolean =>
  circleInBox(way, reach, { left: 0, top: 0, right: 0, bottom: 0 }, t);

/** Whether a circle overlaps the segment from (x1, y1) to (x2, y2). */
export function circleInSegment(way: Way, radius: number, [x1, y1, x2, y2]: readonly number[], t: Time): boolean {
  const [px, py] = [at(way.x - x1, way.vx, t), at(way.y - y1, way.vy, t)];
  const [dx, dy] = [BigInt(x2 - x1), BigInt(y2 - y1)];
  const square = dx * dx + dy * dy;
  const reach = (BigInt(radius) * t.den) ** 2n;
  const dot = px * dx + py * dy;
  if (dot <= 0n) return px * px + py * py < reach;
  if (dot >= square * t.den) return (px - dx * t.den) ** 2n + (py - dy * t.den) ** 2n < reach;
  return (dx * py - dy * px) ** 2n < reach * square;
}

/** Whether two boxes overlap; the moving one as a point, the other larger by its half extents. */
export function pointInBox(way: Way, box: Walls, t: Time): boolean {
  const [x, y] = [at(way.x, way.vx, t), at(way.y, way.vy, t)];
  return (
    x > BigInt(box.left) * t.den &&
    x < BigInt(box.right) * t.den &&
    y > BigInt(box.top) * t.den &&
    y < BigInt(box.bottom) * t.den
  );
}

function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (guess * guess > value) guess -= 1n;
  while ((guess + 1n) * (guess + 1n) <= value) guess += 1n;
  return guess;
}

/** The first of `parts` equal parts of the way at whose end the circles overlap, by the roots of the square; -1 = never. */
export function firstPart({ x, y, vx, vy }: Way, reach: number, parts: bigint): number {
  const [px, py, ux, uy] = [BigInt(x), BigInt(y), BigInt(vx), BigInt(vy)];
  const a = ux * ux + uy * uy;
  const half = parts * (px * ux + py * uy);
  const c = parts * parts * (px * px + py * py - BigInt(reach) ** 2n);
  const inside = (k: bigint) => a * k * k + 2n * half * k + c < 0n;
  const discriminant = half * half - a * c;
  if (inside(0n)) return 0;
  if (a === 0n || discriminant <= 0n) return -1;
  const entry = (-half - root(discriminant)) / a;
  for (let k = entry - 2n; k <= entry + 2n; k++) if (k >= 0n && k <= parts && inside(k)) return Number(k);
  return -1;
}
