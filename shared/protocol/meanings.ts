/** What codes of the protocol mean, in the words of docs/WIRE.md: a test compares both. */
import { CLOSE, type CloseCode } from "./close.ts";
import { COMMAND_REFUSED, REFUSED } from "./down.ts";

type Reason<T extends Readonly<Record<string, number>>> = T[keyof T];

/** Why the server has closed a socket. */
export const CLOSE_MEANS: Readonly<Record<CloseCode, string>> = {
  [CLOSE.left]: "you left, as you asked",
  [CLOSE.malformed]: "a message that the protocol does not know, or of a wrong shape or range",
  [CLOSE.badTicket]: "no ticket, or one that this server has not signed",
  [CLOSE.expiredTicket]: "the ticket's 30 seconds are over",
  [CLOSE.foreignTicket]: "the ticket is for another match",
  [CLOSE.noMatch]: "there is no such match, or it has been cleared away",
  [CLOSE.wrongVersion]: "the server does not speak this edition",
  [CLOSE.usedTicket]: "the ticket has been used",
  [CLOSE.seatGone]: "another player took this seat first, or has it since",
  [CLOSE.takenOver]:
    "another socket of yours has taken over the seat; or you watched, and have joined the match by another socket",
  [CLOSE.over]: "the match is over: a minute has passed since its end without a rematch, or it has been cleared away",
  [CLOSE.updated]: "an update brought other rules, and ended the match",
  [CLOSE.removed]: "the host has removed you",
  [CLOSE.tooBig]: "a message above 1,024 bytes",
  [CLOSE.text]: "a text message",
  [CLOSE.kicked]: "an operator of the server has removed you: you may come back",
  [CLOSE.banned]: "an operator of the server has removed you from this match for good",
  [CLOSE.stopped]: "an operator of the server has ended the match",
  [CLOSE.tooMany]:
    "more messages or bytes than the limits allow, or more than 300 requests of your address in a minute",
  [CLOSE.full]: "1,000 spectators already watch through this relay",
  [CLOSE.tooSlow]: "you did not read what you were sent, for 10 seconds",
  [CLOSE.silent]: "you sent nothing for 40 seconds",
  [CLOSE.fault]: "the server has failed",
};

/** Codes of the WebSocket protocol's own. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [1000, "the client closed the socket"],
  [1001, "the server, or the page, goes away"],
  [1006, "the connection is lost, or the server restarted"],
  [1011, "the server has failed"],
]);

/** The name of a value among these; undefined where it has none. */
export const nameIn = (values: Readonly<Record<string, number>>, value: number): string | undefined =>
  Object.keys(values).find((name) => values[name] === value);

const isCloseCode = (code: number): code is CloseCode => Object.hasOwn(CLOSE_MEANS, code);

/** A close code in words. */
export const closeMeans = (code: number): string =>
  isCloseCode(code) ? CLOSE_MEANS[code] : (OTHERS.get(code) ?? "a code that is not this protocol's");

/** Why a message had no effect. */
export const REFUSED_MEANS: Readonly<Record<Reason<typeof REFUSED>, string>> = {
  [REFUSED.tickOutOfRange]: "the input's tick is more than a second from the server's: send the intent again",
  [REFUSED.notSeated]: "spectators have no inputs",
  [REFUSED.resyncTooSoon]: "less than a second has passed since the last keyframe",
  [REFUSED.notHost]: "only the host may ask for this",
  [REFUSED.roundIsOn]: "a round is on",
  [REFUSED.hostTooOften]: "the host asks for more than 6 at once and 2 a second",
  [REFUSED.noSuchPlayer]: "no player sits there, or it is the host's own seat",
  [REFUSED.badSetting]: "a setting is out of its range, or the match would cost too much",
  [REFUSED.tooFewSeats]: "there are more players than seats in these settings",
  [REFUSED.noTeams]: "there are no teams in this match",
  [REFUSED.barredFull]: "256 players are barred already",
};

/** Why a command does not count. */
export const COMMAND_REFUSED_MEANS: Readonly<Record<Reason<typeof COMMAND_REFUSED>, string>> = {
  [COMMAND_REFUSED.tooMany]: "you give more: talk 3 at once and one a second, all others 30 at once and 10 a second",
  [COMMAND_REFUSED.illegal]: "the game does not allow it now",
  [COMMAND_REFUSED.notHost]: "only the match's host may",
};

const within = (means: Readonly<Record<number, string>>, reason: number): string =>
  means[reason] ?? "a reason that this page does not know";

export const refusalMeans = (reason: number): string => within(REFUSED_MEANS, reason);
export const commandRefusalMeans = (reason: number): string => within(COMMAND_REFUSED_MEANS, reason);
