/** Tickets that no match could ever take: refused as they are made, so that no player waits in vain. */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Member, Ticket } from "./ticket.ts";

/**
 * - `empty`: it has no members.
 * - `twice`: a player is in it twice.
 * - `party-too-large`: it has more members than a team, or than a match without teams.
 * - `no-region`: there is no region that all members want and that is near enough to all of them.
 * - `rating`: a rating that is no number.
 */
export type Hopeless = "empty" | "twice" | "party-too-large" | "no-region" | "rating";

const isRated = ({ rating: { mu, sigma } }: Member): boolean => Number.isFinite(mu) && Number.isFinite(sigma);

/** The worst RTT of the ticket's members to this region; infinite where one of them does not want it. */
export function worstRtt({ members }: Ticket, region: string): number {
  let worst = 0;
  for (const { rtt } of members) {
    const one = Object.hasOwn(rtt, region) ? rtt[region] : Number.POSITIVE_INFINITY;
    if (!(one >= 0)) return Number.POSITIVE_INFINITY;
    if (one > worst) worst = one;
  }
  return worst;
}

/** What of the ticket itself no match takes; its regions are another question. */
export function whyUnfit(
  { members }: Ticket,
  { players, teams }: QueueRules,
): Exclude<Hopeless, "no-region"> | undefined {
  if (members.length === 0) return "empty";
  if (members.length > 1 && new Set(members.map(({ player }) => player)).size < members.length) return "twice";
  if (members.length > (teams?.size ?? players.max)) return "party-too-large";
  return members.every(isRated) ? undefined : "rating";
}

/** @returns undefined where some match could take the ticket, if enough others come */
export function whyHopeless(ticket: Ticket, rules: QueueRules): Hopeless | undefined {
  const unfit = whyUnfit(ticket, rules);
  if (unfit !== undefined) return unfit;
  const limit = rules.never?.rtt ?? Number.MAX_VALUE;
  const regions = Object.keys(ticket.members[0].rtt);
  return regions.some((region) => worstRtt(ticket, region) <= limit) ? undefined : "no-region";
}
