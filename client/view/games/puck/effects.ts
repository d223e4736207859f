/** Sparks, rings and light. Nothing here says anything that counts. */
import type { GameObjects } from "phaser";
import type { Happening } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import { Fades } from "../common/fades.ts";
import type { Point, Stage } from "../game-view.ts";
import { BOUNDS, FRAME } from "./places.ts";

export class Effects {
  readonly #stage: Stage;
  readonly #fades: Fades;
  readonly #sparks: GameObjects.Particles.ParticleEmitter;
  readonly #shards: GameObjects.Particles.ParticleEmitter;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#fades = new Fades(atlas);
    const s = 1 / atlas.sharpness;
    this.#sparks = stage.scene.add
      .particles(0, 0, atlas.key, {
        frame: "spark",
        lifespan: { min: 120, max: 320 },
        speed: { min: 60, max: 300 },
        scale: { start: s, end: 0.2 * s },
        alpha: { start: 1, end: 0 },
        rotate: { onEmit: (particle) => ((particle?.angle ?? 0) * 180) / Math.PI },
        emitting: false,
      })
      .setDepth(41);
    this.#shards = stage.scene.add
      .particles(0, 0, atlas.key, {
        frame: "shard",
        lifespan: { min: 700, max: 1600 },
        speed: { min: 80, max: 520 },
        scale: { start: 1.3 * s, end: 0.2 * s },
        rotate: { start: 0, end: 720 },
        emitting: false,
      })
      .setDepth(42);
  }

  update(now: number): void {
    this.#fades.update(now);
  }

  revoke(happening: Happening): void {
    this.#fades.revoke(happening);
  }

  #count(usual: number): number {
    return this.#stage.calm() ? Math.ceil(usual / 3) : usual;
  }

  /** @param strength 0 to 1 */
  knock({ x, y }: Point, strength: number, tint: number, of: Happening): void {
    this.#fades.add("ring", x, y, { of, lasts: 240, from: 0.25, to: 0.45 + strength, alpha: 0.3 + strength / 2, tint });
    this.#sparks.setParticleTint(tint);
    this.#sparks.emitParticleAt(x, y, this.#count(2 + 14 * strength));
  }

  ghost({ x, y }: Point, frame: string, tint: number): void {
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
    this.#shards.setParticleTint(tint);
    this.#shards.setEmitterAngle({ min: inwards - 70, max: inwards + 70 });
    this.#shards.emitParticleAt(line.x, line.y, this.#count(60));
  }

  /** A match is won: all over the rink. */
  confetti(tint: number): void {
    this.#shards.setParticleTint(tint);
    this.#shards.setEmitterAngle({ min: 0, max: 360 });
    for (let k = 1; k <= 5; k++) {
      const x = FRAME.x + ((BOUNDS.width - 2 * FRAME.x) * k) / 6;
      this.#shards.emitParticleAt(x, BOUNDS.height / 2, this.#count(24));
    }
  }
}
