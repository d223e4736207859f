/**
 * Nakama's documented rule: every 15 s (`interval_sec`) each ticket asks for others by its query, here a range of ratings about its own
 * and a common region, and takes them by the time they were made, until `max_count` is reached. After two intervals (`max_intervals`)
 * `min_count` will do. What a ticket asks for is not widened by the server: its client asks anew, here by the mode's own width.
 * The other's query is not asked (`rev_precision` is off). Teams are the game's affair: here in the order of the list.
 */
import type { Ticket } from "#worker/pairing/ticket.ts";
import { searchWidth, waited } from "#worker/pairing/width.ts";
import { bestRegion, type Found, firstThatFit, type Policy, peopleOf, teamsInOrder } from "./policy.ts";

const INTERVAL_S = 15;
const MOST_INTERVALS = 2;

const skillOf = ({ members }: Ticket): number =>
  members.reduce((sum, { rating }) => sum + rating.mu, 0) / members.length;

export function nakama(): Policy {
  let seconds = 0;
  const intervals = new Map<string, number>();
  return {
    wave(tickets, rules, now) {
      if (seconds++ % INTERVAL_S !== 0) return [];
      const known = new Set(tickets.map(({ id }) => id));
      for (const id of intervals.keys()) if (!known.has(id)) intervals.delete(id);
      const oldestFirst = tickets.toSorted((a, b) => a.since - b.since);
      const taken = new Set<Ticket>();
      const found: Found[] = [];
      for (const ticket of oldestFirst) {
        if (taken.has(ticket)) continue;
        const tries = (intervals.get(ticket.id) ?? 0) + 1;
        intervals.set(ticket.id, tries);
        const { skill, rtt, bots } = searchWidth(rules, waited(ticket.since, now));
        const isNear = (region: string) =>
          ticket.members.every((member) => member.rtt[region] <= Math.max(rtt, Math.min(...Object.values(member.rtt))));
        const regions = Object.keys(ticket.members[0].rtt).filter(isNear);
        const hits = oldestFirst.filter(
          (other) =>
            other !== ticket &&
            !taken.has(other) &&
            Math.abs(skillOf(other) - skillOf(ticket)) <= skill / 2 &&
            regions.some((region) => other.members.every((member) => member.rtt[region] <= rtt)),
        );
        const full = firstThatFit([ticket, ...hits], rules.players.max, rules);
        const least = tries > MOST_INTERVALS ? rules.players.min : rules.players.max;
        const step = rules.teams?.count ?? 1;
        const even = peopleOf(full) - (peopleOf(full) % step);
        const chosen = peopleOf(full) === even ? full : firstThatFit([ticket, ...hits], even, rules);
        const people = peopleOf(chosen);
        const region = bestRegion(chosen);
        const isEnough = people >= least && people % step === 0;
        if (region === undefined || (!isEnough && !(bots && chosen.includes(ticket)))) continue;
        const size = Math.max(rules.players.min, Math.ceil(people / step) * step);
        const teams = teamsInOrder(chosen, rules, size);
        if (!teams) continue;
        for (const one of chosen) taken.add(one);
        found.push({ tickets: chosen, teams, region, bots: size - people });
      }
      return found;
    },
  };
}
