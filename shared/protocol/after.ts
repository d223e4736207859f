/**
 * What a client does after each close and each refusal: docs/WIRE.md, "After a close". A code that is not sorted here
 * does not compile.
 */
import { CLOSE, type CloseCode } from "./close.ts";
import { API_ERROR, type ApiErrorCode } from "./http.ts";

/** After a lost socket a seat is held for so long, in milliseconds: a client is in a hurry until then. */
export const SEAT_HELD_MS = 30_000;

/** Why a client tries again, with a new ticket as at each try. */
export type Again =
  /** The connection failed. Try after a wait that grows. */
  | "line"
  /** The server failed. Try after a wait that grows. */
  | "server"
  /** The client asked for too much. Try after a wait that grows, and not before the server's `Retry-After`. */
  | "crowd"
  /** The ticket failed. Try at once the first time, then after a wait that grows, and a few times only. */
  | "ticket";

/** Why a client does not try again: each has a notice of its own on the page. */
export type Ending =
  /** The player has left. */
  | "left"
  /** There is no such match, or it is over. */
  | "gone"
  /** The match is over. */
  | "over"
  /** An update has ended the match. */
  | "updated"
  /** The host of the match has removed the player. */
  | "removed"
  /** An operator of the server has removed the player, who may come back. */
  | "kicked"
  /** An operator of the server has removed the player from this match for good. */
  | "banned"
  /** An operator of the server has ended the match. */
  | "stopped"
  /** The seat is played from another socket of the same player. */
  | "elsewhere"
  /** Other players own every seat. */
  | "taken"
  /** The round is on, and the game takes no newcomers into it. */
  | "started"
  /** The host of the match takes no more players. */
  | "locked"
  /** A player can't watch their own match live. */
  | "plays"
  /** The server is newer than the page. */
  | "outdated"
  /** The server refuses this client's messages, and would again. */
  | "refused"
  /** The client can't follow the match, after several new beginnings. */
  | "astray";

export type Next = Again | Ending;

/** The codes with which a request for admission may be refused. */
export type RefusalCode = ApiErrorCode | "unreachable";

export const AFTER_CLOSE = {
  [CLOSE.left]: "left",
  [CLOSE.malformed]: "refused",
  [CLOSE.badTicket]: "ticket",
  [CLOSE.expiredTicket]: "ticket",
  [CLOSE.foreignTicket]: "ticket",
  [CLOSE.noMatch]: "gone",
  [CLOSE.wrongVersion]: "outdated",
  [CLOSE.usedTicket]: "ticket",
  // There may be another seat: the next request for a ticket answers that.
  [CLOSE.seatGone]: "line",
  [CLOSE.takenOver]: "elsewhere",
  [CLOSE.over]: "over",
  [CLOSE.updated]: "updated",
  [CLOSE.removed]: "removed",
  [CLOSE.kicked]: "kicked",
  [CLOSE.banned]: "banned",
  [CLOSE.stopped]: "stopped",
  [CLOSE.tooBig]: "refused",
  [CLOSE.text]: "refused",
  [CLOSE.tooMany]: "crowd",
  [CLOSE.full]: "server",
  [CLOSE.tooSlow]: "line",
  [CLOSE.silent]: "line",
  // The match may have ended with the fault: the next request for a ticket answers that.
  [CLOSE.fault]: "server",
} as const satisfies Readonly<Record<CloseCode, Next>>;

export const AFTER_REFUSAL = {
  [API_ERROR.badRequest]: "refused",
  [API_ERROR.tooBig]: "refused",
  [API_ERROR.noMatch]: "gone",
  [API_ERROR.noParty]: "gone",
  [API_ERROR.full]: "taken",
  // A session says its name when its seat is gone: only a client that has none hears this.
  [API_ERROR.noName]: "refused",
  [API_ERROR.noReplay]: "refused",
  [API_ERROR.noLadder]: "refused",
  [API_ERROR.noPlayer]: "refused",
  [API_ERROR.noTransfer]: "refused",
  [API_ERROR.badPasskey]: "refused",
  [API_ERROR.noPasskey]: "refused",
  [API_ERROR.noRound]: "refused",
  [API_ERROR.noReport]: "refused",
  [API_ERROR.plays]: "plays",
  [API_ERROR.notYours]: "refused",
  [API_ERROR.over]: "over",
  [API_ERROR.started]: "started",
  [API_ERROR.watchFirst]: "started",
  [API_ERROR.locked]: "locked",
  [API_ERROR.barred]: "removed",
  [API_ERROR.banned]: "banned",
  [API_ERROR.stopped]: "stopped",
  [API_ERROR.updated]: "updated",
  [API_ERROR.busy]: "server",
  [API_ERROR.tooMany]: "crowd",
  [API_ERROR.noRoute]: "outdated",
  [API_ERROR.unauthorized]: "refused",
  [API_ERROR.refused]: "refused",
  [API_ERROR.signedOut]: "refused",
  [API_ERROR.noToken]: "refused",
  [API_ERROR.yourself]: "refused",
  [API_ERROR.foreignOrigin]: "refused",
  [API_ERROR.upgradeRequired]: "refused",
  [API_ERROR.fault]: "server",
  unreachable: "line",
} as const satisfies Readonly<Record<RefusalCode, Next>>;

/**
 * Codes of the WebSocket protocol's own by which a server, or what stands before it, says that it goes away or has
 * failed.
 */
const SERVER_GOES: ReadonlySet<number> = new Set([1001, 1011, 1012, 1013]);

/** Any code: one that is neither this protocol's nor known otherwise is a lost line. */
export function afterClose(code: number): Next {
  const known = Object.values(CLOSE).find((one) => one === code);
  if (known !== undefined) return AFTER_CLOSE[known];
  return SERVER_GOES.has(code) ? "server" : "line";
}

const AGAIN: ReadonlySet<Next> = new Set<Again>(["line", "server", "crowd", "ticket"]);

export const isAgain = (next: Next): next is Again => AGAIN.has(next);

/** Codes after which a client does not try again. */
export const FINAL: ReadonlySet<number> = new Set(Object.values(CLOSE).filter((code) => !isAgain(AFTER_CLOSE[code])));
