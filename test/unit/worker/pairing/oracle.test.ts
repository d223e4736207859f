/** How near the searches come to the best that brute force finds. `npm run bench -- pairing` prints the figures. */
import { describe, expect, it } from "vitest";
import { compare, evenest } from "#test/support/oracle.ts";
import { BRAWL, DUEL, NOW, poolOf, TEAMS, TRIPLE } from "#test/support/tickets.ts";
import { exactWave } from "#worker/pairing/exact.ts";
import { greedyWave } from "#worker/pairing/greedy.ts";
import { splitIntoTeams } from "#worker/pairing/teams.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { prepare, type Wave } from "#worker/pairing/wish.ts";

const RULES = { DUEL, TEAMS, BRAWL, TRIPLE };
const exact = (wave: Wave) => exactWave(wave.wishes, wave);

/** By how much the search costs more than the best, in the mean over pools from fixed seeds. */
function excess(
  rules: (typeof RULES)[keyof typeof RULES],
  search: (wave: Wave) => ReturnType<typeof exactWave>,
): number {
  let [cost, least] = [0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const found = compare(poolOf(seed, 4 + (seed % 9)), rules, search);
    cost += found.cost;
    least += found.least;
  }
  return cost / least - 1;
}

describe.each(Object.entries(RULES))("against brute force: %s", (_, rules) => {
  it("the exact search is within 1%", () => expect(excess(rules, exact)).toBeLessThanOrEqual(0.01));
  it("the greedy one is within 10% in the mean", () => expect(excess(rules, greedyWave)).toBeLessThanOrEqual(0.1));
});

it.each([
  ["two teams", 2, 4, 8],
  ["two teams that lack players", 2, 4, 6],
  ["three teams", 3, 2, 6],
])("teams are as even as any could be: %s", (_, count, size, tickets) => {
  for (let seed = 0; seed < 15; seed++) {
    const { wishes } = prepare(poolOf(seed, tickets, 0.2), { ...TEAMS, players: { min: 2, max: 99 } }, NOW, WEIGHTS);
    const best = evenest(wishes, count, size);
    const found = splitIntoTeams(wishes, count, size);
    expect(found === undefined).toBe(best === undefined);
    if (found !== undefined && best !== undefined) expect(found.gap).toBeCloseTo(best, 6);
  }
});
