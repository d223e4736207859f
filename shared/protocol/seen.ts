/** Limits how far back in time a seat may look. */
import { SEEN_PARTS } from "#shared/sim/index.ts";

/**
 * The `seen` of a seat at the next tick. The delay of an honest client drifts slowly, as its clocks do. So the server
 * takes the first value as it is, and then follows by at most 1/8 tick a tick: a cheating client can't choose the best
 * moment of the past for each shot.
 * @param seen the present value; 0 = the client has sent none yet
 * @param said the value that the client sends
 * @param rewind the most that it may be, in ticks
 * @returns 1 or more: a seat never returns to "none yet"
 */
export function followSeen(seen: number, said: number, rewind: number): number {
  const wish = Math.max(1, Math.min(said, rewind * SEEN_PARTS));
  return seen === 0 ? wish : seen + Math.sign(wish - seen);
}
