/** `npm run ladder -- truth` */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { Threads } from "#test/support/threads.ts";
import { oneOf, readInput, runCommand, wholeIn } from "../../../scripts/usage.ts";
import { save } from "../../bench/results.ts";
import { round } from "../../bench/statistics.ts";
import { keepTruths } from "../figures.ts";
import { ROUNDS_EACH } from "./evening.ts";
import { MODE_NAMES, type ModeName } from "./modes.ts";
import { type Neighbours, neighbours } from "./neighbours.ts";
import { summary } from "./summary.ts";
import { findTruth, type Predicted, playTruth, type Truth, TruthRecord } from "./truth.ts";

const USAGE = `npm run ladder -- truth [--rounds 5000] [--seed 1] [--mode all]

Bots of twelve known strengths play the seats of players, ${ROUNDS_EACH} rounds each, some of which they leave. Prints how well ratings agree with strengths, how good predictions are, and how sure they may be.

  --rounds N      of each mode
  --mode NAME     ${MODE_NAMES.join(", ")}, or all
  --pairing NAME  chance, or queue: players meet by their ratings, as the queue of the mode has it
  --neighbours N  first of all, so many rounds of each strength against the next one: is the order of strengths true?
  --record FOLDER writes the rounds, one file a mode; --from FOLDER judges such in place of playing any
  --keep          writes the figures into test/bench/results.json, and docs/BENCHMARKS.md
  --threads N     that play
  --seed N`;

const OPTIONS = {
  rounds: { type: "string", default: "5000" },
  mode: { type: "string", default: "all" },
  pairing: { type: "string", default: "chance" },
  record: { type: "string" },
  from: { type: "string" },
  neighbours: { type: "string", default: "0" },
  keep: { type: "boolean" },
  threads: { type: "string", default: String(availableParallelism()) },
  seed: { type: "string", default: "1" },
} as const;

const bins = (mode: string, { bins: all }: Predicted) =>
  all.map(({ outcomes, predicted, happened }) => ({
    mode,
    outcomes,
    predicted: round(predicted, 3),
    happened: round(happened, 3),
  }));

const beside = (mode: string, all: readonly Neighbours[]) =>
  all.map(({ weaker, stronger, rounds, share, doubt }) => ({
    mode,
    ...{ weaker, stronger, rounds },
    "stronger wins": round(share, 3),
    "give or take": round(doubt, 3),
  }));

const fileIn = (folder: string, mode: ModeName): string => join(folder, `truth-${mode}.json`);

/** @throws {UsageError} there is no such file */
export const readRecord = (folder: string, mode: ModeName): TruthRecord =>
  v.parse(TruthRecord, JSON.parse(readInput(fileIn(folder, mode)).toString("utf8")));

function tell(truth: Truth): void {
  const { mode, means, ours } = truth;
  console.table([summary(truth)]);
  console.table(means.map(({ skill, mu }) => ({ mode, strength: skill, "mean μ": round(mu, 2) })));
  console.table(bins(mode, ours));
}

export const run = (args: readonly string[]): Promise<void> =>
  runCommand(
    { usage: USAGE, options: OPTIONS },
    async (values) => {
      const modes = values.mode === "all" ? MODE_NAMES : [oneOf("--mode", values.mode, MODE_NAMES)];
      const rounds = wholeIn("--rounds", values.rounds, { min: 12, max: 1_000_000 });
      const pairing = oneOf("--pairing", values.pairing, ["chance", "queue"] as const);
      const each = wholeIn("--neighbours", values.neighbours, { min: 0, max: 100_000 });
      const seed = wholeIn("--seed", values.seed, { min: 0, max: 1000 });
      const threads = new Threads(
        new URL("./thread.ts", import.meta.url),
        wholeIn("--threads", values.threads, { min: 1, max: 64 }),
      );
      const truths: Truth[] = [];
      try {
        for (const mode of modes) {
          if (each > 0) console.table(beside(mode, await neighbours(mode, each, seed, threads)));
          const record =
            values.from === undefined
              ? await playTruth({ mode, rounds, seed, pairing, threads })
              : readRecord(values.from, mode);
          if (values.record !== undefined) writeFileSync(fileIn(values.record, mode), JSON.stringify(record));
          const truth = findTruth(record);
          tell(truth);
          truths.push(truth);
        }
      } finally {
        await threads.end();
      }
      if (values.keep) {
        keepTruths(truths);
        save();
      }
      return 0;
    },
    args,
  );
