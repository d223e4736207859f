/** Calls for each frame of the screen, until it is stopped. A hidden tab has none. */

/** Of the time between two frames, how much of its mean each new one makes. */
const SHARE = 0.1;

export class FrameLoop {
  readonly #frame: (now: number, ms: number) => void;
  #last = 0;
  #mean = 0;
  #handle: number;

  /** @param frame `ms` since the last one, `now` as `performance.now` */
  constructor(frame: (now: number, ms: number) => void) {
    this.#frame = frame;
    this.#handle = requestAnimationFrame(this.#run);
  }

  readonly #run = (): void => {
    // First of all: an exception in a frame must not end the loop.
    this.#handle = requestAnimationFrame(this.#run);
    const now = performance.now();
    const ms = this.#last === 0 ? 0 : now - this.#last;
    this.#last = now;
    this.#mean = this.#mean === 0 ? ms : this.#mean + (ms - this.#mean) * SHARE;
    this.#frame(now, ms);
  };

  /** Frames a second. */
  get fps(): number {
    return this.#mean === 0 ? 0 : 1000 / this.#mean;
  }

  stop(): void {
    cancelAnimationFrame(this.#handle);
  }
}
