/** A clock in ticks that is steered towards a target: a little faster or slower, and never by jumping. */

/** The most by which it runs faster or slower: 4% can't be seen. */
const MOST_RATE = 0.04;
/** An error is made good in about so many milliseconds. */
const SETTLE_MS = 700;
/** Further off than this is no drift: the route, the machine or the server has changed. In milliseconds. */
const JUMP_MS = 500;

export class SteeredClock {
  readonly #period: number;
  #value: number | undefined;
  #at = 0;

  constructor(tickRate: number) {
    this.#period = 1000 / tickRate;
  }

  /** The tick at the last `run`, with a fraction. */
  get value(): number {
    return this.#value ?? 0;
  }

  /**
   * Runs on to `now`.
   * @param target where it should be, in ticks
   * @returns the tick, with a fraction
   */
  run(now: number, target: number): number {
    const elapsed = Math.max(0, now - this.#at) / this.#period;
    this.#at = now;
    const free = (this.#value ?? target) + elapsed;
    const off = target - free;
    if (this.#value === undefined || Math.abs(off) * this.#period > JUMP_MS) {
      this.#value = target;
      return target;
    }
    const wish = off / (SETTLE_MS / this.#period);
    this.#value = free + elapsed * Math.max(-MOST_RATE, Math.min(MOST_RATE, wish));
    return this.#value;
  }

  /** Stands at its target at the next `run`. */
  forget(): void {
    this.#value = undefined;
  }

  /** Stands at this tick, without regard to where it stood before. */
  set(tick: number, now: number): void {
    this.#value = tick;
    this.#at = now;
  }
}
