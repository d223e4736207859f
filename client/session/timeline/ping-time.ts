/** The client's clock as it travels in a ping and comes back in the pong: whole milliseconds, modulo 2^32. */

const SPAN = 2 ** 32;

/** @param now milliseconds, however many */
export const pingTime = (now: number): number => Math.round(now) >>> 0;

/**
 * How long ago this was said, in milliseconds: the way round that is the shorter one, so a ping is less than 24 days
 * old. A little less than 0 where `time` was rounded up.
 */
export function sincePing(time: number, now: number): number {
  const passed = (now - time) % SPAN;
  if (passed >= SPAN / 2) return passed - SPAN;
  return passed < -SPAN / 2 ? passed + SPAN : passed;
}
