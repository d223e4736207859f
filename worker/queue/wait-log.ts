/** The last waits of a pool, and what they say to those who wait now. */
import type { QueueEstimate } from "#shared/protocol/queue.ts";
import { estimateOf, MOST_WAITS, middleOf, type Wait } from "./waits.ts";

/** Where waits are kept. */
export interface WaitStore {
  /** The oldest first. */
  waits(): readonly Wait[];
  addWait(wait: Wait): void;
}

/** An estimate holds for so long, in milliseconds: it is asked for by each player who waits. */
const HOLDS_MS = 1000;
/** So many waits an operator is told of: what is older says little of this hour. */
const MOST_RECENT = 100;

export class WaitLog {
  readonly #store: WaitStore;
  #waits: readonly Wait[];
  #last: { readonly at: number; readonly estimate: QueueEstimate | undefined } | undefined;

  constructor(store: WaitStore) {
    this.#store = store;
    this.#waits = store.waits();
  }

  /** A ticket that was made then is served now. */
  add(since: number, now: number): void {
    const wait = { at: now, seconds: Math.max(0, now - since) / 1000 };
    this.#store.addWait(wait);
    this.#waits = [...this.#waits, wait].slice(-MOST_WAITS);
    this.#last = undefined;
  }

  /** How long the tickets of the last matches have waited, in seconds: the middle, and nine of ten; undefined before the first match. */
  get recent(): { readonly p50: number; readonly p90: number } | undefined {
    return middleOf(this.#waits.slice(-MOST_RECENT));
  }

  estimate(now: number): QueueEstimate | undefined {
    if (this.#last && Math.abs(now - this.#last.at) < HOLDS_MS) return this.#last.estimate;
    const estimate = estimateOf(this.#waits, now);
    this.#last = { at: now, estimate };
    return estimate;
  }
}
