/** Counts of an isolate are gathered, and told at most once in ten seconds. */
import { expect, it } from "vitest";
import { Counts, EVERY_MS, MOST_KINDS } from "#worker/monitor/counts.ts";

const one = (reason: string, by = 1) => ({ name: "scrim_refusals_total", labels: { where: "socket", reason }, by });

it("is told at once, and then once in ten seconds with all that came", () => {
  const counts = new Counts();
  expect(counts.add([one("full")], 1000)).toBe(0);
  expect(counts.take(1000)).toEqual([one("full")]);
  expect(counts.add([one("full"), one("silent")], 3000)).toBe(EVERY_MS - 2000);
  // The one who was told when tells of these too.
  expect(counts.add([one("full", 3)], 4000)).toBeUndefined();
  expect(counts.take(1000 + EVERY_MS)).toEqual([one("full", 4), one("silent")]);
  expect(counts.take(1000 + EVERY_MS)).toEqual([]);
});

it("counts the same labels in any order as the same", () => {
  const counts = new Counts();
  counts.add([{ name: "n", labels: { a: "1", b: "2" }, by: 1 }], 0);
  counts.add([{ name: "n", labels: { b: "2", a: "1" }, by: 2 }], 0);
  expect(counts.take(0)).toEqual([{ name: "n", labels: { b: "2", a: "1" }, by: 3 }]);
});

it("is told by a later caller where the one before has ended without a word", () => {
  const counts = new Counts();
  counts.add([one("full")], 0);
  expect(counts.add([one("full")], 1000)).toBeUndefined();
  expect(counts.add([one("full")], 20_000)).toBe(0);
});

it("does not wait for a date that a clock's jump has taken out of reach", () => {
  const counts = new Counts();
  counts.add([one("full")], 1e9);
  counts.take(1e9);
  expect(counts.add([one("full")], 0)).toBe(EVERY_MS);
  expect(counts.add([one("full")], -1e6)).toBeLessThanOrEqual(EVERY_MS);
});

it("keeps what could not be told for the next time", () => {
  const counts = new Counts();
  counts.add([one("full", 2)], 0);
  counts.giveBack(counts.take(0));
  expect(counts.add([one("full")], 1)).toBe(EVERY_MS - 1);
  expect(counts.take(EVERY_MS)).toEqual([one("full", 3)]);
});

it("has nothing to tell of nothing, and takes no endless list of names", () => {
  const counts = new Counts();
  expect(counts.add([], 0)).toBeUndefined();
  for (let n = 0; n < MOST_KINDS + 10; n++) counts.add([one(`reason ${n}`)], 0);
  expect(counts.take(0)).toHaveLength(MOST_KINDS);
});
