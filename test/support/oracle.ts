/** The best wave by brute force: every way to put tickets into groups, and every way to make teams. Slow, and simple enough to be believed. */
import type { QueueRules } from "#shared/sim/index.ts";
import { type Group, groupOf, worth } from "#worker/pairing/group.ts";
import { BETA, phi } from "#worker/pairing/predict.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { prepare, type Wave, type Wish } from "#worker/pairing/wish.ts";
import { NOW } from "./tickets.ts";

/** The least gap of two teams over all ways to make them: what `splitIntoTeams` must reach. */
export function evenest(wishes: readonly Wish[], count: number, size: number): number | undefined {
  let least: number | undefined;
  const team = new Array<number>(wishes.length).fill(0);
  for (let way = 0; way < count ** wishes.length; way++) {
    for (let i = 0, rest = way; i < wishes.length; i++, rest = Math.floor(rest / count)) team[i] = rest % count;
    const sides = Array.from({ length: count }, (_, side) => wishes.filter((_, i) => team[i] === side));
    const people = sides.map((side) => side.reduce((sum, wish) => sum + wish.size, 0));
    if (people.some((n) => n > size)) continue;
    const mu = sides.map((side, i) => side.reduce((sum, { whole }) => sum + whole.mu, (size - people[i]) * 25));
    const variance = sides.map((side, i) =>
      side.reduce((sum, { whole }) => sum + whole.variance, (size - people[i]) * (25 / 3) ** 2),
    );
    const mean = sides.map((_, a) => {
      const won = sides.map((_, b) =>
        phi((mu[a] - mu[b]) / Math.sqrt(count * BETA * BETA + variance[a] + variance[b])),
      );
      return won.reduce((sum, p, b) => (a === b ? sum : sum + p), 0) / (count - 1);
    });
    const gap = Math.max(...mean) - Math.min(...mean);
    if (least === undefined || gap < least) least = gap;
  }
  return least;
}

/** The most that any set of groups saves, found by trying each ticket in each group that holds it, and in none. */
export function mostWorth(wave: Wave): number {
  const { wishes } = wave;
  const groups = new Map<number, number>();
  for (let mask = 1; mask < 1 << wishes.length; mask++) {
    const group = groupOf(
      wishes.filter((_, i) => (mask >> i) & 1),
      wave,
    );
    if (group) groups.set(mask, worth(group));
  }
  const known = new Map<number, number>([[0, 0]]);
  const best = (free: number): number => {
    const found = known.get(free);
    if (found !== undefined) return found;
    const first = free & -free;
    let most = best(free & ~first);
    for (let others = free & ~first, sub = others; ; sub = (sub - 1) & others) {
      const value = groups.get(sub | first);
      if (value !== undefined) most = Math.max(most, value + best(free & ~(sub | first)));
      if (sub === 0) break;
    }
    known.set(free, most);
    return most;
  };
  return best((1 << wishes.length) - 1);
}

/** What a wave costs: its matches, and those who are left waiting. */
export interface Gap {
  readonly cost: number;
  readonly least: number;
}

/** @param search one of the searches, as `exactWave` or `greedyWave` */
export function compare(tickets: readonly Ticket[], rules: QueueRules, search: (wave: Wave) => readonly Group[]): Gap {
  const wave = prepare(tickets, rules, NOW, WEIGHTS);
  const left = wave.wishes.reduce((sum, wish) => sum + wish.left, 0);
  const saved = search(wave).reduce((sum, group) => sum + worth(group), 0);
  return { cost: left - saved, least: left - mostWorth(wave) };
}
