/** Players who have come to play in the match: a relay does not show it to them, even with a ticket to watch. */

import { TICKET_S } from "../auth/tickets.ts";
import type { Arrival } from "../broadcast/arrival.ts";

/** No ticket is good for longer, in milliseconds. */
const TICKET_MS = TICKET_S * 1000;

export class Dismissed {
  readonly #at = new Map<string, number>();

  /** @param at when they came to play: tickets that were signed later are good. Milliseconds since 1970 */
  add(players: readonly string[], at: number, now: number): void {
    for (const [player, since] of this.#at) if (now - since > TICKET_MS) this.#at.delete(player);
    for (const player of players) this.#at.set(player, at);
  }

  has({ player, at }: Arrival): boolean {
    return at <= (this.#at.get(player) ?? Number.NEGATIVE_INFINITY);
  }

  /** Each player, and when they came to play. */
  get all(): ReadonlyMap<string, number> {
    return this.#at;
  }
}
