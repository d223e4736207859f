/** A ticket as pairing sees it. */
import { type Ticket, UNKNOWN } from "../pairing/ticket.ts";
import type { QueueTicket } from "./ticket.ts";

/** @param region where members play who name no region */
export const pairingTicket = ({ id, since, members }: QueueTicket, region: string): Ticket => ({
  id,
  since,
  members: members.map(({ player, rtt }) => ({
    player,
    rating: UNKNOWN,
    rtt: Object.keys(rtt).length > 0 ? rtt : { [region]: 0 },
    met: [],
  })),
});
