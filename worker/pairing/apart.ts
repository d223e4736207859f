/** Players who are never in one team, since one has blocked the other. As opponents they meet like any, so that a block chooses no opponent. */

interface Kept {
  /** Others of the wave that are never in its team. */
  readonly apart: ReadonlySet<Kept> | undefined;
}

/** The pairs of a list that are never in one team, by their places in it. */
export function pairsApart(wishes: readonly Kept[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let b = 0; b < wishes.length; b++) {
    const { apart } = wishes[b];
    if (apart === undefined) continue;
    for (let a = 0; a < b; a++) if (apart.has(wishes[a])) pairs.push([a, b]);
  }
  return pairs;
}

/** Whether so many teams keep all of them apart, with teams of any size. */
export function canKeepApart(wishes: readonly Kept[], count: number): boolean {
  const concerned = wishes.filter(({ apart }) => apart !== undefined);
  const team = new Map<Kept, number>();
  const place = (at: number): boolean => {
    if (at === concerned.length) return true;
    const wish = concerned[at];
    // A team that is still empty is like the next one.
    const tried = Math.min(count, new Set(team.values()).size + 1);
    for (let one = 0; one < tried; one++) {
      if ([...(wish.apart ?? [])].some((other) => team.get(other) === one)) continue;
      team.set(wish, one);
      if (place(at + 1)) return true;
      team.delete(wish);
    }
    return false;
  };
  return place(0);
}
