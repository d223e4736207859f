/**
 * The generator that is held in the world: a counter and a seed, so that a draw changes one small
 * integer of the state, and a copied world draws the same again.
 *
 * Each draw is the finaliser of SplitMix32 over seed + counter * golden ratio.
 * Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
export interface RandomState {
  seed: number;
  draws: number;
}

/** Mixes a 32-bit integer. Useful on its own for a bot's whim, which must not draw from the world. */
export function mix32(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

export class Random {
  readonly #state: RandomState;

  constructor(state: RandomState) {
    this.#state = state;
  }

  /** The next 32 random bits, 0 to 4294967295. */
  next(): number {
    this.#state.draws += 1;
    return mix32(this.#state.seed + Math.imul(this.#state.draws, 0x9e3779b9));
  }

  /** An integer from 0 to `count - 1`. The bias is below count / 2^32. */
  below(count: number): number {
    return Math.floor((this.next() * count) / 4294967296);
  }

  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }
}
