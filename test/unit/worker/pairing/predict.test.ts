import fc from "fast-check";
import { predictWin } from "openskill";
import { expect, it } from "vitest";
import { chances, gapOf } from "#worker/pairing/predict.ts";
import { UNKNOWN } from "#worker/pairing/ticket.ts";

const ratings = fc.record({
  mu: fc.double({ min: -10, max: 60, noNaN: true }),
  sigma: fc.double({ min: 0.5, max: 9, noNaN: true }),
});
const teams = fc.array(fc.array(ratings, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 8 });

const sideOf = (team: readonly { mu: number; sigma: number }[]) => ({
  mu: team.reduce((sum, { mu }) => sum + mu, 0),
  variance: team.reduce((sum, { sigma }) => sum + sigma * sigma, 0),
});

it("predicts as openskill does", () => {
  fc.assert(
    fc.property(teams, (drawn) => {
      const ours = chances(drawn.map(sideOf));
      // The library shares 1 among all sides; here each has its chance against one other.
      const theirs = predictWin(drawn.map((team) => [...team])).map((p) => (p * drawn.length) / 2);
      for (let i = 0; i < ours.length; i++) expect(ours[i]).toBeCloseTo(theirs[i], 5);
      expect(gapOf(drawn.map(sideOf))).toBeCloseTo(Math.max(...theirs) - Math.min(...theirs), 5);
    }),
  );
});

it("finds no gap between equals, and the whole one between worlds", () => {
  const side = { mu: 25, variance: 4 };
  expect(gapOf([side, side])).toBeCloseTo(0, 6);
  expect(gapOf([side, side, side])).toBeCloseTo(0, 6);
  expect(gapOf([side, { mu: 500, variance: 4 }])).toBeCloseTo(1, 6);
  expect(gapOf([side])).toBe(0);
});

it("gives an unknown player what openskill does", async () => {
  const { rating } = await import("openskill");
  expect(rating()).toEqual(UNKNOWN);
});
