import fc from "fast-check";
import { expect, it } from "vitest";
import type { QueueRules, WidthPoint } from "#shared/sim/index.ts";
import { anyRules, DUEL, TEAMS } from "#test/support/tickets.ts";
import { searchWidth, waited, widthAt } from "#worker/pairing/width.ts";

const points = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 50, noNaN: true }), fc.double({ min: 0, max: 40, noNaN: true })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((steps): WidthPoint[] => {
    let [wait, width] = [0, 1];
    return steps.map(([later, wider]) => {
      wait += later;
      width += wider;
      return [wait, width] as const;
    });
  });
const waits = fc.double({ min: 0, max: 1000, noNaN: true });

it("a width never shrinks with the wait, and never passes its limit", () => {
  fc.assert(
    fc.property(points, waits, waits, fc.double({ min: 1, max: 60, noNaN: true }), (drawn, a, b, never) => {
      const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
      expect(widthAt(drawn, later)).toBeGreaterThanOrEqual(widthAt(drawn, sooner));
      expect(widthAt(drawn, later, never)).toBeLessThanOrEqual(never);
    }),
    { numRuns: 1000 },
  );
});

it("a width is what its points say, even in between, and goes on after the last", () => {
  const drawn: WidthPoint[] = [
    [10, 4],
    [20, 8],
    [40, 10],
  ];
  expect([0, 10, 15, 20, 30, 40, 60].map((wait) => widthAt(drawn, wait))).toEqual([4, 4, 6, 8, 9, 10, 12]);
  expect(widthAt(drawn, 1000, 30)).toBe(30);
  expect(widthAt([[10, 4]], 1000)).toBe(4);
});

it("a search is never stricter with the wait", () => {
  fc.assert(
    fc.property(anyRules, waits, waits, (rules: QueueRules, a, b) => {
      const [sooner, later] = [searchWidth(rules, Math.min(a, b)), searchWidth(rules, Math.max(a, b))];
      expect(later.skill).toBeGreaterThanOrEqual(sooner.skill);
      expect(later.rtt).toBeGreaterThanOrEqual(sooner.rtt);
      expect(later.players).toBeLessThanOrEqual(sooner.players);
      expect(Number(later.bots)).toBeGreaterThanOrEqual(Number(sooner.bots));
      expect(later.players).toBeGreaterThanOrEqual(rules.players.min);
      if (rules.teams) expect(later.players % rules.teams.count).toBe(0);
    }),
    { numRuns: 500 },
  );
});

it("the most players are wanted at first, the fewest after half a minute, bots when the mode says so", () => {
  expect(searchWidth(TEAMS, 0)).toEqual({ skill: 8, rtt: 80, players: 8, bots: false });
  expect(searchWidth(TEAMS, 15).players).toBe(6);
  expect(searchWidth(TEAMS, 30).players).toBe(4);
  expect([59.9, 60].map((wait) => searchWidth(DUEL, wait).bots)).toEqual([false, true]);
});

it("a ticket from the future has waited no time", () => {
  expect(waited(2000, 1000)).toBe(0);
  expect(waited(1000, 3500)).toBe(2.5);
});
