/** Where hits came from: arcs about the player's own body, each of which points to the place and fades. */
import type { GameObjects } from "phaser";
import type { Atlas } from "../../stage/atlas.ts";
import type { Point } from "../game-view.ts";

/** Milliseconds that an arc is seen, and how many at once: more can't be told apart. */
const LASTS = 1100;
const MOST = 6;
/** Radians: hits from directions that are nearer to each other move the same arc. */
const SAME = 0.35;
const TINT = 0xff7a4a;

interface Arc {
  readonly image: GameObjects.Image;
  from: Point;
  turn: number;
  bornAt: number;
}

/** How far apart two directions are. */
const between = (a: number, b: number): number => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

export class HurtArcs {
  readonly #atlas: Atlas;
  readonly #arcs: Arc[] = [];

  constructor(atlas: Atlas) {
    this.#atlas = atlas;
  }

  /** How many are seen. */
  get shown(): number {
    return this.#arcs.filter(({ image }) => image.visible).length;
  }

  /** A hit on the body at this place came from there. */
  point(from: Point, at: Point, now: number): void {
    const turn = Math.atan2(from.y - at.y, from.x - at.x);
    const arc =
      this.#arcs.find((one) => one.image.visible && between(one.turn, turn) < SAME) ??
      this.#arcs.find(({ image }) => !image.visible) ??
      this.#another();
    Object.assign(arc, { from, turn, bornAt: now });
    arc.image.setVisible(true);
  }

  /** @param at where the body is drawn; undefined where there is none */
  update(at: Point | undefined, now: number): void {
    for (const arc of this.#arcs) {
      if (!arc.image.visible) continue;
      const age = (now - arc.bornAt) / LASTS;
      if (age >= 1 || at === undefined) {
        arc.image.setVisible(false);
        continue;
      }
      arc.turn = Math.atan2(arc.from.y - at.y, arc.from.x - at.x);
      // Full for a moment, so that it is seen, and then less and less.
      arc.image
        .setPosition(at.x, at.y)
        .setRotation(arc.turn)
        .setAlpha(Math.min(1, 1.6 * (1 - age)));
    }
  }

  /** A new one, or the oldest. */
  #another(): Arc {
    if (this.#arcs.length >= MOST) return this.#arcs.reduce((a, b) => (a.bornAt <= b.bornAt ? a : b));
    const image = this.#atlas.image("hurt-arc", 53).setTint(TINT).setVisible(false);
    const arc = { image, from: { x: 0, y: 0 }, turn: 0, bornAt: 0 };
    this.#arcs.push(arc);
    return arc;
  }
}
