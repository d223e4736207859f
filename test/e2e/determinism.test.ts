import { afterAll, beforeAll, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import { compare } from "#test/determinism/compare.ts";
import { type Started, startEngines, stopEngines } from "#test/determinism/engines/index.ts";
import { inWords, locate } from "#test/determinism/locate.ts";

// A part of `npm run determinism`.
const course = { games: [...games.keys()], matches: 20, ticks: 600, fromSeed: 1 };

let started: Started = { engines: [], skipped: [] };
beforeAll(async () => {
  started = await startEngines();
});
afterAll(() => stopEngines(started.engines));

it.runIf(process.platform === "linux" && process.arch === "x64")("every engine is there", () => {
  expect(started.skipped).toEqual([]);
  expect(started.engines.map(({ name }) => name)).toEqual(["Node", "workerd", "Chromium", "Bun"]);
});

it("random matches have equal hashes at every tick in every engine", async () => {
  for (const line of started.skipped) console.log(line);
  expect(started.engines.length).toBeGreaterThanOrEqual(2);
  const found = await compare(started.engines, course);
  expect(found && inWords(found, await locate(found, course.ticks))).toBeUndefined();
});
