/** `npm run ladder -- corpus` */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Threads } from "#test/support/threads.ts";
import { oneOf, runCommand, UsageError, wholeIn } from "../../../scripts/usage.ts";
import { MODE_NAMES } from "../truth/modes.ts";
import { ROUNDS_FILE, replayFile } from "../verify/source.ts";
import { makeCorpus } from "./corpus.ts";

const USAGE = `npm run ladder -- corpus FOLDER [--rounds 1000] [--mode pairs]

Plays rounds headless, and writes their replays and the ladder that follows from them into a folder, for verify and rebuild.

  --rounds N      of the ladder
  --mode NAME     ${MODE_NAMES.join(", ")}
  --time-limit N  seconds of play of a round at most, where it shall be less than the mode has
  --threads N     that play
  --seed N`;

const OPTIONS = {
  rounds: { type: "string", default: "1000" },
  mode: { type: "string", default: "pairs" },
  "time-limit": { type: "string" },
  threads: { type: "string", default: String(availableParallelism()) },
  seed: { type: "string", default: "1" },
} as const;

export const run = (args: readonly string[]): Promise<void> =>
  runCommand(
    { usage: USAGE, options: OPTIONS, words: 1 },
    async (values, [folder]) => {
      if (folder === undefined) throw new UsageError("into which FOLDER?");
      const limit = values["time-limit"];
      const timeLimit = limit === undefined ? undefined : wholeIn("--time-limit", limit, { min: 20, max: 1800 });
      const mode = oneOf("--mode", values.mode, MODE_NAMES);
      const rounds = wholeIn("--rounds", values.rounds, { min: 1, max: 9999 });
      const seed = wholeIn("--seed", values.seed, { min: 0, max: 1_000_000 });
      const threads = new Threads(
        new URL("./thread.ts", import.meta.url),
        wholeIn("--threads", values.threads, { min: 1, max: 64 }),
      );
      try {
        const corpus = await makeCorpus({ mode, rounds, seed, timeLimit }, threads);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, ROUNDS_FILE), JSON.stringify(corpus.rounds));
        for (const [id, file] of corpus.files) writeFileSync(join(folder, replayFile(id)), file);
        console.log(`${corpus.rounds.length} rated rounds are in ${folder}`);
      } finally {
        await threads.end();
      }
      return 0;
    },
    args,
  );
