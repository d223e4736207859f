/** A ladder's object: the real ladder and its SQL, on a disk in memory. */

import { startsFrom } from "#worker/ladder/carry.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { Ladder } from "#worker/ladder/ladder.ts";
import type { Applied, LadderPlace, Leave } from "#worker/ladder/rpc.ts";
import type { LadderStorage } from "#worker/ladder/store.ts";
import { Host, type Surroundings } from "./host.ts";

/** Longer than on the platform, so that rounds do meet. */
const TURN_MS = 20;

export class LadderHost extends Host {
  readonly place: LadderPlace;
  readonly #others: (place: LadderPlace) => LadderHost;
  #ladder: Ladder | undefined;

  /** @param others the ladders of earlier seasons */
  constructor(around: Surroundings, place: LadderPlace, others: (place: LadderPlace) => LadderHost) {
    super(around);
    this.place = place;
    this.#others = others;
  }

  protected override boot(): void {
    this.#ladder = new Ladder({
      // As much of a platform's storage as a ladder uses.
      storage: this.disk as unknown as LadderStorage,
      carry: (place, players) =>
        startsFrom(place, (earlier) => {
          const other = this.#others(earlier);
          return this.call(other, async () => other.ladder.known(players));
        }),
      isOffered: () => true,
      now: () => this.around.clock.now,
      // Rounds that come within so short a time are written in one go.
      turn: () => new Promise((resolve) => this.later(TURN_MS, resolve)),
    });
  }

  /** The ladder of this life. */
  get ladder(): Ladder {
    if (!this.#ladder) throw new Error("a ladder is asked that has not begun");
    return this.#ladder;
  }

  apply(facts: RoundFacts): Promise<Applied> {
    return this.ladder.apply(this.place, facts);
  }

  async leave(leave: Leave): Promise<number> {
    return this.ladder.leave(this.place, leave);
  }
}
