/**
 * Betters a wave by exchanges: a ticket that was left for one that plays, and tickets of two matches that are near in skill. In a
 * small pool the exact search then goes over one neighbourhood after the other.
 */
import { exactWave, MOST_EXACT } from "./exact.ts";
import { type Group, groupOf, worth } from "./group.ts";
import type { Wave, Wish } from "./wish.ts";

/** How many groups are looked at in a wave: what bounds the time that it takes. */
const MOST_TRIES = 4000;
/** Less is rounding. */
const BETTER = 1e-9;
/** How many of those who were left are tried in a group. */
const MOST_LEFT = 12;
/** In a crowd every player has near neighbours, and there is nothing to put right. */
const CROWD = 2000;

/** In a larger pool exchanges do as well, and the exact search would take too long. */
const MOST_SEARCHED = 100;
/** How many tickets are searched at once. */
const NEIGHBOURHOOD = 10;

const meanSkill = ({ wishes }: Group): number => wishes.reduce((sum, { skill }) => sum + skill, 0) / wishes.length;
const sum = (groups: readonly Group[]): number => groups.reduce((total, group) => total + worth(group), 0);
const withOther = (wishes: readonly Wish[], at: number, other: Wish): Wish[] =>
  wishes.map((wish, i) => (i === at ? other : wish));

class Repair {
  readonly #wave: Wave;
  #tries = MOST_TRIES;

  constructor(wave: Wave) {
    this.#wave = wave;
  }

  get isOver(): boolean {
    return this.#tries <= 0;
  }

  #try(wishes: readonly Wish[]): Group | undefined {
    this.#tries -= 1;
    return groupOf(wishes, this.#wave);
  }

  /** Takes a ticket that was left in place of one in the group, where that saves more. */
  replace(group: Group, left: Wish[]): Group {
    const mean = meanSkill(group);
    const near = left.toSorted((a, b) => Math.abs(a.skill - mean) - Math.abs(b.skill - mean)).slice(0, MOST_LEFT);
    for (const other of near) {
      for (let i = 0; i < group.wishes.length && !this.isOver; i++) {
        const wish = group.wishes[i];
        if (wish.size !== other.size) continue;
        const tried = this.#try(withOther(group.wishes, i, other));
        if (!tried || worth(tried) <= worth(group) + BETTER) continue;
        left[left.indexOf(other)] = wish;
        group = tried;
        break;
      }
    }
    return group;
  }

  /** Swaps two tickets of the groups, where both together save more. */
  swap(a: Group, b: Group): [Group, Group] {
    for (let i = 0; i < a.wishes.length; i++) {
      for (let j = 0; j < b.wishes.length && !this.isOver; j++) {
        if (a.wishes[i].size !== b.wishes[j].size) continue;
        const first = this.#try(withOther(a.wishes, i, b.wishes[j]));
        if (!first) continue;
        const second = this.#try(withOther(b.wishes, j, a.wishes[i]));
        if (!second || worth(first) + worth(second) <= worth(a) + worth(b) + BETTER) continue;
        [a, b] = [first, second];
      }
    }
    return [a, b];
  }
}

/** Pairs a group, its neighbours in skill and those who were left near it anew, the best way there is. */
function searchAround(group: Group, groups: readonly Group[], left: readonly Wish[], wave: Wave): Group[] | undefined {
  const mean = meanSkill(group);
  const distance = (skill: number) => Math.abs(skill - mean);
  const taken = [group];
  let tickets = group.wishes.length;
  for (const other of groups.toSorted((a, b) => distance(meanSkill(a)) - distance(meanSkill(b)))) {
    if (other === group || tickets + other.wishes.length > NEIGHBOURHOOD) continue;
    taken.push(other);
    tickets += other.wishes.length;
  }
  const near = left.toSorted((a, b) => distance(a.skill) - distance(b.skill));
  const wishes = [...taken.flatMap(({ wishes }) => wishes), ...near].slice(0, Math.max(tickets, NEIGHBOURHOOD));
  if (wishes.length > MOST_EXACT) return undefined;
  const found = exactWave(wishes, wave);
  if (sum(found) <= sum(taken) + BETTER) return undefined;
  return [...groups.filter((one) => !taken.includes(one)), ...found];
}

function search(groups: Group[], wave: Wave): Group[] {
  for (const group of groups) {
    if (!groups.includes(group)) continue;
    const playing = new Set(groups.flatMap(({ wishes }) => wishes));
    const left = wave.wishes.filter((wish) => !playing.has(wish));
    groups = searchAround(group, groups, left, wave) ?? groups;
  }
  return groups;
}

/** @param left those in no group, the oldest first */
export function repair(groups: Group[], left: Wish[], wave: Wave): Group[] {
  if (wave.wishes.length > CROWD) return groups;
  const work = new Repair(wave);
  for (let before = Number.NEGATIVE_INFINITY; !work.isOver && sum(groups) > before + BETTER; ) {
    before = sum(groups);
    groups.sort((a, b) => meanSkill(a) - meanSkill(b));
    for (let i = 0; i < groups.length && !work.isOver; i++) groups[i] = work.replace(groups[i], left);
    for (let i = 0; i + 1 < groups.length && !work.isOver; i++) {
      [groups[i], groups[i + 1]] = work.swap(groups[i], groups[i + 1]);
    }
  }
  return wave.wishes.length <= MOST_SEARCHED ? search(groups, wave) : groups;
}
