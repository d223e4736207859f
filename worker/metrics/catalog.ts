/**
 * All metrics of a server, each once: docs/METRICS.md is held against this list by a test, and so are `/metrics`, the points for
 * Workers Analytics Engine and the dashboard. Names follow Prometheus: base units, `_total` for counters.
 */

export type Unit = "" | "seconds" | "bytes" | "dollars" | "ratio" | "dollars per hour";

export interface Metric {
  readonly name: string;
  /** A gauge is how it stands at the moment; a counter only grows, since the server was set up. */
  readonly type: "gauge" | "counter";
  readonly unit: Unit;
  /** No label holds an id, a code, an address or a name of a player. */
  readonly labels: readonly string[];
  /** One sentence: what it counts or measures. */
  readonly help: string;
  /** Where it comes from, for a reader of the documentation. */
  readonly from: string;
}

const POOL = ["game", "mode", "region"] as const;
const MODE = ["game", "mode"] as const;
const LADDER = ["game", "mode", "season"] as const;

const REPORTS = "reports of the matches, at most a minute old; ten seconds while an operator looks";
const POOLS = "the pools, as they stand";
const QUEUES = "the queue of a competitive pool, as it stands";
const LADDERS = "the ladders, as they stand";
const TOLD = "told when it happens, stored by the Monitor object within some seconds";
const GONE = "told when a match is gone: all that it has used since it was made";

export const GAUGES = [
  { name: "scrim_matches", unit: "", labels: [...POOL, "status"], help: "Matches, private ones too.", from: REPORTS },
  { name: "scrim_matches_asleep", unit: "", labels: POOL, help: "Matches that do not tick.", from: REPORTS },
  {
    ...{ name: "scrim_matches_late", unit: "", labels: POOL, from: REPORTS },
    help: "Matches that tick, and of whose ticks in the last ten seconds more than 2% began more than a tick late.",
  },
  {
    ...{ name: "scrim_tick_lateness_seconds", unit: "seconds", labels: POOL, from: REPORTS },
    help: "By how much the timer was late for the worst tick of the last ten seconds, in the worst match that ticks.",
  },
  {
    ...{ name: "scrim_late_ticks_ratio", unit: "ratio", labels: POOL, from: REPORTS },
    help: "The share of ticks in the last ten seconds that began more than a tick late, in the mean over matches that tick.",
  },
  {
    ...{ name: "scrim_late_inputs_ratio", unit: "ratio", labels: POOL, from: REPORTS },
    help: "The share of inputs in the last ten seconds that came after their tick, in the mean over matches that tick.",
  },
  { name: "scrim_players", unit: "", labels: POOL, help: "Players who have a seat.", from: REPORTS },
  { name: "scrim_bots", unit: "", labels: POOL, help: "Seats that a bot plays.", from: REPORTS },
  {
    ...{ name: "scrim_spectators", unit: "", labels: POOL, from: REPORTS },
    help: "Spectators, with those who watch through relays.",
  },
  { name: "scrim_relays", unit: "", labels: POOL, help: "Relays that follow a match.", from: REPORTS },
  {
    ...{ name: "scrim_relay_spectators", unit: "", labels: POOL, from: REPORTS },
    help: "Spectators who watch through a relay.",
  },
  {
    ...{ name: "scrim_dollars_per_hour", unit: "dollars per hour", labels: POOL, from: REPORTS },
    help: "What the matches that tick cost in an hour at list prices, each in the mean since it was made.",
  },
  {
    ...{ name: "scrim_running_dollars", unit: "dollars", labels: POOL, from: REPORTS },
    help: "What the matches that are there have cost so far at list prices.",
  },
  {
    ...{ name: "scrim_open_matches", unit: "", labels: POOL, from: POOLS },
    help: "Listed matches that take newcomers.",
  },
  { name: "scrim_searching_players", unit: "", labels: POOL, help: "Players who wait in a queue.", from: POOLS },
  {
    ...{ name: "scrim_tickets", unit: "", labels: POOL, from: QUEUES },
    help: "Tickets that wait: of a party, or of a player alone.",
  },
  {
    ...{ name: "scrim_tickets_waiting", unit: "", labels: [...POOL, "reason"], from: QUEUES },
    help: "Tickets that wait, by why. Of a long queue it is scaled from a sample.",
  },
  {
    ...{ name: "scrim_oldest_ticket_seconds", unit: "seconds", labels: POOL, from: QUEUES },
    help: "How long the oldest ticket has waited.",
  },
  {
    ...{ name: "scrim_ticket_wait_seconds", unit: "seconds", labels: [...POOL, "quantile"], from: QUEUES },
    help: "How long the tickets of the last 100 that were matched have waited: the middle, and nine of ten.",
  },
  {
    ...{ name: "scrim_wave_lateness_seconds", unit: "seconds", labels: POOL, from: QUEUES },
    help: "By how much the timer of the last wave was late.",
  },
  {
    ...{ name: "scrim_ladder_players", unit: "", labels: LADDER, from: LADDERS },
    help: "Players who have a rating on a ladder.",
  },
  { name: "scrim_ladder_rounds", unit: "", labels: LADDER, help: "Rounds that a ladder has applied.", from: LADDERS },
  {
    ...{ name: "scrim_ladder_refused_rounds", unit: "", labels: LADDER, from: LADDERS },
    help: "Rounds whose facts a ladder has refused.",
  },
  {
    ...{ name: "scrim_ladder_paused_players", unit: "", labels: LADDER, from: LADDERS },
    help: "Players who may not queue for now, since they have left rounds.",
  },
] as const satisfies readonly Omit<Metric, "type">[];

export const COUNTERS = [
  {
    ...{ name: "scrim_refusals_total", unit: "", labels: ["where", "reason"], from: TOLD },
    help: "Requests and sockets that were refused, or closed by a limit.",
  },
  {
    ...{ name: "scrim_faults_total", unit: "", labels: ["event"], from: TOLD },
    help: "Faults, by their event in the server's log.",
  },
  {
    ...{ name: "scrim_matches_made_total", unit: "", labels: [...MODE, "listed"], from: TOLD },
    help: "Matches that were made, listed ones and private ones.",
  },
  {
    ...{ name: "scrim_rounds_ended_total", unit: "", labels: MODE, from: TOLD },
    help: "Rounds that have ended.",
  },
  {
    ...{ name: "scrim_rounds_rated_total", unit: "", labels: [...MODE, "outcome"], from: TOLD },
    help: "Rounds that were told to a ladder, and whether it has rated them.",
  },
  {
    ...{ name: "scrim_seats_taken_total", unit: "", labels: MODE, from: TOLD },
    help: "Seats that players have taken.",
  },
  {
    ...{ name: "scrim_sockets_opened_total", unit: "", labels: ["game", "role"], from: TOLD },
    help: "Sockets of matches that were opened.",
  },
  {
    ...{ name: "scrim_sockets_closed_total", unit: "", labels: ["game", "role", "reason"], from: TOLD },
    help: "Sockets of matches that were closed, by the name of their close code.",
  },
  {
    ...{ name: "scrim_received_messages_total", unit: "", labels: MODE, from: GONE },
    help: "Messages that matches had received when they were gone.",
  },
  {
    ...{ name: "scrim_received_bytes_total", unit: "bytes", labels: MODE, from: GONE },
    help: "Bytes of the messages that matches had received when they were gone.",
  },
  {
    ...{ name: "scrim_sent_messages_total", unit: "", labels: MODE, from: GONE },
    help: "Messages that matches had sent when they were gone.",
  },
  {
    ...{ name: "scrim_sent_bytes_total", unit: "bytes", labels: MODE, from: GONE },
    help: "Bytes of the messages that matches had sent when they were gone.",
  },
  {
    ...{ name: "scrim_dollars_total", unit: "dollars", labels: MODE, from: GONE },
    help: "What matches had cost at list prices when they were gone.",
  },
  {
    ...{ name: "scrim_tickets_ended_total", unit: "", labels: [...POOL, "how"], from: TOLD },
    help: "Tickets that wait no more: matched, cancelled, or away for too long.",
  },
  {
    ...{ name: "scrim_replays_stored_total", unit: "", labels: ["game"], from: TOLD },
    help: "Replays that were stored.",
  },
  {
    ...{ name: "scrim_reports_total", unit: "", labels: ["reason"], from: TOLD },
    help: "Reports of players about players.",
  },
  {
    ...{ name: "scrim_acts_total", unit: "", labels: ["act"], from: TOLD },
    help: "What operators have done in matches.",
  },
] as const satisfies readonly Omit<Metric, "type">[];

type Gauge = (typeof GAUGES)[number];
type Counter = (typeof COUNTERS)[number];

export type GaugeName = Gauge["name"];
export type CounterName = Counter["name"];
/** Values by the labels of this metric. */
export type LabelsOf<N extends GaugeName | CounterName> = Readonly<
  Record<Extract<Gauge | Counter, { name: N }>["labels"][number], string>
>;

export const CATALOG: readonly Metric[] = [
  ...GAUGES.map((metric): Metric => ({ ...metric, type: "gauge" })),
  ...COUNTERS.map((metric): Metric => ({ ...metric, type: "counter" })),
];
