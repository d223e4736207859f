/** Finds the lines that have not been heard of for long: a client whose machine has lost its network closes nothing. */
import { QUEUE_SILENT_MS } from "#shared/protocol/queue.ts";

export class Silence<L extends object> {
  readonly #heard = new WeakMap<L, { readonly stamp: number; readonly at: number }>();

  /**
   * @param stamp of the line's last ping, by any clock: what counts is that it changes
   * @param now milliseconds that never go back
   */
  isSilent(line: L, stamp: number, now: number): boolean {
    const before = this.#heard.get(line);
    if (before?.stamp === stamp) return now - before.at >= QUEUE_SILENT_MS;
    this.#heard.set(line, { stamp, at: now });
    return false;
  }
}
