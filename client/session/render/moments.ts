/** The two worlds that a moment lies between: what is known of a tick, and beyond that what is predicted. */
import type { WorldBase } from "#shared/sim/index.ts";
import type { Predictor } from "../predict/predictor.ts";
import type { WorldRing } from "../timeline/world-ring.ts";
import type { Moment } from "./picture.ts";

export class Moments {
  readonly #known: WorldRing;
  readonly #predictor: Predictor;

  constructor(known: WorldRing, predictor: Predictor) {
    this.#known = known;
    this.#predictor = predictor;
  }

  /** What is known of a tick; beyond that, what is predicted. */
  world(tick: number): WorldBase | undefined {
    return this.#known.at(tick) ?? this.#predictor.at(tick);
  }

  /** @param tick with a fraction */
  at(tick: number): Moment | undefined {
    const floor = Math.floor(tick);
    const from = this.world(floor);
    return from && { from, to: this.world(floor + 1), alpha: tick - floor };
  }

  /**
   * The moment that the player's own rows are drawn at.
   * @param newest where neither a prediction nor a known world of this tick is left
   * @param live the next tick's world, as it would be with what the player wants now
   */
  own(tick: number, newest: WorldBase, live: WorldBase): Moment {
    const floor = Math.floor(tick);
    const from = this.#predictor.at(floor) ?? this.#known.at(floor) ?? newest;
    return { from, to: this.world(floor + 1) ?? live, alpha: tick - floor };
  }
}
