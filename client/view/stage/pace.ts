/**
 * Draws fewer pixels where frames come slowly, as on a machine without a graphics card. If that does not
 * make them faster, the pixels were not to blame (a screen of 30 Hz, say), and all of them come back for good.
 */

/** Shares of the screen's pixels along a side, one tried after the other. */
const SHARES = [1, 0.8, 0.65] as const;
/** Milliseconds of each look; the first is for loading, and does not count. */
const LOOK = 2000;
/** Frames a second that are enough. */
const ENOUGH = 54;
/** How many times as fast the frames must be with the fewest pixels, for them to have been to blame. */
const HELPED = 1.02;
/** A longer gap than this, in milliseconds, is a pause. */
const PAUSE = 250;

export class Pace {
  #step = 0;
  #looks = 0;
  #frames = 0;
  #ms = 0;
  /** Frames a second with all pixels. */
  #first = 0;
  #settled = false;

  /** 0 to 1, of the pixels along a side. */
  get share(): number {
    return SHARES[this.#step];
  }

  /** @returns whether `share` has changed */
  frame(ms: number): boolean {
    if (this.#settled || ms > PAUSE) return false;
    this.#frames += 1;
    this.#ms += ms;
    if (this.#ms < LOOK) return false;
    const fps = (this.#frames * 1000) / this.#ms;
    this.#frames = 0;
    this.#ms = 0;
    this.#looks += 1;
    if (this.#looks === 1) return false;
    return this.#judge(fps);
  }

  #judge(fps: number): boolean {
    if (fps >= ENOUGH) return false;
    if (this.#step === 0) this.#first = fps;
    if (this.#step < SHARES.length - 1) {
      this.#step += 1;
      return true;
    }
    this.#settled = true;
    if (fps >= this.#first * HELPED) return false;
    this.#step = 0;
    return true;
  }
}
