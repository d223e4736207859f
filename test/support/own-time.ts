/** Time as it passes for this process: what a test may limit on any machine, however busy it is. */
const STEP_MS = 10;

/**
 * Looks at the clock a hundred times a second. Of a longer gap, in which the machine has let this process wait, two looks'
 * worth counts; where nothing else runs it is the time of the wall.
 */
export class OwnTime {
  readonly #looks: number[] = [performance.now()];
  readonly #timer = setInterval(() => this.#looks.push(performance.now()), STEP_MS);

  /** Milliseconds from one moment to another, both as `performance.now`, that this process was there for. */
  between(from: number, to: number): number {
    const looks = [from, ...this.#looks.filter((at) => at > from && at < to), to];
    return looks.slice(1).reduce((sum, at, n) => sum + Math.min(at - looks[n], 2 * STEP_MS), 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
