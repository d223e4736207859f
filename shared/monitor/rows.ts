/** What the monitor shows in its lists: docs/MONITOR.md. All times are milliseconds since 1970. */
import * as v from "valibot";

/** A number of things, or of bytes. */
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Time = v.pipe(v.number(), v.safeInteger());
/** 0 to 1. */
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** How a match does, as it says itself with its reports. */
export const Vitals = v.object({
  /** When the match was made. */
  made: Time,
  /** Ticks a second. */
  tickRate: Count,
  asleep: v.boolean(),
  /** By how much its timer was late for its worst tick of the last ten seconds, in milliseconds. */
  lateMs: v.pipe(v.number(), v.minValue(0)),
  /** The share of its ticks in the last ten seconds that began more than a tick late. */
  lateTicks: Share,
  /** The share of its players' inputs in the last ten seconds that came after their tick. */
  lateInputs: Share,
  /** Messages and bytes of its sockets since it was made. */
  messagesIn: Count,
  bytesIn: Count,
  messagesOut: Count,
  bytesOut: Count,
  /** Clients that a limit has closed since it was made: too many messages, too slow, malformed. */
  limited: Count,
  /** US dollars at list prices since it was made. */
  dollars: v.pipe(v.number(), v.minValue(0)),
  /** How many spectators watch through each relay that follows it. */
  relays: v.array(Count),
});
export type Vitals = Readonly<v.InferOutput<typeof Vitals>>;

/** A match, whether it is listed or private. */
export const MatchRow = v.object({
  /** The id of its object: 64 hexadecimal digits. It leads to the match at the operator's addresses, and nowhere else. */
  id: v.string(),
  /** The beginning of its code. */
  code: v.string(),
  game: v.string(),
  mode: v.string(),
  region: v.string(),
  status: v.picklist(["waiting", "live", "ended"]),
  listed: v.boolean(),
  seats: Count,
  players: Count,
  bots: Count,
  spectators: Count,
  /** When its last report came. */
  heard: Time,
  /** Missing where a match runs a build that does not tell them, or has not begun to. */
  vitals: v.optional(Vitals),
});
export type MatchRow = Readonly<v.InferOutput<typeof MatchRow>>;

/** Why a ticket waits. */
export const WAIT_REASONS = [
  /** Too few players wait for a match of this mode. */
  "too_few",
  /** The others that wait are too strong or too weak for it, so far. */
  "skill",
  /** No region is near enough to all. */
  "region",
  /** One has blocked the other. */
  "blocked",
  /** A member's line is lost. */
  "away",
  /** A match is being made for it. */
  "making",
  /** Something else: the next wave looks again. */
  "other",
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** The queue of a competitive pool. */
export const QueueState = v.object({
  tickets: Count,
  /** How long the oldest ticket has waited, in seconds. */
  oldestS: v.pipe(v.number(), v.minValue(0)),
  /** How long the tickets of the last matches have waited, in seconds: the middle, and nine of ten. Missing before the first match. */
  waitedS: v.optional(v.object({ p50: v.number(), p90: v.number() })),
  /** The last wave: when, by how much later than a second after the one before, in milliseconds, and what it found. */
  wave: v.optional(v.object({ at: Time, lateMs: v.number(), tickets: Count, matches: Count })),
  /** How many tickets wait for which reason. */
  reasons: v.array(v.object({ reason: v.picklist(WAIT_REASONS), tickets: Count })),
});
export type QueueState = Readonly<v.InferOutput<typeof QueueState>>;

/** A pool: one game, mode and region. */
export const PoolRow = v.object({
  game: v.string(),
  mode: v.string(),
  region: v.string(),
  matches: Count,
  players: Count,
  /** Listed matches that take newcomers. */
  open: Count,
  searching: Count,
  /** Where the mode is competitive, and tickets wait or have waited lately. */
  queue: v.optional(QueueState),
});
export type PoolRow = Readonly<v.InferOutput<typeof PoolRow>>;

/** A ladder: one game, mode and season. */
export const LadderRow = v.object({
  game: v.string(),
  mode: v.string(),
  season: v.string(),
  /** Players who have a rating here. */
  players: Count,
  /** Rounds that were applied, and when the last one was. */
  rounds: Count,
  lastAt: v.optional(Time),
  /** Rounds whose facts were refused. */
  refused: Count,
  /** Players who may not queue for now, since they have left rounds. */
  paused: Count,
});
export type LadderRow = Readonly<v.InferOutput<typeof LadderRow>>;

/** Something that failed: each is in the server's log too. */
export const FaultRow = v.object({
  id: v.string(),
  at: Time,
  /** The event's name in the log, such as `match_failed`. */
  event: v.string(),
  game: v.string(),
  /** The match's object; empty where it was no match. */
  match: v.string(),
  /** The beginning of its code, or empty. */
  code: v.string(),
  /** One line, without a stack. */
  detail: v.string(),
});
export type FaultRow = Readonly<v.InferOutput<typeof FaultRow>>;

/** Requests and sockets that were refused, or closed by a limit, by why. */
export const RefusalRow = v.object({
  /** Such as `POST /api/play`, `socket`, `queue`: no path has a code or an id in it. */
  where: v.string(),
  /** An error's code (docs/HTTP.md, "Errors"), or a close code's name (docs/WIRE.md). */
  reason: v.string(),
  count: Count,
  /** When the last one was, as far as is known. */
  lastAt: Time,
});
export type RefusalRow = Readonly<v.InferOutput<typeof RefusalRow>>;

/** What an operator has done: kept for a year. */
export const ActRow = v.object({
  id: v.string(),
  at: Time,
  /** The name that the operator has given. */
  by: v.string(),
  /** Such as `kick`. */
  act: v.string(),
  /** The match's object; empty where the act was about none. */
  match: v.string(),
  /** The beginning of its code, or empty. */
  code: v.string(),
  /** What was done, in words: the player it was about, and the text of an announcement. */
  detail: v.string(),
});
export type ActRow = Readonly<v.InferOutput<typeof ActRow>>;

/** `GET /api/operator/acts`: the newest first. */
export const ActPage = v.object({
  acts: v.array(ActRow),
  /** Ask again with `before=` this for the next ones; missing on the last page. */
  next: v.optional(v.string()),
});
export type ActPage = Readonly<v.InferOutput<typeof ActPage>>;
