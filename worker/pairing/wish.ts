/** Tickets as the search sees them: in numbers, each computed once a wave. */
import type { QueueRules } from "#shared/sim/index.ts";
import { whyHopeless, worstRtt } from "./hopeless.ts";
import type { Side } from "./predict.ts";
import type { Ticket } from "./ticket.ts";
import type { Weights } from "./weights.ts";
import { searchWidth, type Width, waited } from "./width.ts";

/** After so many others a player that one has met weighs half as much: a match or two. */
const HALF_MET = 8;

export interface Wish {
  /** Its place in the order of skill. */
  index: number;
  readonly ticket: Ticket;
  /** How many players. */
  readonly size: number;
  /** The mean μ: a party is as strong as its members are together. */
  readonly skill: number;
  /** All its members as one side. */
  readonly whole: Side;
  /** Each member as a side, for a match without teams. */
  readonly each: readonly Side[];
  /** Seconds. */
  readonly wait: number;
  /** What a match may be whose oldest ticket this is. */
  readonly width: Width;
  /** Its worst RTT by the wave's regions; infinite where a region is not wanted, or never allowed. */
  readonly rtt: readonly number[];
  /** The least of them. */
  readonly best: number;
  /** What it costs to leave it waiting. */
  readonly left: number;
  /** Other wishes of the wave whose players met this one's lately: the latest weighs 1, the ninth a half. */
  readonly met: Map<Wish, number>;
}

export interface Wave {
  readonly rules: QueueRules;
  readonly weights: Weights;
  readonly regions: readonly string[];
  /** In order of skill. */
  readonly wishes: readonly Wish[];
}

/** leaves out players who could never play, and a player's second ticket: each plays one match, and never against themselves. */
function usable(tickets: readonly Ticket[], rules: QueueRules): Ticket[] {
  const seen = new Set<string>();
  const oldestFirst = tickets.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return oldestFirst.filter((ticket) => {
    if (whyHopeless(ticket, rules) !== undefined || !Number.isFinite(ticket.since)) return false;
    if (ticket.members.some(({ player }) => seen.has(player))) return false;
    for (const { player } of ticket.members) seen.add(player);
    return true;
  });
}

function wishOf(
  ticket: Ticket,
  regions: readonly string[],
  { rules, weights }: Pick<Wave, "rules" | "weights">,
  now: number,
): Wish {
  const each = ticket.members.map(({ rating: { mu, sigma } }) => ({ mu, variance: sigma * sigma }));
  const mu = each.reduce((sum, side) => sum + side.mu, 0);
  const variance = each.reduce((sum, side) => sum + side.variance, 0);
  const size = each.length;
  const wait = waited(ticket.since, now);
  const never = rules.never?.rtt ?? Number.MAX_VALUE;
  const rtt = regions.map((region) => {
    const worst = worstRtt(ticket, region);
    return worst <= never ? worst : Number.POSITIVE_INFINITY;
  });
  return {
    index: 0,
    ticket,
    size,
    skill: mu / size,
    whole: { mu, variance },
    each,
    wait,
    width: searchWidth(rules, wait),
    rtt,
    best: Math.min(...rtt),
    left: size * (weights.left + weights.wait * wait),
    met: new Map(),
  };
}

function meet(wishes: readonly Wish[]): void {
  const byPlayer = new Map<string, Wish>();
  for (const wish of wishes) for (const { player } of wish.ticket.members) byPlayer.set(player, wish);
  const note = (from: Wish, to: Wish, weight: number) => from.met.set(to, Math.max(weight, from.met.get(to) ?? 0));
  for (const wish of wishes) {
    for (const { met } of wish.ticket.members) {
      for (let i = 0; i < met.length; i++) {
        const other = byPlayer.get(met[i]);
        if (other === undefined || other === wish) continue;
        const weight = 1 / (1 + i / HALF_MET);
        note(wish, other, weight);
        note(other, wish, weight);
      }
    }
  }
}

export function prepare(tickets: readonly Ticket[], rules: QueueRules, now: number, weights: Weights): Wave {
  const fit = usable(tickets, rules);
  const names = new Set<string>();
  for (const { members } of fit) for (const region in members[0].rtt) names.add(region);
  const regions = [...names].sort();
  const wishes = fit.map((ticket) => wishOf(ticket, regions, { rules, weights }, now));
  meet(wishes);
  wishes.sort((a, b) => a.skill - b.skill);
  wishes.forEach((wish, index) => {
    wish.index = index;
  });
  return { rules, weights, regions, wishes };
}
