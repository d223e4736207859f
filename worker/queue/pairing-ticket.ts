/** A ticket as pairing sees it. */
import { type Ticket, UNKNOWN } from "../pairing/ticket.ts";
import type { QueueTicket } from "./ticket.ts";

/** So many players that one has met count at most. */
const MOST_MET = 16;

export interface Seen {
  /** Where members play who name no region. */
  readonly region: string;
  /** Ids of players that this one has met in matches of this pool, the latest first. */
  readonly met: (player: string) => readonly string[];
}

/** What the ladder tells of may be older than the pool's own last match. */
function allMet(own: readonly string[], told: readonly string[] = []): readonly string[] {
  if (own.length === 0) return told;
  return [...new Set([...own, ...told])].slice(0, MOST_MET);
}

export const pairingTicket = ({ id, since, members }: QueueTicket, { region, met }: Seen): Ticket => ({
  id,
  since,
  members: members.map(({ player, rtt, standing, apart }) => ({
    player,
    rating: standing ? { mu: standing.mu, sigma: standing.sigma } : UNKNOWN,
    rtt: Object.keys(rtt).length > 0 ? rtt : { [region]: 0 },
    met: allMet(met(player), standing?.met),
    rounds: standing?.rounds,
    apart,
  })),
});
