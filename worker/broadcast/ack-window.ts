/**
 * Knows how much a client has read. The server puts a random number, a mark, between the frames, and the client returns the newest
 * mark that it has read. Only a client that reads can know it: each socket has marks of its own, so neither a client that steps the
 * rules by itself nor a client whose friend reads can return them.
 * docs/decisions/marks.md; docs/WIRE.md, "Messages down": mark.
 */

/** How long a client may take to return a mark, in milliseconds of the match's own clock. It returns one every 2 or 3 seconds. */
export const ACK_MS = 6000;
/** The time between two marks while there is something to read, in milliseconds of the match's own clock. */
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

  /** The mark to send behind the present message; undefined where the last mark is recent. */
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

  /** The client returns a mark: it has read everything before it. A number that is not among the open marks has no effect. */
  acknowledge(mark: number): void {
    const at = this.#open.findIndex((open) => open.mark === mark);
    this.#open.splice(0, at + 1);
    if (at >= 0 && this.#open.length === 0) this.#behind = false;
  }

  /** Whether the client must read everything that it was sent before it is sent more. */
  behind(clock: number): boolean {
    const [oldest] = this.#open;
    if (oldest !== undefined && clock - oldest.at > ACK_MS) this.#behind = true;
    return this.#behind;
  }
}
