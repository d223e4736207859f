/** How the ticks keep their time: what a slow server must not hold against its clients. */

/** A stretch between two ticks counts for at most this on the match's own clock, in milliseconds. */
const STEP_MS = 250;
/** For so long a lagging server may have kept messages waiting, in milliseconds. Memory for them is the price. */
const MOST_LAG_MS = 10_000;

export class TickClock {
  readonly #lateMs: number;
  #at: number | undefined;
  #lagMs = 0;
  /** Milliseconds that the match has lived through: it stands still in a sleep, and all but still in a stall. */
  clock = 0;

  constructor(periodMs: number) {
    this.#lateMs = 1.5 * periodMs;
  }

  tick(now: number): void {
    const passed = Math.max(0, now - (this.#at ?? now));
    // What has waited comes in little by little, so a stall is forgotten more slowly than it came.
    this.#lagMs = passed > this.#lateMs ? this.#lagMs + passed : Math.max(0, this.#lagMs - passed / 4);
    this.#lagMs = Math.min(this.#lagMs, MOST_LAG_MS);
    this.clock += Math.min(passed, STEP_MS);
    this.#at = now;
  }

  /** No ticks are due: to have none is no stall. */
  rest(now: number): void {
    this.#at = now;
  }

  /** For how long messages that come now may have been waiting for this server, in milliseconds. */
  lag(now: number): number {
    return Math.min(MOST_LAG_MS, this.#lagMs + Math.max(0, now - (this.#at ?? now)));
  }
}
