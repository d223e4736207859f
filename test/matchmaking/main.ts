/** `npm run matchmaking`: how long people wait, and how fair their matches are, by simulation. */
import { writeFileSync } from "node:fs";
import { runCommand } from "../../scripts/usage.ts";
import { round } from "../bench/statistics.ts";
import { svgChart, textChart } from "./chart.ts";
import { writeLog } from "./log.ts";
import { type Measured, measure } from "./measure.ts";
import { OPTIONS, readOptions, USAGE } from "./options.ts";
import { ours, POLICIES } from "./policies/index.ts";
import { play } from "./run.ts";

const summary = (
  name: string,
  { tickets, matches, waits, gap, trueGap, worstRtt, detour, mixed, fill, again, honest }: Measured,
) => ({
  policy: name,
  tickets,
  matches,
  "wait p50, s": round(waits.p50, 1),
  p95: round(waits.p95, 1),
  p99: round(waits.p99, 1),
  gap: round(gap, 3),
  "true gap": round(trueGap, 3),
  "worst RTT, ms": round(worstRtt, 0),
  "above own best": round(detour, 0),
  "newcomers meet others": round(mixed, 3),
  fill: round(fill, 3),
  "met again": round(again, 3),
  "in estimate": round(honest, 2),
});

const bands = (name: string, { byBand, newcomers }: Measured) =>
  Object.entries({ ...byBand, newcomers }).map(([band, { p50, p95, p99 }]) => ({
    policy: name,
    rating: band,
    "wait p50, s": round(p50, 1),
    p95: round(p95, 1),
    p99: round(p99, 1),
  }));

const owed = (name: string, { kills, lost, split, doubled, waiting }: Measured) => ({
  policy: name,
  kills,
  "tickets lost": lost,
  "parties split": split,
  "in two matches": doubled,
  "waiting at the end": waiting,
});

await runCommand({ usage: USAGE, options: OPTIONS }, (values) => {
  const { policies, weights, run } = readOptions(values);
  const outcomes = policies.map((name) => {
    const policy = name === "ours" ? ours(weights) : POLICIES[name]();
    return [name, play({ ...run, policy })] as const;
  });
  if (values.record !== undefined) writeFileSync(values.record, writeLog(outcomes[0][1].wishes));
  const measured = outcomes.map(([name, outcome]) => [name, measure(outcome, run.rules)] as const);
  console.table(measured.map(([name, one]) => summary(name, one)));
  console.table(measured.flatMap(([name, one]) => bands(name, one)));
  console.table(measured.map(([name, one]) => owed(name, one)));
  const points = measured.map(([name, { waits, gap }]) => ({ name, wait: waits.p95, gap }));
  console.log(textChart(points));
  if (values.svg !== undefined)
    writeFileSync(values.svg, svgChart(`${values.mode}: ${values.rate} tickets a second`, points));
  return measured.some(([, { lost, split, doubled }]) => lost + split + doubled > 0) ? 1 : 0;
});
