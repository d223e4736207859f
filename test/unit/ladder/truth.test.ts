/** Ratings beside known truth: what is measured is right, and a small ladder already knows the strong from the weak. */
import { describe, expect, it } from "vitest";
import { factsOf } from "#test/ladder/truth/evening.ts";
import { calibration, calibrationError, logLoss, rankCorrelation } from "#test/ladder/truth/measure.ts";
import { MODES } from "#test/ladder/truth/modes.ts";
import { outcomesOf } from "#test/ladder/truth/outcomes.ts";
import { byChance, byQueue } from "#test/ladder/truth/pairing.ts";
import { populate } from "#test/ladder/truth/people.ts";
import { type Course, playRound } from "#test/ladder/truth/play.ts";
import { Defaults, Ours } from "#test/ladder/truth/systems.ts";
import { Dice } from "#test/matchmaking/dice.ts";
import { UNKNOWN } from "#worker/pairing/ticket.ts";

describe("measures", () => {
  it("rank correlation: 1 for the same order, -1 for the reverse, and right with ties", () => {
    expect(rankCorrelation([1, 2, 30], [10, 20, 25])).toBeCloseTo(1);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
    // By hand: ranks 1.5, 1.5, 3, 4 and 1, 2, 3, 4.
    expect(rankCorrelation([5, 5, 6, 7], [1, 2, 3, 4])).toBeCloseTo(0.9487, 4);
  });

  it("log loss: ln 2 for one who knows nothing, and never without end", () => {
    expect(logLoss([{ chance: 0.5, happened: 1 }])).toBeCloseTo(Math.LN2);
    expect(logLoss([{ chance: 0.8, happened: 0 }])).toBeCloseTo(-Math.log(0.2));
    expect(logLoss([{ chance: 0, happened: 1 }])).toBeLessThan(20);
  });

  it("calibration: of favourites, on either side", () => {
    const bins = calibration([
      { chance: 0.7, happened: 1 },
      { chance: 0.3, happened: 0 },
      { chance: 0.72, happened: 0 },
      { chance: 0.97, happened: 1 },
    ]);
    expect(bins).toHaveLength(2);
    expect(bins[0]).toMatchObject({ outcomes: 3, happened: 2 / 3 });
    expect(
      calibrationError([
        { outcomes: 3, predicted: 0.7, happened: 0.5 },
        { outcomes: 1, predicted: 1, happened: 1 },
      ]),
    ).toBeCloseTo(0.15);
  });
});

describe("pairing", () => {
  const people = populate(48, new Dice(1));

  it.each([
    ["by chance", byChance],
    ["by the queue", byQueue(() => UNKNOWN)],
  ] as const)("%s: each once, in teams of two", (_, pairing) => {
    const matches = pairing(people, MODES.pairs.rules, new Dice(2));
    expect(matches.length).toBeGreaterThan(8);
    const all = matches.flat(2);
    expect(new Set(all).size).toBe(all.length);
    for (const teams of matches) expect(teams.length).toBe(2);
  });
});

describe("a round between strengths", () => {
  const course: Course = { mode: "faceoff", seed: 4, seats: [{ skill: 55 }, { skill: 0 }] };
  const played = playRound(course);

  it("is won by the stronger one, and is the same again from the same seed", () => {
    expect(played.standings.find(({ place }) => place === 1)?.seat).toBe(0);
    expect(playRound(course)).toEqual(played);
  });

  it("counts as a loss for the one who leaves, though a bot goes on", () => {
    const [strong, weak] = populate(12, new Dice(3)).reverse();
    const left = playRound({ ...course, seats: [{ skill: 55, leaves: 5 }, { skill: 0 }] });
    const placed = [strong, weak].map((person) => ({ person, leaves: undefined }));
    const facts = factsOf("faceoff", 1, placed, left);
    expect(facts.seats.find(({ seat }) => seat === 0)?.left).toBeDefined();
    expect(outcomesOf(facts, new Defaults()).map(({ happened }) => happened)).toEqual([0, 1]);
    const ours = new Ours();
    expect(ours.take(facts)).toBe(true);
    expect(ours.ratingOf({ player: strong.id }).mu).toBeLessThan(UNKNOWN.mu);
    expect(ours.ratingOf({ player: weak.id }).mu).toBeGreaterThanOrEqual(UNKNOWN.mu);
  });
});
