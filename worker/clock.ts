export const DAY_MS = 24 * 3600_000;

/**
 * An object's own time. The machine's clock may be set back, or far ahead, at any moment: by NTP, after a suspend, by hand.
 * `now` does not follow it, and is for measuring; `date` follows it, and is for what has a meaning outside this object.
 */
export class Clock {
  readonly #date: () => number;
  readonly #most: () => number;
  /** The machine's clock, and this one, at the last reading. */
  #read: number;
  #now: number;

  /**
   * @param most the most time that counts between two readings, in milliseconds: a clock that is read often can thus tell time
   * that has passed from a machine's clock that was set ahead
   * @param date the machine's clock
   */
  constructor(most: () => number = () => Number.POSITIVE_INFINITY, date: () => number = () => Date.now()) {
    this.#date = date;
    this.#most = most;
    this.#read = this.#now = date();
  }

  /** Milliseconds since 1970 by the machine's clock: for dates, alarms and tokens. It may jump either way. */
  date(): number {
    return this.#date();
  }

  /** Milliseconds that begin at the date at which this object began, and never go back. */
  now(): number {
    const date = this.#date();
    this.#now += Math.min(this.#most(), Math.max(0, date - this.#read));
    this.#read = date;
    return this.#now;
  }
}
