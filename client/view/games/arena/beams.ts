/** The rails' rays: bright at once, and gone in a moment. */
import type { GameObjects } from "phaser";
import type { GameEvent } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Point, Stage } from "../game-view.ts";
import { BEAM } from "./art-things.ts";

/** Milliseconds that a ray is seen. */
const LASTS = 200;

interface Beam {
  /** In its owner's colour. */
  readonly glow: GameObjects.Image;
  /** White. */
  readonly core: GameObjects.Image;
  of: GameEvent | undefined;
  bornAt: number;
}

export class Beams {
  readonly #stage: Stage;
  readonly #atlas: Atlas;
  readonly #beams: Beam[] = [];

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#atlas = atlas;
  }

  show(of: GameEvent, from: Point, to: Point, tint: number, now: number): void {
    let beam = this.#beams.find((one) => one.of === undefined);
    if (beam === undefined) {
      const image = (depth: number) => this.#atlas.image("beam", depth).setOrigin(0, 0.5);
      beam = { glow: image(34), core: image(34.1), of, bornAt: now };
      this.#beams.push(beam);
    }
    beam.of = of;
    beam.bornAt = now;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) / BEAM.width / this.#atlas.sharpness;
    for (const image of [beam.glow, beam.core]) {
      image.setPosition(from.x, from.y).setRotation(Math.atan2(dy, dx)).setVisible(true);
      image.scaleX = length;
    }
    beam.glow.setTint(tint);
    this.#fade(beam, 0);
  }

  /** It has not happened after all. */
  revoke(event: GameEvent): void {
    for (const beam of this.#beams) if (beam.of === event) hide(beam);
  }

  update(now: number): void {
    for (const beam of this.#beams) {
      if (beam.of === undefined) continue;
      const age = (now - beam.bornAt) / LASTS;
      if (age >= 1) hide(beam);
      else this.#fade(beam, age);
    }
  }

  #fade({ glow, core }: Beam, age: number): void {
    const left = (this.#stage.calm() ? 0.6 : 1) * (1 - age);
    glow.setAlpha(left).scaleY = (0.5 + 0.5 * left) / this.#atlas.sharpness;
    core.setAlpha(left * left).scaleY = (0.4 * left) / this.#atlas.sharpness;
  }
}

function hide(beam: Beam): void {
  beam.of = undefined;
  beam.glow.setVisible(false);
  beam.core.setVisible(false);
}
