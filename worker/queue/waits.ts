/** What a player may expect to wait: only what the last players of the pool have waited, and how that is known. */
import type { QueueEstimate } from "#shared/protocol/queue.ts";
import { DAY_MS } from "../clock.ts";

/** A wait that ended with a match. */
export interface Wait {
  /** When: milliseconds since 1970. */
  readonly at: number;
  readonly seconds: number;
}

/** So many waits are kept of a pool. */
export const MOST_WAITS = 500;
/** Waits of the same hour count for a week, those of any hour for a day, in milliseconds. */
const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 3600_000;
/** With fewer waits nothing is said: a range of two or three would be fiction. */
export const LEAST = { hour: 10, day: 5 } as const;
/** The shares of the waits that are shorter than the range, and than its end: four of five lie in it. */
const SHARES = { from: 0.1, to: 0.9 } as const;

const hourOf = (at: number): number => Math.floor((at % DAY_MS) / HOUR_MS);

/** The wait of this rank. @param sorted at least one */
const rank = (sorted: readonly number[], share: number): number => sorted[Math.round((sorted.length - 1) * share)];

function rangeOf(waits: readonly Wait[], by: QueueEstimate["by"]): QueueEstimate {
  const sorted = waits.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return { from: Math.floor(rank(sorted, SHARES.from)), to: Math.ceil(rank(sorted, SHARES.to)), by };
}

/** The middle of the waits, and what nine of ten do not exceed, in seconds; undefined where there are none. */
export function middleOf(waits: readonly Wait[]): { readonly p50: number; readonly p90: number } | undefined {
  if (waits.length === 0) return undefined;
  const sorted = waits.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return { p50: rank(sorted, 0.5), p90: rank(sorted, 0.9) };
}

/** @returns undefined where too little is known */
export function estimateOf(waits: readonly Wait[], now: number): QueueEstimate | undefined {
  const known = waits.filter(({ at }) => at <= now && now - at < WEEK_MS);
  const sameHour = known.filter(({ at }) => hourOf(at) === hourOf(now));
  if (sameHour.length >= LEAST.hour) return rangeOf(sameHour, "hour");
  const today = known.filter(({ at }) => now - at < DAY_MS);
  return today.length >= LEAST.day ? rangeOf(today, "day") : undefined;
}
