/** Keeps worlds on the way, so that seeking back within a segment does not step through all of it again. */
import { WorldBase } from "#shared/sim/index.ts";

/** The number of worlds kept: those of a segment, and some of its neighbours. */
const MOST = 12;

/** The place of a course, beside its world. */
export interface ReplayPosition {
  /** The segment's number. */
  readonly segment: number;
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
  /** The least recently used comes first. */
  readonly #kept: Checkpoint[] = [];

  keep(place: ReplayPosition, world: WorldBase): void {
    const known = this.#kept.findIndex((one) => one.world.tick === world.tick && one.place.segment === place.segment);
    if (known >= 0) return;
    const oldest = this.#kept.length < MOST ? undefined : this.#kept.shift();
    this.#kept.push({ place, world: (oldest?.world ?? new WorldBase(world.layout)).forkFrom(world) });
  }

  /** The last world of a segment up to this tick. */
  nearest(segment: number, tick: number): Checkpoint | undefined {
    const [best] = this.#kept
      .filter(({ place, world }) => place.segment === segment && world.tick <= tick)
      .sort((a, b) => b.world.tick - a.world.tick);
    if (!best) return undefined;
    this.#kept.splice(this.#kept.indexOf(best), 1);
    this.#kept.push(best);
    return best;
  }
}
