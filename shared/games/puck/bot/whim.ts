import { whim } from "#shared/sim/index.ts";
import type { PuckWorld } from "../world.ts";
import { BOT } from "./tuning.ts";

/** Makes bots differ from one another, and from one moment to the next. It gives the same answer on every machine. */
export interface Whims {
  /** Anew at each thought: 0 to `count - 1`. */
  now(about: number, count: number): number;
  /** For a while: `-most` to `most`. */
  error(about: number, most: number): number;
}

export function whimsOf({ round, tick }: PuckWorld, seat: number): Whims {
  const bot = round.whim * 8 + seat;
  return {
    now: (about, count) => whim(bot, tick, about, count),
    error: (about, most) => whim(bot, tick >> BOT.errorShift, about, 2 * most + 1) - most,
  };
}
