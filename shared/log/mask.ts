/** The world as one view may know it. */
import { emptyWorld, type Layout, type WorldBase } from "#shared/sim/index.ts";

export class Mask {
  readonly #view: number;
  /** One world is enough: a mask is read before it is made again. */
  readonly #masked: WorldBase;

  constructor(layout: Layout, view: number) {
    this.#view = view;
    this.#masked = emptyWorld(layout);
  }

  /** The masked world; the next call overwrites it. */
  of(world: WorldBase): WorldBase {
    const masked = this.#masked.copyFrom(world);
    // The generator's state would tell the future.
    masked.seed(0);
    world.layout.game.view?.hide(masked, this.#view);
    return masked;
  }
}
