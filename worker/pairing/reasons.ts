/**
 * Why tickets wait: what keeps each from a match, for the monitor. Pure, and no part of a wave. The limits are lifted one after the
 * other: blocks, skill, region. The one whose lifting makes a match possible is the reason; where none does, players are too few.
 */
import type { QueueRules } from "#shared/sim/index.ts";
import { MOST_EXACT } from "./exact.ts";
import { groupOf, isNear } from "./group.ts";
import { Shelf } from "./shelf.ts";
import type { Ticket } from "./ticket.ts";
import { WEIGHTS } from "./weights.ts";
import type { Width } from "./width.ts";
import { prepare, type Wave, type Wish } from "./wish.ts";

/** What keeps a ticket from a match; `other`: a match is allowed, and comes with a later wave. As `WaitReason` of shared/monitor. */
export type Obstacle = "too_few" | "skill" | "region" | "blocked" | "other";

/** Of so many tickets the reason is found; of a longer queue it is a sample, evenly over their ages. */
export const MOST_EXPLAINED = 100;
/** So many others are looked at for one ticket of many, in each region. */
const MOST_NEAR = 64;

/** What the rules of pairing leave out at a step, and what stands in the way of a match that is possible only then. */
const STEPS: readonly {
  readonly reason: Exclude<Obstacle, "too_few">;
  readonly lift: (wish: Wish) => Wish;
}[] = [
  { reason: "other", lift: (wish) => wish },
  { reason: "blocked", lift: (wish) => ({ ...wish, apart: undefined }) },
  {
    reason: "skill",
    lift: (wish) => ({ ...wish, apart: undefined, width: { ...wish.width, skill: Number.MAX_VALUE } }),
  },
  {
    reason: "region",
    lift: ({ rtt, width, ...wish }) => ({
      ...wish,
      ...{ apart: undefined, best: 0, rtt: rtt.map(() => 0) },
      width: { ...width, skill: Number.MAX_VALUE },
    }),
  },
];

function liftAll(wave: Wave, lift: (wish: Wish) => Wish): Wave {
  const wishes = wave.wishes.map(lift);
  return { ...wave, wishes, oldestFirst: wave.oldestFirst.map(({ index }) => wishes[index]) };
}

/** Which of the tickets have a match that is allowed: every group is looked at. */
function possibleOfFew(wave: Wave): Set<string> {
  const { wishes } = wave;
  const possible = new Set<string>();
  for (let mask = 1; mask < 1 << wishes.length; mask++) {
    const group = wishes.filter((_, i) => (mask >> i) & 1);
    if (group.every(({ ticket }) => possible.has(ticket.id)) || !groupOf(group, wave)) continue;
    for (const { ticket } of group) possible.add(ticket.id);
  }
  return possible;
}

/** Others that the ticket could meet, were there only the two of them, in this region: the nearest in skill first. */
function othersIn(region: number, own: Wish, shelf: Shelf, widest: Width): Wish[] {
  return shelf.near({ ...own, width: widest }, region, MOST_NEAR).filter((wish) => {
    const skill = Math.max(own.width.skill, wish.width.skill);
    const rtt = Math.max(own.width.rtt, wish.width.rtt);
    return Math.abs(wish.skill - own.skill) <= skill && isNear(wish, region, rtt) && isNear(own, region, rtt);
  });
}

/** Whether the ticket and some of these others, taken in this order, may play. */
function canFill(own: Wish, others: readonly Wish[], wave: Wave): boolean {
  const { max } = wave.rules.players;
  const chosen = [own];
  let [people, low, high, width] = [own.size, own.skill, own.skill, own.width.skill];
  for (const wish of others) {
    const [lower, higher] = [Math.min(low, wish.skill), Math.max(high, wish.skill)];
    const wider = Math.max(width, wish.width.skill);
    if (people + wish.size > max || higher - lower > wider) continue;
    chosen.push(wish);
    [people, low, high, width] = [people + wish.size, lower, higher, wider];
    if (groupOf(chosen, wave)) return true;
    if (people === max) return false;
  }
  return false;
}

/** The same of many, for some of them. It may miss a match that only an odd choice of parties, or a far ticket, makes possible. */
function possibleOfMany(some: readonly Wish[], wave: Wave): Set<string> {
  const shelf = new Shelf(wave);
  // Every width grows with the wait.
  const widest = wave.oldestFirst[0].width;
  const isPossible = (own: Wish) =>
    groupOf([own], wave) !== undefined ||
    wave.regions.some((_, region) => {
      if (own.rtt[region] === Number.POSITIVE_INFINITY) return false;
      const near = othersIn(region, own, shelf, widest);
      // The oldest search the widest, and large parties find their place first.
      const oldest = near.toSorted((a, b) => b.wait - a.wait);
      const largest = near.toSorted((a, b) => b.size - a.size);
      return [near, oldest, largest].some((others) => canFill(own, others, wave));
    });
  return new Set(some.filter(isPossible).map(({ ticket }) => ticket.id));
}

function sampleOf(wishes: readonly Wish[]): readonly Wish[] {
  if (wishes.length <= MOST_EXPLAINED) return wishes;
  return Array.from({ length: MOST_EXPLAINED }, (_, i) => wishes[Math.floor((i * wishes.length) / MOST_EXPLAINED)]);
}

/**
 * Why these tickets, which search, have no match, by their ids: of all of them, or of a sample.
 * @param now milliseconds since 1970
 */
export function reasonsOf(tickets: readonly Ticket[], rules: QueueRules, now: number): ReadonlyMap<string, Obstacle> {
  const wave = prepare(tickets, rules, now, WEIGHTS);
  const reasons = new Map<string, Obstacle>();
  let left = sampleOf(wave.oldestFirst);
  for (const { reason, lift } of STEPS) {
    if (left.length === 0) break;
    const lifted = liftAll(wave, lift);
    const possible =
      wave.wishes.length <= MOST_EXACT
        ? possibleOfFew(lifted)
        : possibleOfMany(
            left.map(({ index }) => lifted.wishes[index]),
            lifted,
          );
    for (const { ticket } of left) if (possible.has(ticket.id)) reasons.set(ticket.id, reason);
    left = left.filter(({ ticket }) => !possible.has(ticket.id));
  }
  for (const { ticket } of left) reasons.set(ticket.id, "too_few");
  // Pairing leaves out a ticket that no match could take, and a player's second one.
  if (wave.wishes.length <= MOST_EXPLAINED)
    for (const { id } of tickets) if (!reasons.has(id)) reasons.set(id, "other");
  return reasons;
}
