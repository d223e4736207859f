/** Tells relays which players are in the match that they show. */
import type { Env } from "../env.ts";
import { log, wordsOf } from "../log.ts";
import { relayOf } from "../objects.ts";

/**
 * From now on these relays, and those that follow them, do not show the match to these players.
 * @param relays the names of their objects
 * @param at tickets that were signed later are good, in milliseconds since 1970
 */
export async function dismiss(
  env: Pick<Env, "RELAY">,
  relays: readonly string[],
  players: readonly string[],
  at: number,
): Promise<void> {
  const told = await Promise.allSettled(relays.map((relay) => relayOf(env, relay).dismiss(players, at)));
  for (const one of told) {
    // A relay that comes back is told again.
    if (one.status === "rejected") log.warn("relay_untold", { detail: wordsOf(one.reason) });
  }
}
