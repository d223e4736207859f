/** Small pieces that fly off at once: fewer where the player wants it calm. */
import type { GameObjects } from "phaser";
import type { Atlas } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";

type Range = readonly [least: number, most: number];

export interface Piece {
  /** Its picture. */
  readonly frame: string;
  readonly depth: number;
  /** Milliseconds. */
  readonly lasts: Range;
  /** World pixels a second. */
  readonly speed: Range;
  /** Of its picture's size, at its beginning and at its end. */
  readonly size: readonly [from: number, to: number];
  /** At its beginning; it fades away. Undefined = it does not. */
  readonly alpha?: number;
  /** Degrees that it turns in its life; `ahead` = it points where it flies. */
  readonly turn?: number | "ahead";
}

const range = ([min, max]: Range) => ({ min, max });

/** Its velocity is not known yet when it is emitted. */
const AHEAD = {
  onEmit: () => 0,
  onUpdate: ({ velocityX, velocityY }: GameObjects.Particles.Particle) =>
    (Math.atan2(velocityY, velocityX) * 180) / Math.PI,
};

export class Particles {
  readonly #stage: Stage;
  readonly #emitter: GameObjects.Particles.ParticleEmitter;

  constructor(stage: Stage, atlas: Atlas, { frame, depth, lasts, speed, size, alpha, turn = 0 }: Piece) {
    this.#stage = stage;
    this.#emitter = stage.scene.add
      .particles(0, 0, atlas.key, {
        frame,
        lifespan: range(lasts),
        speed: range(speed),
        scale: { start: size[0] / atlas.sharpness, end: size[1] / atlas.sharpness },
        alpha: alpha === undefined ? 1 : { start: alpha, end: 0 },
        rotate: turn === "ahead" ? AHEAD : { start: 0, end: turn },
        emitting: false,
      })
      .setDepth(depth);
  }

  /** @param angles degrees within which they fly; by default all around */
  emit(x: number, y: number, count: number, tint: number, angles: Range = [0, 360]): void {
    this.#emitter.setParticleTint(tint);
    this.#emitter.setEmitterAngle(range(angles));
    this.#emitter.emitParticleAt(x, y, this.#stage.calm() ? Math.ceil(count / 3) : count);
  }
}
