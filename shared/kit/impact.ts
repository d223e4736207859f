/** What a moving body meets first on its way through a tick. */
import { fractionSign, sumSign } from "./exact.ts";

/**
 * The most that a coordinate, a velocity per tick, a radius or half an extent may be, on either side of 0: 2^20. Within
 * it every answer of the sweeps is exact; beyond it, it may be wrong.
 */
export const KIT_LIMIT = 1_048_576;

/** In so many equal parts a round contact divides the way: 2^24. */
export const PARTS = 16_777_216;

/** The first impact of those that sweeps have offered. */
export interface Impact {
  /** The number that the sweep was given for what was met; -1 = nothing is met in this tick. */
  what: number;
  /** When: `num / den` of the way, from 0 to less than 1; 1 / 1 where nothing is met. */
  num: number;
  den: number;
  /** The direction from what was met to the body, of any length but 0. */
  nx: number;
  ny: number;
}

/** Nothing has been met yet: to be given to one sweep after another, of which the first impact stays. */
export const noImpact = (): Impact => ({ what: -1, num: 1, den: 1, nx: 0, ny: 0 });

/** Makes it empty again. */
export function clearImpact(impact: Impact): Impact {
  impact.what = -1;
  impact.num = 1;
  impact.den = 1;
  impact.nx = 0;
  impact.ny = 0;
  return impact;
}

/** Keeps this impact if it is earlier than the one that is there. @returns whether it is */
export function offer(impact: Impact, what: number, num: number, den: number, nx: number, ny: number): boolean {
  if (fractionSign(num, den, impact.num, impact.den) >= 0) return false;
  impact.what = what;
  impact.num = num;
  impact.den = den;
  impact.nx = nx;
  impact.ny = ny;
  return true;
}

/** The greatest product of which a double still holds each whole number. */
const EXACT = 9_007_199_254_740_991;

/** Rounded towards 0; exact. */
const quotient = (a: number, b: number): number => (a - (a % b)) / b;

/**
 * How far a velocity of one axis goes up to the impact, rounded towards 0: `x += wayTo(impact, vx)`. The whole velocity
 * where nothing is met.
 */
export function wayTo({ num, den }: Impact, velocity: number): number {
  const product = velocity * num;
  if (Math.abs(product) <= EXACT) return quotient(product, den);
  let part = Math.floor((num / den) * PARTS);
  if (sumSign(part, den, -num, PARTS, 0, 0) > 0) part -= 1;
  return quotient(velocity * part, PARTS);
}
