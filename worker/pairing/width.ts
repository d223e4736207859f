/** How wide the search of a ticket is by now. Every answer is at least as lenient the longer the ticket waits. */
import type { QueueRules, WidthPoint } from "#shared/sim/index.ts";

/** How long a match waits for `max` players before `min` will do, where the mode does not say. Seconds. */
const MIN_AFTER = 30;

/** What a group may be whose oldest ticket has waited so long. */
export interface Width {
  readonly skill: number;
  readonly rtt: number;
  /** How many players a match needs at least, without bots. */
  readonly players: number;
  /** Whether bots may fill it. */
  readonly bots: boolean;
}

/** Seconds since the ticket was made: never less than 0, for a clock may step back. */
export const waited = (since: number, now: number): number => Math.max(0, (now - since) / 1000);

/** @param points waits that grow, and widths that do not shrink */
export function widthAt(points: readonly WidthPoint[], wait: number, never = Number.POSITIVE_INFINITY): number {
  const last = points.length - 1;
  if (last === 0 || wait <= points[0][0]) return Math.min(never, points[0][1]);
  // After the last point the search goes on to widen as before it: `never` is what ends it.
  let end = 1;
  while (end < last && points[end][0] <= wait) end += 1;
  const [from, narrow] = points[end - 1];
  const [to, wide] = points[end];
  const width = narrow + ((wide - narrow) * (wait - from)) / (to - from);
  // Rounding must not put a width above that of the next point.
  return Math.min(never, wait < to ? Math.min(wide, width) : Math.max(wide, width));
}

function playersAt({ players: { min, max, minAfter = MIN_AFTER }, teams }: QueueRules, wait: number): number {
  const fewer = wait >= minAfter ? min : Math.ceil(max - ((max - min) * wait) / minAfter);
  // Teams are of equal size: a number in between waits for the next that they divide.
  return teams === undefined ? fewer : Math.ceil(fewer / teams.count) * teams.count;
}

/** @param wait seconds */
export function searchWidth(rules: QueueRules, wait: number): Width {
  const { skill, rtt, never, botsAfter } = rules;
  return {
    skill: widthAt(skill, wait, never?.skill),
    rtt: widthAt(rtt, wait, never?.rtt),
    players: playersAt(rules, wait),
    bots: botsAfter !== undefined && wait >= botsAfter,
  };
}
