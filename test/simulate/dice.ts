/** Chance from a seed. */
import { Random } from "#shared/sim/index.ts";

export class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
  }

  /** 0 to `count - 1`. */
  below(count: number): number {
    return this.#random.below(count);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}
