/** `npm run simulate`: many runs, each from its own seed; a failing one says how to play it again. */
import { hunt } from "./hunt.ts";
import { type Options, readOptions, USAGE, UsageError } from "./options.ts";
import { type Played, Pool } from "./pool.ts";
import { command } from "./world.ts";

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 10_000;

/** Counts the runs, and prints the progress now and then. */
class Tally {
  readonly #began = performance.now();
  readonly #total = {
    failed: 0,
    ticks: 0,
    kills: 0,
    mishaps: 0,
    returns: 0,
    lost: 0,
    renewals: 0,
    seconds: 0,
    commands: 0,
  };
  #told = this.#began;
  #done = 0;

  get failed(): number {
    return this.#total.failed;
  }

  add(played: Played): void {
    this.#done += 1;
    if (played.type === "failed") this.#total.failed += 1;
    else {
      const { ticks, kills, mishaps, returns, lost, renewals, seconds, commands } = played.outcome;
      this.#total.ticks += ticks;
      this.#total.kills += kills;
      this.#total.mishaps += mishaps;
      this.#total.returns += returns;
      this.#total.lost += lost;
      this.#total.renewals += renewals;
      this.#total.seconds += seconds;
      this.#total.commands += commands;
    }
    if (performance.now() - this.#told < PROGRESS_MS) return;
    this.#told = performance.now();
    console.log(`${this.#done} seeds, ${this.failed} failed`);
  }

  /** @param which seeds these were */
  sum(which: string): string {
    const { seconds, ticks, mishaps, kills, returns, lost, renewals, commands } = this.#total;
    const took = ((performance.now() - this.#began) / 1000).toFixed(1);
    return (
      `${this.#done} seeds ${which}: ${this.failed} failed; ${seconds.toFixed(0)} s of play, ${ticks} ticks, ` +
      `${mishaps} mishaps, ${kills} kills that undid ${lost} ticks, ${returns} returns without a keyframe, ` +
      `${renewals} worlds that hosts began, ${commands} commands. ${took} s`
    );
  }
}

type Told<T extends Options["type"]> = Extract<Options, { type: T }>;

async function playAll(pool: Pool, tally: Tally, { type: _, ...options }: Told<"seeds">): Promise<string> {
  const { from, seeds: __, ...rest } = options;
  await pool.play(options, (played) => {
    tally.add(played);
    if (played.type === "kept") return;
    console.error(`seed ${played.seed}: ${played.reason}\n  ${command({ seed: played.seed, ...rest })}`);
  });
  return `from ${from}`;
}

async function huntFor(pool: Pool, tally: Tally, { minutes, game }: Told<"hunt">): Promise<string> {
  const told = (played: Played) => tally.add(played);
  await hunt(pool, { ms: minutes * 60_000, game, told, found: (words) => console.error(words) });
  return "by chance";
}

/** @returns how many runs failed */
async function run(options: Told<"seeds"> | Told<"hunt">): Promise<number> {
  const tally = new Tally();
  const pool = new Pool();
  try {
    console.log(
      tally.sum(await (options.type === "hunt" ? huntFor(pool, tally, options) : playAll(pool, tally, options))),
    );
  } finally {
    await pool.end();
  }
  return tally.failed;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.type === "help") console.log(USAGE);
  else process.exitCode = (await run(options)) === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}. Usage: ${USAGE}`);
  process.exitCode = 2;
}
