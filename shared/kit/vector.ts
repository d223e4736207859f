/**
 * Vectors of whole numbers, each component within `KIT_LIMIT`. Functions that change a vector change the first one that
 * they are given, and answer with it, so that a step needs no more of them than it makes.
 */
import { cos, hypot, sin, UNIT } from "#shared/sim/index.ts";

export interface Vector {
  x: number;
  y: number;
}

export const vector = (x = 0, y = 0): Vector => ({ x, y });

export function set(v: Vector, x: number, y: number): Vector {
  // With 0 added there is no -0.
  v.x = x + 0;
  v.y = y + 0;
  return v;
}

export const add = (v: Vector, w: Readonly<Vector>): Vector => set(v, v.x + w.x, v.y + w.y);

export const subtract = (v: Vector, w: Readonly<Vector>): Vector => set(v, v.x - w.x, v.y - w.y);

/** Exact. */
export const dot = (v: Readonly<Vector>, w: Readonly<Vector>): number => v.x * w.x + v.y * w.y;

/** Exact. Above 0 where `w` is clockwise of `v`, as on a screen whose y points down. */
export const cross = (v: Readonly<Vector>, w: Readonly<Vector>): number => v.x * w.y - v.y * w.x;

/** Exact: compare it with the square of a distance. */
export const lengthSquared = ({ x, y }: Readonly<Vector>): number => x * x + y * y;

/** Rounded down. */
export const length = ({ x, y }: Readonly<Vector>): number => hypot(x, y);

/**
 * Gives a vector this length, rounded towards 0: it is never longer, and less than 1.5 shorter. (0, 0) stays.
 * @param to from 0
 */
export function scaleTo(v: Vector, to: number): Vector {
  const now = Math.sqrt(lengthSquared(v));
  return now === 0 ? v : set(v, Math.trunc((v.x * to) / now), Math.trunc((v.y * to) / now));
}

/** Shortens a vector that is longer than this. */
export const clampLength = (v: Vector, most: number): Vector => (lengthSquared(v) > most * most ? scaleTo(v, most) : v);

const rounded = (value: number): number => Math.floor((value + UNIT / 2) / UNIT);

/** Turns a vector by an angle, 1024 to a turn, clockwise on a screen; each component is rounded to the nearest. */
export function rotate(v: Vector, angle: number): Vector {
  const [c, s] = [cos(angle), sin(angle)];
  return set(v, rounded(v.x * c - v.y * s), rounded(v.x * s + v.y * c));
}

/** A vector of this angle and length, each component rounded to the nearest. */
export const polar = (angle: number, to: number): Vector => vector(rounded(to * cos(angle)), rounded(to * sin(angle)));

/**
 * Throws a velocity back from a wall, as a ball. A velocity that leads away from it stays.
 * @param nx the direction from the wall to the body, of any length but 0
 * @param percent how much of the speed towards the wall is left: 100 = all of it, 0 = the body slides
 */
export function bounce(v: Vector, nx: number, ny: number, percent: number): Vector {
  const towards = v.x * nx + v.y * ny;
  if (towards >= 0) return v;
  const turned = ((100 + percent) * towards) / (100 * (nx * nx + ny * ny));
  return set(v, v.x - Math.trunc(nx * turned), v.y - Math.trunc(ny * turned));
}

/** `at`, or the end of `low` to `high` that is nearer. */
export const clamp = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at));
