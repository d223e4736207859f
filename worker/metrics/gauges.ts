/** All gauges, from what the monitor knows at this moment. Pure. */
import type { LadderRow, PoolRow, QueueState } from "#shared/monitor/index.ts";
import type { MonitorSnapshot } from "../monitor/rpc.ts";
import type { LabelsOf } from "./catalog.ts";
import { matchGauges } from "./match-gauges.ts";
import { type Sample, sampleOf } from "./sample.ts";

function queueGauges(labels: LabelsOf<"scrim_tickets">, { tickets, oldestS, waitedS, wave, reasons }: QueueState) {
  return [
    sampleOf("scrim_tickets", labels, tickets),
    ...reasons.map((one) => sampleOf("scrim_tickets_waiting", { ...labels, reason: one.reason }, one.tickets)),
    sampleOf("scrim_oldest_ticket_seconds", labels, oldestS),
    ...(waitedS
      ? [
          sampleOf("scrim_ticket_wait_seconds", { ...labels, quantile: "0.5" }, waitedS.p50),
          sampleOf("scrim_ticket_wait_seconds", { ...labels, quantile: "0.9" }, waitedS.p90),
        ]
      : []),
    ...(wave ? [sampleOf("scrim_wave_lateness_seconds", labels, wave.lateMs / 1000)] : []),
  ];
}

function poolGauges({ game, mode, region, open, searching, queue }: PoolRow): Sample[] {
  const labels = { game, mode, region };
  return [
    sampleOf("scrim_open_matches", labels, open),
    sampleOf("scrim_searching_players", labels, searching),
    ...(queue ? queueGauges(labels, queue) : []),
  ];
}

function ladderGauges({ game, mode, season, players, rounds, refused, paused }: LadderRow): Sample[] {
  const labels = { game, mode, season };
  return [
    sampleOf("scrim_ladder_players", labels, players),
    sampleOf("scrim_ladder_rounds", labels, rounds),
    sampleOf("scrim_ladder_refused_rounds", labels, refused),
    sampleOf("scrim_ladder_paused_players", labels, paused),
  ];
}

/** What a snapshot says by the catalog: gauges, and the counters as they stand. Counts of a build that has others are left out. */
export function samplesOf({ pools, matches, ladders, refusals, counters }: MonitorSnapshot): Sample[] {
  return [
    ...matchGauges(matches),
    ...pools.flatMap(poolGauges),
    ...ladders.flatMap(ladderGauges),
    ...refusals.map(({ where, reason, count }) => sampleOf("scrim_refusals_total", { where, reason }, count)),
    ...counters.map(({ name, labels, by }): Sample => ({ name, labels, value: by })),
  ];
}
