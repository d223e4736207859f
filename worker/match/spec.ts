/** What a match is made from, and what it tells the matchmaker. */
import * as v from "valibot";
import { type MatchInfo, Since } from "#shared/protocol/index.ts";

/** What a match is made from: plain data. */
export const MatchSpec = v.object({
  code: v.string(),
  game: v.string(),
  /** One of the game's modes, or "custom". */
  mode: v.string(),
  settings: v.record(v.string(), v.number()),
  /** Whether quick play may fill it, and the list of live matches shows it. */
  listed: v.boolean(),
  /** How far behind the match those who watch are, in seconds: 0 to 180. */
  delay: v.number(),
});
export type MatchSpec = Readonly<v.InferOutput<typeof MatchSpec>>;

/** A match's state as the matchmaker hears it: with who is in it, so that nobody is counted twice. */
export interface MatchReport extends MatchInfo {
  readonly playerIds: readonly string[];
}

export type Reservation =
  /** `name`: as whom the person sits there. */
  | { readonly ok: true; readonly seat: number; readonly name: string }
  /** `unnamed`: there is a seat, for a person who says their name. */
  | { readonly ok: false; readonly reason: "no_match" | "full" | "unnamed" | "over" | "updated" };

/** A reservation, and when it was asked for: whole milliseconds since 1970, by the match's clock, each time another one. */
export type DatedReservation = Reservation & { readonly at: number };

/** What somebody hears who wants to watch. */
export interface Audience {
  /** How many watch already. */
  readonly watchers: number;
  /** Whoever asks plays here: they must not see what the others do. */
  readonly plays: boolean;
}

/** A relay: which one, of which match. */
export const RelayPlace = v.object({ code: v.string(), relay: v.number() });
export type RelayPlace = Readonly<v.InferOutput<typeof RelayPlace>>;

/** What a ticket says, once its signature has been checked. */
export const Claims = v.object({
  /** The ticket's own id: it opens one socket. */
  id: v.string(),
  /** A relay shows the match to spectators. No ticket makes one: only this server's own objects come as such. */
  role: v.picklist(["player", "spectator", "relay"]),
  /** -1 for whoever does not play. */
  seat: v.number(),
  /** Who it is, across tickets. */
  player: v.string(),
  name: v.string(),
  /** Which relay a spectator watches through; nobody else has one. */
  relay: v.optional(v.number()),
  /** When the seat was asked for, in milliseconds since 1970: of two tickets for one seat, the later one counts. */
  at: v.number(),
  /** When the ticket's time is over, in milliseconds since 1970. */
  expires: v.number(),
});
export type Claims = Readonly<v.InferOutput<typeof Claims>>;

/** Who has come, and what their client can do. */
export const Arrival = v.object({
  ...Claims.entries,
  /** The rules that the client has, by `ruleName`. */
  rules: v.array(v.string()),
  /** The edition of the protocol that the client speaks. */
  edition: v.number(),
  /** The world that the client still holds, if it has been here before. */
  since: v.optional(Since),
  /** The relay that they have come to; undefined at the match itself. */
  place: v.optional(RelayPlace),
});
export type Arrival = Readonly<v.InferOutput<typeof Arrival>>;
