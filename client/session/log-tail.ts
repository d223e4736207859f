/** The signed frames that came last: what a match asks for when a crash has lost them. docs/WIRE.md, "The tail" */
import type { Frame } from "#shared/log/index.ts";
import { encodeTail } from "#shared/protocol/index.ts";

/** How much is kept, in seconds: a match stores its log every ten seconds at the latest. */
const KEPT_S = 12;

export class LogTail {
  #frames: Frame[] = [];
  /** The tick that the first frame follows, and the one that the last leads to. */
  #from = 0;
  #to = 0;
  /** How many ticks are kept; a silence counts as a second at most: what came before a long one must be there still. */
  #kept = 0;

  /** The log is known from this tick on. */
  begin(tick: number): void {
    this.#frames = [];
    this.#kept = 0;
    this.#from = this.#to = tick;
  }

  /** A frame has been applied. One without a tag proves nothing, so the tail begins after it. */
  add(frame: Frame, tickRate: number): void {
    if (frame.tag === undefined) {
      this.begin(this.#to + frame.ticks);
      return;
    }
    this.#frames.push(frame);
    this.#to += frame.ticks;
    this.#kept += Math.min(frame.ticks, tickRate);
    while (this.#kept > KEPT_S * tickRate) {
      const { ticks = 0 } = this.#frames.shift() ?? {};
      this.#from += ticks;
      this.#kept -= Math.min(ticks, tickRate);
    }
  }

  /** The message that tells all since this tick; undefined where the tail begins later, or ends before. */
  since(tick: number): Uint8Array | undefined {
    if (tick < this.#from || tick >= this.#to) return undefined;
    let from = this.#from;
    let first = 0;
    while (from + this.#frames[first].ticks <= tick) from += this.#frames[first++].ticks;
    return encodeTail({ tick: from, frames: this.#frames.slice(first) });
  }
}
