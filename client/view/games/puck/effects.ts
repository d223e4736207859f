/** Sparks, rings and light. Nothing here says anything that counts. */
import type { GameEvent } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import { Fades } from "../common/fades.ts";
import { Particles } from "../common/particles.ts";
import type { Point, Stage } from "../game-view.ts";
import { BOUNDS, FRAME } from "./places.ts";

export class Effects {
  readonly #stage: Stage;
  readonly #fades: Fades;
  readonly #sparks: Particles;
  readonly #shards: Particles;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#fades = new Fades(stage, atlas);
    this.#sparks = new Particles(stage, atlas, {
      frame: "spark",
      depth: 41,
      lasts: [120, 320],
      speed: [60, 300],
      size: [1, 0.2],
      alpha: 1,
      turn: "ahead",
    });
    this.#shards = new Particles(stage, atlas, {
      frame: "shard",
      depth: 42,
      lasts: [700, 1600],
      speed: [80, 520],
      size: [1.1, 0.2],
      turn: 720,
    });
  }

  /** Less motion is wanted. */
  get calm(): boolean {
    return this.#stage.calm();
  }

  update(now: number): void {
    this.#fades.update(now);
  }

  revoke(event: GameEvent): void {
    this.#fades.revoke(event);
  }

  /** @param strength 0 to 1 */
  knock({ x, y }: Point, strength: number, tint: number, of: GameEvent): void {
    this.#fades.add("ring", x, y, { of, lasts: 240, from: 0.25, to: 0.45 + strength, alpha: 0.3 + strength / 2, tint });
    this.#sparks.emit(x, y, 2 + 14 * strength, tint);
  }

  ghost({ x, y }: Point, frame: string, tint: number): void {
    if (this.calm) return;
    this.#fades.add(frame, x, y, { lasts: 260, from: 1, to: 0.8, alpha: 0.35, tint, depth: 17 });
  }

  dash({ x, y }: Point, tint: number): void {
    this.#fades.add("ring", x, y, { lasts: 260, from: 0.5, to: 1.1, alpha: 0.7, tint, depth: 17 });
  }

  /** The goal lights up, and shards fly out of it. */
  goal(line: Point, out: 1 | -1, tint: number): void {
    const inwards = out < 0 ? 0 : 180;
    for (const lasts of [500, 1100, 1800]) {
      const rotation = (inwards * Math.PI) / 180;
      this.#fades.add("beam", line.x - out * 45, line.y, { lasts, from: 1, to: 1, tint, rotation, depth: 6 });
    }
    for (const to of [2, 4, 6.5])
      this.#fades.add("ring", line.x, line.y, { lasts: 450 + to * 120, from: 0.4, to, tint });
    this.#fades.add("light", line.x, line.y, { lasts: 700, from: 1, to: 3.2, tint, depth: 7 });
    this.#shards.emit(line.x, line.y, 60, tint, [inwards - 70, inwards + 70]);
  }

  /** A goal against the player's team: rings fall into the net, and it goes dark about it. No shards fly. */
  conceded(line: Point, out: 1 | -1, tint: number): void {
    const rotation = out < 0 ? 0 : Math.PI;
    this.#fades.add("beam", line.x - out * 45, line.y, {
      lasts: 900,
      from: 1,
      to: 1,
      alpha: 0.55,
      tint,
      rotation,
      depth: 6,
    });
    for (const from of [5, 3.4, 2])
      this.#fades.add("ring", line.x, line.y, { lasts: 300 + from * 110, from, to: 0.3, tint });
    this.#fades.add("light", line.x, line.y, {
      lasts: 900,
      from: 3,
      to: 1,
      alpha: 0.8,
      tint: 0x0a0e17,
      depth: 7,
      tells: true,
    });
  }

  /** A match is won: all over the rink. */
  confetti(tint: number): void {
    for (let k = 1; k <= 5; k++) {
      const x = FRAME.x + ((BOUNDS.width - 2 * FRAME.x) * k) / 6;
      this.#shards.emit(x, BOUNDS.height / 2, 24, tint);
    }
  }
}
