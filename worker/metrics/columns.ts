/**
 * Which column of a point in Workers Analytics Engine has which metric or label: one layout for all points of the dataset METRICS.
 * Columns are stored by number and never renamed: a new one comes last. docs/METRICS.md, "Analytics Engine"
 */
import type { CounterName, GaugeName } from "./catalog.ts";

/** What a point is about: `blob1`. */
export type PointKind = "count" | "match";

/** `blob2` of a `count`: the metric. From `blob3` on: labels. */
export const LABEL_COLUMNS = [
  ...(["game", "mode", "region", "status", "reason", "where"] as const),
  ...(["event", "listed", "outcome", "role", "how", "act"] as const),
] as const;
const FIRST_LABEL = 3;

/** `double1` of a `count`: how much more. From `double2` on: metrics of a `match`, of which totals are of the time since its point before. */
export const MATCH_COLUMNS = [
  "scrim_players",
  "scrim_bots",
  "scrim_spectators",
  "scrim_tick_lateness_seconds",
  "scrim_late_ticks_ratio",
  "scrim_late_inputs_ratio",
  "scrim_received_messages_total",
  "scrim_received_bytes_total",
  "scrim_sent_messages_total",
  "scrim_sent_bytes_total",
  "scrim_dollars_total",
] as const satisfies readonly (GaugeName | CounterName)[];
const FIRST_METRIC = 2;

export type MatchColumn = (typeof MATCH_COLUMNS)[number];

/** Every column with what it holds, in order: as docs/METRICS.md lists them. */
export const COLUMNS: readonly (readonly [column: string, holds: string])[] = [
  ["blob1", "`count` or `match`"],
  ["blob2", "of a `count`: the metric's name"],
  ...LABEL_COLUMNS.map((label, n) => [`blob${FIRST_LABEL + n}`, `\`${label}\``] as const),
  ["double1", "of a `count`: how much more"],
  ...MATCH_COLUMNS.map((metric, n) => [`double${FIRST_METRIC + n}`, `of a \`match\`: \`${metric}\``] as const),
];

/** The blobs of a point. */
export const blobsOf = (kind: PointKind, name: string, labels: Readonly<Record<string, string>>): string[] => [
  kind,
  name,
  ...LABEL_COLUMNS.map((label) => labels[label] ?? ""),
];

/** The doubles of a point about a match. */
export const doublesOf = (values: Readonly<Record<MatchColumn, number>>): number[] => [
  0,
  ...MATCH_COLUMNS.map((metric) => values[metric]),
];
