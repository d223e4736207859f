/** A process or a page that stands still for a while: its callbacks wait meanwhile, and keep their order. */
import type { Clock } from "./clock.ts";

export class Pause {
  readonly #clock: Clock;
  #until = 0;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get on(): boolean {
    return this.#clock.now() < this.#until;
  }

  /** When the last one ends, or has ended. */
  get until(): number {
    return this.#until;
  }

  /** Stands still for so many milliseconds from now on, or for as long as it does already where that is longer. */
  begin(ms: number): void {
    this.#until = Math.max(this.#until, this.#clock.now() + ms);
    this.#clock.later(() => this.#end(), ms);
  }

  #end(): void {
    if (this.on) return;
    for (const callback of this.#waiting.splice(0)) callback();
  }

  /** Goes on at once. */
  stop(): void {
    this.#until = Math.min(this.#until, this.#clock.now());
    this.#end();
  }

  /** Calls at once, or as soon as it goes on. */
  run(callback: () => void): void {
    if (this.on || this.#waiting.length > 0) this.#waiting.push(callback);
    else callback();
  }

  /** Drops the waiting callbacks. */
  clear(): void {
    this.#waiting = [];
    this.#until = Math.min(this.#until, this.#clock.now());
  }
}
