/** Limits how much a socket may send. */
import { ALLOWED } from "#shared/protocol/allowed.ts";

/** Fills up steadily, and is full at first. */
export class TokenBucket {
  /** How much flows in a second. */
  readonly #rate: number;
  #level = 0;
  #at = Number.NEGATIVE_INFINITY;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** @returns whether there was so much in it @param graceMs for how much longer than the burst it may have filled up */
  spend(amount: number, at: number, graceMs: number): boolean {
    this.#level = this.#filled(at, graceMs) - amount;
    this.#at = at;
    return this.#level >= 0;
  }

  /** Whether there is so much in it, which stays there. */
  has(amount: number, at: number): boolean {
    return this.#filled(at, 0) >= amount;
  }

  #filled(at: number, graceMs: number): number {
    const most = (this.#rate * (ALLOWED.burstMs + graceMs)) / 1000;
    const since = Math.max(0, at - this.#at);
    return Math.min(most, this.#level + (this.#rate * since) / 1000);
  }
}
