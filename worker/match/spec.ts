/** What a match is made from, and what it says of itself. */
import * as v from "valibot";
import type { MatchInfo } from "#shared/protocol/index.ts";

/** What a match is made from: plain data. */
export const MatchSpec = v.object({
  code: v.string(),
  game: v.string(),
  /** One of the game's modes, or "custom". */
  mode: v.string(),
  settings: v.record(v.string(), v.number()),
  /** Whether quick play may fill it, and the list of live matches shows it. */
  listed: v.boolean(),
  /** How many seconds behind the match its spectators are: 0 to 180. */
  delay: v.number(),
  /** The id of the player who has made a private match. */
  maker: v.optional(v.string()),
});
export type MatchSpec = Readonly<v.InferOutput<typeof MatchSpec>>;

/** A match's state as the matchmaker hears it: with its players' ids, so that no player is counted twice. */
export interface MatchReport extends MatchInfo {
  readonly playerIds: readonly string[];
}

export type Reservation =
  /** `name`: the name that the player has in this seat. */
  | { readonly ok: true; readonly seat: number; readonly name: string }
  /** `unnamed`: there is a seat, for a player who gives a name. */
  | { readonly ok: false; readonly reason: "no_match" | "full" | "unnamed" | "over" | "updated" | "locked" | "barred" };

/** Seats for groups of players: for all of them, or for none. */
export type SeatsReserved =
  | {
      readonly ok: true;
      readonly seats: readonly { readonly player: string; readonly seat: number; readonly name: string }[];
    }
  | { readonly ok: false; readonly reason: Exclude<Extract<Reservation, { ok: false }>["reason"], "unnamed"> };

export type GroupReservation = SeatsReserved & {
  /** As of `DatedReservation`: one for all of them, since each has a seat of their own. */
  readonly at: number;
  /** The game that the seats are in; undefined where there is no match. */
  readonly game: string | undefined;
};

export type DatedReservation = Reservation & {
  /** When it was asked for: whole milliseconds since 1970, by the match's clock, each time another one. */
  readonly at: number;
  /** The game that the seat is in. An object that still runs older code does not say it. */
  readonly game?: string;
};
