/** Things to take, and the pads where they come back. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { type ArenaMap, mapOf } from "#shared/games/arena/map/level.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";

export class Pickups {
  readonly #atlas: Atlas;
  #pads: readonly GameObjects.Image[] = [];
  #images: readonly GameObjects.Image[] = [];
  readonly #stage: Stage;
  readonly #scale: number;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#atlas = atlas;
    this.#scale = 1 / atlas.sharpness;
  }

  /** Those of another map are gone. */
  lay({ pickups }: ArenaMap): void {
    for (const image of [...this.#pads, ...this.#images]) image.destroy();
    this.#pads = pickups.map(({ x, y, kind }) => this.#atlas.image(`pad${kind}`, 5).setPosition(x, y));
    this.#images = pickups.map(({ x, y, kind }) => this.#atlas.image(`pickup${kind}`, 10).setPosition(x, y));
  }

  /** They are predicted: what one takes is gone at once. */
  update({ world, ownTick }: Drawn<ArenaWorld>, now: number): void {
    const { pickups } = world;
    const { pickups: places } = mapOf(world);
    const swing = this.#stage.calm() ? 0 : 1;
    for (const [place, image] of this.#images.entries()) {
      const since = ownTick - pickups.readyAt[place];
      image.setVisible(since >= 0);
      if (since < 0) continue;
      // It grows as it comes, and breathes.
      const grown = Math.min(1, since / 8) * (1 + 0.04 * swing * Math.sin(now / 300 + place));
      image.setScale(grown * this.#scale).setY(places[place].y + 2 * swing * Math.sin(now / 450 + place * 2));
    }
  }
}
