/** Finds the ticks in which a view comes to know what it did not: they must be stored before any client hears of them. */
import { Mask } from "#shared/log/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";

/** One view, and what it does not know. */
interface Onlooker {
  readonly mask: Mask;
  /** By word of the image, whether it is hidden. */
  readonly hidden: Uint8Array;
}

export class Reveals {
  readonly #onlookers: readonly Onlooker[];
  /** The first word behind the runtime's own table, whose generator is always hidden. */
  readonly #from: number;

  /** @param world of a game with a view, as it begins */
  constructor(world: WorldBase) {
    const { layout } = world;
    const { config, game, size } = layout;
    const views = new Set<number>();
    for (let seat = -1; game.view && seat < config.seats; seat++) views.add(game.view.of(config, seat));
    this.#onlookers = [...views].map((view) => ({ mask: new Mask(layout, view), hidden: new Uint8Array(size / 4) }));
    this.#from = world.seatTable.placed.start / 4;
    this.take(world);
  }

  /** Takes in a world. Call it for every tick. @returns whether any view is shown what was hidden from it before */
  take(world: WorldBase): boolean {
    let reveals = false;
    for (const { mask, hidden } of this.#onlookers) {
      const { words } = mask.of(world);
      for (let word = this.#from; word < words.length; word++) {
        const isHidden = words[word] === world.words[word] ? 0 : 1;
        if (hidden[word] > isHidden) reveals = true;
        hidden[word] = isHidden;
      }
    }
    return reveals;
  }
}
