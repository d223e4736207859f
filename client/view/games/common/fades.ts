/** Pictures that change for a moment and are gone: rings, flashes, ghosts, numbers. They come from a pool. */
import type { GameObjects } from "phaser";
import type { GameEvent } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";

/** Times in milliseconds, places in world pixels, sizes in those of the picture. */
export interface Fade {
  /** What it shows, if that can turn out not to have happened. */
  readonly of?: GameEvent | undefined;
  readonly lasts: number;
  readonly from: number;
  readonly to: number;
  readonly alpha?: number;
  /** World pixels that it rises in its life. */
  readonly rise?: number;
  readonly tint?: number;
  readonly rotation?: number;
  readonly depth?: number;
  /** It tells something, as a number does: it is as bright where the player wants it calm. */
  readonly tells?: boolean;
}

interface Fading {
  readonly image: GameObjects.Image;
  fade: Fade;
  y: number;
  bornAt: number;
}

/** Of the brightness and of the growth of a flash, where the player wants it calm. */
const CALM = 0.4;

/** More at once are not seen. */
const MOST = 160;

function calmed(fade: Fade): Fade {
  const { from, to, alpha = 1, tells } = fade;
  return tells ? { ...fade, rise: 0 } : { ...fade, alpha: alpha * CALM, to: from + (to - from) * CALM };
}

export class Fades {
  readonly #stage: Stage;
  readonly #atlas: Atlas;
  readonly #fading: Fading[] = [];
  #now = 0;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#atlas = atlas;
  }

  add(frame: string, x: number, y: number, wanted: Fade): void {
    const fade = this.#stage.calm() ? calmed(wanted) : wanted;
    let free = this.#fading.find(({ image }) => !image.visible);
    if (free === undefined) {
      if (this.#fading.length >= MOST) return;
      free = { image: this.#atlas.image(frame, 0), fade, y, bornAt: 0 };
      this.#fading.push(free);
    }
    free.fade = fade;
    free.y = y;
    free.bornAt = this.#now;
    const { tint = 0xffffff, rotation = 0, depth = 38, alpha = 1, from } = fade;
    free.image.setFrame(frame).setPosition(x, y).setRotation(rotation).setTint(tint).setDepth(depth);
    free.image
      .setAlpha(alpha)
      .setScale(from / this.#atlas.sharpness)
      .setVisible(true);
  }

  /** It has not happened after all: what still shows of it is gone. */
  revoke(event: GameEvent): void {
    for (const { image, fade } of this.#fading) if (fade.of === event) image.setVisible(false);
  }

  update(now: number): void {
    this.#now = now;
    for (const { image, fade, y, bornAt } of this.#fading) {
      if (!image.visible) continue;
      const age = (now - bornAt) / fade.lasts;
      if (age >= 1) {
        image.setVisible(false);
        continue;
      }
      const eased = 1 - (1 - age) * (1 - age);
      image.setScale((fade.from + (fade.to - fade.from) * eased) / this.#atlas.sharpness);
      image.setAlpha((fade.alpha ?? 1) * (1 - age)).setY(y - (fade.rise ?? 0) * eased);
    }
  }
}
