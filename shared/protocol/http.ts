/** The types of the HTTP API: docs/HTTP.md. */
import * as v from "valibot";
import type { CommandSort, Setting, Status } from "#shared/sim/index.ts";
import type { Role } from "./down.ts";

/** A match in the list of live matches. */
export const MatchInfo = v.object({
  /** The end of its join link: 10 characters of Crockford's base 32. */
  code: v.string(),
  game: v.string(),
  /** One of the game's modes, or "custom". */
  mode: v.string(),
  status: v.picklist(["waiting", "live", "ended"] satisfies readonly Status[]),
  seats: v.number(),
  /** Players who have a seat: connected, or away for a while. */
  players: v.number(),
  bots: v.number(),
  spectators: v.number(),
  /** Whether it is in the list of live matches, and open to quick play. */
  listed: v.boolean(),
  /** Where it runs. The list alone says it. */
  region: v.optional(v.string()),
  /** How much of the round is left, 0 to 1. The list alone says it; missing where it has no end. */
  left: v.optional(v.number()),
});
export type MatchInfo = Readonly<v.InferOutput<typeof MatchInfo>>;

/** How many play a mode, and wait for it. */
export const ModeCounts = v.object({
  game: v.string(),
  mode: v.string(),
  /** Players who have a seat. */
  players: v.number(),
  /** Players who wait for a match. */
  searching: v.number(),
  matches: v.number(),
  /** Matches that are not over, and have a seat for a newcomer. */
  open: v.number(),
});
export type ModeCounts = Readonly<v.InferOutput<typeof ModeCounts>>;

/** A player in a match, as an invitation tells of them. */
const SeatedPlayer = v.object({
  seat: v.number(),
  name: v.string(),
  /** The connection is lost: the seat is kept for a while. */
  away: v.boolean(),
});
export type SeatedPlayer = Readonly<v.InferOutput<typeof SeatedPlayer>>;

/** One match, for a client that has its code. A match that still runs older code says no more than the list does. */
export const MatchDetail = v.object({
  ...MatchInfo.entries,
  /** Who plays: at most `MOST_PEOPLE`, by seat. */
  people: v.optional(v.array(SeatedPlayer)),
  /** The seat that is kept for the player who asks. */
  own: v.optional(SeatedPlayer),
  /** The seat whose turn it is, -1 = none; missing in a game without turns. */
  turn: v.optional(v.number()),
});
export type MatchDetail = Readonly<v.InferOutput<typeof MatchDetail>>;

/** So many players are named at most. */
export const MOST_PEOPLE = 32;

/** A column of a game's input, in whole numbers. */
export interface InputInfo {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The value of the seat before its first input. */
  readonly idle: number;
  /** Its bits are buttons. */
  readonly bits: boolean;
}

/** A command that the seats of a game may give. */
export interface CommandInfo {
  readonly name: string;
  /** As messages and the seat's row name it. */
  readonly number: number;
  readonly sort: CommandSort;
  /** In the order in which a message has them. */
  readonly args: readonly { readonly name: string; readonly min: number; readonly max: number }[];
}

/** A game as the start page offers it. */
export interface GameInfo {
  readonly name: string;
  readonly version: number;
  readonly tickRate: number;
  /** Titles by the name of the mode; the first is the usual one. */
  readonly modes: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, Setting>>;
  /** In the order in which an input message has them. */
  readonly input: readonly InputInfo[];
  /** What every game has, and its own. */
  readonly commands: readonly CommandInfo[];
}

/** A place in a match, and the ticket for its socket. */
export const Admission = v.object({
  code: v.string(),
  role: v.picklist(["player", "spectator"] satisfies readonly Role[]),
  /** The match's game: a client loads its rules before it opens the socket. A match that still runs older code does not say it. */
  game: v.optional(v.string()),
  /** One of the game's modes, or "custom". A match that still runs older code does not say it. */
  mode: v.optional(v.string()),
  /** The queue has made the match: only the players that it was made for get a seat. Missing: no. */
  queued: v.optional(v.boolean()),
  /** Where the match runs; missing for a spectator, and where the match does not say it. */
  region: v.optional(v.string()),
  /** Good for one socket, for 30 seconds. */
  ticket: v.string(),
  /** Your player token, for `Authorization: Bearer` of the next request: it brings you back into your seat. */
  player: v.string(),
});
export type Admission = Readonly<v.InferOutput<typeof Admission>>;

/** The usage of a match since its object came into memory, and its price at Cloudflare. */
export interface MatchStats {
  /** When its object came into memory, ISO 8601, UTC. The usage begins anew when a match wakes from sleep. */
  readonly since: string;
  /** WebSocket messages, and the bytes in them. */
  readonly messagesIn: number;
  readonly bytesIn: number;
  readonly messagesOut: number;
  readonly bytesOut: number;
  /** Rows of storage: log, seats, tickets, alarms. */
  readonly rowsWritten: number;
  /** Seconds of ticking. A sleeping match stays in memory for a while, at no charge. */
  readonly secondsAwake: number;
  /** Calls of the object: upgrades, those of the API that reach it, alarms. */
  readonly requests: number;
  /** US dollars at list prices, without the free allowances. */
  readonly dollars: number;
}

/** Why a request was refused. */
export const API_ERROR = {
  /** The body has a wrong shape for this route. */
  badRequest: "bad_request",
  /** The body is too long for this route. */
  tooBig: "too_big",
  /** A player who has no seat in this match needs a name to get one. */
  noName: "no_name",
  /** There is no such match, or it has been cleared away. */
  noMatch: "no_match",
  /** Every seat is taken by a person. */
  full: "full",
  /** There is no such party, or it has been cleared away. */
  noParty: "no_party",
  /** What an authenticator has answered is of another site, came too late, or was used before. */
  badPasskey: "bad_passkey",
  /** No player has this passkey, or no longer. */
  noPasskey: "no_passkey",
  /** The transfer code is not good, or no longer. */
  noTransfer: "no_transfer",
  /** There is no such replay, or it has been deleted. */
  noReplay: "no_replay",
  /** There is no ladder of this game, mode and season. */
  noLadder: "no_ladder",
  /** No ladder knows this player. */
  noPlayer: "no_player",
  /** There was no such round, or its match has been cleared away. */
  noRound: "no_round",
  /** You play in this match, so you can't watch it live. */
  plays: "plays",
  /** Only the owner of a seat may ask for this. */
  notYours: "not_yours",
  /** The match is over: no player can take a seat any more. */
  over: "over",
  /** The round is on, and the game takes no newcomers into it. There may be a seat after the round. */
  started: "started",
  /** The round is on: watch it, and ask for a seat when it is over. */
  watchFirst: "watch_first",
  /** The host of this match takes no more players. */
  locked: "locked",
  /** The host of this match has removed you for good. */
  barred: "barred",
  /** An operator of the server has removed you from this match for good. */
  banned: "banned",
  /** An operator of the server has ended the match. Its results can still be fetched. */
  stopped: "stopped",
  /** An update has brought other rules, and ended the match. Its results can still be fetched. */
  updated: "updated",
  /** There is no such report, or it has expired. */
  noReport: "no_report",
  /** Several tries found no seat. Try again in a moment. */
  busy: "busy",
  /** One address has sent too many requests in a minute. Wait, and try again. */
  tooMany: "too_many",
  /** There is no such route. */
  noRoute: "no_route",
  /** Only the operator of the server may ask this, and the request has no operator's token, or another one. */
  unauthorized: "unauthorized",
  /** The match does not do what the operator has asked for: the message says why. */
  refused: "refused",
  /** The player has signed out everywhere since this player token was made, or has been deleted. */
  signedOut: "signed_out",
  /** The player that is meant is the one who asks. */
  yourself: "yourself",
  /** The request needs a player token that is still good. */
  noToken: "no_token",
  /** The request comes from a page of another site. */
  foreignOrigin: "foreign_origin",
  /** The socket's path takes WebSockets only. */
  upgradeRequired: "upgrade_required",
  /** A fault of the server. */
  fault: "fault",
} as const;

export type ApiErrorCode = (typeof API_ERROR)[keyof typeof API_ERROR];

export interface ApiError {
  readonly error: ApiErrorCode;
  /** For people. */
  readonly message: string;
}
