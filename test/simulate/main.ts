/** `npm run simulate`: many runs, each from its own seed; a failing one says how to play it again. */
import { parseArgs } from "node:util";
import { games } from "#shared/games/index.ts";
import { type Played, Pool } from "./pool.ts";
import { command } from "./world.ts";

const USAGE = "npm run simulate -- --seeds 1000 [--from 1] [--game arena|puck]";
/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 10_000;

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly game: string | undefined;
}

/** @throws {TypeError | RangeError} an unknown option, or a value out of range */
function readOptions(): Options {
  const options = { seeds: { type: "string" }, from: { type: "string" }, game: { type: "string" } } as const;
  const { values } = parseArgs({ options });
  const [seeds, from] = [values.seeds ?? "1000", values.from ?? "1"].map(Number);
  for (const n of [seeds, from]) {
    if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError("--seeds and --from are whole numbers from 1 on");
  }
  if (values.game !== undefined && !games.has(values.game)) throw new RangeError(`there is no game ${values.game}`);
  return { seeds, from, game: values.game };
}

/** @returns how many runs failed */
async function runAll({ seeds, from, game }: Options): Promise<number> {
  const began = performance.now();
  const total = { failed: 0, ticks: 0, kills: 0, mishaps: 0, returns: 0, seconds: 0 };
  let [told, done] = [began, 0];
  const count = (played: Played) => {
    done += 1;
    if (played.type === "failed") {
      total.failed += 1;
      console.error(`seed ${played.seed}: ${played.reason}\n  ${command(played.seed, game)}`);
    } else {
      const { ticks, kills, mishaps, returns, seconds } = played.outcome;
      total.ticks += ticks;
      total.kills += kills;
      total.mishaps += mishaps;
      total.returns += returns;
      total.seconds += seconds;
    }
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    console.log(`${done} of ${seeds} seeds, ${total.failed} failed`);
  };
  const pool = new Pool();
  try {
    await pool.play({ seeds, from, game }, count);
  } finally {
    await pool.end();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${seeds} seeds from ${from}: ${total.failed} failed; ${total.seconds.toFixed(0)} s of play, ${total.ticks} ticks, ` +
      `${total.mishaps} mishaps, ${total.kills} kills, ${total.returns} returns without a keyframe. ${seconds} s`,
  );
  return total.failed;
}

try {
  process.exitCode = (await runAll(readOptions())) === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  console.error(USAGE);
  process.exitCode = 1;
}
