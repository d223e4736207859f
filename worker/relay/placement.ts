/** Chooses the relay for a spectator: as many relays as the spectators need, on a second level where one is too small. */

/** About how many watch through one relay. docs/OPERATIONS.md, "Spectators", says what that costs it. */
export const WATCHERS_A_RELAY = 500;
/** How many a relay takes at most: the Worker may know of fewer spectators than there are. */
export const MOST_WATCHERS = 2 * WATCHERS_A_RELAY;
/** How many relays follow the match itself; each of them is followed by as many relays of the second level. */
export const FANOUT = 32;
/** Two levels. */
const MOST_RELAYS = FANOUT * FANOUT;

/**
 * The number of the relay for one more spectator. The number of relays in use doubles as the old ones are full, and newcomers are
 * spread over the new half, so that a crowd that only grows fills all alike.
 * @param watchers how many there are, as far as the Worker knows
 * @param chance 0 to below 1: spreads spectators over the relays
 */
export function relayFor(watchers: number, chance: number): number {
  const needed = Math.ceil((watchers + 1) / WATCHERS_A_RELAY);
  if (needed > MOST_RELAYS) return Math.trunc(chance * MOST_RELAYS);
  const open = 2 ** Math.ceil(Math.log2(needed));
  const filled = Math.trunc(open / 2);
  return filled + Math.trunc(chance * (open - filled));
}

/** The relay of the first level that a relay follows, by its number; undefined where it follows the match. */
export const parentOf = (relay: number): number | undefined => (relay < FANOUT ? undefined : relay % FANOUT);
