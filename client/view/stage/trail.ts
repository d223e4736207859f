/** Where a player saw their own body, over where it was for the server: a white ring, the way to it, and its last way. */
import type { GameObjects, Scene } from "phaser";
import type { Point } from "../games/game-view.ts";

/** Pixels of the world. */
const RADIUS = 20;
/** CSS pixels: the least radius, and the width of a line. */
const LEAST = 10;
const WIDTH = 3;
const WHITE = 0xffffff;
/** Above all that a game draws, and below the net graph's ghosts. */
const DEPTH = 1e6 - 1;
/** Of its way so much is shown, in seconds, by so many lines; a longer step was no walk, in pixels of the world. */
const WAY = { seconds: 0.7, lines: 14, step: 120 };

/** What a player saw. */
export interface Seen {
  /** The player's. */
  readonly seat: number;
  /** Where they saw it at this tick; undefined where they saw none. */
  at(tick: number): Point | undefined;
}

export class Trail {
  readonly #pen: GameObjects.Graphics;
  readonly #seen: Seen;

  constructor(scene: Scene, seen: Seen) {
    this.#seen = seen;
    this.#pen = scene.add.graphics().setDepth(DEPTH);
  }

  /**
   * @param tick that is shown
   * @param tickRate ticks a second
   * @param body where the server had it; undefined where it had none
   * @param zoom CSS pixels for a pixel of the world
   */
  draw(tick: number, tickRate: number, body: Point | undefined, zoom: number): void {
    this.#pen.clear();
    const at = this.#seen.at(tick);
    if (at === undefined) return;
    this.#way(tick, tickRate, zoom);
    this.#pen.lineStyle(WIDTH / zoom, WHITE, 0.95);
    this.#pen.strokeCircle(at.x, at.y, Math.max(RADIUS, LEAST / zoom));
    if (body === undefined) return;
    this.#pen.lineStyle(WIDTH / zoom, WHITE, 0.7);
    this.#pen.lineBetween(at.x, at.y, body.x, body.y);
  }

  #way(tick: number, tickRate: number, zoom: number): void {
    const step = (WAY.seconds * tickRate) / WAY.lines;
    let from = this.#seen.at(tick);
    for (let line = 1; line <= WAY.lines; line++) {
      const to = this.#seen.at(tick - line * step);
      if (from && to && Math.hypot(to.x - from.x, to.y - from.y) <= WAY.step) {
        this.#pen.lineStyle(WIDTH / 2 / zoom, WHITE, 0.6 * (1 - line / (WAY.lines + 1)));
        this.#pen.lineBetween(from.x, from.y, to.x, to.y);
      }
      from = to;
    }
  }
}
