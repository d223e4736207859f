/** Sparks, smoke, rings and numbers. Everything comes from a pool; nothing here says anything that counts. */
import type { GameObjects } from "phaser";
import type { Happening } from "#client/session/types.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";

/** A picture that changes and is gone. Times in milliseconds, places in world pixels. */
interface Fading {
  readonly image: GameObjects.Image;
  /** What it shows, if that can turn out not to have happened. */
  of: Happening | undefined;
  bornAt: number;
  lasts: number;
  from: number;
  to: number;
  alpha: number;
  /** World pixels that it rises in its life. */
  rise: number;
  y: number;
}

interface Fade {
  readonly of?: Happening;
  readonly lasts: number;
  readonly from: number;
  readonly to: number;
  readonly alpha?: number;
  readonly rise?: number;
  readonly tint?: number;
  readonly rotation?: number;
  readonly depth?: number;
}

/** More at once are not seen. */
const MOST = 160;

export class Effects {
  readonly #stage: Stage;
  readonly #atlas: Atlas;
  readonly #fading: Fading[] = [];
  readonly #sparks: GameObjects.Particles.ParticleEmitter;
  readonly #shards: GameObjects.Particles.ParticleEmitter;
  readonly #puffs: GameObjects.Particles.ParticleEmitter;
  #now = 0;

  constructor(stage: Stage, atlas: Atlas) {
    this.#stage = stage;
    this.#atlas = atlas;
    const s = 1 / atlas.sharpness;
    const { scene } = stage;
    this.#sparks = scene.add
      .particles(0, 0, atlas.key, {
        frame: "spark",
        lifespan: { min: 120, max: 300 },
        speed: { min: 90, max: 340 },
        scale: { start: s, end: 0.2 * s },
        alpha: { start: 1, end: 0 },
        rotate: { onEmit: (particle) => ((particle?.angle ?? 0) * 180) / Math.PI },
        emitting: false,
      })
      .setDepth(41);
    this.#shards = scene.add
      .particles(0, 0, atlas.key, {
        frame: "shard",
        lifespan: { min: 350, max: 750 },
        speed: { min: 60, max: 330 },
        scale: { start: 1.25 * s, end: 0 },
        rotate: { start: 0, end: 540 },
        emitting: false,
      })
      .setDepth(40);
    this.#puffs = scene.add
      .particles(0, 0, atlas.key, {
        frame: "puff",
        lifespan: { min: 250, max: 600 },
        speed: { min: 10, max: 120 },
        scale: { start: 0.9 * s, end: 0.2 * s },
        alpha: { start: 0.7, end: 0 },
        emitting: false,
      })
      .setDepth(39);
  }

  update(now: number): void {
    this.#now = now;
    for (const fading of this.#fading) {
      if (!fading.image.visible) continue;
      const age = (now - fading.bornAt) / fading.lasts;
      if (age >= 1) {
        fading.image.setVisible(false);
        continue;
      }
      const eased = 1 - (1 - age) * (1 - age);
      fading.image
        .setScale((fading.from + (fading.to - fading.from) * eased) / this.#atlas.sharpness)
        .setAlpha(fading.alpha * (1 - age))
        .setY(fading.y - fading.rise * eased);
    }
  }

  #fade(frame: string, x: number, y: number, fade: Fade): void {
    const { of, lasts, from, to, alpha = 1, rise = 0, tint = 0xffffff, rotation = 0, depth = 38 } = fade;
    let free = this.#fading.find(({ image }) => !image.visible);
    if (free === undefined) {
      if (this.#fading.length >= MOST) return;
      free = { image: this.#atlas.image(frame, depth), of, bornAt: 0, lasts, from, to, alpha, rise, y };
      this.#fading.push(free);
    }
    Object.assign(free, { of, bornAt: this.#now, lasts, from, to, alpha, rise, y });
    free.image.setFrame(frame).setPosition(x, y).setRotation(rotation).setTint(tint).setAlpha(alpha).setDepth(depth);
    free.image.setScale(from / this.#atlas.sharpness).setVisible(true);
  }

  /** It has not happened after all: what still shows of it is gone. */
  revoke(happening: Happening): void {
    for (const { image, of } of this.#fading) if (of === happening) image.setVisible(false);
  }

  #count(usual: number): number {
    return this.#stage.calm() ? Math.ceil(usual / 3) : usual;
  }

  /** @param angle radians where they fly; @param spread degrees to either side */
  #spray(x: number, y: number, angle: number, spread: number, count: number, tint: number): void {
    const middle = (angle * 180) / Math.PI;
    this.#sparks.setParticleTint(tint);
    this.#sparks.setEmitterAngle({ min: middle - spread, max: middle + spread });
    this.#sparks.emitParticleAt(x, y, this.#count(count));
  }

  flash(x: number, y: number, angle: number, tint: number, of: Happening): void {
    this.#fade("flash", x, y, { of, lasts: 80, from: 0.9, to: 1.3, rotation: angle, tint, depth: 33 });
  }

  spark(x: number, y: number, angle: number, tint: number): void {
    this.#spray(x, y, angle + Math.PI, 55, 6, tint);
  }

  hit(x: number, y: number, amount: number, tint: number): void {
    this.#spray(x, y, 0, 180, 4 + amount / 6, tint);
    this.#number(amount, x + (Math.random() - 0.5) * 18, y - 26);
  }

  #number(value: number, x: number, y: number): void {
    const digits = String(value);
    for (const [k, digit] of [...digits].entries()) {
      const offset = (k - (digits.length - 1) / 2) * 10;
      this.#fade(`digit${digit}`, x + offset, y, { lasts: 650, from: 1, to: 1, rise: 26, depth: 55 });
    }
  }

  blast(x: number, y: number, of: Happening): void {
    this.#fade("wave", x, y, { of, lasts: 380, from: 0.25, to: 1.9, tint: 0xffd28a });
    this.#fade("puff", x, y, { of, lasts: 220, from: 2, to: 4.2, tint: 0xfff1d0, depth: 37 });
    this.#puffs.setParticleTint(0xff8a3c);
    this.#puffs.emitParticleAt(x, y, this.#count(16));
    this.#spray(x, y, 0, 180, 18, 0xffe0a0);
  }

  burst(x: number, y: number, tint: number): void {
    this.#shards.setParticleTint(tint);
    this.#shards.emitParticleAt(x, y, this.#count(22));
    this.#fade("wave", x, y, { lasts: 420, from: 0.2, to: 1.1, tint });
    this.#fade("puff", x, y, { lasts: 260, from: 1.2, to: 2.4, tint, depth: 37 });
  }

  appear(x: number, y: number, tint: number, of: Happening): void {
    this.#fade("wave", x, y, { of, lasts: 450, from: 1.3, to: 0.35, tint });
  }

  take(x: number, y: number, of: Happening): void {
    this.#fade("wave", x, y, { of, lasts: 320, from: 0.3, to: 0.7, tint: 0xe9fff8 });
  }

  ghost(x: number, y: number, tint: number): void {
    this.#fade("ghost", x, y, { lasts: 240, from: 0.95, to: 0.6, alpha: 0.5, tint, depth: 25 });
  }

  smoke(x: number, y: number): void {
    this.#fade("puff", x, y, { lasts: 420, from: 0.35, to: 0.75, alpha: 0.5, tint: 0xb8c2d4, depth: 19 });
  }
}
