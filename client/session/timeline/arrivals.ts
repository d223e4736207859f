/** When frames arrive: how early at best, and how much later the others. */

/** The past that is looked at, in milliseconds: a changed route is forgotten after it, a single stall never governs. */
const WINDOW_MS = 4000;
/** The share of frames that the spread covers. */
const COVERED = 0.9;
/** Frames between two evaluations. */
const EVERY = 8;
/** What is later than this is not in time, neither inputs nor frames: the server has stood still. Milliseconds. */
export const STALLED_MS = 100;
/** Frames, one after the other, that say so. */
const CONFIRMING = 4;

export class Arrivals {
  readonly #period: number;
  /** Local arrival time less the tick's own time, newest last. */
  #offsets: { readonly at: number; readonly offset: number }[] = [];
  #since = 0;
  #origin: number | undefined;
  #spread = 0;
  #jitter = 0;
  /** So many of the next frames may confirm that the server has stood still. */
  #doubted = 0;

  constructor(tickRate: number) {
    this.#period = 1000 / tickRate;
  }

  /** The local time at which tick 0 would have arrived at best, in milliseconds; undefined before the first frame. */
  get origin(): number | undefined {
    return this.#origin;
  }

  /** Nine of ten frames come within so many milliseconds of the best. */
  get spread(): number {
    return this.#spread;
  }

  /** Mean deviation from the mean, in milliseconds. */
  get jitter(): number {
    return this.#jitter;
  }

  /**
   * The frame of this tick has arrived at `now`.
   * @returns whether it confirms that all ticks come later than before: a slow link would not be told from that
   */
  add(tick: number, now: number): boolean {
    const offset = now - tick * this.#period;
    this.#offsets.push({ at: now, offset });
    this.#origin = Math.min(this.#origin ?? offset, offset);
    this.#since += 1;
    const postponed = this.#doubted > 0 && this.#confirm(this.#origin);
    if (this.#since >= EVERY) this.#evaluate(now);
    return postponed;
  }

  #confirm(origin: number): boolean {
    this.#doubted -= 1;
    const last = this.#offsets.slice(-CONFIRMING);
    const least = Math.min(...last.map(({ offset }) => offset));
    if (last.length < CONFIRMING || least - origin < STALLED_MS) return false;
    this.#offsets = last;
    this.#origin = least;
    this.#doubted = 0;
    return true;
  }

  #evaluate(now: number): void {
    this.#since = 0;
    this.#offsets = this.#offsets.filter(({ at }) => now - at < WINDOW_MS);
    const sorted = this.#offsets.map(({ offset }) => offset).sort((a, b) => a - b);
    const mean = sorted.reduce((sum, offset) => sum + offset, 0) / sorted.length;
    this.#origin = sorted[0];
    this.#spread = sorted[Math.floor(sorted.length * COVERED)] - sorted[0];
    this.#jitter = sorted.reduce((sum, offset) => sum + Math.abs(offset - mean), 0) / sorted.length;
  }

  /**
   * Inputs are so early that the server may have stood still, and be late for good: the next frames say whether it
   * is.
   */
  doubt(): void {
    this.#doubted = EVERY;
  }

  /** Goes on from where it is, with nothing remembered. */
  forget(): void {
    this.#offsets = [];
    this.#spread = 0;
    this.#jitter = 0;
  }

  /** What comes next does not follow from what came before. */
  reset(): void {
    this.#offsets = [];
    this.#doubted = 0;
    this.#origin = undefined;
    this.#since = 0;
  }
}
