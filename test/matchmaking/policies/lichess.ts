/**
 * Waves as lichess has them: every 12 s, or as soon as 24 players wait, all are looked at once. Two may play if the difference of
 * their ratings, less a bonus for each wave that both have missed, is small enough; those who are nearest in rating do. lichess pairs
 * two; for a mode of more players the same rule is applied to neighbours in the order of ratings.
 */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { searchWidth, waited } from "#worker/pairing/width.ts";
import { bestRegion, type Found, firstThatFit, type Policy, peopleOf, teamsInOrder } from "./policy.ts";

const WAVE_S = 12;
const FULL = 24;
/** lichess counts in points of which some 350 are a deviation; openskill's deviation is 25/3. */
const POINT = 25 / 3 / 350;
const MOST_SCORE = 100 * POINT;
const MISS_BONUS = 12 * POINT;
const MOST_BONUS = 400 * POINT;

const skillOf = ({ members }: Ticket): number =>
  members.reduce((sum, { rating }) => sum + rating.mu, 0) / members.length;

export function lichess(): Policy {
  let last = Number.NEGATIVE_INFINITY;
  const misses = new Map<string, number>();
  const bonus = ({ id }: Ticket) => Math.min(MOST_BONUS, (misses.get(id) ?? 0) * MISS_BONUS);

  /** What is wrong with these as one match: the spread of their ratings, less the least bonus of them. */
  const scoreOf = (tickets: readonly Ticket[]): number => {
    const skills = tickets.map(skillOf);
    return Math.max(...skills) - Math.min(...skills) - Math.min(...tickets.map(bonus));
  };

  function cut(order: readonly Ticket[], rules: QueueRules, now: number): Found[] {
    const windows: { tickets: Ticket[]; score: number }[] = [];
    for (let from = 0; from < order.length; from++) {
      const { players } = searchWidth(rules, waited(Math.min(...order.map(({ since }) => since)), now));
      const tickets = firstThatFit(order.slice(from, from + 2 * rules.players.max), rules.players.max, rules);
      const people = peopleOf(tickets);
      if (people < players || people % (rules.teams?.count ?? 1) !== 0) continue;
      const score = scoreOf(tickets);
      if (score <= MOST_SCORE * (rules.players.max / 2)) windows.push({ tickets, score });
    }
    windows.sort((a, b) => a.score - b.score);
    const taken = new Set<Ticket>();
    const found: Found[] = [];
    for (const { tickets } of windows) {
      if (tickets.some((ticket) => taken.has(ticket))) continue;
      const region = bestRegion(tickets);
      const teams = teamsInOrder(tickets, rules, peopleOf(tickets));
      if (region === undefined || !teams) continue;
      for (const ticket of tickets) taken.add(ticket);
      found.push({ tickets, teams, region, bots: 0 });
    }
    return found;
  }

  return {
    wave(tickets, rules, now) {
      if (now - last < WAVE_S * 1000 && peopleOf(tickets) < FULL) return [];
      last = now;
      const found = cut(
        tickets.toSorted((a, b) => skillOf(a) - skillOf(b)),
        rules,
        now,
      );
      const paired = new Set(found.flatMap(({ tickets: some }) => some));
      const waiting = new Map(
        tickets.filter((ticket) => !paired.has(ticket)).map(({ id }) => [id, (misses.get(id) ?? 0) + 1]),
      );
      misses.clear();
      for (const [id, missed] of waiting) misses.set(id, missed);
      return found;
    },
  };
}
