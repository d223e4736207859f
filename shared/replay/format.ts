/** The format of a replay: docs/REPLAYS.md specifies it in words. */
import * as v from "valibot";
import { Standing } from "#shared/protocol/index.ts";
import { Schema } from "#shared/protocol/schema.ts";

/** Names a replay that holds all of a match: the first value of it. */
export const FORMAT = "scrim-replay-1";

/** Names a replay that holds what a spectator may know, of a game that hides something. */
export const SEEN_FORMAT = "scrim-replay-2";

/** The beginning of every edition's name. */
export const FORMATS = "scrim-replay-";

/** Limits: a greater file is no replay of this server, and would only fill the memory. */
export const MOST = {
  /** Unpacked, in bytes: many hours of a full match. */
  bytes: 64 << 20,
  /** The text of the head, and each part of a segment, in bytes. */
  part: 8 << 20,
  /** A segment, in seconds of play without quiet time: seeking steps through at most one. */
  segment: 300,
  /** In seconds of play without quiet time: a day. */
  play: 86_400,
  /** The most rosters in a segment, beyond one a tick. */
  rosters: 100,
  /** Resumes of the server that are told of. */
  resumes: 100,
} as const;

const Whole = v.pipe(v.number(), v.safeInteger());
const U32 = v.pipe(Whole, v.minValue(0), v.maxValue(0xffffffff));

/** The name of a game. */
const Name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
/** What can be shown anywhere. */
const Line = v.pipe(v.string(), v.regex(/^[ -~]{1,64}$/));

const Seat = v.object({
  seat: U32,
  /** One of `SEAT`. */
  kind: U32,
  name: v.string(),
});

/** The head of a replay: it describes the match. */
export const ReplayHead = v.object({
  /** The match's name for people; it opens no match. */
  id: Line,
  game: Name,
  version: U32,
  tickRate: v.pipe(Whole, v.minValue(1), v.maxValue(60)),
  settings: v.record(v.string(), Whole),
  schema: Schema,
  /** When it ended: ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The ticks of the first and the last world. */
  first: U32,
  last: U32,
  /** Of the last world. */
  hash: U32,
  /** The roster at the end; empty seats are not listed. */
  seats: v.pipe(v.array(Seat), v.readonly()),
  result: v.pipe(v.array(Standing), v.readonly()),
  /** An update brought other rules, and ended the match early. */
  cut: v.boolean(),
  /** The ticks at which the server went on after a crash or an update, in a round that was given to a ladder. */
  resumed: v.optional(v.pipe(v.array(U32), v.maxLength(MOST.resumes), v.readonly())),
});
export type ReplayHead = Readonly<v.InferOutput<typeof ReplayHead>>;
