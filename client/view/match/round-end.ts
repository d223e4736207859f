/**
 * Notices when a round ends, and when the next one begins, as they are drawn: a round that has ended has a replay
 * soon.
 */
import type { WorldBase } from "#shared/sim/index.ts";

export interface RoundEndOptions {
  /** @param since a tick of the round that has ended */
  ended(since: number): void;
  /** The next round is on. */
  begun(): void;
}

export class RoundEnd {
  readonly #options: RoundEndOptions;
  /** The last tick that was drawn in which the match was on. */
  #liveAt = 0;
  #ended = false;
  #since: number | undefined;

  constructor(options: RoundEndOptions) {
    this.#options = options;
  }

  /** A tick of the round that has ended; undefined while none has. */
  get since(): number | undefined {
    return this.#since;
  }

  follow(world: WorldBase): void {
    const ended = world.layout.game.status(world) === "ended";
    if (!ended) this.#liveAt = world.tick;
    if (ended === this.#ended) return;
    this.#ended = ended;
    this.#since = ended ? this.#liveAt : undefined;
    if (ended) this.#options.ended(this.#liveAt);
    else this.#options.begun();
  }
}
