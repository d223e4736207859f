/** What those who play have seen of a match, and when: what those who watch must see too, and not too soon. */
import type { WorldBase } from "#shared/sim/index.ts";

/** So many ticks may come to a player in one message, who comes in or comes back. */
const MOST_AT_ONCE = 120;

interface Moment {
  readonly hash: number;
  /** When the first player had it, as `performance.now`. */
  readonly at: number;
}

export class Chronicle {
  /** The tick that a player was sent last. */
  tick = -1;
  readonly #kept: number;
  readonly #moments = new Map<number, Moment>();

  /** @param kept so many ticks are remembered */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** A player has been sent this world. After a kill another one may take its place. */
  see(world: WorldBase, now: number): void {
    const { tick } = world;
    const hash = world.hash();
    this.tick = tick;
    if (this.#moments.get(tick)?.hash === hash) return;
    this.#moments.set(tick, { hash, at: now });
    this.#moments.delete(tick - this.#kept);
  }

  /**
   * How long ago players had this tick, or a later one where several came in one message, in milliseconds; undefined
   * where none of them is known to have had it.
   */
  age(tick: number, now: number): number | undefined {
    for (let at = tick; at <= tick + MOST_AT_ONCE; at++) {
      const moment = this.#moments.get(at);
      if (moment) return now - moment.at;
    }
    return undefined;
  }

  /** Whether this is the world that players had at its tick; undefined where none of them is known to have had it. */
  same(world: WorldBase): boolean | undefined {
    const moment = this.#moments.get(world.tick);
    return moment && moment.hash === world.hash();
  }
}
