/** `npm run simulate`: many runs, each from its own seed; a failing one says how to play it again. */
import { parseArgs } from "node:util";
import { games } from "#shared/games/index.ts";
import { command, simulate } from "./world.ts";

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
function runAll({ seeds, from, game }: Options): number {
  const began = performance.now();
  const total = { failed: 0, ticks: 0, kills: 0, mishaps: 0, seconds: 0 };
  let told = began;
  for (let seed = from; seed < from + seeds; seed++) {
    try {
      const { ticks, kills, mishaps, seconds } = simulate(seed, game);
      total.ticks += ticks;
      total.kills += kills;
      total.mishaps += mishaps;
      total.seconds += seconds;
    } catch (error) {
      total.failed += 1;
      console.error(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}\n  ${command(seed, game)}`);
    }
    if (performance.now() - told < PROGRESS_MS) continue;
    told = performance.now();
    console.log(`${seed - from + 1} of ${seeds} seeds, ${total.failed} failed`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${seeds} seeds from ${from}: ${total.failed} failed; ${total.seconds.toFixed(0)} s of play, ${total.ticks} ticks, ` +
      `${total.mishaps} mishaps, ${total.kills} kills. ${seconds} s`,
  );
  return total.failed;
}

try {
  process.exitCode = runAll(readOptions()) === 0 ? 0 : 1;
} catch (error) {
  console.error(error);
  console.error(USAGE);
  process.exitCode = 1;
}
