/** `npm run determinism`: the same random matches in every JavaScript engine, compared at every tick. */
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { games } from "#shared/games/index.ts";
import { type Course, compare } from "./compare.ts";
import type { Engine } from "./engine.ts";
import { startEngines, stopEngines } from "./engines/index.ts";
import { inWords, locate } from "./locate.ts";

const USAGE = "npm run determinism -- [--matches 1000] [--ticks 1800] [--seed 1]";

/** @throws {TypeError | RangeError} an unknown option, or one that is no whole number */
function readCourse(): Course {
  const { values } = parseArgs({
    options: {
      matches: { type: "string", default: "1000" },
      ticks: { type: "string", default: "1800" },
      seed: { type: "string", default: "1" },
    },
  });
  const [matches, ticks, fromSeed] = [values.matches, values.ticks, values.seed].map(Number);
  for (const n of [matches, ticks, fromSeed]) {
    if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError("options are whole numbers from 1 on");
  }
  return { games: [...games.keys()], matches, ticks, fromSeed };
}

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

try {
  process.exitCode = (await main(readCourse())) ? 0 : 1;
} catch (error) {
  console.error(error);
  console.error(USAGE);
  process.exitCode = 1;
}
