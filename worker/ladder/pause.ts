/**
 * For how long a player who has left rounds may not queue: a pure function of the times at which they did. The first pause is a
 * warning; each further one is longer, and with time they get shorter again. docs/LADDERS.md, "Leaving"
 */

const MINUTE_MS = 60_000;

/** The pause after the first leave, the second and so on, in milliseconds; the last one for all beyond. */
export const PAUSES_MS: readonly number[] = [1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);

/** In so many milliseconds one leave is forgotten. */
export const FORGET_MS = 12 * 60 * MINUTE_MS;

/** Leaves are kept for so long, in milliseconds: one who leaves again and again is remembered, and not for ever. */
export const KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

/**
 * Until when the player may not queue, in milliseconds since 1970; 0 for one who has never left. Another leave never makes it sooner.
 * @param leaves when they left, in any order
 */
export function pausedUntil(leaves: readonly number[]): number {
  let [count, last, until] = [0, Number.NEGATIVE_INFINITY, 0];
  for (const at of leaves.toSorted((a, b) => a - b)) {
    // A part of a leave counts as a whole one for the pause, so that to leave now and then is never cheaper than the first time.
    const left = Math.max(0, count - (at - last) / FORGET_MS);
    count = Math.min(PAUSES_MS.length, left + 1);
    last = at;
    until = Math.max(until, at + PAUSES_MS[Math.ceil(count) - 1]);
  }
  return until;
}
