/** What counts, points, pauses and seasons. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLACEMENT_ROUNDS, UNRATED } from "#shared/protocol/ladder.ts";
import { idOf, orderOf, roundOf, seatOf } from "#test/support/rounds.ts";
import { carried, MOST_SEASONS } from "#worker/ladder/carry.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { nameKey } from "#worker/ladder/name-key.ts";
import { FORGET_MS, PAUSES_MS, pausedUntil } from "#worker/ladder/pause.ts";
import { gradeOf, HIGHEST_POINTS, pointsOf, tierOf } from "#worker/ladder/points.ts";
import { LEAST_SECONDS, playersShare, unratedWhy } from "#worker/ladder/rated.ts";
import { seasonOf, seasonsBefore } from "#worker/ladder/season.ts";
import { UNKNOWN } from "#worker/pairing/ticket.ts";

describe("what counts", () => {
  const bot = (seat: number, team = -1) => seatOf(seat, undefined, { team });
  const cases: readonly (readonly [string, RoundFacts, (typeof UNRATED)[number] | undefined])[] = [
    ["two players to the end", orderOf([1, 2]), undefined],
    ["a match that no queue made", orderOf([1, 2], { queued: false }), "casual"],
    ["a round that was cut", orderOf([1, 2], { cut: true }), "cut"],
    ["a player among bots", roundOf([seatOf(0, 1), bot(1), bot(2)]), "alone"],
    ["no player", roundOf([bot(0), bot(1)]), "alone"],
    [
      "two players in one team against bots",
      roundOf([seatOf(0, 1, { team: 0 }), seatOf(1, 2, { team: 0, place: 1 }), bot(2, 1), bot(3, 1)]),
      "alone",
    ],
    ["a player who never came", roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 0 })]), "alone"],
    ["a player who left at once", roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 0, left: 1 })]), undefined],
    ["a moment", orderOf([1, 2], { ticks: LEAST_SECONDS * 30 - 1 }), "short"],
    ["just long enough", orderOf([1, 2], { ticks: LEAST_SECONDS * 30 }), undefined],
    ["two players among four", roundOf([seatOf(0, 1), seatOf(1, 2), bot(2), bot(3)]), undefined],
    [
      "two players among eight",
      roundOf([seatOf(0, 1), seatOf(1, 2), ...[2, 3, 4, 5, 6, 7].map((n) => bot(n))]),
      "bots",
    ],
    [
      "a duel in which a fault took the round from one",
      roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 100 })], { faults: 1 }),
      "alone",
    ],
  ];
  it.each(cases)("%s", (_, facts, why) => expect(unratedWhy(facts)).toBe(why));

  it("has a case for each reason that a ladder finds in the facts", () => {
    const found = new Set(cases.map(([, , why]) => why));
    expect(UNRATED.filter((why) => !found.has(why))).toEqual(["fault"]);
  });

  it("is never undone by a player who leaves", () => {
    const players = fc.array(fc.integer({ min: 1, max: 1800 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(
        players,
        fc.nat(),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 1800 }),
        (ticks, n, bots, at) => {
          const seats = ticks.map((own, seat) => seatOf(seat, seat + 1, { ticks: own }));
          const facts = roundOf([...seats, ...Array.from({ length: bots }, (_, k) => bot(seats.length + k))]);
          if (unratedWhy(facts) !== undefined) return;
          const leaver = n % seats.length;
          const left = facts.seats.map((seat, k) =>
            k === leaver ? { ...seat, left: at, ticks: Math.min(at, seat.ticks) } : seat,
          );
          expect(unratedWhy({ ...facts, seats: left })).toBeUndefined();
        },
      ),
    );
  });

  it("counts the share of all seats", () => {
    expect(playersShare(roundOf([seatOf(0, 1, { ticks: 900 }), bot(1)]))).toBe(0.25);
    expect(playersShare(roundOf([seatOf(0, 1, { ticks: 900, left: 900 }), bot(1)]))).toBe(0.5);
  });
});

describe("points and tiers", () => {
  it("begin at 0, and grow with skill and with certainty", () => {
    expect(pointsOf(UNKNOWN)).toBe(0);
    expect(pointsOf({ mu: 25, sigma: 2 })).toBe(760);
    const ratings = fc.record({
      mu: fc.double({ min: -20, max: 80, noNaN: true }),
      sigma: fc.double({ min: 0.1, max: 9, noNaN: true }),
      more: fc.double({ min: 0, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(ratings, ({ mu, sigma, more }) => {
        const points = pointsOf({ mu, sigma });
        expect(Number.isInteger(points) && points >= 0 && !Object.is(points, -0)).toBe(true);
        expect(pointsOf({ mu: mu + more, sigma })).toBeGreaterThanOrEqual(points);
        expect(pointsOf({ mu, sigma: sigma + more })).toBeLessThanOrEqual(points);
      }),
    );
  });

  it("name each tier once, from the lowest up, and lead from each into the next", () => {
    const tiers: string[] = [];
    for (let points = 0; points <= HIGHEST_POINTS + 500; points++) {
      const { tier, progress, next } = tierOf(points);
      expect(progress).toBeGreaterThanOrEqual(0);
      expect(progress).toBeLessThanOrEqual(1);
      if (tiers.at(-1) === tier) continue;
      if (points > 0) expect(tierOf(points - 1).next).toBe(tier);
      expect(progress).toBe(next === undefined ? 1 : 0);
      tiers.push(tier);
    }
    expect(new Set(tiers).size).toBe(tiers.length);
    expect([tiers[0], tiers[3], tiers.at(-2), tiers.at(-1)]).toEqual(["Bronze 3", "Silver 3", "Diamond 1", "Master"]);
  });

  it("count the rounds of placement down", () => {
    expect([0, 1, PLACEMENT_ROUNDS, 99].map((rounds) => gradeOf(UNKNOWN, rounds).placement)).toEqual([5, 4, 0, 0]);
  });
});

describe("pauses", () => {
  const NOW = Date.UTC(2026, 10, 1);
  const ALL_FORGOTTEN_MS = PAUSES_MS.length * FORGET_MS;

  it("begin with a warning and grow", () => {
    const leaves = PAUSES_MS.map((_, n) => NOW + n * 1000);
    for (const [n, pause] of PAUSES_MS.entries()) expect(pausedUntil(leaves.slice(0, n + 1)) - leaves[n]).toBe(pause);
    expect(pausedUntil([])).toBe(0);
    expect(pausedUntil(Array.from({ length: 50 }, () => NOW))).toBe(NOW + (PAUSES_MS.at(-1) ?? 0));
  });

  it("get shorter with time, and are forgotten", () => {
    const many = Array.from({ length: 9 }, () => NOW);
    const pauseAfter = (ms: number) => pausedUntil([...many, NOW + ms]) - NOW - ms;
    expect(pauseAfter(FORGET_MS)).toBe(PAUSES_MS[4]);
    expect(pauseAfter(2 * FORGET_MS)).toBe(PAUSES_MS[3]);
    expect(pauseAfter(ALL_FORGOTTEN_MS)).toBe(PAUSES_MS[0]);
    // A leave now and then is never cheaper than the first, and one that comes again soon is dearer.
    expect(pausedUntil([NOW, NOW + FORGET_MS])).toBe(NOW + FORGET_MS + PAUSES_MS[0]);
    expect(pausedUntil([NOW, NOW + FORGET_MS - 1])).toBe(NOW + FORGET_MS - 1 + PAUSES_MS[1]);
  });

  it("are never sooner over, nor shorter, for one more leave, in any order", () => {
    const times = fc.array(fc.integer({ min: 0, max: 4 * ALL_FORGOTTEN_MS }), { maxLength: 12 });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 4 * ALL_FORGOTTEN_MS }), (leaves, more) => {
        const until = pausedUntil(leaves);
        expect(pausedUntil(leaves.toReversed())).toBe(until);
        expect(pausedUntil([...leaves, more])).toBeGreaterThanOrEqual(until);
        expect(pausedUntil([...leaves, more])).toBeGreaterThanOrEqual(more + PAUSES_MS[0]);
      }),
    );
  });
});

describe("seasons", () => {
  it("are quarters, by the date of UTC", () => {
    expect(seasonOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999))).toBe("2026-q4");
    expect(seasonOf(Date.UTC(2027, 0, 1))).toBe("2027-q1");
    expect(seasonsBefore("2027-q1", MOST_SEASONS)).toEqual(["2026-q4", "2026-q3", "2026-q2", "2026-q1"]);
  });

  it("make ratings less certain, no less than a newcomer's, and keep the skill", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: UNKNOWN.sigma, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (sigma, turns) => {
          const after = carried({ mu: 31, sigma }, turns);
          expect(after.mu).toBe(31);
          expect(after.sigma).toBeGreaterThanOrEqual(sigma);
          expect(after.sigma).toBeLessThanOrEqual(UNKNOWN.sigma);
          expect(carried({ mu: 31, sigma }, turns + 1).sigma).toBeGreaterThanOrEqual(after.sigma);
        },
      ),
    );
    // Two divisions for a certain player.
    const before = { mu: 30, sigma: 1.8 };
    expect(pointsOf(before) - pointsOf(carried(before, 1))).toBeCloseTo(204, -1);
  });
});

it("names are found in any case, and with or without accents", () => {
  expect(["Émilie", "EMILIE", " emilie "].map(nameKey)).toEqual(["emilie", "emilie", "emilie"]);
  expect([nameKey("Straße"), nameKey("ﬁ"), nameKey("İzmir"), nameKey("ΣΊΣΥΦΟΣ")]).toEqual([
    "strasse",
    "fi",
    "izmir",
    "σισυφος",
  ]);
  expect(nameKey(idOf(3))).toBe(idOf(3));
});
