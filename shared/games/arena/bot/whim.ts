import { mix32 } from "#shared/sim/index.ts";

/** What makes a bot differ from another, and from itself a moment ago: 0 to `count - 1`, the same wherever it is asked. */
export const whim = (seat: number, moment: number, about: number, count: number): number =>
  mix32(Math.imul(seat + 1, 0x9e3779b1) ^ Math.imul(moment + 1, 0x85ebca77) ^ about) % count;
