/** One direction of a line under some conditions: hands each message on late, in order. */
import type { Conditions } from "./conditions.ts";

const STALL_MS = { least: 200, most: 400 };

export class Lane {
  readonly #conditions: Conditions;
  readonly #deliver: (bytes: Uint8Array) => void;
  /** When the last message arrives; none overtakes it. */
  #last = 0;
  /** When the line has sent all that it was given, at its bandwidth. */
  #free = 0;
  /** The second that was last looked at for a stall. */
  #second = 0;
  #stalledUntil = 0;

  constructor(conditions: Conditions, deliver: (bytes: Uint8Array) => void) {
    this.#conditions = conditions;
    this.#deliver = deliver;
  }

  push(bytes: Uint8Array, now: number): void {
    const { delay, jitter, bandwidth } = this.#conditions;
    this.#stall(now);
    this.#free = Math.max(this.#free, now) + (bandwidth > 0 ? (bytes.length * 1000) / bandwidth : 0);
    const arrives = Math.max(this.#free, this.#stalledUntil) + delay + Math.random() * jitter;
    this.#last = Math.max(this.#last, arrives);
    setTimeout(() => this.#deliver(bytes), this.#last - now);
  }

  #stall(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#second = second;
    if (Math.random() >= this.#conditions.stalls) return;
    this.#stalledUntil = now + STALL_MS.least + Math.random() * (STALL_MS.most - STALL_MS.least);
  }
}
