/** Puts tickets into teams of equal size, each ticket whole in one, so that the match is as even as it can be. */
import { pairsApart } from "./apart.ts";
import { gapOf, type Side } from "./predict.ts";
import { UNKNOWN } from "./ticket.ts";
import type { Wish } from "./wish.ts";

/** How many ways are tried at most. Two teams of six have 462: then all of them are. */
const MOST_WAYS = 1000;
/** How many steps the search takes at most, where parties fit nowhere. */
const MOST_STEPS = 20_000;

export interface Teams {
  /** The team of each ticket. */
  readonly of: readonly number[];
  readonly gap: number;
}

interface Team {
  people: number;
  mu: number;
  variance: number;
}

/** A team with the bots that it lacks. */
const filled = ({ people, mu, variance }: Team, size: number): Side => ({
  mu: mu + (size - people) * UNKNOWN.mu,
  variance: variance + (size - people) * UNKNOWN.sigma * UNKNOWN.sigma,
});

/** With so many tickets every way to make two teams is looked at, in one pass over the sets of tickets. */
const MOST_HALVES = 12;
const halfPeople = new Int32Array(1 << (MOST_HALVES - 1));
const halfMu = new Float64Array(1 << (MOST_HALVES - 1));

/** Two teams: the set of tickets, without the last one, whose μ is nearest to the half of all. */
function halve(wishes: readonly Wish[], size: number): number[] | undefined {
  const last = wishes.length - 1;
  let [people, mu] = [0, 0];
  for (const wish of wishes) {
    people += wish.size;
    mu += wish.whole.mu;
  }
  const bots = 2 * size - people;
  const apart = pairsApart(wishes);
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let mask = 0; mask < 1 << last; mask++) {
    if (mask > 0) {
      const { size: added, whole } = wishes[31 - Math.clz32(mask & -mask)];
      halfPeople[mask] = halfPeople[mask & (mask - 1)] + added;
      halfMu[mask] = halfMu[mask & (mask - 1)] + whole.mu;
    }
    const lacking = size - halfPeople[mask];
    if (lacking < 0 || lacking > bots) continue;
    if (apart.some(([a, b]) => ((mask >> a) & 1) === ((mask >> b) & 1))) continue;
    const uneven = Math.abs(2 * (halfMu[mask] + lacking * UNKNOWN.mu) - mu - bots * UNKNOWN.mu);
    if (uneven < least) [best, least] = [mask, uneven];
  }
  return best === -1 ? undefined : wishes.map((_, i) => (i < last && (best >> i) & 1 ? 0 : 1));
}

/** Any number of teams: the ways that a search in depth comes to first. */
function search(wishes: readonly Wish[], count: number, size: number): number[] | undefined {
  // The large and the strong first: then the first way that is found is a good one already.
  const order = wishes.map((_, i) => i);
  order.sort((a, b) => wishes[b].size - wishes[a].size || wishes[b].whole.mu - wishes[a].whole.mu || a - b);
  const teams: Team[] = Array.from({ length: count }, () => ({ people: 0, mu: 0, variance: 0 }));
  const of = new Array<number>(wishes.length).fill(0);
  let best: number[] | undefined;
  let [least, ways, steps] = [Number.POSITIVE_INFINITY, 0, 0];
  // With two teams the variance of their difference is the same in each way.
  const unevenness = (): number => {
    const sides = teams.map((team) => filled(team, size));
    return count === 2 ? Math.abs(sides[0].mu - sides[1].mu) : gapOf(sides);
  };
  const place = (at: number): void => {
    if (at === order.length) {
      ways += 1;
      const uneven = unevenness();
      if (uneven < least) [least, best] = [uneven, of.slice()];
      return;
    }
    const { size: people, whole } = wishes[order[at]];
    const weakestFirst = teams.map((_, i) => i).sort((a, b) => teams[a].mu - teams[b].mu || a - b);
    let triedEmpty = false;
    const { apart } = wishes[order[at]];
    for (const i of weakestFirst) {
      const team = teams[i];
      if (apart && order.some((other, n) => n < at && of[other] === i && apart.has(wishes[other]))) continue;
      if (team.people + people > size || (team.people === 0 && triedEmpty)) continue;
      if (ways >= MOST_WAYS || ++steps > MOST_STEPS) return;
      triedEmpty ||= team.people === 0;
      const { people: before, mu, variance } = team;
      team.people += people;
      team.mu += whole.mu;
      team.variance += whole.variance;
      of[order[at]] = i;
      place(at + 1);
      team.people = before;
      team.mu = mu;
      team.variance = variance;
    }
  };
  place(0);
  return best;
}

/**
 * @param size how many players each team has; a team that lacks some is filled with bots
 * @returns undefined where the parties fit into no such teams
 */
export function splitIntoTeams(wishes: readonly Wish[], count: number, size: number): Teams | undefined {
  const best = count === 2 && wishes.length <= MOST_HALVES ? halve(wishes, size) : search(wishes, count, size);
  if (best === undefined) return undefined;
  const sides: Team[] = Array.from({ length: count }, () => ({ people: 0, mu: 0, variance: 0 }));
  best.forEach((team, i) => {
    sides[team].people += wishes[i].size;
    sides[team].mu += wishes[i].whole.mu;
    sides[team].variance += wishes[i].whole.variance;
  });
  return { of: best, gap: gapOf(sides.map((team) => filled(team, size))) };
}
