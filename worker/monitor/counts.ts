/** Counts of one isolate on their way to the Monitor object: gathered, and told at most once in `EVERY_MS`. */
import type { Counted } from "./rpc.ts";

/** The least time between two tellings, in milliseconds. */
export const EVERY_MS = 10_000;
/** A telling that is so late will not come any more: the request that was to bring it has ended. Milliseconds. */
const LOST_MS = 5000;
/** So many different counts are gathered at most. More than that is no count any more, but a list. */
export const MOST_KINDS = 500;

const keyOf = ({ name, labels }: Counted): string =>
  JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);

export class Counts {
  readonly #waiting = new Map<string, Counted>();
  #sentAt = Number.NEGATIVE_INFINITY;
  /** When they are to be told; undefined where no telling is arranged. */
  #dueAt: number | undefined;

  /**
   * @param now milliseconds; it may jump
   * @returns in how many milliseconds the caller is to take them and tell; undefined where another caller does
   */
  add(counted: readonly Counted[], now: number): number | undefined {
    for (const one of counted) this.#put(one);
    if (this.#waiting.size === 0) return undefined;
    const isArranged = this.#dueAt !== undefined && now < this.#dueAt + LOST_MS && now > this.#dueAt - 2 * EVERY_MS;
    if (isArranged) return undefined;
    const wait = Math.min(EVERY_MS, Math.max(0, this.#sentAt + EVERY_MS - now));
    this.#dueAt = now + wait;
    return wait;
  }

  #put(one: Counted): void {
    const key = keyOf(one);
    const before = this.#waiting.get(key);
    if (!before && this.#waiting.size >= MOST_KINDS) return;
    this.#waiting.set(key, { ...one, by: (before?.by ?? 0) + one.by });
  }

  /** All that was gathered: it is the caller's now. */
  take(now: number): readonly Counted[] {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#dueAt = undefined;
    this.#sentAt = now;
    return all;
  }

  /** They could not be told: the next telling has them too. */
  giveBack(counted: readonly Counted[]): void {
    for (const one of counted) this.#put(one);
  }
}
