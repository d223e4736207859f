/**
 * Takes exceptions that are thrown while a frame is drawn, by a game's view above all. Each ends that part of that
 * frame, and nothing else: one exception that reaches the loop would stop it for good, picture and input with it.
 */

/** "some": something has just been thrown; "much": for a while already, so that it will not pass by itself. */
export type Trouble = "none" | "some" | "much";

/**
 * It is over when nothing has been thrown for so long, in milliseconds; and it is much when it has gone on for so
 * long.
 */
const OVER_MS = 5000;
const MUCH_MS = 4000;
/** The same is logged again after so long, in milliseconds. */
const LOG_EVERY_MS = 30_000;
/** More different ones than this are not told apart: one that holds a number may differ each time. */
const MOST_KINDS = 20;

export interface MishapOptions {
  /** Milliseconds, never going back, such as `performance.now`. */
  now(): number;
  /** Of a mishap, to the author: with how often it has been thrown since it was told last. */
  log(part: string, error: unknown, times: number): void;
  /** There is more trouble than before, or less. */
  changed(): void;
}

interface Kind {
  /** When it was told last. */
  at: number;
  times: number;
}

export class Mishaps {
  readonly #options: MishapOptions;
  readonly #kinds = new Map<string, Kind>();
  #trouble: Trouble = "none";
  #firstAt = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: MishapOptions) {
    this.#options = options;
  }

  get trouble(): Trouble {
    return this.#trouble;
  }

  /**
   * Does a part of a frame.
   * @param part what it is, for the log
   * @returns what it answers; undefined where it has thrown
   */
  guard<T>(part: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.met(part, error);
      return undefined;
    }
  }

  /** Counts what has been thrown. */
  met(part: string, error: unknown): void {
    const now = this.#options.now();
    if (now - this.#lastAt >= OVER_MS) this.#firstAt = now;
    this.#lastAt = now;
    this.#log(part, error, now);
    this.#become(now - this.#firstAt >= MUCH_MS ? "much" : "some");
  }

  /** Looks whether it has passed. Call it now and then. */
  look(): void {
    if (this.#options.now() - this.#lastAt >= OVER_MS) this.#become("none");
  }

  #become(trouble: Trouble): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#options.changed();
  }

  #log(part: string, error: unknown, now: number): void {
    const name = `${part} ${String(error)}`;
    const known = this.#kinds.has(name) || this.#kinds.size < MOST_KINDS ? name : "";
    const kind = this.#kinds.get(known) ?? { at: Number.NEGATIVE_INFINITY, times: 0 };
    this.#kinds.set(known, kind);
    kind.times += 1;
    if (now - kind.at < LOG_EVERY_MS) return;
    this.#options.log(part, error, kind.times);
    kind.at = now;
    kind.times = 0;
  }
}
