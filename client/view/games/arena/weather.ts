/** Snow, embers and fireflies: a few small pictures that drift over what is seen. None where the player wants it calm. */
import type { GameObjects } from "phaser";
import type { Atlas } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";
import { LOOKS } from "./looks/index.ts";
import type { Weather as Kind } from "./looks/look.ts";

/** World pixels beyond what is seen, so that none pops up. */
const MARGIN = 40;
/** Over the bodies, under their plates. */
const DEPTH = 45;

/** From 0 to below `most`, for negative values too. */
const within = (value: number, most: number): number => ((value % most) + most) % most;

export class Weather {
  readonly #stage: Stage;
  readonly #atlas: Atlas;
  #kind: Kind | undefined;
  #pieces: GameObjects.Image[] = [];

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#atlas = atlas;
  }

  /** @param map one of `MAP` */
  change(map: number): void {
    this.#kind = LOOKS[map % LOOKS.length].weather;
    for (const piece of this.#pieces) piece.destroy();
    const { count, tint, alpha } = this.#kind;
    this.#pieces = Array.from({ length: count }, (_, k) => {
      const image = this.#atlas.image("flake", DEPTH).setTint(tint).setAlpha(alpha);
      return image.setScale(image.scale * (0.5 + ((k * 7) % 10) / 14));
    });
  }

  update(now: number): void {
    if (this.#kind === undefined) return;
    const calm = this.#stage.calm();
    const { x, y, width, height } = this.#stage.scene.cameras.main.worldView;
    const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
    const { vx, vy, swing, flickers, alpha } = this.#kind;
    const s = now / 1000;
    for (const [k, piece] of this.#pieces.entries()) {
      piece.setVisible(!calm);
      if (calm) continue;
      // Where it is in the world follows from the time alone; of its copies, the one on the screen is drawn.
      const pace = 0.6 + ((k * 37) % 100) / 120;
      const left = k * 977 + vx * pace * s + swing * Math.sin(s * pace + k);
      const top = k * 613 + vy * pace * s;
      piece.setPosition(x - MARGIN + within(left - x, w), y - MARGIN + within(top - y, h));
      if (flickers) piece.setAlpha(alpha * (0.25 + 0.75 * Math.abs(Math.sin(s * pace * 1.7 + k * 2))));
    }
  }
}
