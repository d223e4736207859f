/**
 * How even a match is, by openskill's formula for the probability to win (`predictWin`). It stands here in a closed form, for it
 * is asked some ten thousand times a wave; a test compares it with the library.
 */

/** A team, or a player alone. */
export interface Side {
  /** The sum of its members' μ. */
  readonly mu: number;
  /** The sum of their σ². */
  readonly variance: number;
}

/** How much chance a game holds, as openskill has it by default. */
export const BETA = 25 / 6;

/** The normal distribution, true to 1e-7. Abramowitz and Stegun, 7.1.26. */
export function phi(x: number): number {
  const z = Math.abs(x) * Math.SQRT1_2;
  const t = 1 / (1 + 0.3275911 * z);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * poly * Math.exp(-z * z);
  return x < 0 ? tail : 1 - tail;
}

/** For each side its probability to be ahead of another one, in the mean over the others. Two sides: of winning. */
export function chances(sides: readonly Side[]): number[] {
  const { length } = sides;
  const sums = new Array<number>(length).fill(0);
  for (let a = 0; a < length; a++) {
    for (let b = a + 1; b < length; b++) {
      const spread = Math.sqrt(length * BETA * BETA + sides[a].variance + sides[b].variance);
      const ahead = phi((sides[a].mu - sides[b].mu) / spread);
      sums[a] += ahead;
      sums[b] += 1 - ahead;
    }
  }
  return sums.map((sum) => (length === 1 ? 1 : sum / (length - 1)));
}

/** By how much the likeliest side is ahead of the least likely one: 0 where all are equal, 1 at most. */
export function gapOf(sides: readonly Side[]): number {
  if (sides.length === 2) {
    const [a, b] = sides;
    return 2 * phi(Math.abs(a.mu - b.mu) / Math.sqrt(2 * BETA * BETA + a.variance + b.variance)) - 1;
  }
  const all = chances(sides);
  let [least, most] = [1, 0];
  for (const chance of all) {
    if (chance < least) least = chance;
    if (chance > most) most = chance;
  }
  return most - least;
}
