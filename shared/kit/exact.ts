/** Exact comparisons of sums of products that a double cannot hold: without BigInt, and without an object. */

/** Each factor is cut into two parts of so many values: 2^24. */
const PART = 16_777_216;

const high = (value: number): number => Math.floor(value / PART);

/**
 * The sign of `a * b + c * d + e * f`: -1, 0 or 1. Exact for whole numbers from -2^48 to 2^48, where the products
 * themselves would be rounded.
 */
export function sumSign(a: number, b: number, c: number, d: number, e: number, f: number): number {
  const a1 = high(a);
  const b1 = high(b);
  const c1 = high(c);
  const d1 = high(d);
  const e1 = high(e);
  const f1 = high(f);
  const a0 = a - a1 * PART;
  const b0 = b - b1 * PART;
  const c0 = c - c1 * PART;
  const d0 = d - d1 * PART;
  const e0 = e - e1 * PART;
  const f0 = f - f1 * PART;
  const low = a0 * b0 + c0 * d0 + e0 * f0;
  const carried = high(low);
  const middle = a1 * b0 + a0 * b1 + c1 * d0 + c0 * d1 + e1 * f0 + e0 * f1 + carried;
  const top = a1 * b1 + c1 * d1 + e1 * f1 + high(middle);
  // What lies below the top is at least 0, and less than 1 of it.
  if (top !== 0) return top > 0 ? 1 : -1;
  return middle - high(middle) * PART > 0 || low - carried * PART > 0 ? 1 : 0;
}

/** The sign of `a / b - c / d`, for b and d above 0. */
export const fractionSign = (a: number, b: number, c: number, d: number): number => sumSign(a, d, -c, b, 0, 0);
