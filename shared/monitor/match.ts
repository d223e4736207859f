/** What the monitor shows of one match that an operator looks at: docs/MONITOR.md. */
import * as v from "valibot";
import { ActRow, Vitals } from "./rows.ts";

/** One socket of a match. Rates are of the last ten seconds. */
export const SocketRow = v.object({
  role: v.picklist(["player", "spectator", "relay", "operator"]),
  /** -1 but for a player. */
  seat: v.number(),
  /** The player's name; of a relay, which one it is. */
  name: v.string(),
  /** When its ticket was asked for, in milliseconds since 1970: it was opened at once then. Of a relay, when it came. */
  since: v.number(),
  /** The edition of the protocol that it speaks, and how its frames are coded. */
  edition: v.number(),
  stream: v.picklist(["state", "rules", "none"]),
  /** The round trip that the client has measured, in milliseconds. Missing before the first, and of older clients. */
  rtt: v.optional(v.number()),
  /** How early the tightest of its inputs was between the last two pongs, in milliseconds; negative: late. */
  slack: v.optional(v.number()),
  /** The share of its inputs that came after their tick, 0 to 1. */
  lateInputs: v.number(),
  /** Bytes that wait to leave; undefined where the runtime can't tell. */
  backlog: v.optional(v.number()),
  /** It is sent nothing for now, since it does not read. */
  clogged: v.boolean(),
  messagesPerS: v.number(),
  bytesPerS: v.number(),
  /** How much of what it may send it does send, 0 to 1 and beyond. */
  allowance: v.number(),
  /** Messages without effect since it was opened: refused inputs, commands, requests. */
  refused: v.number(),
  /** How many watch through it, if it is a relay. */
  watchers: v.number(),
});
export type SocketRow = Readonly<v.InferOutput<typeof SocketRow>>;

/** One second of a match's life. */
export const Moment = v.object({
  /** Milliseconds since 1970. */
  at: v.number(),
  ticks: v.number(),
  /** The worst lateness of its timer, in milliseconds. */
  lateMs: v.number(),
  /** Inputs that came, and how many of them after their tick. */
  inputs: v.number(),
  lateInputs: v.number(),
  bytesIn: v.number(),
  bytesOut: v.number(),
});
export type Moment = Readonly<v.InferOutput<typeof Moment>>;

/** A table of a world, as plain data: of the monitor, and of a development server. */
export const TableLook = v.object({
  name: v.string(),
  kind: v.picklist(["rows", "fixed", "events"]),
  /** One row, which is always there. */
  single: v.boolean(),
  columns: v.array(v.object({ name: v.string(), type: v.string() })),
  /** The rows that are there: the row's number, then its cells in the columns' order. */
  rows: v.array(v.array(v.number())),
});
export type TableLook = Readonly<v.InferOutput<typeof TableLook>>;

export const SeatLook = v.object({
  seat: v.number(),
  name: v.string(),
  kind: v.picklist(["player", "bot"]),
  /** The player's id, which leads to the profile; missing for a bot. */
  player: v.optional(v.string()),
  /** A player whose connection is lost: the seat is kept. */
  away: v.boolean(),
});
export type SeatLook = Readonly<v.InferOutput<typeof SeatLook>>;

export const MatchLook = v.object({
  tick: v.number(),
  /** The number of the round that is on, or was the last; 0 before the first. */
  round: v.number(),
  settings: v.record(v.string(), v.number()),
  /** Seconds that spectators are behind. */
  delay: v.number(),
  queued: v.boolean(),
  seats: v.array(SeatLook),
  /** Names of players who may not come back. */
  barred: v.array(v.string()),
  sockets: v.array(SocketRow),
  /** The last two minutes while it ticked, the oldest first. */
  history: v.array(Moment),
  vitals: Vitals,
  /** The whole world; left out where they were not asked for. */
  tables: v.optional(v.array(TableLook)),
  /** What operators have done here, the oldest first. */
  acts: v.array(ActRow),
});
export type MatchLook = Readonly<v.InferOutput<typeof MatchLook>>;
