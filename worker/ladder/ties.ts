/**
 * Sides that share a place. openskill halves what such a round says of them, so that who shares the first place of six gains less than
 * the third. Here a tie is the mean of the orders in which its sides could have come in.
 */

/** More orders are not tried: they tell hardly more. */
const MOST_ORDERS = 60;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Indices of equal ranks, the least rank first. */
function groupsOf(ranks: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [n, rank] of ranks.entries()) groups.set(rank, [...(groups.get(rank) ?? []), n]);
  return [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

const rotated = <T>(list: readonly T[], by: number): T[] => {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
};

/**
 * Ranks without ties that together are as good as these: within a tie each has every place as often as the others, and is as often ahead
 * of each of them as behind.
 */
export function ordersOf(ranks: readonly number[]): number[][] {
  const groups = groupsOf(ranks);
  const largest = Math.max(...groups.map(({ length }) => length));
  const turns = groups.reduce((all, { length }) => (all * length) / divisor(all, length), 1);
  const ways = largest > 2 ? [groups, groups.map((group) => group.toReversed())] : [groups];
  return ways.flatMap((way) =>
    Array.from({ length: Math.min(turns, MOST_ORDERS) }, (_, turn) => {
      const order = way.flatMap((group) => rotated(group, turn));
      const strict = ranks.map(() => 0);
      for (const [rank, n] of order.entries()) strict[n] = rank;
      return strict;
    }),
  );
}
