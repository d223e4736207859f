/** One direction of a link under some conditions: hands each message on late, in order. */
import type { Conditions } from "./conditions.ts";
import { Seconds } from "./seconds.ts";

const STALL_MS = { least: 200, most: 400 };

/** Time and chance, which a test brings itself. */
export interface LinkEnvironment {
  /** Calls back after so many milliseconds. */
  later(callback: () => void, ms: number): void;
  /** 0 to 1, 1 excluded. */
  chance(): number;
}

export const linkEnvironment: LinkEnvironment = {
  later: (callback, ms) => setTimeout(callback, ms),
  chance: () => Math.random(),
};

export class LinkDirection {
  readonly #conditions: Conditions;
  readonly #deliver: (bytes: Uint8Array) => void;
  readonly #weather: LinkEnvironment;
  readonly #seconds: Seconds;
  /** What is under way, oldest first. */
  #underway: Uint8Array[] = [];
  /** When the last message arrives; none overtakes it. */
  #last = 0;
  /** When the link has sent all that it was given, at its bandwidth. */
  #free = 0;
  #stalledUntil = 0;

  /** @param conditions they are read at each message, so they may change */
  constructor(conditions: Conditions, deliver: (bytes: Uint8Array) => void, own: LinkEnvironment = linkEnvironment) {
    this.#conditions = conditions;
    this.#deliver = deliver;
    this.#weather = own;
    this.#seconds = new Seconds(() => own.chance());
  }

  push(bytes: Uint8Array, now: number): void {
    const { delay, jitter, bandwidth, stalls } = this.#conditions;
    if (this.#seconds.strikes(stalls, now)) {
      this.#stalledUntil = now + STALL_MS.least + this.#weather.chance() * (STALL_MS.most - STALL_MS.least);
    }
    this.#free = Math.max(this.#free, now) + (bandwidth > 0 ? (bytes.length * 1000) / bandwidth : 0);
    const arrives = Math.max(this.#free, this.#stalledUntil) + delay + this.#weather.chance() * jitter;
    this.#last = Math.max(this.#last, arrives);
    if (this.#last <= now && this.#underway.length === 0) {
      this.#deliver(bytes);
      return;
    }
    const underway = this.#underway;
    underway.push(bytes);
    // Timers may fire out of turn, by a millisecond: each brings the message whose turn it is.
    this.#weather.later(() => {
      const next = underway.shift();
      if (next) this.#deliver(next);
    }, this.#last - now);
  }

  /** Loses what is under way: it belongs to a socket that is no more. */
  clear(): void {
    this.#underway.length = 0;
    this.#underway = [];
    this.#last = 0;
    this.#free = 0;
    this.#stalledUntil = 0;
  }

  /** Hands on at once what is under way. */
  flush(): void {
    for (const bytes of this.#underway.splice(0)) this.#deliver(bytes);
  }
}
