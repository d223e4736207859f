/** A ticket as the queue stores it: one party's wish to play, with all that a crash must not lose. Plain data. */
import * as v from "valibot";

/** How a player stands on the ladder of the mode, and when that was read: milliseconds since 1970. */
export const Standing = v.object({
  mu: v.number(),
  sigma: v.number(),
  /** Rated rounds so far, over all seasons. */
  rounds: v.number(),
  /** Ids of players met lately, the latest first. */
  met: v.array(v.string()),
  at: v.number(),
});
export type Standing = Readonly<v.InferOutput<typeof Standing>>;

const QueueMember = v.object({
  /** The player's id. */
  player: v.string(),
  name: v.string(),
  /** By region, in milliseconds. */
  rtt: v.record(v.string(), v.number()),
  /** Missing where the ladder has not answered: the player counts as unknown until it does. */
  standing: v.optional(Standing),
  /** The ids of players that are never in the member's team. */
  apart: v.optional(v.array(v.string())),
  /** The member has cancelled while a match was being made for the ticket. */
  gone: v.optional(v.boolean()),
});
export type QueueMember = Readonly<v.InferOutput<typeof QueueMember>>;

/** A seat that a match keeps for a player. */
export const KeptSeat = v.object({ player: v.string(), seat: v.number(), name: v.string(), at: v.number() });
export type KeptSeat = Readonly<v.InferOutput<typeof KeptSeat>>;

/** A seat of this match. */
export type SeatIn = KeptSeat & {
  readonly code: string;
  /** Where the match runs. */
  readonly region?: string | undefined;
};

const State = v.variant("is", [
  /** It takes part in waves. */
  v.object({ is: v.literal("searching") }),
  /** A member's line is lost: it keeps its place until then, and takes part in no wave. */
  v.object({ is: v.literal("held"), until: v.number() }),
  /** A wave has put it into a match that is being made. No player has been told: after a crash it searches on. */
  v.object({ is: v.literal("proposed"), proposal: v.string() }),
  /** There is a match: each member is told until it has been heard, or the seat is kept no more. */
  v.object({
    is: v.literal("admitted"),
    code: v.string(),
    until: v.number(),
    seats: v.array(KeptSeat),
    region: v.optional(v.string()),
  }),
]);
export type TicketState = Readonly<v.InferOutput<typeof State>>;

/** A cancelled ticket is none any more: its row is gone. */
export const QueueTicket = v.object({
  id: v.string(),
  /** When it was made: milliseconds since 1970. */
  since: v.number(),
  members: v.array(QueueMember),
  /** The code of the party; undefined for a player alone. */
  party: v.optional(v.string()),
  /** Names the search among all of the party's. */
  search: v.optional(v.string()),
  state: State,
});
export type QueueTicket = Readonly<v.InferOutput<typeof QueueTicket>>;

/** Where tickets are kept. Each call is on disk, or on its way ahead of all messages, when it returns. */
export interface TicketStore {
  /** What is written in this work is on the disk all together, or, if it throws, not at all. */
  atOnce(work: () => void): void;
  load(): Iterable<QueueTicket>;
  save(ticket: QueueTicket): void;
  remove(id: string): void;
}
