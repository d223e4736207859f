/**
 * Notices when a round ends, and when the next one begins, as they are drawn: a round that has ended has a replay
 * soon.
 */
import type { WorldBase } from "#shared/sim/index.ts";

export interface RoundEndOptions {
  /** @param since a tick of the round that has ended; undefined for a page that was opened after its end */
  ended(since: number | undefined): void;
  /** The next round is on. */
  begun(): void;
}

export class RoundEnd {
  readonly #options: RoundEndOptions;
  /** The last tick that was drawn in which the match was on. */
  #liveAt: number | undefined;
  #ended = false;

  constructor(options: RoundEndOptions) {
    this.#options = options;
  }

  /** The round that was drawn last has ended. */
  get isOver(): boolean {
    return this.#ended;
  }

  /** A tick of it; undefined where it was never drawn live. */
  get since(): number | undefined {
    return this.#liveAt;
  }

  follow(world: WorldBase): void {
    const ended = world.layout.game.status(world) === "ended";
    if (!ended) this.#liveAt = world.tick;
    if (ended === this.#ended) return;
    this.#ended = ended;
    if (ended) this.#options.ended(this.#liveAt);
    else this.#options.begun();
  }
}
