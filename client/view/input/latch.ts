/**
 * A button that stays down until it has been seen for at least a moment, so that no tap is lost between two drawn
 * frames.
 */

/** Milliseconds: above a tick of the slowest game that people play with buttons. */
export const LATCH = 60;

export class Latch {
  readonly #holders = new Set<string>();
  /** When a press was first read; undefined while the last one has not been. */
  #seenAt: number | undefined = Number.NEGATIVE_INFINITY;

  /** @param holder which of several keys for the same button */
  press(holder: string): void {
    if (this.#holders.size === 0) this.#seenAt = undefined;
    this.#holders.add(holder);
  }

  release(holder: string): void {
    this.#holders.delete(holder);
  }

  releaseAll(): void {
    this.#holders.clear();
  }

  /** Up at once, a tap that no frame has read included: it would be read when the frames go on, perhaps minutes later. */
  drop(): void {
    this.#holders.clear();
    this.#seenAt = Number.NEGATIVE_INFINITY;
  }

  isDown(now: number): boolean {
    this.#seenAt ??= now;
    return this.#holders.size > 0 || now - this.#seenAt < LATCH;
  }
}
