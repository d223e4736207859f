/** How far back in time a seat is believed to look. */
import { SEEN_PARTS } from "#shared/sim/index.ts";

/**
 * What a seat's `seen` is at the next tick. An honest client's delay drifts slowly, as its clocks do. So the first that
 * it says is taken as it is, and from then on it is followed by 1/8 tick a tick: whoever lies can't choose the best
 * moment of the past for each shot.
 * @param seen what it is; 0 = nothing has been said yet
 * @param said what the client says
 * @param rewind the most that it may be, in ticks
 * @returns 1 or more: nobody gets back to where nothing has been said
 */
export function followSeen(seen: number, said: number, rewind: number): number {
  const wish = Math.max(1, Math.min(said, rewind * SEEN_PARTS));
  return seen === 0 ? wish : seen + Math.sign(wish - seen);
}
