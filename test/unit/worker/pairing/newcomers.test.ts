/** New players play new players while enough of them wait, and no newcomer waits for long because of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueueRules } from "#shared/sim/index.ts";
import { anyRules, DUEL, NOW, poolOf, pools } from "#test/support/tickets.ts";
import { groupOf, worth } from "#worker/pairing/group.ts";
import { experienceOf, mixing, NEWCOMER_ROUNDS, NEWCOMER_S } from "#worker/pairing/newcomers.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { pairWave } from "#worker/pairing/wave.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { prepare } from "#worker/pairing/wish.ts";

const NEW = 0;
const OLD = NEWCOMER_ROUNDS;

/** A player alone, near all others. */
const ticket = (id: string, rounds: number | undefined, { mu = 25, since = NOW } = {}): Ticket => ({
  ...{ id, since },
  members: [{ player: id, rating: { mu, sigma: 4 }, rtt: { weur: 20 }, met: [], rounds }],
});

/** The first whole second at which these tickets are in a match together; undefined where that is not within two minutes. */
function secondsUntilMatched(tickets: readonly Ticket[], rules: QueueRules): number | undefined {
  for (let s = 0; s <= 120; s++) if (pairWave(tickets, rules, NOW + s * 1000).length > 0) return s;
  return undefined;
}

describe("mixing", () => {
  const counts = fc.tuple(fc.nat(8), fc.nat(8), fc.double({ min: 0, max: 200, noNaN: true }));

  it("is 0 where there is one kind only, 1 at most, and never grows with the wait", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 100, noNaN: true }), ([newcomers, settled, wait], more) => {
        const now = mixing(newcomers, settled, wait);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(mixing(newcomers, settled, wait + more)).toBeLessThanOrEqual(now);
        if (newcomers === 0 || settled === 0 || wait >= NEWCOMER_S) expect(now).toBe(0);
      }),
    );
    expect(mixing(2, 2, 0)).toBe(1);
  });
});

describe("a ticket", () => {
  it("is a newcomer's while all its players have fewer than five rounds; a party of both is neither", () => {
    const party = (...rounds: (number | undefined)[]): Ticket => ({
      ...{ id: "party", since: NOW },
      members: rounds.flatMap((one, n) => ticket(`p${n}`, one).members),
    });
    expect(experienceOf(party(0, OLD - 1))).toBe("newcomer");
    expect(experienceOf(party(OLD, 90))).toBe("settled");
    expect(experienceOf(party(0, OLD))).toBe("mixed");
    // The ladder has said nothing of this player yet: nothing is assumed.
    expect(experienceOf(party(undefined))).toBe("settled");
  });
});

describe("a match", () => {
  it("is worth no less later: the same tickets, allowed now, are allowed then", () => {
    fc.assert(
      fc.property(anyRules, pools(6, 3), fc.integer({ min: 1, max: 120_000 }), (rules, tickets, later) => {
        const of = (now: number) => {
          const wave = prepare(tickets, rules, now, WEIGHTS);
          return groupOf(wave.wishes, wave);
        };
        const [now, then] = [of(NOW), of(NOW + later)];
        if (!now) return;
        expect(then).toBeDefined();
        if (then) expect(worth(then)).toBeGreaterThanOrEqual(worth(now) - 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it("is of newcomers alone where enough of them wait, though others are nearer in skill", () => {
    const tickets = [
      ticket("new a", NEW, { mu: 25 }),
      ticket("old a", OLD, { mu: 25.1 }),
      ticket("new b", NEW, { mu: 27 }),
      ticket("old b", OLD, { mu: 27.1 }),
    ];
    const pairs = (weights = WEIGHTS) =>
      pairWave(tickets, DUEL, NOW + 3000, weights)
        .map(({ teams }) => teams.flat().sort())
        .sort();
    expect(pairs({ ...WEIGHTS, newcomers: 0 })).toEqual([
      ["new a", "old a"],
      ["new b", "old b"],
    ]);
    expect(pairs()).toEqual([
      ["new a", "new b"],
      ["old a", "old b"],
    ]);
  });

  it("comes for a lone newcomer too, some seconds later than for another, and before ten have passed", () => {
    const usual = secondsUntilMatched([ticket("a", OLD), ticket("b", OLD)], DUEL) ?? 99;
    const lone = secondsUntilMatched([ticket("a", OLD), ticket("b", NEW)], DUEL) ?? 99;
    expect(secondsUntilMatched([ticket("a", NEW), ticket("b", NEW)], DUEL)).toBe(usual);
    expect(lone).toBeGreaterThan(usual);
    expect(lone).toBeLessThanOrEqual(usual + NEWCOMER_S);
    expect(lone).toBeLessThan(NEWCOMER_S);
  });

  it("is what it was where no player's rounds are known", () => {
    const tickets = poolOf(3, 40);
    expect(pairWave(tickets, DUEL, NOW)).toEqual(pairWave(tickets, DUEL, NOW, { ...WEIGHTS, newcomers: 0 }));
  });
});
