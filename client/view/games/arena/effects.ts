/** Sparks, smoke, rings and numbers. Everything comes from a pool; nothing here says anything that counts. */
import type { GameEvent } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import { Fades } from "../common/fades.ts";
import { Particles } from "../common/particles.ts";
import type { Stage } from "../game-view.ts";

export class Effects {
  readonly #stage: Stage;
  readonly #fades: Fades;
  readonly #sparks: Particles;
  readonly #shards: Particles;
  readonly #puffs: Particles;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#fades = new Fades(stage, atlas);
    this.#sparks = new Particles(stage, atlas, {
      frame: "spark",
      depth: 41,
      lasts: [120, 300],
      speed: [90, 340],
      size: [1, 0.2],
      alpha: 1,
      turn: "ahead",
    });
    this.#shards = new Particles(stage, atlas, {
      frame: "shard",
      depth: 40,
      lasts: [350, 750],
      speed: [60, 330],
      size: [1.25, 0],
      turn: 540,
    });
    this.#puffs = new Particles(stage, atlas, {
      frame: "puff",
      depth: 39,
      lasts: [250, 600],
      speed: [10, 120],
      size: [0.9, 0.2],
      alpha: 0.7,
    });
  }

  /** Less motion is wanted. */
  get calm(): boolean {
    return this.#stage.calm();
  }

  update(now: number): void {
    this.#fades.update(now);
  }

  /** It has not happened after all: what still shows of it is gone. */
  revoke(event: GameEvent): void {
    this.#fades.revoke(event);
  }

  flash(x: number, y: number, angle: number, tint: number, of: GameEvent): void {
    this.#fades.add("flash", x, y, { of, lasts: 80, from: 0.9, to: 1.3, rotation: angle, tint, depth: 33 });
  }

  spark(x: number, y: number, angle: number, tint: number): void {
    const back = (angle * 180) / Math.PI + 180;
    this.#sparks.emit(x, y, 6, tint, [back - 55, back + 55]);
  }

  hit(x: number, y: number, amount: number, tint: number): void {
    this.#sparks.emit(x, y, 4 + amount / 6, tint);
    this.#number(amount, x + (Math.random() - 0.5) * 18, y - 26);
  }

  #number(value: number, x: number, y: number): void {
    const digits = String(value);
    for (const [k, digit] of [...digits].entries()) {
      const offset = (k - (digits.length - 1) / 2) * 10;
      this.#fades.add(`digit${digit}`, x + offset, y, { lasts: 650, from: 1, to: 1, rise: 26, depth: 55, tells: true });
    }
  }

  /** A shot of the player's has hit; `isLast` = it was the last that it took. */
  mark(x: number, y: number, isLast: boolean): void {
    if (isLast)
      this.#fades.add("kill-mark", x, y, { lasts: 620, from: 1.25, to: 0.9, tint: 0xffd75e, depth: 57, tells: true });
    else this.#fades.add("hit-mark", x, y, { lasts: 220, from: 1.15, to: 0.9, depth: 56, tells: true });
  }

  blast(x: number, y: number, of: GameEvent): void {
    this.#fades.add("wave", x, y, { of, lasts: 380, from: 0.25, to: 1.9, tint: 0xffd28a });
    this.#fades.add("puff", x, y, { of, lasts: 220, from: 2, to: 4.2, tint: 0xfff1d0, depth: 37 });
    this.#puffs.emit(x, y, 16, 0xff8a3c);
    this.#sparks.emit(x, y, 18, 0xffe0a0);
  }

  burst(x: number, y: number, tint: number): void {
    this.#shards.emit(x, y, 22, tint);
    this.#fades.add("wave", x, y, { lasts: 420, from: 0.2, to: 1.1, tint });
    this.#fades.add("puff", x, y, { lasts: 260, from: 1.2, to: 2.4, tint, depth: 37 });
  }

  appear(x: number, y: number, tint: number, of: GameEvent): void {
    this.#fades.add("wave", x, y, { of, lasts: 450, from: 1.3, to: 0.35, tint });
  }

  take(x: number, y: number, of: GameEvent): void {
    this.#fades.add("wave", x, y, { of, lasts: 320, from: 0.3, to: 0.7, tint: 0xe9fff8 });
  }

  ghost(x: number, y: number, tint: number): void {
    if (this.calm) return;
    this.#fades.add("ghost", x, y, { lasts: 240, from: 0.95, to: 0.6, alpha: 0.5, tint, depth: 25 });
  }

  smoke(x: number, y: number): void {
    if (this.calm) return;
    this.#fades.add("puff", x, y, { lasts: 420, from: 0.35, to: 0.75, alpha: 0.5, tint: 0xb8c2d4, depth: 19 });
  }
}
