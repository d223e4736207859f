/** A clock that stands still while something happens, and goes to what comes next. */

interface Due {
  readonly at: number;
  readonly n: number;
  readonly run: () => void | Promise<void>;
}

const isSooner = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);

export class ManualClock {
  /** A heap: the first is due next. */
  readonly #due: Due[] = [];
  #n = 0;
  /** Milliseconds since 1970. */
  now: number;

  constructor(start: number) {
    this.now = start;
  }

  after(ms: number, run: () => void | Promise<void>): void {
    const due = { at: this.now + Math.max(0, ms), n: this.#n++, run };
    let at = this.#due.push(due) - 1;
    for (let up = (at - 1) >> 1; at > 0 && isSooner(due, this.#due[up]); at = up, up = (at - 1) >> 1) {
      [this.#due[at], this.#due[up]] = [this.#due[up], due];
    }
  }

  /** Does what is due until then. */
  runUntil(end: number): void {
    for (let first = this.#due.at(0); first && first.at <= end; first = this.#due.at(0)) {
      this.#pop();
      this.now = first.at;
      void first.run();
    }
    this.now = end;
  }

  /** As `runUntil`, where what is due awaits something: the next one begins when it has ended. */
  async goUntil(end: number): Promise<void> {
    for (let first = this.#due.at(0); first && first.at <= end; first = this.#due.at(0)) {
      this.#pop();
      this.now = first.at;
      await first.run();
    }
    this.now = end;
  }

  #pop(): void {
    const last = this.#due.pop();
    if (!last || this.#due.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#due.length) break;
      if (child + 1 < this.#due.length && isSooner(this.#due[child + 1], this.#due[child])) child += 1;
      if (!isSooner(this.#due[child], last)) break;
      this.#due[at] = this.#due[child];
      at = child;
    }
    this.#due[at] = last;
  }
}
