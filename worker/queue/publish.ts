/** Tells Workers Analytics Engine what has become of tickets, where the operator has bound a dataset. docs/OPERATIONS.md, "Decisions" */
import type { QueueArrival } from "./arrival.ts";
import type { DecisionLine } from "./decision.ts";

/** The platform takes so many data points of an invocation. The pool's own log has all. */
const MOST_POINTS = 250;

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

export function publishTo(
  dataset: AnalyticsEngineDataset | undefined,
  { game, mode, region }: QueueArrival["place"],
  lines: readonly DecisionLine[],
): void {
  if (!dataset) return;
  for (const { since, members, ended, match, failures = [] } of lines.slice(0, MOST_POINTS)) {
    if (!ended) continue;
    dataset.writeDataPoint({
      // The key by which the platform samples: each pool keeps its share.
      indexes: [`${game}/${mode}/${region}`.slice(0, 96)],
      blobs: [game, mode, region, ended.how, match?.region ?? "", match?.id ?? ""],
      doubles: [
        (ended.at - since) / 1000,
        members.length,
        mean(members.map(({ mu }) => mu)),
        mean(members.map(({ sigma }) => sigma)),
        match?.gap ?? 0,
        match?.bots ?? 0,
        match ? Math.max(...members.map(({ rtt }) => rtt[match.region] ?? 0)) : 0,
        failures.length,
      ],
    });
  }
}
