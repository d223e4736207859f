/** Time limits for what may never come: no wait of the client is without one. */

/**
 * Code that is loaded when it is needed is there within so long, or counts as lost: Phaser on a slow link.
 * Milliseconds.
 */
export const CODE_MS = 45_000;

/** It has not come in time. */
export class Overdue extends Error {
  override readonly name = "Overdue";
}

/** A time limit that begins again with each sign of life. */
class Limit {
  readonly #ms: number;
  readonly #within: AbortSignal | undefined;
  readonly #end = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @throws the reason of `within`, where it is aborted already */
  constructor(ms: number, within?: AbortSignal) {
    within?.throwIfAborted();
    this.#ms = ms;
    this.#within = within;
    within?.addEventListener("abort", this.#abort);
    this.renew();
  }

  readonly #abort = (): void => this.#end.abort(this.#within?.reason);

  /** Aborted with an `Overdue` when the time is over: for `fetch`. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Something has come: the time begins again. */
  readonly renew = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end.abort(new Overdue(`nothing has come in ${this.#ms} ms`)), this.#ms);
  };

  stop(): void {
    clearTimeout(this.#timer);
    this.#within?.removeEventListener("abort", this.#abort);
  }
}

/**
 * Waits for some work for so long at most. What comes of it later is dropped.
 * @param ms milliseconds, from the beginning or from the last `renew`
 * @param within ends it earlier
 * @throws {Overdue} the time is over
 * @throws the reason of `within`
 */
export async function limited<T>(ms: number, work: (limit: Limit) => Promise<T>, within?: AbortSignal): Promise<T> {
  const limit = new Limit(ms, within);
  const { signal } = limit;
  const overdue = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  try {
    return await Promise.race([work(limit), overdue]);
  } finally {
    limit.stop();
  }
}
