/** Tells Workers Analytics Engine what has become of tickets, where the operator has bound a dataset. docs/METRICS.md, "Decisions" */
import type { QueueArrival } from "./arrival.ts";
import type { DecisionLine } from "./decision.ts";

/** The platform takes so many data points of an invocation. The pool's own log has all. */
const MOST_POINTS = 250;

/** The blobs of a point have 16 KB at most, all together. What is written is ASCII. */
const MOST_RAW = 12_000;

/** As many members as fit, in a list of JSON: what is cut off is whole members. */
export function rawMembers(members: DecisionLine["members"]): { readonly text: string; readonly told: number } {
  const told: string[] = [];
  let length = 2;
  for (const member of members) {
    const text = JSON.stringify(member);
    length += text.length + 1;
    if (length > MOST_RAW) break;
    told.push(text);
  }
  return { text: `[${told.join(",")}]`, told: told.length };
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

export function publishTo(
  dataset: AnalyticsEngineDataset | undefined,
  { game, mode, region }: QueueArrival["place"],
  lines: readonly DecisionLine[],
): void {
  if (!dataset) return;
  for (const { since, members, ended, match, failures = [] } of lines.slice(0, MOST_POINTS)) {
    if (!ended) continue;
    const raw = rawMembers(members);
    dataset.writeDataPoint({
      // The key by which the platform samples: each pool keeps its share.
      indexes: [`${game}/${mode}/${region}`.slice(0, 96)],
      blobs: [game, mode, region, ended.how, match?.region ?? "", match?.id ?? "", raw.text],
      doubles: [
        (ended.at - since) / 1000,
        members.length,
        mean(members.map(({ mu }) => mu)),
        mean(members.map(({ sigma }) => sigma)),
        match?.gap ?? 0,
        match?.bots ?? 0,
        match ? Math.max(...members.map(({ rtt }) => rtt[match.region] ?? 0)) : 0,
        failures.length,
        since,
        raw.told,
      ],
    });
  }
}
