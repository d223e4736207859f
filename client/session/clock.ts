/**
 * Which tick to show now. Frames arrive at the server's rate, late by the way's delay and its jitter; the
 * clock follows their average, and stays behind it by as much as their lateness varies.
 */

/** How quickly the averages follow: about the last 20 frames. */
const FOLLOW = 0.05;
/** A frame further off than this is no jitter: the route or the server's own clock has changed. In milliseconds. */
const JUMP_MS = 500;
/** Behind the newest frame at least this much, in ticks: one to draw between, and half a one for small delays. */
const LEAST_TICKS = 1.5;

export class PlayoutClock {
  readonly #period: number;
  /** The local time at which tick 0 would have arrived, averaged. */
  #origin: number | undefined;
  /** Mean deviation of arrivals, in milliseconds. */
  #jitter = 0;

  constructor(tickRate: number) {
    this.#period = 1000 / tickRate;
  }

  get jitter(): number {
    return this.#jitter;
  }

  /** A frame for `tick` has arrived at `now`. */
  arrived(tick: number, now: number): void {
    const origin = now - tick * this.#period;
    if (this.#origin === undefined || Math.abs(origin - this.#origin) > JUMP_MS) {
      this.#origin = origin;
      this.#jitter = 0;
      return;
    }
    const off = origin - this.#origin;
    this.#origin += off * FOLLOW;
    this.#jitter += (Math.abs(off) - this.#jitter) * FOLLOW;
  }

  /** The newest tick that should have arrived by `now`, with a fraction. */
  newest(now: number): number {
    return this.#origin === undefined ? 0 : (now - this.#origin) / this.#period;
  }

  /** The tick to show at `now`, with a fraction. */
  shown(now: number): number {
    return this.newest(now) - LEAST_TICKS - (3 * this.#jitter) / this.#period;
  }

  reset(): void {
    this.#origin = undefined;
    this.#jitter = 0;
  }
}
