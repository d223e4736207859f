/** What a match is made from, and what it says of itself. */
import * as v from "valibot";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { LOCAL, REGIONS, type Region } from "../regions.ts";

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
  /** The region of its pool. Missing: an older build has made it, and it reports to that build's matchmaker. */
  region: v.optional(v.fallback(v.picklist(REGIONS), LOCAL)),
  /** The ids of the players that the queue has made it for: no other player gets a seat. Missing: any player may. */
  only: v.optional(v.array(v.string())),
  /** Who has opened it, where open matches are counted. */
  opener: v.optional(v.object({ player: v.string(), address: v.string() })),
});
export type MatchSpec = Readonly<v.InferOutput<typeof MatchSpec>>;

/** Against whose limits a match counts. docs/decisions/caps.md */
export interface Opener {
  /** The player's id. */
  readonly player: string;
  /** Stands for the player's network (worker/http/address.ts): no address is stored. */
  readonly address: string;
}

/** A match's state as its pool hears it: with its players' ids, so that no player is counted twice. */
export interface MatchReport extends MatchInfo {
  readonly playerIds: readonly string[];
  /** How many players each team has; missing in a match without teams. */
  readonly teams?: readonly number[] | undefined;
}

/**
 * Why a newcomer gets no seat while a round is on, by the game's `lateJoin`: not at all (`started`), or not yet, so that they
 * watch first (`watch_first`).
 */
export type Late = "started" | "watch_first";

export type Reservation =
  /** `name`: the name that the player has in this seat. */
  | { readonly ok: true; readonly seat: number; readonly name: string }
  /** `unnamed`: there is a seat, for a player who gives a name. */
  | {
      readonly ok: false;
      readonly reason: "no_match" | "full" | "unnamed" | "over" | "updated" | "locked" | "barred" | Late;
      /** An operator of the server has ended the match, or removed the player for good. */
      readonly byOperator?: boolean;
    };

/** What a match says of itself to all who come into it. An object that still runs older code says none of it. */
export interface MatchKind {
  readonly mode?: string | undefined;
  /** The queue has made it: only its own players get a seat. */
  readonly queued?: boolean | undefined;
  readonly region?: Region | undefined;
}

export const kindOf = ({ mode, only, region }: MatchSpec): MatchKind => ({ mode, queued: only !== undefined, region });

/** Seats for groups of players: for all of them, or for none. */
export type SeatsReserved =
  | {
      readonly ok: true;
      readonly seats: readonly { readonly player: string; readonly seat: number; readonly name: string }[];
    }
  | { readonly ok: false; readonly reason: Exclude<Extract<Reservation, { ok: false }>["reason"], "unnamed"> };

export type GroupReservation = SeatsReserved &
  MatchKind & {
    /** As of `DatedReservation`: one for all of them, since each has a seat of their own. */
    readonly at: number;
    /** The game that the seats are in; undefined where there is no match. */
    readonly game: string | undefined;
  };

export type DatedReservation = Reservation &
  MatchKind & {
    /** When it was asked for: whole milliseconds since 1970, by the match's clock, each time another one. */
    readonly at: number;
    /** The game that the seat is in. An object that still runs older code does not say it. */
    readonly game?: string;
  };
