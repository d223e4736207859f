/** What a run has been like for its people: every policy is measured by the same ruler. */
import type { QueueRules } from "#shared/sim/index.ts";
import { NEWCOMER_ROUNDS } from "#worker/pairing/newcomers.ts";
import { gapOf, type Side } from "#worker/pairing/predict.ts";
import { UNKNOWN } from "#worker/pairing/ticket.ts";
import { percentile } from "../bench/statistics.ts";
import type { Outcome, Wish } from "./outcome.ts";
import type { Person } from "./people.ts";
import type { Made } from "./pool.ts";

/** Bands of rating; about a quarter of all people are in the first and in the last. */
const BANDS = [
  { name: "below 20", to: 20 },
  { name: "20 to 30", to: 30 },
  { name: "above 30", to: Number.POSITIVE_INFINITY },
] as const;

export interface Waits {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Measured {
  readonly tickets: number;
  readonly matches: number;
  /** Seconds. */
  readonly waits: Waits;
  readonly byBand: Readonly<Record<string, Waits>>;
  /** By how much the likelier team is ahead, by the ratings, and by what the players can really do. */
  readonly gap: number;
  readonly trueGap: number;
  /** The worst RTT of a match, and how much a player's is above the own best: milliseconds. */
  readonly worstRtt: number;
  readonly detour: number;
  /** Of the people in newcomers' matches, the share who are none; and what newcomers who are alone wait. */
  readonly mixed: number;
  readonly newcomers: Waits;
  /** The share of seats that people have. */
  readonly fill: number;
  /** The share of opponents who had just met. */
  readonly again: number;
  /** The share of waits that were within the range that was told: four of five, if the estimate is honest. */
  readonly honest: number;
  readonly waiting: number;
  readonly lost: number;
  readonly split: number;
  readonly doubled: number;
  readonly kills: number;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function waitsOf(seconds: readonly number[]): Waits {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (percent: number) => (sorted.length === 0 ? 0 : percentile(sorted, percent));
  return { p50: at(50), p95: at(95), p99: at(99) };
}

const waitOf = ({ told, since }: Wish): number => (Math.max(...[...told.values()].map(({ at }) => at)) - since) / 1000;
const skillOf = ({ people }: Wish): number => mean(people.map(({ rating }) => rating.mu));

function sides(match: Made, rules: QueueRules, person: (id: string) => Person, of: (person: Person) => Side): Side[] {
  const size = Math.max(...match.teams.map((team) => team.length));
  const filled = match.teams.map((team) => {
    const members = team.map((id) => of(person(id)));
    while (rules.teams && members.length < size) members.push({ mu: UNKNOWN.mu, variance: 0 });
    return {
      mu: members.reduce((sum, { mu }) => sum + mu, 0),
      variance: members.reduce((sum, { variance }) => sum + variance, 0),
    };
  });
  return filled.filter((_, i) => rules.teams || match.teams[i].length > 0);
}

const isNew = ({ rounds }: Person): boolean => rounds !== undefined && rounds < NEWCOMER_ROUNDS;

/** The share of settled players among those that newcomers meet. */
function mixedOf(matches: readonly Made[], person: (id: string) => Person): number {
  let [met, settled] = [0, 0];
  for (const { teams } of matches) {
    const people = teams.flat().map(person);
    const newcomers = people.filter(isNew).length;
    met += newcomers * (people.length - 1);
    settled += newcomers * (people.length - newcomers);
  }
  return met === 0 ? 0 : settled / met;
}

/** Of the pairs of a match, how many had met in the match before: by the order in which the matches were played. */
function againOf(matches: readonly Made[]): number {
  const last = new Map<string, ReadonlySet<string>>();
  let [pairs, again] = [0, 0];
  for (const { teams } of matches) {
    const people = teams.flat();
    for (const one of people) {
      const before = last.get(one);
      if (!before) continue;
      pairs += people.length - 1;
      again += people.filter((other) => other !== one && before.has(other)).length;
    }
    for (const one of people) last.set(one, new Set(people));
  }
  return pairs === 0 ? 0 : again / pairs;
}

export function measure(outcome: Outcome, rules: QueueRules): Measured {
  const { wishes, person, lost, split, doubled, waiting, kills } = outcome;
  const served = wishes.filter((wish) => !wish.over && wish.told.size === wish.people.length);
  const matches = [...new Set(served.flatMap(({ told }) => [...told.values()].map(({ match }) => match)))];
  const gaps = (of: (person: Person) => Side) => mean(matches.map((match) => gapOf(sides(match, rules, person, of))));
  const rtts = (match: Made) => match.teams.flat().map((id) => person(id).rtt[match.region]);
  const best = (id: string) => Math.min(...Object.values(person(id).rtt));
  const foretold = served.filter(({ estimate }) => estimate !== undefined);
  const isHonest = (wish: Wish) =>
    wish.estimate !== undefined && waitOf(wish) >= wish.estimate.from && waitOf(wish) <= wish.estimate.to;
  let from = Number.NEGATIVE_INFINITY;
  const byBand = BANDS.map(({ name, to }) => {
    const band = served.filter((wish) => skillOf(wish) >= from && skillOf(wish) < to);
    from = to;
    return [name, waitsOf(band.map(waitOf))] as const;
  });
  return {
    tickets: wishes.length,
    matches: matches.length,
    waits: waitsOf(served.map(waitOf)),
    byBand: Object.fromEntries(byBand),
    gap: gaps(({ rating: { mu, sigma } }) => ({ mu, variance: sigma * sigma })),
    trueGap: gaps(({ truth }) => ({ mu: truth, variance: 0 })),
    worstRtt: mean(matches.map((match) => Math.max(...rtts(match)))),
    detour: mean(matches.flatMap((match) => match.teams.flat().map((id) => person(id).rtt[match.region] - best(id)))),
    mixed: mixedOf(matches, person),
    newcomers: waitsOf(served.filter(({ people }) => people.length === 1 && isNew(people[0])).map(waitOf)),
    fill: mean(matches.map(({ teams }) => teams.flat().length / rules.players.max)),
    again: againOf(matches),
    honest: foretold.filter(isHonest).length / Math.max(1, foretold.length),
    waiting,
    lost,
    split,
    doubled,
    kills,
  };
}
