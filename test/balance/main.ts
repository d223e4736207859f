/** `npm run balance`: plays rounds with bots alone, and prints what they say of a game's balance. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as v from "valibot";
import { settings as arenaSettings, MAP, MODE } from "#shared/games/arena/settings.ts";
import { skillSettings } from "#shared/sim/index.ts";
import { oneOf, runCommand, wholeIn } from "../../scripts/usage.ts";
import { arenaTables, puckTables } from "./report.ts";
import { Tally } from "./tally.ts";
import type { Batch } from "./thread.ts";

const USAGE = `npm run balance -- GAME [options]

Plays rounds of arena or puck with bots in all seats, from fresh seeds, and prints shares of wins, kills and pickups,
times to kill, deaths at spawns, and how often the leader at half time loses. Arena: each map as often as the other,
alone and in teams by turns. Puck: with 2, 4 and 6 seats by turns.

  --rounds N  that are played     600
  --seats N   of the arena        8
  --level N   of bots, 0 to 4     2
  --seed N    of the first round  by the clock`;

const OPTIONS = {
  rounds: { type: "string", default: "600" },
  seats: { type: "string", default: "8" },
  level: { type: "string", default: String(skillSettings.botLevel.default) },
  seed: { type: "string" },
} as const;

const Counts = v.record(v.string(), v.number());

/** Rounds that a thread plays in one go. */
const BATCH = 12;
const PUCK_SEATS = [2, 4, 6];
const MAPS = [MAP.ruins, MAP.glacier, MAP.foundry];

/** Plays all rounds on all cores. @throws what a thread has thrown */
async function playAll(course: Batch): Promise<Tally> {
  const tally = new Tally();
  const end = course.from + course.rounds;
  let next = course.from;
  const run = async () => {
    const worker = new Worker(new URL("./thread.ts", import.meta.url));
    try {
      while (next < end) {
        const batch = { ...course, from: next, rounds: Math.min(BATCH, end - next) };
        next += BATCH;
        const counts = await new Promise<unknown>((resolve, reject) => {
          worker.removeAllListeners();
          worker.once("message", resolve).once("error", reject);
          worker.postMessage(batch);
        });
        tally.addAll(v.parse(Counts, counts));
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, run));
  return tally;
}

await runCommand(
  { usage: USAGE, options: OPTIONS, words: 1 },
  async ({ rounds, seats, level, seed }, [word = "arena"]) => {
    const game = oneOf("the game", word, ["arena", "puck"]);
    const many = wholeIn("--seats", seats, { min: 2, max: 16 });
    const course: Batch = {
      game,
      from:
        seed === undefined ? 1 + (Date.now() % 1_000_000_000) : wholeIn("--seed", seed, { min: 1, max: 0x7fffffff }),
      rounds: wholeIn("--rounds", rounds, { min: 6 }),
      seats: game === "arena" ? [many] : PUCK_SEATS,
      botLevel: wholeIn("--level", level, { min: 0, max: 4 }),
      maps: MAPS,
      modes: [MODE.freeForAll, MODE.teams],
    };
    console.log(`${game}: ${course.rounds} rounds from seed ${course.from}, bots of level ${course.botLevel}`);
    const tally = await playAll(course);
    const names = MAPS.map((map) => arenaSettings.map.choices[map]);
    const tables = game === "arena" ? arenaTables(tally, names, many) : puckTables(tally, PUCK_SEATS);
    for (const [title, rows] of Object.entries(tables)) {
      console.log(`\n${title}`);
      console.table(rows);
    }
    return 0;
  },
);
