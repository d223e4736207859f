/**
 * How long an answer is wanted: while a page is shown, or until the player chooses something else on it. After that the
 * request is aborted, and its answer dropped.
 */

export class PageScope {
  readonly #controller = new AbortController();

  /** @param within another one, with which this one ends at the latest */
  constructor(within?: AbortSignal) {
    if (within?.aborted) this.end();
    else within?.addEventListener("abort", () => this.end(), { signal: this.signal });
  }

  /** Aborted at the end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get over(): boolean {
    return this.signal.aborted;
  }

  end(): void {
    this.#controller.abort();
  }

  /** A shorter one within this one. @param before ends now: of two choices the later one counts */
  within(before?: PageScope): PageScope {
    before?.end();
    return new PageScope(this.signal);
  }

  /**
   * Does what takes a while.
   * @param work is told by a signal when its answer is not wanted any more
   * @returns the answer, or the failure, if it comes while this lasts. After that the promise never settles, so nothing
   * that awaits it goes on.
   */
  ask<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return;
      work(signal).then(
        (answer) => signal.aborted || resolve(answer),
        (failure: unknown) => signal.aborted || reject(failure),
      );
    });
  }

  /** Resolves after so many milliseconds, if this lasts as long. */
  wait(ms: number): Promise<void> {
    return this.ask(() => new Promise((resolve) => setTimeout(resolve, ms)));
  }
}
