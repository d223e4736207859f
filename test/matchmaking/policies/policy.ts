/** A way to make matches of those who wait, as the simulator compares them. */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import type { Proposal } from "#worker/pairing/wave.ts";

/** `gap` is measured afterwards, by the same ruler for all. */
export type Found = Omit<Proposal, "gap">;

export interface Policy {
  /** Called once a second, whether it makes matches then or not. */
  wave(tickets: readonly Ticket[], rules: QueueRules, now: number): readonly Found[];
}

export const peopleOf = (tickets: readonly Ticket[]): number =>
  tickets.reduce((sum, { members }) => sum + members.length, 0);

/** The region with the least worst RTT of all that each wants; undefined where there is none. */
export function bestRegion(tickets: readonly Ticket[]): string | undefined {
  const members = tickets.flatMap((ticket) => ticket.members);
  const worst = (region: string) => Math.max(...members.map(({ rtt }) => rtt[region] ?? Number.POSITIVE_INFINITY));
  const regions = Object.keys(members[0]?.rtt ?? {}).filter((region) => worst(region) < Number.POSITIVE_INFINITY);
  return regions.sort((a, b) => worst(a) - worst(b))[0];
}

/**
 * Teams in the order in which tickets come: each into the first that has room, as one does who looks at no rating.
 * @returns undefined where the parties do not fit
 */
export function teamsInOrder(tickets: readonly Ticket[], rules: QueueRules, people: number): string[][] | undefined {
  const ids = ({ members }: Ticket) => members.map(({ player }) => player);
  if (!rules.teams) return tickets.flatMap(ids).map((id) => [id]);
  const { count } = rules.teams;
  const size = Math.ceil(people / count);
  const teams: string[][] = Array.from({ length: count }, () => []);
  for (const ticket of tickets.toSorted((a, b) => b.members.length - a.members.length)) {
    const team = teams.find((one) => one.length + ticket.members.length <= size);
    if (!team) return undefined;
    team.push(...ids(ticket));
  }
  return teams;
}

/** The first tickets of a list that make so many players together, and fit into teams. */
export function firstThatFit(tickets: readonly Ticket[], target: number, rules: QueueRules): Ticket[] {
  const chosen: Ticket[] = [];
  for (const ticket of tickets) {
    const together = [...chosen, ticket];
    if (peopleOf(together) > target || !teamsInOrder(together, rules, target)) continue;
    chosen.push(ticket);
    if (peopleOf(chosen) === target) break;
  }
  return chosen;
}
