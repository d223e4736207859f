/** The best wave there is, for a few tickets: every group that may play is looked at. */
import { type Group, groupOf, worth } from "./group.ts";
import type { Wave, Wish } from "./wish.ts";

/** With one more ticket the search takes two to three times as long. */
export const MOST_EXACT = 12;

/** The groups that are worth it, by the first ticket in each, as sets of bits. */
function allGroups(
  wishes: readonly Wish[],
  wave: Wave,
): { readonly mask: number; readonly group: Group; readonly worth: number }[][] {
  const byFirst: { mask: number; group: Group; worth: number }[][] = wishes.map(() => []);
  const people = new Int32Array(1 << wishes.length);
  for (let mask = 1; mask < people.length; mask++) {
    const first = 31 - Math.clz32(mask & -mask);
    people[mask] = people[mask & (mask - 1)] + wishes[first].size;
    if (people[mask] > wave.rules.players.max) continue;
    const group = groupOf(
      wishes.filter((_, i) => (mask >> i) & 1),
      wave,
    );
    if (group === undefined) continue;
    const value = worth(group);
    if (value > 0) byFirst[first].push({ mask, group, worth: value });
  }
  return byFirst;
}

/**
 * The groups that together save the most.
 * @param wishes `MOST_EXACT` of them at most
 */
export function exactWave(wishes: readonly Wish[], wave: Wave): Group[] {
  const byFirst = allGroups(wishes, wave);
  const size = 1 << wishes.length;
  // By the set of tickets that are still free: the most that they can save, and the group to begin with.
  const most = new Float64Array(size);
  const begin = new Array<Group | undefined>(size);
  const rest = new Int32Array(size);
  for (let free = 1; free < size; free++) {
    const first = 31 - Math.clz32(free & -free);
    let [value, then] = [most[free & (free - 1)], free & (free - 1)];
    for (const { mask, group, worth } of byFirst[first]) {
      if ((mask & free) !== mask) continue;
      const total = worth + most[free & ~mask];
      if (total <= value) continue;
      [value, then] = [total, free & ~mask];
      begin[free] = group;
    }
    most[free] = value;
    rest[free] = then;
  }
  const groups: Group[] = [];
  for (let free = size - 1; free > 0; free = rest[free]) {
    const group = begin[free];
    if (group) groups.push(group);
  }
  return groups;
}
