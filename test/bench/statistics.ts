/** Medians and spreads of a few measurements. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** "0.85 (0.80 to 0.93)": the median of the ratios of pairs, and their least and greatest. */
export function ratio(ours: readonly number[], theirs: readonly number[]): string {
  const ratios = ours.map((value, i) => value / theirs[i]);
  return `${round(median(ratios))} (${round(Math.min(...ratios))} to ${round(Math.max(...ratios))})`;
}

/** The value that so many percent (0 to 100) are not above. @param sorted the least first, and at least one */
export const percentile = (sorted: ArrayLike<number>, percent: number): number =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];

/** By how much y grows for each x, by least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const [both, square] = points.reduce(
    ([xy, xx], point) => [xy + (point[0] - x) * (point[1] - y), xx + (point[0] - x) ** 2],
    [0, 0],
  );
  return both / square;
}
