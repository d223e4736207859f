/** The tick loop: the one place on the server that owns a timer. */

/** The machine's clock and timer; a test hands in its own. */
export interface Timer {
  /** Milliseconds. If they go back, the loop goes on from there. */
  now(): number;
  set(callback: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

/** The most ticks that the loop makes up for after a stall; it skips the rest, and the match is late for good. */
export const MAX_CATCH_UP = 5;

/** How early a timer may fire, in milliseconds. If it seems to be more, the clock has gone back. */
const EARLY_MS = 5;

/** Hears how punctual the loop is. All times are milliseconds. */
export interface Punctuality {
  /** A tick begins. @param lateMs by how much later than it was due */
  ticked(now: number, lateMs: number): void;
  /** A stall has cost so many ticks. @param lateMs by how much the first of them was late */
  skipped(now: number, ticks: number, lateMs: number): void;
}

/**
 * Calls `tick` at a fixed rate. Each timer aims at the next due time, so that its lateness does not add up
 * (`setInterval` in workerd re-arms after its callback, and drifts).
 */
export class TickLoop {
  readonly #timer: Timer;
  readonly #period: number;
  readonly #tick: (now: number) => void;
  readonly #punctuality: Punctuality | undefined;
  #handle: unknown;
  #due = 0;
  /** What was due before the loop began is not its fault. */
  #begunAt = 0;

  constructor(timer: Timer, tickRate: number, tick: (now: number) => void, punctuality?: Punctuality) {
    this.#timer = timer;
    this.#period = 1000 / tickRate;
    this.#tick = tick;
    this.#punctuality = punctuality;
  }

  get running(): boolean {
    return this.#handle !== undefined;
  }

  /** @param lateMs by how much the first tick is late already, in milliseconds: the next ones keep to its time */
  start(lateMs = 0): void {
    if (this.running) return;
    this.#begunAt = this.#timer.now();
    this.#due = this.#begunAt - Math.min(this.#period, Math.max(0, lateMs));
    this.#arm();
  }

  stop(): void {
    this.#timer.clear(this.#handle);
    this.#handle = undefined;
  }

  #arm(): void {
    // Never longer than a tick: the clock may have gone back.
    const wait = Math.min(Math.ceil(this.#period), Math.max(0, Math.ceil(this.#due - this.#timer.now())));
    this.#handle = this.#timer.set(() => this.#fire(), wait);
  }

  /** By how much the next tick is late. */
  #lateness(now: number): number {
    return Math.max(0, now - Math.max(this.#due, this.#begunAt));
  }

  #fire(): void {
    const now = this.#timer.now();
    if (this.#due - now > EARLY_MS) this.#due = now;
    let behind = Math.floor((now - this.#due) / this.#period) + 1;
    if (behind > MAX_CATCH_UP) {
      this.#punctuality?.skipped(now, behind - MAX_CATCH_UP, this.#lateness(now));
      this.#due = now - (MAX_CATCH_UP - 1) * this.#period;
      behind = MAX_CATCH_UP;
    }
    try {
      // `tick` may stop the loop.
      for (; behind > 0 && this.running; behind--) {
        this.#punctuality?.ticked(now, this.#lateness(now));
        this.#due += this.#period;
        this.#tick(now);
      }
    } finally {
      // The loop goes on after a tick that throws.
      if (this.running) this.#arm();
    }
  }
}
