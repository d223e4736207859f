/**
 * First come, first served: as soon as there are enough for a match, the first of them play. `even` looks at the ratings once the
 * players are chosen, and makes even teams.
 */
import type { QueueRules } from "#shared/sim/index.ts";
import { splitIntoTeams } from "#worker/pairing/teams.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { searchWidth, waited } from "#worker/pairing/width.ts";
import { prepare } from "#worker/pairing/wish.ts";
import { bestRegion, type Found, firstThatFit, type Policy, peopleOf, teamsInOrder } from "./policy.ts";

function evenTeams(tickets: readonly Ticket[], rules: QueueRules, people: number, now: number): string[][] | undefined {
  if (!rules.teams) return undefined;
  const { count } = rules.teams;
  const { wishes } = prepare(tickets, rules, now, WEIGHTS);
  const split = splitIntoTeams(wishes, count, Math.ceil(people / count));
  return (
    split &&
    Array.from({ length: count }, (_, team) =>
      wishes.flatMap(({ ticket }, i) => (split.of[i] === team ? ticket.members.map(({ player }) => player) : [])),
    )
  );
}

export function firstCome(even: boolean): Policy {
  return {
    wave(tickets, rules, now) {
      let waiting = tickets.toSorted((a, b) => a.since - b.since);
      const found: Found[] = [];
      while (waiting.length > 0) {
        const { players, bots } = searchWidth(rules, waited(waiting[0].since, now));
        const chosen = firstThatFit(waiting, rules.players.max, rules);
        const people = peopleOf(chosen);
        const step = rules.teams?.count ?? 1;
        const full = people - (people % step);
        const part = people < rules.players.max && full >= players ? firstThatFit(waiting, full, rules) : chosen;
        const region = bestRegion(part);
        const enough = peopleOf(part) >= players && peopleOf(part) % step === 0;
        if ((!enough && !bots) || region === undefined) break;
        const size = Math.max(rules.players.min, Math.ceil(peopleOf(part) / step) * step);
        const teams = (even ? evenTeams(part, rules, size, now) : undefined) ?? teamsInOrder(part, rules, size);
        if (!teams) break;
        found.push({ tickets: part, teams, region, bots: size - peopleOf(part) });
        waiting = waiting.filter((ticket) => !part.includes(ticket));
      }
      return found;
    },
  };
}
