/** A good wave for many tickets: the oldest first, each with its nearest in skill; then exchanges put right what that spoils. */
import { canKeepApart } from "./apart.ts";
import { type Group, groupOf, isNear, worth } from "./group.ts";
import { repair } from "./repair.ts";
import { Shelf } from "./shelf.ts";
import type { Wave, Wish } from "./wish.ts";

/** In how many regions a match of the oldest ticket is tried, its nearest first. */
const MOST_REGIONS = 3;

/** Whether parties of these sizes fit into the teams: the largest first, each where there is the least room for it. */
function fits(sizes: readonly number[], count: number, size: number): boolean {
  const room = new Array<number>(count).fill(size);
  for (const people of sizes.toSorted((a, b) => b - a)) {
    let best = -1;
    for (let i = 0; i < count; i++) if (room[i] >= people && (best === -1 || room[i] < room[best])) best = i;
    if (best === -1) return false;
    room[best] -= people;
  }
  return true;
}

/** The anchor and the first of the candidates that go with it, up to so many players. */
function fill(anchor: Wish, candidates: readonly Wish[], target: number, wave: Wave): Wish[] {
  const { teams } = wave.rules;
  const chosen = [anchor];
  let [people, low, high, parties] = [anchor.size, anchor.skill, anchor.skill, anchor.size > 1];
  for (const wish of candidates) {
    if (people === target) break;
    const [lower, higher] = [Math.min(low, wish.skill), Math.max(high, wish.skill)];
    if (people + wish.size > target || higher - lower > anchor.width.skill) continue;
    parties ||= wish.size > 1;
    if (
      teams &&
      parties &&
      !fits(
        [...chosen, wish].map(({ size }) => size),
        teams.count,
        target / teams.count,
      )
    )
      continue;
    if (teams && wish.apart && !canKeepApart([...chosen, wish], teams.count)) continue;
    chosen.push(wish);
    [people, low, high] = [people + wish.size, lower, higher];
  }
  return chosen;
}

const peopleOf = (wishes: readonly Wish[]): number => wishes.reduce((sum, { size }) => sum + size, 0);

/** The best of the groups that are found around the anchor in one region. */
function groupAround(anchor: Wish, candidates: readonly Wish[], wave: Wave): Group | undefined {
  const { players, teams } = wave.rules;
  const step = teams?.count ?? players.max;
  const hasParties = anchor.size > 1 || candidates.some(({ size }) => size > 1);
  const orders = hasParties ? [candidates, candidates.toSorted((a, b) => b.size - a.size)] : [candidates];
  for (let target = players.max; target > 0; target -= step) {
    if (teams && target < anchor.width.players && !anchor.width.bots) break;
    for (const order of orders) {
      const chosen = fill(anchor, order, target, wave);
      if (teams && peopleOf(chosen) < target && !anchor.width.bots) continue;
      const group = groupOf(chosen, wave);
      if (group) return group;
    }
  }
  return undefined;
}

function bestAround(anchor: Wish, shelf: Shelf, wave: Wave): Group | undefined {
  const near = wave.regions
    .map((_, region) => region)
    .filter((region) => isNear(anchor, region, anchor.width.rtt) && anchor.rtt[region] < Number.POSITIVE_INFINITY);
  near.sort((a, b) => anchor.rtt[a] - anchor.rtt[b] || a - b);
  let best: Group | undefined;
  for (const region of near.slice(0, MOST_REGIONS)) {
    const candidates = shelf.near(anchor, region, 2 * wave.rules.players.max);
    const group = groupAround(anchor, candidates, wave);
    if (group && (!best || worth(group) > worth(best))) best = group;
    // The nearest region that has enough players is good enough.
    if (best && worth(best) > 0) break;
  }
  return best && worth(best) > 0 ? best : undefined;
}

export function greedyWave(wave: Wave): Group[] {
  const shelf = new Shelf(wave);
  const groups: Group[] = [];
  const { oldestFirst } = wave;
  for (const anchor of oldestFirst) {
    if (!shelf.isFree(anchor)) continue;
    const group = bestAround(anchor, shelf, wave);
    if (!group) continue;
    for (const wish of group.wishes) shelf.take(wish);
    groups.push(group);
  }
  return repair(
    groups,
    oldestFirst.filter((wish) => shelf.isFree(wish)),
    wave,
  );
}
