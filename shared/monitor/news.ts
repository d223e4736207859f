/**
 * The monitor's socket, `/monitor/socket`: JSON texts both ways. The server sends rows as they change; the page says what it looks at.
 * docs/MONITOR.md, "The socket"
 */
import * as v from "valibot";
import { MatchLook } from "./match.ts";
import { ActRow, FaultRow, LadderRow, MatchRow, PoolRow, RefusalRow } from "./rows.ts";

/** The page asks whether the line holds; the runtime answers without waking the object. */
export const MONITOR_PING = "ping";
export const MONITOR_PONG = "pong";

/** Server to page. */
export const MonitorNews = v.variant("type", [
  /**
   * The first, and again whenever the server begins anew: then what the page has is void, and all of it is told again.
   * `operator`: the name that was given; `now`: the server's time, in milliseconds since 1970.
   */
  v.object({ type: v.literal("hello"), operator: v.string(), now: v.number() }),
  /** Matches that are new or have changed, and those that are gone, by id. */
  v.object({ type: v.literal("matches"), rows: v.array(MatchRow), gone: v.array(v.string()) }),
  /** All pools that have something in them. */
  v.object({ type: v.literal("pools"), rows: v.array(PoolRow) }),
  v.object({ type: v.literal("ladders"), rows: v.array(LadderRow) }),
  /** The newest first; later ones are sent alone as they come. */
  v.object({ type: v.literal("faults"), rows: v.array(FaultRow) }),
  /** The same. An act may be told again under its id, with what has come of it. */
  v.object({ type: v.literal("acts"), rows: v.array(ActRow) }),
  /** All counts as they stand. */
  v.object({ type: v.literal("refusals"), rows: v.array(RefusalRow) }),
  /** The match that is looked at; null where there is none any more. */
  v.object({ type: v.literal("match"), id: v.string(), row: v.nullable(MatchRow), look: v.nullable(MatchLook) }),
]);
export type MonitorNews = Readonly<v.InferOutput<typeof MonitorNews>>;

/** A page that looks says so again at least so often, in milliseconds. One that is silent for three times as long counts as hidden. */
export const LOOK_AGAIN_MS = 30_000;

/** Page to server: what it looks at from now on. A page in the background looks at nothing, and costs nothing. */
export const MonitorWish = v.strictObject({
  type: v.literal("look"),
  /** The page can't be seen. */
  hidden: v.optional(v.boolean(), false),
  /** The ladders are shown. */
  ladders: v.optional(v.boolean(), false),
  /** The object of the one match that is looked at, and whether its tables are. */
  match: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), null),
  tables: v.optional(v.boolean(), false),
});
export type MonitorWish = Readonly<v.InferOutput<typeof MonitorWish>>;

/** Application close codes of the monitor's socket. */
export const MONITOR_CLOSE = {
  /** A message is no wish. */
  malformed: 4400,
  /** The operator's sign-in has ended. */
  signedOut: 4401,
} as const;
