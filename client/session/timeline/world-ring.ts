/** The worlds of the last ticks, in memory that is used again and again. */
import type { WorldBase } from "#shared/sim/index.ts";

export class WorldRing {
  readonly #capacity: number;
  readonly #worlds: WorldBase[] = [];
  #latest = -1;
  #oldest = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get latest(): number {
    return this.#latest;
  }

  get oldest(): number {
    return this.#oldest;
  }

  /** Forgets everything: what comes next does not follow from what came before. */
  clear(): void {
    this.#latest = -1;
    this.#oldest = 0;
  }

  /** Keeps a copy of a world. */
  push(world: WorldBase): void {
    const { tick } = world;
    if (tick !== this.#latest + 1) this.#oldest = tick;
    const slot = tick % this.#capacity;
    if (this.#worlds[slot]) this.#worlds[slot].copyFrom(world);
    else this.#worlds[slot] = world.clone();
    this.#latest = tick;
    this.#oldest = Math.max(this.#oldest, tick - this.#capacity + 1);
  }

  /** The world at this tick; it changes when the ring comes round. */
  at(tick: number): WorldBase | undefined {
    if (this.#latest < 0 || tick < this.#oldest || tick > this.#latest) return undefined;
    return this.#worlds[tick % this.#capacity];
  }
}
