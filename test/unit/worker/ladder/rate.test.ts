/** What holds for the rating of any round. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOf, orderOf, roundOf, seatOf } from "#test/support/rounds.ts";
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import { pointsOf } from "#worker/ladder/points.ts";
import { BOT, type RatedSeat, rateRound } from "#worker/ladder/rate.ts";
import { type Rating, UNKNOWN } from "#worker/pairing/ticket.ts";

const rating: fc.Arbitrary<Rating> = fc.record({
  mu: fc.double({ min: 0, max: 50, noNaN: true }),
  sigma: fc.double({ min: 0.8, max: UNKNOWN.sigma, noNaN: true }),
});

const TICKS = 1800;

interface Drawn {
  readonly facts: RoundFacts;
  readonly ratings: ReadonlyMap<string, Rating>;
}

/** A round of 2 to 8 seats: with or without teams, with bots and leavers among them. */
const rounds: fc.Arbitrary<Drawn> = fc
  .record({ sides: fc.integer({ min: 2, max: 4 }), size: fc.integer({ min: 1, max: 3 }), hasTeams: fc.boolean() })
  .chain(({ sides, size, hasTeams }) =>
    fc
      .record({
        places: fc.array(fc.integer({ min: 1, max: sides }), { minLength: sides, maxLength: sides }),
        seats: fc.array(
          fc.record({
            bot: fc.integer({ min: 0, max: 5 }),
            left: fc.option(fc.integer({ min: 1, max: TICKS - 1 }), { nil: undefined, freq: 2 }),
            rating,
          }),
          { minLength: sides * size, maxLength: sides * size },
        ),
      })
      .map(({ places, seats }): Drawn => {
        const ratings = new Map<string, Rating>();
        const told = seats.map(({ bot, left, rating }, seat): SeatFacts => {
          const side = seat % sides;
          const [team, place] = hasTeams ? [side, places[side]] : [-1, 1 + ((seat * 7 + places[side]) % seats.length)];
          if (bot === 0) return seatOf(seat, undefined, { team, place });
          ratings.set(idOf(seat + 1), rating);
          return seatOf(seat, seat + 1, { team, place, left, ticks: left ?? TICKS });
        });
        return { facts: roundOf(told, { ticks: TICKS }), ratings };
      }),
  );

const of = (rated: readonly RatedSeat[], player: string): RatedSeat | undefined =>
  rated.find((one) => one.player === player);

describe("any round", () => {
  it("rates each of its players once, with numbers that are some", () => {
    fc.assert(
      fc.property(rounds, ({ facts, ratings }) => {
        const rated = rateRound(facts, ratings);
        expect(rated.map(({ player }) => player)).toEqual(facts.seats.flatMap(({ player }) => player ?? []));
        for (const { player, before, after, left } of rated) {
          expect(before).toEqual(ratings.get(player));
          expect(Number.isFinite(after.mu)).toBe(true);
          expect(after.sigma).toBeGreaterThan(0);
          // A round makes no rating less certain.
          expect(after.sigma).toBeLessThanOrEqual(before.sigma);
          expect(left).toBe(facts.seats.find((seat) => seat.player === player)?.left !== undefined);
        }
      }),
    );
  });

  it("is rated alike to the last bit, in what order the seats are told", () => {
    fc.assert(
      fc.property(rounds, fc.func(fc.integer()), ({ facts, ratings }, weight) => {
        const seats = facts.seats.toSorted((a, b) => weight(a.seat) - weight(b.seat));
        expect(rateRound({ ...facts, seats }, ratings)).toEqual(rateRound(facts, ratings));
      }),
    );
  });

  it("never costs its sole winner points", () => {
    fc.assert(
      fc.property(rounds, ({ facts, ratings }) => {
        for (const { won, before, after } of rateRound(facts, ratings)) {
          if (!won) continue;
          expect(after.mu).toBeGreaterThanOrEqual(before.mu);
          expect(pointsOf(after)).toBeGreaterThanOrEqual(pointsOf(before));
        }
      }),
    );
  });

  it("never gives a player more for a worse place", () => {
    fc.assert(
      fc.property(fc.array(rating, { minLength: 2, maxLength: 8 }), fc.nat(), (drawn, n) => {
        const players = drawn.map((_, k) => k + 1);
        const ratings = new Map(drawn.map((one, k) => [idOf(k + 1), one]));
        const own = idOf(1 + (n % drawn.length));
        // The player comes in at each place, and the others keep their order.
        const others = players.filter((player) => idOf(player) !== own);
        const ends = players.map((_, place) => {
          const order = others.toSpliced(place, 0, 1 + (n % drawn.length));
          return of(rateRound(orderOf(order), ratings), own)?.after.mu ?? Number.NaN;
        });
        for (let place = 1; place < ends.length; place++)
          expect(ends[place]).toBeLessThanOrEqual(ends[place - 1] + 1e-9);
      }),
    );
  });

  it("is never worth more to a player who leaves than to one who stays, however it ends", () => {
    fc.assert(
      fc.property(rounds, ({ facts, ratings }) => {
        for (const seat of facts.seats) {
          if (seat.player === undefined || seat.left === undefined) continue;
          const left = of(rateRound(facts, ratings), seat.player);
          // Had this one stayed, and come in as now, or last.
          const sides = facts.seats.map(({ place }) => place);
          for (const place of [seat.place, Math.max(...sides) + 1]) {
            const seats = facts.seats.map((one) => {
              if (one.seat === seat.seat) return { ...one, place, left: undefined, ticks: TICKS };
              return seat.team >= 0 && one.team === seat.team ? { ...one, place } : one;
            });
            const stayed = of(rateRound({ ...facts, seats }, ratings), seat.player);
            expect(left?.after.mu).toBeLessThanOrEqual((stayed?.after.mu ?? Number.NaN) + 1e-9);
            expect(left?.place).toBeGreaterThanOrEqual(stayed?.place ?? Number.NaN);
          }
        }
      }),
    );
  });
});

describe("a player who leaves", () => {
  const ratings = new Map([1, 2, 3, 4].map((n) => [idOf(n), { mu: 25, sigma: 3 }]));

  it("is last, though a bot wins in their seat; of two the one who left first", () => {
    const facts = roundOf([
      seatOf(0, 1, { left: 500, ticks: 500 }),
      seatOf(1, 2),
      seatOf(2, 3, { left: 900, ticks: 900 }),
      seatOf(3, 4),
    ]);
    const rated = rateRound(facts, ratings);
    expect(rated.map(({ place }) => place)).toEqual([4, 1, 3, 2]);
    expect(rated.map(({ won }) => won)).toEqual([false, true, false, false]);
    expect(rated[0].after.mu).toBeLessThan(rated[2].after.mu);
  });

  it("loses though the team wins, and costs the team less than a defeat with all of them", () => {
    const teams = (left: number | undefined, first: number) =>
      rateRound(
        roundOf([
          seatOf(0, 1, { team: 0, place: first, left, ticks: left ?? TICKS }),
          seatOf(1, 2, { team: 0, place: first }),
          seatOf(2, 3, { team: 1, place: 3 - first }),
          seatOf(3, 4, { team: 1, place: 3 - first }),
        ]),
        ratings,
      );
    const [leaver, mate] = teams(300, 1);
    expect(leaver).toMatchObject({ place: 2, left: true, won: false });
    expect(leaver.after.mu).toBeLessThan(25);
    expect(mate).toMatchObject({ place: 1, left: false, won: true });
    // As much as to lose with a team that was whole.
    expect(leaver.after.mu).toBeCloseTo(teams(undefined, 2)[0].after.mu, 9);
  });

  it("leaves mates a team that is expected to do worse, by what the bot is worse", () => {
    const strong = new Map([1, 2, 3, 4].map((n) => [idOf(n), { mu: 35, sigma: 3 }]));
    const lost = (left: number | undefined) =>
      of(
        rateRound(
          roundOf([
            seatOf(0, 1, { team: 0, place: 2, left, ticks: left ?? TICKS }),
            seatOf(1, 2, { team: 0, place: 2 }),
            seatOf(2, 3, { team: 1, place: 1 }),
            seatOf(3, 4, { team: 1, place: 1 }),
          ]),
          strong,
        ),
        idOf(2),
      )?.after.mu ?? Number.NaN;
    expect(lost(undefined)).toBeLessThan(35);
    expect(lost(1700)).toBeGreaterThan(lost(undefined));
    expect(lost(100)).toBeGreaterThan(lost(1700));
  });

  it("leaves the team behind the others where none of it stayed", () => {
    const rated = rateRound(
      roundOf([
        seatOf(0, 1, { team: 0, place: 1, left: 5, ticks: 5 }),
        seatOf(1, undefined, { team: 0, place: 1 }),
        seatOf(2, 3, { team: 1, place: 2 }),
        seatOf(3, 4, { team: 1, place: 2 }),
      ]),
      ratings,
    );
    expect(rated.map(({ player, place, won }) => [player, place, won])).toEqual([
      [idOf(1), 2, false],
      [idOf(3), 1, true],
      [idOf(4), 1, true],
    ]);
  });
});

describe("a fault of the server", () => {
  it("takes the round from a player who did not come back, and costs them nothing; the others are rated", () => {
    const facts = roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 600 }), seatOf(2, 3)], { faults: 1 });
    expect(rateRound(facts, new Map()).map(({ player }) => player)).toEqual([idOf(1), idOf(3)]);
    // One who was there for most of it is rated, and so is one who was away for other reasons.
    expect(rateRound(roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 1000 })], { faults: 1 }), new Map())).toHaveLength(2);
    expect(rateRound(roundOf([seatOf(0, 1), seatOf(1, 2, { ticks: 600 })]), new Map())).toHaveLength(2);
  });
});

describe("bots", () => {
  it("have the rating that the facts name, and are never rated", () => {
    const facts = roundOf([seatOf(0, 1), seatOf(1, undefined), seatOf(2, 2)]);
    const usual = rateRound(facts, new Map());
    expect(usual).toHaveLength(2);
    expect(rateRound({ ...facts, bots: BOT }, new Map())).toEqual(usual);
    const weak = rateRound({ ...facts, bots: { mu: 5, sigma: 1 } }, new Map());
    // To be ahead of a weak one says less.
    expect(weak[0].after.mu).toBeLessThan(usual[0].after.mu);
    expect(weak[1].after.mu).toBeLessThan(usual[1].after.mu);
  });
});

describe("sides that share a place", () => {
  it("gain more than the one behind them, and less than the one ahead, alike for equals", () => {
    const places = [1, 1, 3, 4, 4, 4, 7, 8];
    const facts = roundOf(places.map((place, seat) => seatOf(seat, seat + 1, { place })));
    const mu = rateRound(facts, new Map()).map(({ after }) => after.mu);
    for (let n = 1; n < places.length; n++) {
      if (places[n] === places[n - 1]) expect(mu[n]).toBeCloseTo(mu[n - 1], 9);
      else expect(mu[n]).toBeLessThan(mu[n - 1]);
    }
    expect(rateRound(facts, new Map()).map(({ won }) => won)).not.toContain(true);
  });

  it("do not move where equals draw, and the weaker one gains where others do", () => {
    const draw = roundOf([seatOf(0, 1, { place: 1 }), seatOf(1, 2, { place: 1 })]);
    for (const { before, after } of rateRound(draw, new Map())) expect(after.mu).toBeCloseTo(before.mu, 9);
    const uneven = new Map([
      [idOf(1), { mu: 35, sigma: 2 }],
      [idOf(2), { mu: 25, sigma: 2 }],
    ]);
    const [strong, weak] = rateRound(draw, uneven);
    expect(strong.after.mu).toBeLessThan(35);
    expect(weak.after.mu).toBeGreaterThan(25);
  });
});

it("tells a player without a rating as a newcomer", () => {
  expect(rateRound(orderOf([1, 2]), new Map())).toEqual(
    rateRound(orderOf([1, 2]), new Map([1, 2].map((n) => [idOf(n), UNKNOWN]))),
  );
});
