import { whim } from "#shared/sim/index.ts";
import type { PuckWorld } from "../world.ts";
import { BOT } from "./tuning.ts";

/** What makes a bot differ from another, and from itself a moment ago: the same wherever it is asked. */
export interface Whims {
  /** Anew at each thought: 0 to `count - 1`. */
  now(about: number, count: number): number;
  /** For a while: `-most` to `most`. */
  error(about: number, most: number): number;
}

export function whimsOf({ round, tick }: PuckWorld, seat: number): Whims {
  const who = round.whim * 8 + seat;
  return {
    now: (about, count) => whim(who, tick, about, count),
    error: (about, most) => whim(who, tick >> BOT.errorShift, about, 2 * most + 1) - most,
  };
}
