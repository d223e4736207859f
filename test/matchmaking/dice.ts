/** Chance from a seed: the same run each time. */
import { Random } from "#shared/sim/index.ts";

const STEPS = 2 ** 30;

export class Dice {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
  }

  /** From 0 up to, and without, 1. */
  unit(): number {
    return this.#random.below(STEPS) / STEPS;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.unit();
  }

  below(n: number): number {
    return this.#random.below(n);
  }

  chance(share: number): boolean {
    return this.unit() < share;
  }

  normal(mean: number, deviation: number): number {
    return mean + deviation * Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** The time to the next of events that come by chance, each independent of the others. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }
}
