/** `npm run ladder -- simulate` */
import { numberIn, runCommand, wholeIn } from "../../../scripts/usage.ts";
import { save } from "../../bench/results.ts";
import { keepOutcome } from "../figures.ts";
import { type Outcome, play } from "./run.ts";

const USAGE = `npm run ladder -- simulate [--rounds 100000] [--seed 1]

Matches end rounds over three seasons on a manual clock, and tell their ladders by the server's own outbox; calls and answers get lost or
come twice, alarms stall, servers break down in mid-round, and every object is killed between any two of its turns. Then all
that was played is compared with what the ladders have.

  --rounds N
  --kills N   how likely each turn is its object's last  0.01
  --keep      writes the figures into test/bench/results.json, and docs/BENCHMARKS.md
  --seed N

Ends with 1 if a round was lost or counted twice, a rating does not follow from the facts, or a player pays for a fault.`;

const OPTIONS = {
  rounds: { type: "string", default: "100000" },
  kills: { type: "string", default: "0.01" },
  keep: { type: "boolean" },
  seed: { type: "string", default: "1" },
} as const;

/** All that must not be. */
export const faultsIn = (outcome: Outcome): number =>
  outcome.twice + outcome.lost + outcome.false + outcome.wrong + outcome.falsePenalties + outcome.leavesLost;

/** Runs with the server's log silenced: it would tell of each kill. */
export async function playQuietly(options: Parameters<typeof play>[0]): Promise<Outcome> {
  const { info, warn, error } = console;
  Object.assign(console, { info: () => {}, warn: () => {}, error: () => {} });
  try {
    return await play(options);
  } finally {
    Object.assign(console, { info, warn, error });
  }
}

export const run = (args: readonly string[]): Promise<void> =>
  runCommand(
    { usage: USAGE, options: OPTIONS },
    async (values) => {
      const outcome = await playQuietly({
        rounds: wholeIn("--rounds", values.rounds, { min: 1, max: 10_000_000 }),
        kills: numberIn("--kills", values.kills, { min: 0, max: 0.2 }),
        seed: wholeIn("--seed", values.seed, { min: 0 }),
      });
      const { why, kills, ...rest } = outcome;
      const [ofMatches, ofLadders] = kills;
      console.table({ ...rest, "kills of matches": ofMatches, "kills of ladders": ofLadders });
      for (const line of why) console.log(line);
      if (values.keep) {
        keepOutcome(outcome);
        save();
      }
      return faultsIn(outcome) === 0 ? 0 : 1;
    },
    args,
  );
