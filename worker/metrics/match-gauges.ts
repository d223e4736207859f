/** Gauges from what the matches have reported. Pure. */
import type { MatchRow, Vitals } from "#shared/monitor/index.ts";
import { type Sample, sampleOf } from "./sample.ts";

/** From this share of the ticks of ten seconds on a match is late: a tick now and then is what any machine does. */
const LATE_TICKS = 0.02;
/** A match that was just made has cost too little for a rate, in milliseconds. */
const LEAST_AGE_MS = 10_000;
const HOUR_MS = 3_600_000;

const STATUSES = ["waiting", "live", "ended"] as const satisfies readonly MatchRow["status"][];

type Ticking = Pick<MatchRow, "heard"> & { readonly vitals: Vitals };

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

function hourly({ vitals: { dollars, made }, heard }: Ticking): number {
  const age = heard - made;
  return age < LEAST_AGE_MS ? 0 : (dollars * HOUR_MS) / age;
}

/** Of the matches of one game, mode and region. */
function gaugesOf(rows: readonly MatchRow[]): Sample[] {
  const [{ game, mode, region }] = rows;
  const labels = { game, mode, region };
  const vitals = rows.flatMap((row) => row.vitals ?? []);
  const ticking = rows.flatMap(({ heard, vitals }) => (vitals && !vitals.asleep ? { heard, vitals } : []));
  const mean = (of: (vitals: Vitals) => number) => sum(ticking, (one) => of(one.vitals)) / Math.max(1, ticking.length);
  const worstMs = ticking.reduce((worst, one) => Math.max(worst, one.vitals.lateMs), 0);
  return [
    ...STATUSES.map((status) =>
      sampleOf("scrim_matches", { ...labels, status }, rows.filter((row) => row.status === status).length),
    ),
    sampleOf("scrim_matches_asleep", labels, vitals.filter(({ asleep }) => asleep).length),
    sampleOf("scrim_matches_late", labels, ticking.filter((one) => one.vitals.lateTicks > LATE_TICKS).length),
    sampleOf("scrim_tick_lateness_seconds", labels, worstMs / 1000),
    sampleOf(
      "scrim_late_ticks_ratio",
      labels,
      mean(({ lateTicks }) => lateTicks),
    ),
    sampleOf(
      "scrim_late_inputs_ratio",
      labels,
      mean(({ lateInputs }) => lateInputs),
    ),
    sampleOf(
      "scrim_players",
      labels,
      sum(rows, ({ players }) => players),
    ),
    sampleOf(
      "scrim_bots",
      labels,
      sum(rows, ({ bots }) => bots),
    ),
    sampleOf(
      "scrim_spectators",
      labels,
      sum(rows, ({ spectators }) => spectators),
    ),
    sampleOf(
      "scrim_relays",
      labels,
      sum(vitals, ({ relays }) => relays.length),
    ),
    sampleOf(
      "scrim_relay_spectators",
      labels,
      sum(vitals, ({ relays }) => sum(relays, (watchers) => watchers)),
    ),
    sampleOf("scrim_dollars_per_hour", labels, sum(ticking, hourly)),
    sampleOf(
      "scrim_running_dollars",
      labels,
      sum(vitals, ({ dollars }) => dollars),
    ),
  ];
}

export function matchGauges(rows: readonly MatchRow[]): Sample[] {
  const groups = new Map<string, MatchRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.game, row.mode, row.region]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap(gaugesOf);
}
