/** How near ratings come to the truth, and how good what they predict is. */

/** Ranks from 1 up; equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to += 1;
    for (let n = from; n < to; n++) ranks[order[n]] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Spearman's rank correlation, -1 to 1: Pearson's of the ranks, which is right with equal values too. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const [mx, my] = [meanOf(x), meanOf(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [n, value] of x.entries()) {
    xy += (value - mx) * (y[n] - my);
    xx += (value - mx) ** 2;
    yy += (y[n] - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

/** A prediction, and what has happened: 1 = the first side was ahead, 0 = the other, 0.5 = neither. */
export interface Outcome {
  /** The chance that the first side is ahead, 0 to 1. */
  readonly chance: number;
  readonly happened: number;
}

/** No prediction is surer than this: else one that fails would cost without end. */
const SUREST = 1e-6;

/** The mean surprise, in nats: ln 2 = 0.693 for one who knows nothing, 0 for one who knows all. */
export function logLoss(outcomes: readonly Outcome[]): number {
  return meanOf(
    outcomes.map(({ chance, happened }) => {
      const p = Math.min(1 - SUREST, Math.max(SUREST, chance));
      return -(happened * Math.log(p) + (1 - happened) * Math.log(1 - p));
    }),
  );
}

export interface Bin {
  readonly outcomes: number;
  /** Means of the favourites' chances, as predicted and as they came. */
  readonly predicted: number;
  readonly happened: number;
}

/** Between two of them lies a bin of the calibration. */
const EDGES = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.001] as const;

/** How often favourites win, by how sure one was of it. Bins without outcomes are left out. */
export function calibration(outcomes: readonly Outcome[]): Bin[] {
  const favoured = outcomes.map(({ chance, happened }) =>
    chance >= 0.5 ? { chance, happened } : { chance: 1 - chance, happened: 1 - happened },
  );
  return EDGES.slice(1).flatMap((edge, n) => {
    const own = favoured.filter(({ chance }) => chance >= EDGES[n] && chance < edge);
    if (own.length === 0) return [];
    const predicted = meanOf(own.map(({ chance }) => chance));
    return [{ outcomes: own.length, predicted, happened: meanOf(own.map(({ happened }) => happened)) }];
  });
}

/** By how much predictions are off, in the mean over all outcomes. */
export function calibrationError(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, { outcomes }) => sum + outcomes, 0);
  return bins.reduce((sum, bin) => sum + (bin.outcomes / total) * Math.abs(bin.predicted - bin.happened), 0);
}
