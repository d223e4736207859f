/** Where in a footage something happened that the feed tells of. It looks through it little by little. */
import type { Footage } from "#client/session/recording/footage.ts";
import { GameEvents } from "#client/session/render/game-events.ts";
import type { GameEvent } from "#client/session/types.ts";
import { BadReplay } from "#shared/replay/bad.ts";
import type { WorldBase } from "#shared/sim/index.ts";

export class Marks {
  readonly #footage: Footage;
  readonly #tells: (events: readonly GameEvent[], world: WorldBase) => boolean;
  readonly #events = new GameEvents(-1);
  #ticks: number[] = [];
  /** The next tick to be looked at. */
  #next = 0;
  #broken = false;

  /**
   * @param footage that has no other reader
   * @param tells whether the feed has something to say of a tick
   */
  constructor(footage: Footage, tells: (events: readonly GameEvent[], world: WorldBase) => boolean) {
    this.#footage = footage;
    this.#tells = tells;
  }

  /** In order of time. */
  get ticks(): readonly number[] {
    return this.#ticks;
  }

  /** Looks at so many more ticks at most. */
  look(most: number): void {
    const { first, last } = this.#footage;
    if (first < 0 || this.#broken) return;
    this.#keep(first, last);
    try {
      for (let n = 0; n < most && this.#next <= last; n++) this.#see(this.#next++);
    } catch (error) {
      // A replay that is not true: the spectator is told so when they get there.
      if (!(error instanceof BadReplay)) throw error;
      this.#broken = true;
    }
  }

  /** What has been let go, or never was after all, has no marks. */
  #keep(first: number, last: number): void {
    const [oldest = first, newest = last] = [this.#ticks[0], this.#ticks.at(-1)];
    if (oldest < first || newest > last) this.#ticks = this.#ticks.filter((tick) => tick >= first && tick <= last);
    this.#next = Math.min(last + 1, Math.max(first, this.#next));
  }

  #see(tick: number): void {
    const world = this.#footage.world(tick);
    // Nothing is known of this one: what was before has been seen.
    if (world.tick !== tick) return;
    this.#events.begin(tick);
    if (
      this.#tells(
        this.#events.others(tick, () => world),
        world,
      )
    )
      this.#ticks.push(tick);
  }
}
