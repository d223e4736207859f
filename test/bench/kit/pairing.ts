/** Pairing: how long a wave takes, how near it comes to the best one, and what people get of it against other policies. */
import { writeFileSync } from "node:fs";
import { svgChart, textChart } from "#test/matchmaking/chart.ts";
import { type Measured, measure } from "#test/matchmaking/measure.ts";
import { MODES } from "#test/matchmaking/modes.ts";
import type { RunOptions } from "#test/matchmaking/outcome.ts";
import { ours, POLICIES } from "#test/matchmaking/policies/index.ts";
import type { Policy } from "#test/matchmaking/policies/policy.ts";
import { play } from "#test/matchmaking/run.ts";
import { compare } from "#test/support/oracle.ts";
import { BRAWL, DUEL, NOW, poolOf, TEAMS, TRIPLE } from "#test/support/tickets.ts";
import { exactWave } from "#worker/pairing/exact.ts";
import { greedyWave } from "#worker/pairing/greedy.ts";
import { pairWave } from "#worker/pairing/wave.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";

const RULES = {
  "two players": DUEL,
  "two teams of four": TEAMS,
  "each alone, three to six": BRAWL,
  "three teams of two": TRIPLE,
};
const CROWD = 10_000;
const WAVES = 15;
/** Before those that count: a pool makes one a second all day. */
const WARM_UP = 5;
const POOLS = 60;
const SEEDS = 3;
const CHART = "docs/images/matchmaking.svg";

function waveMs(rules: (typeof RULES)[keyof typeof RULES], size: number): number {
  // As a pool holds them: the oldest first.
  const pool = poolOf(1, size).sort((a, b) => a.since - b.since);
  for (let i = 0; i < WARM_UP; i++) pairWave(pool, rules, NOW);
  const times = Array.from({ length: WAVES }, () => {
    const start = performance.now();
    pairWave(pool, rules, NOW);
    return performance.now() - start;
  });
  return median(times);
}

function waves(): void {
  const rows = Object.entries(RULES).map(([mode, rules]) => ({
    mode,
    "12 tickets, ms": round(waveMs(rules, 12), 1),
    "100 tickets": round(waveMs(rules, 100), 1),
    "10,000 tickets": round(waveMs(rules, CROWD), 1),
  }));
  keep("matchmaking.waveMs10000", Math.max(...rows.map((row) => row["10,000 tickets"])));
  show("A wave of pairing, in Node", rows);
}

function oracle(): void {
  const rows = Object.entries(RULES).map(([mode, rules]) => {
    const over = (search: Parameters<typeof compare>[2]): number => {
      let [cost, least] = [0, 0];
      for (let seed = 0; seed < POOLS; seed++) {
        const found = compare(poolOf(seed, 4 + (seed % 9)), rules, search);
        cost += found.cost;
        least += found.least;
      }
      return cost / least - 1;
    };
    return { mode, exact: over((wave) => exactWave(wave.wishes, wave)), greedy: over(greedyWave) };
  });
  const percent = (share: number): string => `${round(100 * share, 2)}%`;
  keep("matchmaking.oracleGap", round(Math.max(...rows.map(({ exact }) => exact)), 4));
  keep("matchmaking.oracleGapGreedy", round(Math.max(...rows.map(({ greedy }) => greedy)), 4));
  show(
    `What a wave of 4 to 12 tickets costs above the best one, by brute force; mean of ${POOLS} pools`,
    rows.map(({ mode, exact, greedy }) => ({ mode, exact: percent(exact), greedy: percent(greedy) })),
  );
}

const RUN: Omit<RunOptions, "policy" | "seed"> = {
  rate: 1,
  hours: 1,
  population: { people: 5000, skill: 25 / 3, regions: { weur: 5, eeur: 2 } },
  parties: 0.15,
  cancels: 0.03,
  losses: 0.05,
  kills: 0,
  asleep: undefined,
  rules: MODES.teams,
};

const mean = (all: readonly Measured[], of: (one: Measured) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0) / all.length;

/** The policies, and ours with less and with more patience. */
const COMPARED: Readonly<Record<string, () => Policy>> = {
  ...POLICIES,
  "ours, hasty": () => ours({ ...WEIGHTS, left: 0.6, wait: 0.2 }),
  "ours, patient": () => ours({ ...WEIGHTS, left: 0.15, wait: 0.04 }),
};

function policies(): void {
  const rows = Object.entries(COMPARED).map(([name, policy]) => {
    const runs = Array.from({ length: SEEDS }, (_, seed) =>
      measure(play({ ...RUN, seed: seed + 1, policy: policy() }), RUN.rules),
    );
    return {
      policy: name,
      "wait p50, s": round(
        mean(runs, ({ waits }) => waits.p50),
        1,
      ),
      p95: round(
        mean(runs, ({ waits }) => waits.p95),
        1,
      ),
      p99: round(
        mean(runs, ({ waits }) => waits.p99),
        1,
      ),
      gap: round(
        mean(runs, ({ gap }) => gap),
        3,
      ),
      "worst RTT, ms": round(
        mean(runs, ({ worstRtt }) => worstRtt),
        0,
      ),
      fill: round(
        mean(runs, ({ fill }) => fill),
        3,
      ),
    };
  });
  const [first, fcfs, even] = rows;
  keep("matchmaking.gapOverFirstCome", round(first.gap / fcfs.gap, 3));
  keep("matchmaking.gapOverFirstComeEven", round(first.gap / even.gap, 3));
  keep("matchmaking.waitOverFirstCome", round(first.p95 / fcfs.p95, 3));
  show(`One ticket a second for two teams of four, by simulation; mean of ${SEEDS} runs of an hour`, rows);
  const points = rows.map(({ policy, p95, gap }) => ({ name: policy, wait: p95, gap }));
  console.log(textChart(points));
  writeFileSync(CHART, svgChart("One ticket a second, two teams of four", points));
}

export function pairing(): void {
  waves();
  oracle();
  policies();
}

/** Kills at every await of a pool: what it owes its players is owed still. */
export function pairingKills(): void {
  const options: RunOptions = {
    ...RUN,
    seed: 1,
    rate: 2,
    hours: 13,
    kills: 11_000,
    asleep: "eeur",
    policy: POLICIES.ours(),
  };
  const { kills, tickets, lost, split, doubled } = measure(play(options), RUN.rules);
  keep("matchmaking.kills", kills);
  keep("matchmaking.lost", lost + split + doubled);
  show("A pool that is killed at its awaits, by simulation", [
    { kills, tickets, "tickets lost": lost, "parties split": split, "in two matches": doubled },
  ]);
}
