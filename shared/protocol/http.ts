/** What the HTTP API speaks: docs/HTTP.md. */
import * as v from "valibot";
import type { Setting, Status } from "#shared/sim/index.ts";
import type { Role } from "./down.ts";

/** A match as the directory tells of it. */
export const MatchInfo = v.object({
  /** What its join link ends with: 10 characters of Crockford's base 32. */
  code: v.string(),
  game: v.string(),
  /** One of the game's modes, or "custom". */
  mode: v.string(),
  status: v.picklist(["waiting", "live", "ended"] satisfies readonly Status[]),
  seats: v.number(),
  /** Players who have a seat: connected, or for a while without a line. */
  players: v.number(),
  bots: v.number(),
  spectators: v.number(),
  /** Whether it is in the list of live matches, and quick play may fill it. */
  listed: v.boolean(),
});
export type MatchInfo = Readonly<v.InferOutput<typeof MatchInfo>>;

/** A column of a game's input, in whole numbers. */
export interface InputInfo {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** What the seat holds before its first input. */
  readonly idle: number;
  /** Its bits are buttons. */
  readonly bits: boolean;
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
}

/** A place in a match, and what opens its socket. */
export const Admission = v.object({
  code: v.string(),
  role: v.picklist(["player", "spectator"] satisfies readonly Role[]),
  /** Good for one socket, for 30 seconds. */
  ticket: v.string(),
  /** Who you are, for the next request's `Authorization: Bearer`: it brings you back into your seat. */
  player: v.string(),
});
export type Admission = Readonly<v.InferOutput<typeof Admission>>;

/** What a match has used since its object came into memory, and what Cloudflare asks for that. */
export interface MatchStats {
  /** When that was, ISO 8601, UTC. A match that sleeps begins anew when it wakes. */
  readonly since: string;
  /** WebSocket messages, and the bytes in them. */
  readonly messagesIn: number;
  readonly bytesIn: number;
  readonly messagesOut: number;
  readonly bytesOut: number;
  /** Rows of storage: log, seats, tickets, alarms. */
  readonly rowsWritten: number;
  /** For how long it has ticked: a match that sleeps is in memory for a while, at no charge. */
  readonly secondsAwake: number;
  /** Calls of the object: upgrades, those of the API that reach it, alarms. */
  readonly requests: number;
  /** US dollars at list prices, without the free allowances. */
  readonly dollars: number;
}

/** Why a request was refused. */
export const API_ERROR = {
  /** The body is not what this route takes. */
  badRequest: "bad_request",
  /** The body is longer than this route takes. */
  tooBig: "too_big",
  /** A player who has no seat in this match needs a name to get one. */
  noName: "no_name",
  /** There is no such match, or it has been cleared away. */
  noMatch: "no_match",
  /** Every seat is taken by a person. */
  full: "full",
  /** There is no such replay, or it is kept no more. */
  noReplay: "no_replay",
  /** You play in this match, so you can't watch it live. */
  plays: "plays",
  /** What belongs to a seat is for whoever has it. */
  notYours: "not_yours",
  /** The match is over: nobody can take a seat any more. */
  over: "over",
  /** An update has brought other rules, and ended the match. What came of it can still be asked for. */
  updated: "updated",
  /** No seat was found, for all that was tried. Try again in a moment. */
  busy: "busy",
  /** Too many requests of one address in a minute. Wait, and try again. */
  tooMany: "too_many",
  /** There is no such route. */
  noRoute: "no_route",
  /** This page is not of this server. */
  foreignOrigin: "foreign_origin",
  /** The socket's path takes WebSockets only. */
  upgradeRequired: "upgrade_required",
  /** A fault of the server's own. */
  fault: "fault",
} as const;

export type ApiErrorCode = (typeof API_ERROR)[keyof typeof API_ERROR];

export interface ApiError {
  readonly error: ApiErrorCode;
  /** For people. */
  readonly message: string;
}
