/** Worlds on the way, so that seeking back within a chapter does not step through all of it again. */
import { WorldBase } from "#shared/sim/index.ts";

/** So many are kept: a chapter's, with some of its neighbours'. */
const MOST = 12;

/** Where a course stands, beside its world. */
export interface ReplayPosition {
  /** The chapter's number. */
  readonly chapter: number;
  /** How many of its frames have been applied, and how many ticks of the next one. */
  readonly frames: number;
  readonly ticks: number;
}

interface Checkpoint {
  readonly place: ReplayPosition;
  /** With its past. */
  readonly world: WorldBase;
}

export class Checkpoints {
  /** The one that has not been of use for longest comes first. */
  readonly #kept: Checkpoint[] = [];

  keep(place: ReplayPosition, world: WorldBase): void {
    const known = this.#kept.findIndex((one) => one.world.tick === world.tick && one.place.chapter === place.chapter);
    if (known >= 0) return;
    const oldest = this.#kept.length < MOST ? undefined : this.#kept.shift();
    this.#kept.push({ place, world: (oldest?.world ?? new WorldBase(world.layout)).forkFrom(world) });
  }

  /** The last of a chapter's up to this tick. */
  nearest(chapter: number, tick: number): Checkpoint | undefined {
    const [best] = this.#kept
      .filter(({ place, world }) => place.chapter === chapter && world.tick <= tick)
      .sort((a, b) => b.world.tick - a.world.tick);
    if (!best) return undefined;
    this.#kept.splice(this.#kept.indexOf(best), 1);
    this.#kept.push(best);
    return best;
  }
}
