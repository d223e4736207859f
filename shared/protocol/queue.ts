/** The messages of the queue's socket: docs/QUEUE.md says the same in words. Each is one JSON object in one text message. */
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import { Admission } from "./http.ts";
import { Rtts } from "./rtt.ts";

export { PLAYER_PREFIX } from "./version.ts";

/** Both sides must name it. Any change that an older client or server would not understand takes the next number. */
export const QUEUE_SUBPROTOCOL = "scrim.queue.1";

/** The longest message of a client, in characters. */
export const MOST_QUEUE_MESSAGE = 1024;

/** A client sends `PING` as a text message; the server answers it with `PONG`, also while the pool sleeps. */
export const QUEUE_PING = "ping";
export const QUEUE_PONG = "pong";
/**
 * How often a client pings, and after how long without a ping the server takes its line for lost: browsers let a page that is not
 * seen do something once a minute only. Milliseconds.
 */
export const QUEUE_PING_MS = 15_000;
export const QUEUE_SILENT_MS = 90_000;
/** How long a ticket stays in the queue after its line was lost, in milliseconds. */
export const QUEUE_GRACE_MS = 20_000;

/** Why the server closes the queue's socket: docs/QUEUE.md, "Close codes". Each number means what it means in docs/WIRE.md. */
export const QUEUE_CLOSE = {
  /** No JSON object, an unknown type or field, a value out of its range, or a message at the wrong time. */
  malformed: 4400,
  /** The player has signed out everywhere since the player token was made, or has been deleted. */
  signedOut: 4401,
  /** There is no such game or mode. */
  noMode: 4404,
  /** The server does not speak this edition of the queue's protocol. */
  wrongVersion: 4405,
  /** Another socket of the same player searches now. */
  takenOver: 4409,
  /** Another member of the party has cancelled, or has stayed away. */
  partyGone: 4410,
  /** A message above 1,024 characters. */
  tooBig: 4413,
  /** A binary message: the queue's protocol is text. */
  binary: 4415,
  /** Players of this mode need no queue: `POST /api/play`. */
  casual: 4416,
  /** The player has left rounds, and may not search yet: `paused` has said for how long. */
  paused: 4417,
  /** Too many sockets from one address in a minute, or too many messages. */
  tooMany: 4429,
  /** The pool holds as many tickets as it can. */
  full: 4430,
  /** No ping for 90 seconds. */
  silent: 4432,
  /** A fault of the server. */
  fault: 4500,
} as const;
export type QueueClose = (typeof QUEUE_CLOSE)[keyof typeof QUEUE_CLOSE];

/** An object of these fields and no others: one without a prototype, or "constructor" would be a field of any. */
function fields<E extends v.ObjectEntries>(entries: E) {
  const own: E = Object.assign(Object.create(null), entries);
  return v.strictObject(own);
}

/** The first message of a client, and the only one besides pings. */
export const QueueJoin = fields({
  type: v.literal("join"),
  name: Name,
  /** The least round trip to each region in which the player would play, in milliseconds; left out: the pool's region. */
  rtt: v.optional(Rtts),
});
export type QueueJoin = Readonly<v.InferOutput<typeof QueueJoin>>;

/** How long the last players of this pool waited. */
export const QueueEstimate = v.object({
  /** Four of five waited at least and at most so many seconds. */
  from: v.number(),
  to: v.number(),
  /** From the waits of this hour of the day in the last week, or from those of the last day. */
  by: v.picklist(["hour", "day"]),
});
export type QueueEstimate = Readonly<v.InferOutput<typeof QueueEstimate>>;

/** How wide a ticket searches by now. */
export const QueueWidth = v.object({
  /** The greatest distance of two ratings, and the longest round trip in milliseconds. */
  skill: v.number(),
  rtt: v.number(),
  /** 0 to 1: how far the search for players of like skill has opened. */
  open: v.number(),
});
export type QueueWidth = Readonly<v.InferOutput<typeof QueueWidth>>;

/** The client is in the queue. */
export const QueueJoined = v.object({
  type: v.literal("joined"),
  /** The player token, perhaps a new one. */
  player: v.string(),
  /** The ticket was there already: the player has come back to their place. */
  again: v.boolean(),
});

/** How the search stands: sent after `joined`, and whenever it has changed. */
export const QueueSearching = v.object({
  type: v.literal("searching"),
  /** How long the ticket has waited, in milliseconds. */
  waited: v.number(),
  /** How many people search in this pool, this one included. */
  people: v.number(),
  /** Null: too few matches were made lately to know. */
  estimate: v.nullable(QueueEstimate),
  width: QueueWidth,
  /** How many members of the own party have lost their line: until they are back the ticket waits for them. */
  away: v.number(),
});
export type QueueSearching = Readonly<v.InferOutput<typeof QueueSearching>>;

/** A match is there, and a seat in it. */
export const QueueAdmitted = v.object({ type: v.literal("admitted"), admission: Admission });

/** The player may not search yet: 4417 follows. */
export const QueuePaused = v.object({
  type: v.literal("paused"),
  /** For so long, in milliseconds. */
  ms: v.number(),
});

export const QueueNews = v.variant("type", [QueueJoined, QueueSearching, QueueAdmitted, QueuePaused]);
export type QueueNews = Readonly<v.InferOutput<typeof QueueNews>>;

export const encodeQueue = (message: QueueNews | QueueJoin): string => JSON.stringify(message);

const Text = v.pipe(v.string(), v.parseJson());
const JoinText = v.pipe(Text, QueueJoin);
const NewsText = v.pipe(Text, QueueNews);

/** @returns the message, or what is wrong with it */
export function decodeQueueJoin(text: string): QueueJoin | { readonly problem: string } {
  const parsed = v.safeParse(JoinText, text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return { problem: path === null ? issue.message : `${path}: ${issue.message}` };
}

/** @returns undefined for a message that this client does not know: a newer server may send one */
export function decodeQueueNews(text: string): QueueNews | undefined {
  const parsed = v.safeParse(NewsText, text);
  return parsed.success ? parsed.output : undefined;
}

/** Why a search is over that the player has not cancelled. */
export type QueueEnding =
  /** The player searches in another window now. */
  | "elsewhere"
  /** A member of the party has left the queue. */
  | "party"
  /** The player has left rounds, and may not search yet. */
  | "paused"
  /** The server is newer than the page. */
  | "outdated"
  /** The server does not take this search, and would not another time. */
  | "refused";

const AFTER_QUEUE_CLOSE: Readonly<Record<QueueClose, QueueEnding | "again">> = {
  [QUEUE_CLOSE.malformed]: "refused",
  [QUEUE_CLOSE.signedOut]: "refused",
  [QUEUE_CLOSE.noMode]: "refused",
  [QUEUE_CLOSE.wrongVersion]: "outdated",
  [QUEUE_CLOSE.takenOver]: "elsewhere",
  [QUEUE_CLOSE.partyGone]: "party",
  [QUEUE_CLOSE.tooBig]: "refused",
  [QUEUE_CLOSE.binary]: "refused",
  [QUEUE_CLOSE.casual]: "refused",
  [QUEUE_CLOSE.paused]: "paused",
  [QUEUE_CLOSE.tooMany]: "again",
  [QUEUE_CLOSE.full]: "again",
  [QUEUE_CLOSE.silent]: "again",
  [QUEUE_CLOSE.fault]: "again",
};

/** What a client does after a close. Any code that is not the queue's own is a lost line. */
export function afterQueueClose(code: number): QueueEnding | "again" {
  const known = Object.values(QUEUE_CLOSE).find((one) => one === code);
  return known === undefined ? "again" : AFTER_QUEUE_CLOSE[known];
}
