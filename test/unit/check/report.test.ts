import { expect, it } from "vitest";
import { check } from "#test/check/check.ts";
import { type Fault, linesOf, notApplicable, verdict } from "#test/check/report.ts";
import { faulty } from "#test/support/faulty-games.ts";

const fault = (n: number): Fault => ({
  what: `fault ${n}`,
  where: `seed ${n}`,
  next: "change it",
  again: `npm run check -- x --from ${n}`,
});

it("a part is a line, and each fault says what, where, what to do and how to see it again", () => {
  expect(linesOf("rules", verdict("2 matches", []), 1.23)).toEqual(["ok              rules     2 matches (1.2 s)"]);
  expect(linesOf("leaks", notApplicable("no view"), 0)).toEqual(["not applicable  leaks     no view (0.0 s)"]);
  expect(linesOf("rules", verdict("2 matches", [fault(7)]), 1)).toEqual([
    "FAILED          rules     2 matches (1.0 s)",
    "  - fault 7",
    "    where: seed 7",
    "    next:  change it",
    "    again: npm run check -- x --from 7",
  ]);
});

it("of many faults the first are told, and the others counted", () => {
  const lines = linesOf("rules", verdict("", [1, 2, 3, 4, 5, 6, 7].map(fault)), 1);
  expect(lines.filter((line) => line.startsWith("  - "))).toHaveLength(5);
  expect(lines.at(-1)).toBe("  and 2 more");
});

it("all parts run, also after one that has failed, and are counted", async () => {
  const lines: string[] = [];
  const parts = { a: () => verdict("", [fault(1)]), b: () => verdict("", []), c: async () => notApplicable("no") };
  const subject = { game: faulty[0], root: ".", folders: [] };
  const sum = await check(subject, { seeds: 1, from: 1 }, parts, (line) => lines.push(line));
  expect(sum).toEqual({ ok: 1, failed: ["a"], notApplicable: 1 });
  expect(lines.map((line) => line.slice(0, 6))).toEqual([
    "FAILED",
    "  - fa",
    "    wh",
    "    ne",
    "    ag",
    "ok    ",
    "not ap",
  ]);
});
