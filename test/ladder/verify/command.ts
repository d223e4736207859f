/** `npm run ladder -- verify` */
import { availableParallelism } from "node:os";
import { Threads } from "#test/support/threads.ts";
import { runCommand, UsageError, wholeIn } from "../../../scripts/usage.ts";
import { save } from "../../bench/results.ts";
import { keepVerified } from "../figures.ts";
import { sourceOf, type Wanted } from "./source.ts";
import { fetchLadder, type Verified, verifyLadder } from "./verify.ts";

const USAGE = `npm run ladder -- verify URL GAME MODE [--season 2026-q4]

Fetches the rounds of a ladder and their replays; checks each file's SHA-256, plays each replay again by the rules, compares its
result and who was there with what the ladder was told, and computes every rating anew. URL is a server's address, or a folder as
npm run ladder -- corpus writes it.

  --season S   another season than the one that is on
  --keep       writes the pace into test/bench/results.json, and docs/BENCHMARKS.md
  --threads N  that play replays

Ends with 0 if nothing differs, also where replays are gone; with 1 if anything does.`;

const OPTIONS = {
  season: { type: "string" },
  keep: { type: "boolean" },
  threads: { type: "string", default: String(availableParallelism()) },
} as const;

/** @throws {UsageError} a word is missing */
export function wantedIn(words: readonly string[], season: string | undefined): Wanted & { readonly where: string } {
  const [where, game, mode] = words;
  if (where === undefined || game === undefined || mode === undefined) {
    throw new UsageError("which ladder? Use URL GAME MODE, such as http://localhost:5173 arena pairs");
  }
  return { where, game, mode, season };
}

const MOST_TOLD = 50;

function tell({ rounds, findings, gone, ratings, ticks }: Verified, seconds: number): void {
  for (const { number, round, faults } of findings.slice(0, MOST_TOLD)) {
    for (const fault of faults) console.log(`round ${number}, ${round}: ${fault}`);
  }
  if (findings.length > MOST_TOLD) console.log(`… and ${findings.length - MOST_TOLD} more rounds`);
  if (gone.length > 0)
    console.log(`replays that are gone, so that their results cannot be checked: ${gone.join(", ")}`);
  const pace = (rounds / seconds).toFixed(1);
  console.log(
    `${rounds} rounds, ${ratings} ratings and ${ticks} ticks in ${seconds.toFixed(1)} s: ${pace} rounds a second`,
  );
  console.log(findings.length === 0 ? "nothing differs" : `${findings.length} rounds differ`);
}

export const run = (args: readonly string[]): Promise<void> =>
  runCommand(
    { usage: USAGE, options: OPTIONS, words: 3 },
    async (values, words) => {
      const { where, ...wanted } = wantedIn(words, values.season);
      const threads = new Threads(
        new URL("./thread.ts", import.meta.url),
        wholeIn("--threads", values.threads, { min: 1, max: 64 }),
      );
      try {
        const start = performance.now();
        const verified = await verifyLadder(await fetchLadder(sourceOf(where), wanted), where, threads);
        const seconds = (performance.now() - start) / 1000;
        tell(verified, seconds);
        if (values.keep) {
          keepVerified(verified, seconds);
          save();
        }
        return verified.findings.length === 0 ? 0 : 1;
      } finally {
        await threads.end();
      }
    },
    args,
  );
