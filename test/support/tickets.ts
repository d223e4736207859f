/** Tickets and rules for tests of pairing, drawn by fast-check or from a seed. */
import fc from "fast-check";
import type { QueueRules } from "#shared/sim/index.ts";
import { Random } from "#shared/sim/index.ts";
import type { Member, Ticket } from "#worker/pairing/ticket.ts";

export const NOW = 1_800_000_000_000;

export const REGIONS = ["eeur", "enam", "weur"] as const;

export const DUEL: QueueRules = {
  players: { min: 2, max: 2 },
  skill: [
    [0, 4],
    [30, 15],
  ],
  rtt: [
    [0, 60],
    [30, 200],
  ],
  botsAfter: 60,
};

export const TEAMS: QueueRules = {
  players: { min: 4, max: 8 },
  teams: { count: 2, size: 4 },
  skill: [
    [0, 8],
    [20, 30],
  ],
  rtt: [
    [0, 80],
    [20, 250],
  ],
};

export const BRAWL: QueueRules = {
  players: { min: 3, max: 6, minAfter: 20 },
  skill: [
    [0, 6],
    [40, 20],
  ],
  rtt: [[0, 120]],
  never: { rtt: 220 },
};

export const TRIPLE: QueueRules = {
  players: { min: 6, max: 6 },
  teams: { count: 3, size: 2 },
  skill: [
    [0, 10],
    [20, 40],
  ],
  rtt: [[0, 400]],
  never: { skill: 30 },
  botsAfter: 30,
};

const memberOf = (
  player: string,
  mu: number,
  sigma: number,
  rtts: readonly number[],
  met: readonly number[],
  more: Pick<Member, "rounds" | "apart"> = {},
): Member => ({
  player,
  rating: { mu, sigma },
  rtt: Object.fromEntries(REGIONS.flatMap((region, i) => (rtts[i] >= 0 ? [[region, rtts[i]]] : []))),
  met: met.map((n) => `p${n}-0`),
  ...more,
});

const drawnMember = fc.record({
  mu: fc.double({ min: 0, max: 50, noNaN: true }),
  sigma: fc.double({ min: 1, max: 8.4, noNaN: true }),
  // Below 0: the region is not wanted.
  rtts: fc.array(fc.integer({ min: -30, max: 260 }), { minLength: REGIONS.length, maxLength: REGIONS.length }),
  met: fc.array(fc.nat(20), { maxLength: 4 }),
  // Most have played for long; of some nothing is known.
  rounds: fc.option(fc.oneof(fc.nat(6), fc.nat(200)), { nil: undefined }),
  apart: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, fc.array(fc.nat(20), { maxLength: 3 })),
});

const drawnTicket = (largest: number) =>
  fc.record({
    wait: fc.integer({ min: -2000, max: 90_000 }),
    members: fc.oneof(
      { weight: 3, arbitrary: fc.array(drawnMember, { minLength: 1, maxLength: 1 }) },
      fc.array(drawnMember, { minLength: 1, maxLength: largest }),
    ),
  });

/** Pools of waiting tickets; `largest` is that of a party. */
export const pools = (most: number, largest: number): fc.Arbitrary<Ticket[]> =>
  fc.array(drawnTicket(largest), { maxLength: most }).map((drawn) =>
    drawn.map(({ wait, members }, n) => ({
      id: `t${n}`,
      since: NOW - wait,
      members: members.map(({ mu, sigma, rtts, met, rounds, apart }, m) =>
        memberOf(`p${n}-${m}`, mu, sigma, rtts, met, { rounds, apart: apart.map((one) => `p${one}-0`) }),
      ),
    })),
  );

/** The rules of every shape: two players, two teams, three teams, each alone. */
export const anyRules = fc.constantFrom(DUEL, TEAMS, BRAWL, TRIPLE);

/** A number about `mean`, from the sum of uniform ones. */
function about(random: Random, mean: number, deviation: number): number {
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += random.below(1_000_000) / 1_000_000;
  return mean + deviation * (sum - 6);
}

/** A pool from a seed, for figures that must be the same each time. */
export function poolOf(seed: number, size: number, parties = 0.15, longest = 30_000): Ticket[] {
  const random = new Random({ seed, draws: 0 });
  const member = (player: string): Member => {
    const home = random.below(REGIONS.length);
    const rtts = REGIONS.map((_, i) => (i === home ? 10 + random.below(40) : 60 + random.below(120)));
    return memberOf(player, about(random, 25, 25 / 3), 2 + random.below(600) / 100, rtts, [random.below(size)]);
  };
  return Array.from({ length: size }, (_, n) => ({
    id: `t${n}`,
    since: NOW - random.below(longest),
    members: Array.from({ length: random.below(1000) < 1000 * parties ? 2 : 1 }, (_, m) => member(`p${n}-${m}`)),
  }));
}
