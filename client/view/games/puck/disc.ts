/** The puck, and the light behind it, in the colour of the player who shot it. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { NONE } from "#shared/games/puck/tables.ts";
import { PUCK, SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import type { Atlas } from "../../stage/atlas.ts";
import { hex } from "../common/teams.ts";
import type { Point } from "../game-view.ts";
import { spot } from "./places.ts";
import { markOf } from "./tables.ts";

/** Pictures in the trail, world pixels between two of them, and milliseconds that each lasts. */
const LENGTH = 22;
const APART = 8;
const LASTS = 260;
/** World pixels: further apart it has been put somewhere, and draws nothing between. */
const JUMP = 200;
const PLAIN = 0xdcecff;

interface Mark extends Point {
  /** When it was there, in milliseconds. */
  readonly at: number;
}

export class Disc {
  readonly #image: GameObjects.Image;
  readonly #shade: GameObjects.Image;
  readonly #light: GameObjects.Image;
  readonly #trail: readonly GameObjects.Image[];
  readonly #scale: number;
  /** The newest first. */
  #past: Mark[] = [];

  constructor(atlas: Atlas) {
    this.#scale = 1 / atlas.sharpness;
    this.#shade = atlas.image("shade", 20).setScale(this.#scale * 0.62);
    this.#light = atlas.image("light", 21).setBlendMode("ADD");
    this.#trail = Array.from({ length: LENGTH }, () => atlas.image("trail", 22).setVisible(false));
    this.#image = atlas.image("puck", 34);
  }

  update({ world, tables }: Drawn<PuckWorld>, now: number): void {
    const { puck } = tables;
    const at = spot(puck.x[0] / SUB, puck.y[0] / SUB);
    const speed = Math.min(1, Math.hypot(puck.vx[0], puck.vy[0]) / PUCK.limit);
    const tint = world.puck.by === NONE ? PLAIN : hex(markOf(world.puck.by).colour);
    this.#image.setPosition(at.x, at.y);
    this.#shade.setPosition(at.x + 4, at.y + 5);
    this.#light
      .setPosition(at.x, at.y)
      .setTint(tint)
      .setScale(this.#scale * 0.5)
      .setAlpha(0.25 + 0.5 * speed);
    this.#mark(at, now);
    for (const [k, image] of this.#trail.entries()) {
      const past = this.#past[k];
      const rest = past === undefined ? 0 : Math.max(0, 1 - (now - past.at) / LASTS);
      image.setVisible(rest > 0);
      if (past === undefined) continue;
      image
        .setPosition(past.x, past.y)
        .setTint(tint)
        .setAlpha(rest * rest * (0.1 + 0.5 * speed))
        .setScale(this.#scale * (0.3 + 0.65 * rest));
    }
  }

  /** Remembers the way that it has come since the last frame, however long that was. */
  #mark(to: Point, now: number): void {
    const last = this.#past[0];
    if (last === undefined || Math.hypot(to.x - last.x, to.y - last.y) > JUMP) {
      this.#past = [{ ...to, at: now }];
      return;
    }
    const count = Math.floor(Math.hypot(to.x - last.x, to.y - last.y) / APART);
    const way = Array.from({ length: count }, (_, k) => {
      const share = (k + 1) / count;
      const at = last.at + (now - last.at) * share;
      return { x: last.x + (to.x - last.x) * share, y: last.y + (to.y - last.y) * share, at };
    });
    this.#past = [...way.reverse(), ...this.#past].slice(0, LENGTH);
  }
}
