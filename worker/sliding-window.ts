/** Sums over the last seconds, in a ring of buckets of one second each. Knows no clock, and allocates nothing while it counts. */

export class SlidingWindow {
  readonly #fields: number;
  readonly #seconds: number;
  /** The fields of one second after the other. */
  readonly #values: Float64Array;
  /** Which second each bucket is of; before the first, none. */
  readonly #stamps: Float64Array;

  /**
   * @param fields how many numbers are kept of each second: they are called 0, 1, 2 …
   * @param seconds how many seconds are kept, with the one that goes on
   */
  constructor(fields: number, seconds: number) {
    this.#fields = fields;
    this.#seconds = seconds;
    this.#values = new Float64Array(fields * seconds);
    this.#stamps = new Float64Array(seconds).fill(Number.NEGATIVE_INFINITY);
  }

  /** Where the fields of this moment's second are. */
  #at(now: number): number {
    const second = Math.floor(now / 1000);
    const bucket = second % this.#seconds;
    const at = bucket * this.#fields;
    if (this.#stamps[bucket] !== second) {
      this.#stamps[bucket] = second;
      this.#values.fill(0, at, at + this.#fields);
    }
    return at;
  }

  /** @param now in milliseconds, not negative */
  add(now: number, field: number, amount: number): void {
    this.#values[this.#at(now) + field] += amount;
  }

  /** Keeps the greatest value of the second. */
  raise(now: number, field: number, value: number): void {
    const at = this.#at(now) + field;
    if (value > this.#values[at]) this.#values[at] = value;
  }

  /** The sum of a field over the last seconds, with the one that goes on. */
  sum(now: number, field: number, seconds: number): number {
    let sum = 0;
    for (let bucket = 0; bucket < this.#seconds; bucket++)
      if (this.#isOf(bucket, now, seconds)) sum += this.#values[bucket * this.#fields + field];
    return sum;
  }

  /** The greatest value of a field in the last seconds, with the one that goes on; 0 where there is none. */
  most(now: number, field: number, seconds: number): number {
    let most = 0;
    for (let bucket = 0; bucket < this.#seconds; bucket++)
      if (this.#isOf(bucket, now, seconds)) most = Math.max(most, this.#values[bucket * this.#fields + field]);
    return most;
  }

  #isOf(bucket: number, now: number, seconds: number): boolean {
    const age = Math.floor(now / 1000) - this.#stamps[bucket];
    return age >= 0 && age < seconds;
  }

  /** The seconds of which anything is kept, the oldest first. @param read makes one thing of a second and its fields */
  history<T>(now: number, read: (at: number, field: (field: number) => number) => T): T[] {
    const last = Math.floor(now / 1000);
    const all: T[] = [];
    for (let second = last - this.#seconds + 1; second <= last; second++) {
      const bucket = ((second % this.#seconds) + this.#seconds) % this.#seconds;
      if (this.#stamps[bucket] !== second) continue;
      all.push(read(second * 1000, (field) => this.#values[bucket * this.#fields + field]));
    }
    return all;
  }
}
