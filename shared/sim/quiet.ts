/** Quiet time: ticks in which nothing happens by itself. docs/decisions/sleep.md */

/** For `quietUntil`: nothing happens until a player does something. */
export const FOREVER = Number.POSITIVE_INFINITY;
