/** Whether some tickets may play one match together, and what that costs: the one rule that every search goes by. */
import { mixing } from "./newcomers.ts";
import { gapOf } from "./predict.ts";
import { splitIntoTeams, type Teams } from "./teams.ts";
import { UNKNOWN } from "./ticket.ts";
import type { Wave, Wish } from "./wish.ts";

export interface Group {
  readonly wishes: readonly Wish[];
  /** The team of each; undefined where each plays alone. */
  readonly teams: readonly number[] | undefined;
  /** An index of the wave's regions. */
  readonly region: number;
  readonly gap: number;
  readonly bots: number;
  readonly cost: number;
}

const BOT = { mu: UNKNOWN.mu, variance: UNKNOWN.sigma * UNKNOWN.sigma };

/** Whether this region is near enough: within the width, or the nearest that the ticket has. */
export const isNear = ({ rtt, best }: Wish, region: number, width: number): boolean =>
  rtt[region] <= Math.max(width, best);

/** The region with the least worst RTT; of equals the one with the least RTT in sum. */
function regionOf(
  wishes: readonly Wish[],
  regions: number,
  width: number,
): { region: number; worst: number } | undefined {
  let found: { region: number; worst: number; sum: number } | undefined;
  for (let region = 0; region < regions; region++) {
    let [worst, sum, near] = [0, 0, true];
    for (const wish of wishes) {
      const rtt = wish.rtt[region];
      // A region that is not wanted is infinitely far.
      if (rtt === Number.POSITIVE_INFINITY || !isNear(wish, region, width)) {
        near = false;
        break;
      }
      if (rtt > worst) worst = rtt;
      sum += rtt;
    }
    if (!near) continue;
    if (!found || worst < found.worst || (worst === found.worst && sum < found.sum)) found = { region, worst, sum };
  }
  return found;
}

interface Lineup extends Omit<Teams, "of"> {
  readonly of: readonly number[] | undefined;
  readonly bots: number;
}

function lineUp(
  wishes: readonly Wish[],
  people: number,
  least: number,
  bots: boolean,
  { rules }: Wave,
): Lineup | undefined {
  const { players, teams } = rules;
  // Bots fill up to the minimum, and teams to the same size; no further.
  if (people < least && !bots) return undefined;
  if (teams === undefined) {
    const lacking = Math.max(0, players.min - people);
    const sides = wishes.flatMap(({ each }) => each);
    for (let i = 0; i < lacking; i++) sides.push(BOT);
    return { of: undefined, gap: gapOf(sides), bots: lacking };
  }
  const { count } = teams;
  for (let size = Math.ceil(Math.max(people, players.min) / count); size <= teams.size; size++) {
    const lacking = size * count - people;
    if (lacking > 0 && !bots) return undefined;
    const split = splitIntoTeams(wishes, count, size);
    if (split) return { ...split, bots: lacking };
  }
  return undefined;
}

/** How much players of these tickets have met lately: 1 if each has just met all others. */
function metBefore(wishes: readonly Wish[]): number {
  let sum = 0;
  for (const { met } of wishes) {
    if (met === undefined) continue;
    for (const { wish, weight } of met) if (wishes.includes(wish)) sum += weight;
  }
  return sum === 0 ? 0 : Math.min(1, sum / (wishes.length * (wishes.length - 1)));
}

/** @returns undefined where the rules do not allow this match yet */
export function groupOf(wishes: readonly Wish[], wave: Wave): Group | undefined {
  const { rules, weights, regions } = wave;
  let people = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let skill = 0;
  let rtt = 0;
  let least = Number.POSITIVE_INFINITY;
  let bots = false;
  let best = 0;
  let [newcomers, settled, wait] = [0, 0, 0];
  for (const wish of wishes) {
    people += wish.size;
    if (wish.experience === "newcomer") newcomers += wish.size;
    else if (wish.experience === "settled") settled += wish.size;
    if (wish.wait > wait) wait = wish.wait;
    if (wish.skill < low) low = wish.skill;
    if (wish.skill > high) high = wish.skill;
    // Every width grows with the wait: the widest is that of the oldest ticket.
    if (wish.width.skill > skill) skill = wish.width.skill;
    if (wish.width.rtt > rtt) rtt = wish.width.rtt;
    if (wish.width.players < least) least = wish.width.players;
    bots ||= wish.width.bots;
    if (wish.best > best) best = wish.best;
  }
  if (people > rules.players.max || high - low > skill) return undefined;
  if (people < least && !bots) return undefined;
  const where = regionOf(wishes, regions.length, rtt);
  if (where === undefined) return undefined;
  const lineup = lineUp(wishes, people, least, bots, wave);
  if (lineup === undefined) return undefined;
  const { max } = rules.players;
  const each =
    weights.gap * lineup.gap +
    (weights.rtt * Math.max(0, where.worst - best)) / 100 +
    (weights.spread * (high - low)) / 100 +
    (weights.bots * lineup.bots) / (people + lineup.bots) +
    (weights.empty * (max - people - lineup.bots)) / max +
    // To meet the same players again is better than to meet bots.
    (bots ? 0 : weights.met * metBefore(wishes)) +
    weights.newcomers * mixing(newcomers, settled, wait);
  return { wishes, teams: lineup.of, region: where.region, gap: lineup.gap, bots: lineup.bots, cost: people * each };
}

/** What the group saves against leaving its tickets waiting: a match is made when this is above 0, which comes with the wait. */
export function worth({ wishes, cost }: Group): number {
  let left = 0;
  for (const wish of wishes) left += wish.left;
  return left - cost;
}
