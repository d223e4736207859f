/** What a party asks of a queue, and why it is not let in. Plain data: it crosses between objects. */
import type { QueueMember } from "./ticket.ts";

export interface PartyWish {
  /** The party's code. */
  readonly party: string;
  /** Names this search among all of the party's; a party of the build before does not say it, and hears of no match. */
  readonly search?: string | undefined;
  readonly members: readonly QueueMember[];
}

/** Why a ticket is not taken in; nothing has changed then. */
export type NoEntry =
  /** The pool has as many tickets as it holds. */
  | { readonly why: "full" }
  /** This player has a ticket already that is not theirs alone, or a match. */
  | { readonly why: "busy"; readonly player: string }
  /** This player has left rounds, and may search again from then on: milliseconds since 1970. */
  | { readonly why: "paused"; readonly player: string; readonly until: number };
