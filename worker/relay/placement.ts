/** Which relay somebody watches through: as many relays as the watchers need, and a second level of them where one is too small. */

/** So many watch through one relay, about. docs/OPERATIONS.md, "Spectators", says what that costs it. */
export const WATCHERS_A_RELAY = 500;
/** More than these it does not take: who is sent to it knew of fewer. */
export const MOST_WATCHERS = 2 * WATCHERS_A_RELAY;
/** So many relays follow the match itself. More than that follow one of these, each as many. */
export const FANOUT = 32;
/** Two levels. */
const MOST_RELAYS = FANOUT * FANOUT;

/**
 * The number of the relay for one more watcher. Relays are taken into use by doubling: those who come while so many are
 * there as half of them hold are spread over the other half, so that a crowd which only grows fills all alike.
 * @param watchers how many there are, as far as is known
 * @param chance 0 to below 1: spreads people over the relays
 */
export function relayFor(watchers: number, chance: number): number {
  const needed = Math.ceil((watchers + 1) / WATCHERS_A_RELAY);
  if (needed > MOST_RELAYS) return Math.trunc(chance * MOST_RELAYS);
  const open = 2 ** Math.ceil(Math.log2(needed));
  const filled = Math.trunc(open / 2);
  return filled + Math.trunc(chance * (open - filled));
}

/** Whom a relay follows: a relay of the first level, by its number; undefined = the match. */
export const parentOf = (relay: number): number | undefined => (relay < FANOUT ? undefined : relay % FANOUT);
