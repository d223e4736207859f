/**
 * What a client has read of what it was sent. The server puts a random number, a mark, between the frames, and the client
 * returns the newest mark that it has read. Only a client that reads can know it: each socket has marks of its own, so
 * neither a client that steps the rules by itself nor one whose friend reads can return them.
 * docs/decisions/marks.md; docs/WIRE.md, "Messages down": mark.
 */

/** A client must have returned a mark after so long, in milliseconds of the match's own clock. It says what it has each 2 seconds, or 3. */
export const ACK_MS = 6000;
/** While there is something to read, a mark goes out this often, in milliseconds of the match's own clock. */
export const MARK_MS = 1000;

export class AckWindow {
  readonly #draw: () => number;
  /** Marks that the client has not returned, and when they were sent, oldest first. */
  #open: { readonly mark: number; readonly at: number }[] = [];
  #markedAt = Number.NEGATIVE_INFINITY;
  /** The client has fallen behind, and has not caught up since. */
  #behind = false;

  /** @param draw a number from 1 to 2^32 - 1 that a client cannot guess */
  constructor(draw: () => number) {
    this.#draw = draw;
  }

  /** The mark to send behind what goes out now; undefined where the last one is recent. */
  due(clock: number): number | undefined {
    return clock - this.#markedAt < MARK_MS ? undefined : this.mark(clock);
  }

  /** A mark to send now. */
  mark(clock: number): number {
    const mark = this.#draw();
    this.#markedAt = clock;
    this.#open.push({ mark, at: clock });
    return mark;
  }

  /** The client returns a mark: it has read all that was sent before. A number that was not sent, or was returned before, changes nothing. */
  acknowledge(mark: number): void {
    const at = this.#open.findIndex((open) => open.mark === mark);
    this.#open.splice(0, at + 1);
    if (at >= 0 && this.#open.length === 0) this.#behind = false;
  }

  /** Whether the client must read all that it was sent before it is sent more. */
  behind(clock: number): boolean {
    const [oldest] = this.#open;
    if (oldest !== undefined && clock - oldest.at > ACK_MS) this.#behind = true;
    return this.#behind;
  }
}
