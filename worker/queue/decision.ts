/**
 * A line of the decision log: a ticket with all that pairing knew of it, and what became of it. Pure. The tickets of a wave are those
 * that were made before it and ended after it, so the log has what each wave decided on, and none of it twice.
 */
import type { Proposal } from "../pairing/wave.ts";
import { pairingTicket } from "./pairing-ticket.ts";
import type { Ending } from "./queue.ts";
import type { QueueTicket } from "./ticket.ts";

/** The match that a wave has put a ticket into. */
export interface Decided extends Pick<Proposal, "region" | "gap" | "bots" | "teams"> {
  /** Names it: tickets of the same match have the same. */
  readonly match: string;
}

/** A match for the ticket that could not be made: when, in milliseconds since 1970, and where. */
export type Failure = readonly [at: number, region: string];

export interface DecisionLine {
  /** When the ticket was made. All times are milliseconds since 1970. */
  readonly since: number;
  readonly members: readonly {
    /** Stands for the player's id, which does not follow from it. */
    readonly player: string;
    readonly mu: number;
    readonly sigma: number;
    readonly rtt: Readonly<Record<string, number>>;
    /** Rated rounds so far; missing where the ladder did not answer, and the rating is that of an unknown player. */
    readonly rounds?: number;
  }[];
  /** When it ended without a match. */
  readonly cancelled?: number;
  /** Missing for a ticket that waits still. */
  readonly ended?: { readonly at: number; readonly how: Ending };
  readonly match?: {
    readonly id: string;
    readonly region: string;
    readonly gap: number;
    readonly bots: number;
    /** Which of the match's teams is the ticket's; where each plays alone it says nothing. */
    readonly team: number;
  };
  readonly failures?: readonly Failure[];
}

export interface Known {
  /** Of the pool: where members play who name none. */
  readonly region: string;
  readonly pseudonym: (player: string) => string;
  readonly ended?: { readonly at: number; readonly how: Ending };
  readonly decided?: Decided | undefined;
  readonly failures?: readonly Failure[] | undefined;
}

/** Figures of a log need no more digits. */
const short = (n: number): number => Math.round(n * 1000) / 1000;

export function decisionLine(
  ticket: QueueTicket,
  { region, pseudonym, ended, decided, failures }: Known,
): DecisionLine {
  const { since, members } = pairingTicket(ticket, { region, met: () => [] });
  const [{ player: first }] = members;
  return {
    since: Math.round(since),
    members: members.map(({ player, rating, rtt, rounds }) => ({
      ...{ player: pseudonym(player), mu: short(rating.mu), sigma: short(rating.sigma), rtt },
      ...(rounds !== undefined && { rounds }),
    })),
    ...(ended && ended.how !== "matched" && { cancelled: Math.round(ended.at) }),
    ...(ended && { ended: { at: Math.round(ended.at), how: ended.how } }),
    ...(decided && {
      match: {
        ...{ id: decided.match, region: decided.region, gap: short(decided.gap), bots: decided.bots },
        team: decided.teams.findIndex((team) => team.includes(first)),
      },
    }),
    ...(failures && { failures }),
  };
}
