/** `npm run determinism`: the same random matches in every JavaScript engine, compared at every tick. */
import { SingleBar } from "cli-progress";
import { games } from "#shared/games/index.ts";
import { oneOf, runCommand, wholeIn } from "../../scripts/usage.ts";
import { type Course, compare } from "./compare.ts";
import type { Engine } from "./engine.ts";
import { startEngines, stopEngines } from "./engines/index.ts";
import { inWords, locate } from "./locate.ts";

const USAGE = `npm run determinism -- [options]

  --game NAME  this game alone; all that are built otherwise
  --matches N  random matches, shared among the games  1000
  --ticks N    that each match lasts                   1800
  --seed N     of each game's first match              1

Ends with 0 if all engines agree at every tick, with 1 if they do not.`;

const OPTIONS = {
  game: { type: "string" },
  matches: { type: "string", default: "1000" },
  ticks: { type: "string", default: "1800" },
  seed: { type: "string", default: "1" },
} as const;

/** @returns whether all engines agree */
async function run(engines: readonly Engine[], course: Course): Promise<boolean> {
  const began = performance.now();
  const bar = new SingleBar({
    format: "  {bar} {value}/{total} matches in all engines, {duration} s",
    noTTYOutput: true,
    notTTYSchedule: 5000,
  });
  bar.start(course.matches * engines.length, 0);
  const found = await compare(engines, course, (matches) => bar.increment(matches)).finally(() => bar.stop());
  if (found) {
    console.log(`\n${inWords(found, await locate(found, course.ticks))}`);
    return false;
  }
  const { matches, ticks } = course;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `\n${matches} matches of ${ticks} ticks (${course.games.join(", ")}; from seed ${course.fromSeed}) in ` +
      `${engines.length} engines: ${matches * ticks} worlds, equal hashes at every tick. ${seconds} s`,
  );
  return true;
}

async function main(course: Course): Promise<boolean> {
  const { engines, skipped } = await startEngines();
  try {
    for (const { name, version } of engines) console.log(`${name}: ${version}`);
    for (const line of skipped) console.log(line);
    if (engines.length >= 2) return await run(engines, course);
    console.log("there is nothing to compare: it takes two engines");
    return false;
  } finally {
    await stopEngines(engines);
  }
}

await runCommand({ usage: USAGE, options: OPTIONS }, async ({ game, matches, ticks, seed }) => {
  const course = {
    games: game === undefined ? [...games.keys()] : [oneOf("--game", game, [...games.keys()])],
    matches: wholeIn("--matches", matches, { min: 1 }),
    ticks: wholeIn("--ticks", ticks, { min: 1 }),
    fromSeed: wholeIn("--seed", seed, { min: 1, max: 0xffffffff }),
  };
  return (await main(course)) ? 0 : 1;
});
