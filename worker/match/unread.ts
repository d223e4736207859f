/**
 * What a reader was sent and has not said that it has: where the runtime can't tell what waits in a socket's way out,
 * this is all there is to know a slow one by. docs/PROTOCOL.md, "Messages up": ping.
 */

/** For so long something may be unread, in milliseconds of the match's own clock. Clients say what they have every 2 seconds, or 3. */
export const ACK_MS = 6000;
/** One moment is remembered of each such stretch, in milliseconds: by so much a reader may be later. */
const STRETCH_MS = 250;

export class Unread {
  /** Ticks that were sent, and when: the first of each stretch, oldest first. */
  #sent: { readonly tick: number; readonly at: number }[] = [];
  /** The newest tick that was sent. */
  #newest = -1;
  /** It has fallen behind, and not caught up since. */
  #behind = false;

  /** What leads to this tick has been sent. */
  send(tick: number, clock: number): void {
    if (tick <= this.#newest) return;
    this.#newest = tick;
    const last = this.#sent.at(-1);
    if (last === undefined || clock - last.at >= STRETCH_MS) this.#sent.push({ tick, at: clock });
  }

  /** The reader says that it has this tick, and so all before. What was never sent nobody can have. */
  acknowledge(tick: number): void {
    if (tick > this.#newest) return;
    const unread = this.#sent.findIndex((sent) => sent.tick > tick);
    this.#sent.splice(0, unread < 0 ? this.#sent.length : unread);
    if (tick === this.#newest) this.#behind = false;
  }

  /** Whether the reader must catch up with all that it was sent, before it is sent more. */
  behind(clock: number): boolean {
    const [oldest] = this.#sent;
    if (oldest !== undefined && clock - oldest.at > ACK_MS) this.#behind = true;
    return this.#behind;
  }
}
