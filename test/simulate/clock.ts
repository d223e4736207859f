/** The time of a simulated run: callbacks at their moment, in order, and chance from a seed. */
import type { LinkEnvironment } from "#client/net/link-direction.ts";
import { Random } from "#shared/sim/index.ts";
import type { Timer } from "#worker/match/tick-loop.ts";

interface Entry {
  readonly at: number;
  readonly callback: () => void;
}

export class Clock implements LinkEnvironment, Timer {
  #now = 1_000_000;
  /** The next one first. */
  readonly #entries: Entry[] = [];
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
  }

  now(): number {
    return this.#now;
  }

  set(callback: () => void, ms: number): Entry {
    const entry = { at: this.#now + Math.max(0, ms), callback };
    let place = this.#entries.length;
    while (place > 0 && this.#entries[place - 1].at > entry.at) place -= 1;
    this.#entries.splice(place, 0, entry);
    return entry;
  }

  clear(handle: unknown): void {
    const place = this.#entries.indexOf(handle as Entry);
    if (place >= 0) this.#entries.splice(place, 1);
  }

  later(callback: () => void, ms: number): void {
    this.set(callback, ms);
  }

  /** 0 to 1, 1 excluded. */
  chance(): number {
    return this.#random.below(1 << 24) / (1 << 24);
  }

  /** Milliseconds by chance, with a fraction. */
  between(least: number, most: number): number {
    return least + this.chance() * (most - least);
  }

  /** Lives through so many milliseconds. */
  run(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#entries[0]; next && next.at <= end; next = this.#entries[0]) {
      this.#entries.shift();
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }
}
