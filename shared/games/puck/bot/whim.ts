import { mix32 } from "#shared/sim/index.ts";
import type { PuckWorld } from "../world.ts";
import { BOT } from "./tuning.ts";

/** What makes a bot differ from another, and from itself a moment ago: the same wherever it is asked. */
export interface Whims {
  /** Anew at each thought: 0 to `count - 1`. */
  now(about: number, count: number): number;
  /** For a while: `-most` to `most`. */
  error(about: number, most: number): number;
}

const draw = (seed: number, moment: number, about: number, count: number): number =>
  mix32(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(moment + 1, 0x85ebca77) ^ about) % count;

export function whimsOf({ round, tick }: PuckWorld, seat: number): Whims {
  const seed = round.whim * 8 + seat;
  return {
    now: (about, count) => draw(seed, tick, about, count),
    error: (about, most) => draw(seed, tick >> BOT.errorShift, about, 2 * most + 1) - most,
  };
}
