import { OPERATORS_SINCE } from "./version.ts";

/** Why the server closes a socket. Each is documented in docs/WIRE.md, "Close codes". */
export const CLOSE = {
  /** You left, as you asked. */
  left: 4000,
  /** A message that the protocol does not know, or with a wrong shape. */
  malformed: 4400,
  /** No ticket, or one that this server did not sign. */
  badTicket: 4401,
  /** The ticket has expired. Ask for a new one. */
  expiredTicket: 4402,
  /** The ticket is for another match. */
  foreignTicket: 4403,
  /** There is no such match, or it is over. */
  noMatch: 4404,
  /** This server does not speak the version that you asked for. Load the page anew. */
  wrongVersion: 4405,
  /** The ticket was used before. Ask for a new one. */
  usedTicket: 4406,
  /** Another player owns this seat by now. Ask for a new ticket. */
  seatGone: 4408,
  /** Another socket of yours has taken over this seat. */
  takenOver: 4409,
  /** The match is over: a minute after its end without a rematch, or when it is cleared away. */
  over: 4410,
  /** An update has brought other rules, and ended the match. */
  updated: 4411,
  /** The host has removed you. Since edition 6. */
  removed: 4412,
  /** A message above 1 KiB. */
  tooBig: 4413,
  /** A text message: the protocol is binary. */
  text: 4415,
  /** An operator of the server has removed you. You may come back. Since edition 7. */
  kicked: 4416,
  /** An operator of the server has removed you from this match for good. Since edition 7. */
  banned: 4417,
  /** An operator of the server has ended the match. Since edition 7. */
  stopped: 4418,
  /** Far too many messages, or bytes. */
  tooMany: 4429,
  /** This relay has no room for more spectators. The next ticket leads elsewhere. */
  full: 4430,
  /** You have not read what you were sent. */
  tooSlow: 4431,
  /** You have sent nothing for long. */
  silent: 4432,
  /** A fault of the server. */
  fault: 4500,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** What a client of edition 6 is told in place of a code that it does not know. */
const BEFORE: Partial<Record<CloseCode, CloseCode>> = {
  [CLOSE.kicked]: CLOSE.removed,
  [CLOSE.banned]: CLOSE.removed,
  [CLOSE.stopped]: CLOSE.over,
};

/** The code as a client of this edition knows it. */
export const closeFor = (edition: number, code: CloseCode): CloseCode =>
  edition >= OPERATORS_SINCE ? code : (BEFORE[code] ?? code);
