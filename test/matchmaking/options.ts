/** What `npm run matchmaking` is asked for. */

import type { parseArgs } from "node:util";
import { WEIGHTS, type Weights } from "#worker/pairing/weights.ts";
import { numberIn, oneOf, UsageError, wholeIn } from "../../scripts/usage.ts";
import { readLog } from "./log.ts";
import { hoursOf } from "./log-lines.ts";
import { ALL_MODES } from "./modes.ts";
import type { RunOptions } from "./outcome.ts";
import { REGION_NAMES } from "./people.ts";
import { POLICIES, type PolicyName } from "./policies/index.ts";

const names = Object.keys(POLICIES) as PolicyName[];
const modes = Object.keys(ALL_MODES);

const MOST_KILLS = 1500;

export const USAGE = `npm run matchmaking -- [--rate 5] [--hours 1] [--policy all]

Simulates a pool on a manual clock: people come, wait, cancel, lose their lines, and are paired. Prints waits and fairness.

  --policy NAME    ${names.join(", ")}, or all
  --mode NAME      ${modes.join(", ")}
  --rate N         tickets a second
  --hours N        how long people come
  --people N       of how many
  --skill N        the deviation of their skill; openskill's prior has 8.33
  --regions LIST   shares of people, such as weur:5,enam:3; of ${REGION_NAMES.join(", ")}
  --parties N      the share of tickets that are parties of two or three
  --cancels N      the share that is cancelled within a minute
  --kills N        about how many times the pool is killed
  --asleep REGION  where no match can be made in the middle third of the time
  --seed N
  --weights LIST   other weights of ours, such as gap:2,wait:0.1; of ${Object.keys(WEIGHTS).join(", ")}
  --log FILE       plays the tickets of a decision log in place of such that come by chance
  --record FILE    writes the tickets of this run as such a log
  --svg FILE       draws p95 wait against gap

Ends with 1 if a ticket was lost, a party split, or a player sent to two matches.`;

function regionsIn(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [name, share = "1"] = part.split(":");
      return [oneOf("--regions", name, REGION_NAMES), numberIn("--regions", share, { min: 0 })];
    }),
  );
}

function weightsIn(text: string): Weights {
  const parts = text.split(",").filter((part) => part !== "");
  const chosen = parts.map((part) => {
    const [name, weight = ""] = part.split(":");
    return [oneOf("--weights", name, Object.keys(WEIGHTS)), numberIn("--weights", weight, { min: 0 })];
  });
  return { ...WEIGHTS, ...Object.fromEntries(chosen) };
}

/** What a run takes of a log: its tickets as they came, and the time that they took. */
function loggedIn(path: string): Pick<RunOptions, "log" | "hours" | "cancels"> {
  const log = readLog(path);
  return { log, hours: hoursOf(log), cancels: 0 };
}

export const OPTIONS = {
  policy: { type: "string", default: "all" },
  mode: { type: "string", default: "teams" },
  rate: { type: "string", default: "5" },
  hours: { type: "string", default: "1" },
  people: { type: "string", default: "5000" },
  skill: { type: "string", default: String(25 / 3) },
  regions: { type: "string", default: "weur:5,eeur:2" },
  parties: { type: "string", default: "0.15" },
  cancels: { type: "string", default: "0.03" },
  kills: { type: "string", default: "0" },
  asleep: { type: "string" },
  seed: { type: "string", default: "1" },
  weights: { type: "string", default: "" },
  log: { type: "string" },
  record: { type: "string" },
  svg: { type: "string" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

export interface Asked {
  readonly policies: readonly PolicyName[];
  readonly weights: Weights;
  readonly run: Omit<RunOptions, "policy">;
}

/** @throws {UsageError} a value that cannot be taken */
export function readOptions(values: Values): Asked {
  const policies = values.policy === "all" ? names : [oneOf("--policy", values.policy, names)];
  const rules = ALL_MODES[oneOf("--mode", values.mode, modes)];
  const share = { min: 0, max: 1 };
  const run: Omit<RunOptions, "policy"> = {
    seed: wholeIn("--seed", values.seed, { min: 0 }),
    rate: numberIn("--rate", values.rate, { min: 0.001, max: 1000 }),
    hours: numberIn("--hours", values.hours, { min: 0.001, max: 1000 }),
    population: {
      people: wholeIn("--people", values.people, { min: 2, max: 1_000_000 }),
      skill: numberIn("--skill", values.skill, { min: 0, max: 100 }),
      regions: regionsIn(values.regions),
    },
    parties: numberIn("--parties", values.parties, share),
    cancels: numberIn("--cancels", values.cancels, share),
    losses: 0.05,
    kills: numberIn("--kills", values.kills, { min: 0 }),
    asleep: values.asleep,
    rules,
    ...(values.log === undefined ? {} : loggedIn(values.log)),
  };
  // With a kill a second no wave ever comes to its end.
  if (run.kills > MOST_KILLS * run.hours)
    throw new UsageError(`--kills takes ${MOST_KILLS} an hour at most: use more --hours`);
  if (run.asleep !== undefined && !Object.hasOwn(run.population.regions, run.asleep)) {
    throw new UsageError(`--asleep takes one of the regions of --regions, not "${run.asleep}"`);
  }
  return { policies, weights: weightsIn(values.weights), run };
}
