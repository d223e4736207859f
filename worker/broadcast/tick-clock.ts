/** The match's own clock, and how far the server lags: a client must not suffer for a slow server. */

/** The time between two ticks counts for at most this on the match's own clock, in milliseconds. */
const STEP_MS = 250;
/** The longest that a lagging server counts as having kept messages waiting, in milliseconds. Messages kept cost memory. */
const MOST_LAG_MS = 10_000;

export class TickClock {
  readonly #lateMs: number;
  #at: number | undefined;
  #lagMs = 0;
  /** Milliseconds that the match has lived through: the clock stands still in a sleep, and all but still in a stall. */
  clock = 0;

  constructor(periodMs: number) {
    this.#lateMs = 1.5 * periodMs;
  }

  tick(now: number): void {
    const passed = Math.max(0, now - (this.#at ?? now));
    // Messages that have waited come in little by little, so a stall is forgotten more slowly than it came.
    this.#lagMs = passed > this.#lateMs ? this.#lagMs + passed : Math.max(0, this.#lagMs - passed / 4);
    this.#lagMs = Math.min(this.#lagMs, MOST_LAG_MS);
    this.clock += Math.min(passed, STEP_MS);
    this.#at = now;
  }

  /** No ticks are due, so their absence is no stall. */
  rest(now: number): void {
    this.#at = now;
  }

  /** How long messages that come now may have been waiting for this server, in milliseconds. */
  lag(now: number): number {
    return Math.min(MOST_LAG_MS, this.#lagMs + Math.max(0, now - (this.#at ?? now)));
  }
}
