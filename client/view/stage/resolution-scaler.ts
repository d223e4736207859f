/**
 * Draws fewer pixels where frames come slowly, as on a machine without a graphics card. Frames that are slow but
 * even are the screen's own rate (30 Hz to save power, say): then pixels are not to blame, and none are saved.
 */

/** Shares of the screen's pixels along a side, one tried after the other. */
const SHARES = [1, 0.8, 0.65, 0.5] as const;
/** Milliseconds of each look; the first is for loading, and does not count. */
const LOOK = 2000;
/** Frames a second that are enough. */
const ENOUGH = 56;
/** Standard deviation of the time between frames, in milliseconds, up to which they are even. */
const EVEN = 2;
/** A longer gap than this, in milliseconds, is a pause. */
const PAUSE = 250;

export class ResolutionScaler {
  #step = 0;
  #last = 0;
  #looks = 0;
  #frames = 0;
  #ms = 0;
  #squares = 0;

  /** 0 to 1, of the pixels along a side. */
  get share(): number {
    return SHARES[this.#step];
  }

  /**
   * @param now milliseconds, unsmoothed
   * @returns whether `share` has changed
   */
  frame(now: number): boolean {
    const ms = now - this.#last;
    this.#last = now;
    if (this.#step === SHARES.length - 1 || ms > PAUSE) return false;
    this.#frames += 1;
    this.#ms += ms;
    this.#squares += ms * ms;
    if (this.#ms < LOOK) return false;
    const mean = this.#ms / this.#frames;
    const even = Math.sqrt(this.#squares / this.#frames - mean * mean) < EVEN;
    this.#frames = 0;
    this.#ms = 0;
    this.#squares = 0;
    this.#looks += 1;
    if (this.#looks === 1 || even || 1000 / mean >= ENOUGH) return false;
    this.#step += 1;
    return true;
  }
}
