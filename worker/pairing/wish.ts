/** Tickets as the search sees them: in numbers, each computed once a wave. */
import type { QueueRules } from "#shared/sim/index.ts";
import { whyUnfit, worstRtt } from "./hopeless.ts";
import { type Experience, experienceOf } from "./newcomers.ts";
import type { Side } from "./predict.ts";
import type { Ticket } from "./ticket.ts";
import type { Weights } from "./weights.ts";
import { searchWidth, type Width, waited } from "./width.ts";

/** After so many others a player that one has met weighs half as much: a match or two. */
const HALF_MET = 8;

export interface Met {
  readonly wish: Wish;
  /** The latest player that one has met weighs 1, the ninth a half. */
  readonly weight: number;
}

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
  /** Other wishes of the wave whose players this one's have met lately. */
  met: Met[] | undefined;
  readonly experience: Experience;
  /** Other wishes of the wave that are never in its team. */
  apart: Set<Wish> | undefined;
}

export interface Wave {
  readonly rules: QueueRules;
  readonly weights: Weights;
  readonly regions: readonly string[];
  /** In order of skill. */
  readonly wishes: readonly Wish[];
  readonly oldestFirst: readonly Wish[];
}

function sumOf(sides: readonly Side[]): Side {
  let [mu, variance] = [0, 0];
  for (const side of sides) {
    mu += side.mu;
    variance += side.variance;
  }
  return { mu, variance };
}

function wishOf(
  ticket: Ticket,
  regions: readonly string[],
  { rules, weights }: Pick<Wave, "rules" | "weights">,
  now: number,
): Wish {
  const each = ticket.members.map(({ rating: { mu, sigma } }) => ({ mu, variance: sigma * sigma }));
  const size = each.length;
  const [whole] = size === 1 ? each : [sumOf(each)];
  const wait = waited(ticket.since, now);
  const never = rules.never?.rtt ?? Number.MAX_VALUE;
  const rtt: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const region of regions) {
    const worst = worstRtt(ticket, region);
    rtt.push(worst <= never ? worst : Number.POSITIVE_INFINITY);
    if (worst <= never && worst < best) best = worst;
  }
  return {
    index: 0,
    ticket,
    size,
    skill: whole.mu / size,
    whole,
    each,
    wait,
    width: searchWidth(rules, wait),
    rtt,
    best,
    left: size * (weights.left + weights.wait * wait),
    met: undefined,
    experience: experienceOf(ticket),
    apart: undefined,
  };
}

function meet(wish: Wish, wishes: readonly Wish[], byPlayer: ReadonlyMap<string, number>): void {
  for (const { met } of wish.ticket.members) {
    for (let i = 0; i < met.length; i++) {
      const at = byPlayer.get(met[i]);
      if (at === undefined || wishes[at] === wish) continue;
      wish.met ??= [];
      wish.met.push({ wish: wishes[at], weight: 1 / (1 + i / HALF_MET) });
    }
  }
}

function keepApart(wish: Wish, wishes: readonly Wish[], byPlayer: ReadonlyMap<string, number>): void {
  for (const { apart = [] } of wish.ticket.members) {
    for (const player of apart) {
      const at = byPlayer.get(player);
      if (at === undefined || wishes[at] === wish) continue;
      const other = wishes[at];
      wish.apart ??= new Set();
      wish.apart.add(other);
      other.apart ??= new Set();
      other.apart.add(wish);
    }
  }
}

const byAge = (a: Ticket, b: Ticket): number => a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Leaves out tickets that no match could take, and a player's second one: each plays one match, and never against themselves.
 */
export function prepare(tickets: readonly Ticket[], rules: QueueRules, now: number, weights: Weights): Wave {
  const names = new Set<string>();
  for (const { members } of tickets) for (const region in members[0]?.rtt) names.add(region);
  const regions = [...names].sort();
  const oldestFirst: Wish[] = [];
  const byPlayer = new Map<string, number>();
  for (const ticket of tickets.toSorted(byAge)) {
    if (!Number.isFinite(ticket.since) || whyUnfit(ticket, rules) !== undefined) continue;
    const wish = wishOf(ticket, regions, { rules, weights }, now);
    if (wish.best === Number.POSITIVE_INFINITY || ticket.members.some(({ player }) => byPlayer.has(player))) continue;
    for (const { player } of ticket.members) byPlayer.set(player, oldestFirst.length);
    oldestFirst.push(wish);
  }
  for (const wish of oldestFirst) meet(wish, oldestFirst, byPlayer);
  if (rules.teams) for (const wish of oldestFirst) keepApart(wish, oldestFirst, byPlayer);
  const wishes = oldestFirst.toSorted((a, b) => a.skill - b.skill);
  for (let i = 0; i < wishes.length; i++) wishes[i].index = i;
  return { rules, weights, regions, wishes, oldestFirst };
}
