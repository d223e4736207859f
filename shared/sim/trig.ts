/**
 * Trigonometry on integers: the same on every engine, since it uses only + - * / on doubles, which
 * IEEE 754 defines to the last bit, and never `Math.sin` and its kin, which it does not.
 *
 * Angles are in 1/TURN of a turn, 0 to the right and growing clockwise on a screen whose y points down.
 */
import { TURN } from "./columns.ts";

/** The length of the unit vector that `sin` and `cos` answer with. */
export const UNIT = 16384;

const QUARTER = TURN / 4;
const EIGHTH = TURN / 8;
const { PI } = Math;

/** sin over the first quarter, by its Taylor series; ten terms are exact to the last bit we keep. */
const quarter = new Int32Array(QUARTER + 1);
for (let step = 0; step <= QUARTER; step++) {
  const x = (step * 2 * PI) / TURN;
  let term = x;
  let sum = x;
  for (let n = 1; n < 10; n++) {
    term = (-term * x * x) / (2 * n * (2 * n + 1));
    sum += term;
  }
  quarter[step] = Math.trunc(sum * UNIT + 0.5);
}

/** Brings any integer angle into 0 to TURN - 1. */
export const wrap = (angle: number): number => angle & (TURN - 1);

/** UNIT times the sine. */
export function sin(angle: number): number {
  const a = wrap(angle);
  if (a <= QUARTER) return quarter[a];
  if (a <= 2 * QUARTER) return quarter[2 * QUARTER - a];
  if (a <= 3 * QUARTER) return -quarter[a - 2 * QUARTER];
  return -quarter[TURN - a];
}

/** UNIT times the cosine. */
export const cos = (angle: number): number => sin(angle + QUARTER);

/** `length` times a sine or cosine, rounded. Exact for |length| below 131072. */
export const along = (length: number, unit: number): number => (length * unit + UNIT / 2) >> 14;

/** The angle of the vector (x, y), 0 to TURN - 1, rounded down within its eighth; 0 for (0, 0). */
export function atan2(y: number, x: number): number {
  if (x === 0 && y === 0) return 0;
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const steep = ay > ax;
  const near = steep ? ay : ax;
  const far = steep ? ax : ay;
  // The greatest angle in the first eighth whose direction does not pass the vector.
  let low = 0;
  let high = EIGHTH;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (quarter[middle] * near <= quarter[QUARTER - middle] * far) low = middle;
    else high = middle - 1;
  }
  const first = steep ? QUARTER - low : low;
  const half = x < 0 ? 2 * QUARTER - first : first;
  return wrap(y < 0 ? -half : half);
}

/** The signed short way from one angle to another, -TURN/2 to TURN/2 - 1. */
export const turnBetween = (from: number, to: number): number => wrap(to - from + TURN / 2) - TURN / 2;

/** The length of (x, y), rounded down. `Math.sqrt` is exact by IEEE 754. */
export const hypot = (x: number, y: number): number => Math.trunc(Math.sqrt(x * x + y * y));
