/**
 * Timers: a column holds the tick until which something lasts (`discrete("u32")`), and 0 where nothing does. Nothing
 * counts down, so a running timer costs nothing on the wire, and quiet time can be skipped.
 */
import { type Cells, FOREVER } from "#shared/sim/index.ts";

/** Whether a timer still runs at this tick. */
export const isRunning = (until: number, tick: number): boolean => until > tick;

/** Whether a timer that was set has run out by this tick. One that was not set, 0, is never due. */
export const due = (until: number, tick: number): boolean => until !== 0 && until <= tick;

/** How many ticks are left; 0 where none are. */
export const remaining = (until: number, tick: number): number => Math.max(0, until - tick);

/** How much is left of a timer that lasts for `ticks`, 1 to 0: for bars, in views. */
export const share = (until: number, tick: number, ticks: number): number =>
  ticks <= 0 ? 0 : Math.min(1, remaining(until, tick) / ticks);

/** Ticks that last for so many seconds, rounded, and 1 at least. */
export const ticksOf = (seconds: number, tickRate: number): number => Math.max(1, Math.round(seconds * tickRate));

/**
 * Uses something that has a cooldown: a row of `until` holds the tick from which it is ready again.
 * @returns whether it was ready; the cooldown then begins anew
 */
export function use(until: Cells, row: number, tick: number, cooldown: number): boolean {
  if (isRunning(until[row], tick)) return false;
  until[row] = tick + cooldown;
  return true;
}

/** Whether a timer has run out; it is then cleared, so that it is told once. */
export function takeDue(until: Cells, row: number, tick: number): boolean {
  if (!due(until[row], tick)) return false;
  until[row] = 0;
  return true;
}

/** For `quietUntil`: the earliest tick in which a timer of these rows runs out, `FOREVER` where none is set. */
export function nextDue(until: Cells, rows: Iterable<number>): number {
  let next = FOREVER;
  for (const row of rows) if (until[row] !== 0) next = Math.min(next, until[row]);
  return next;
}
