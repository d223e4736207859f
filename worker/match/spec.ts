/** What a match is made from, and what it tells the matchmaker. */
import * as v from "valibot";
import type { MatchInfo } from "#shared/protocol/index.ts";

export interface MatchSpec {
  readonly code: string;
  readonly game: string;
  /** One of the game's modes, or "custom". */
  readonly mode: string;
  readonly settings: Readonly<Record<string, number>>;
  /** Whether quick play may fill it, and the list of live matches shows it. */
  readonly listed: boolean;
}

/** A match's state as the matchmaker hears it: with who is in it, so that nobody is counted twice. */
export interface MatchReport extends MatchInfo {
  readonly playerIds: readonly string[];
}

export type Reservation =
  | { readonly ok: true; readonly seat: number }
  | { readonly ok: false; readonly reason: "no_match" | "full" | "over" };

/** What a ticket says, once its signature has been checked. */
export const Claims = v.object({
  /** The ticket's own id: it opens one socket. */
  id: v.string(),
  role: v.picklist(["player", "spectator"]),
  /** -1 for a spectator. */
  seat: v.number(),
  /** Who it is, across tickets. */
  player: v.string(),
  name: v.string(),
  /** When the ticket's time is over, in milliseconds since 1970. */
  expires: v.number(),
});
export type Claims = Readonly<v.InferOutput<typeof Claims>>;

/** Who has come, and what their client can do. */
export const Arrival = v.object({
  ...Claims.entries,
  /** The rules that the client has, by `ruleName`. */
  rules: v.array(v.string()),
});
export type Arrival = Readonly<v.InferOutput<typeof Arrival>>;
