/** The paddles, with whose they are. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { DASH, SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Plates } from "../common/plates.ts";
import { hex } from "../common/teams.ts";
import type { Point } from "../game-view.ts";
import type { Effects } from "./effects.ts";
import { spot } from "./places.ts";
import { markOf } from "./tables.ts";

/** Milliseconds between two ghosts of a dash. */
const GHOST_EVERY = 26;

class Paddle {
  readonly #all: readonly (GameObjects.Image | undefined)[];
  readonly base: GameObjects.Image;
  readonly own: GameObjects.Image;
  readonly #shade: GameObjects.Image;
  readonly #plate: GameObjects.Image | undefined;
  readonly tint: number;
  /** The `dashAt` that was seen last. */
  dashAt = 0;
  ghostAt = 0;

  constructor(atlas: Atlas, plates: Plates, seat: number) {
    const { colour, shape } = markOf(seat);
    this.tint = hex(colour);
    this.#shade = atlas.image("shade", 18);
    this.own = atlas.image("own", 19);
    this.base = atlas.image(shape, 30).setTint(this.tint);
    this.#plate = plates.image(seat, 50);
    this.#all = [this.#shade, this.own, this.base, atlas.image(`sign${seat}`, 31), this.#plate];
  }

  place({ x, y }: Point, isOwn: boolean): void {
    for (const image of this.#all) image?.setPosition(x, y).setVisible(true);
    this.#shade.setPosition(x + 5, y + 7);
    this.#plate?.setPosition(x, y + 40);
    this.own.setVisible(isOwn);
  }

  hide(): void {
    for (const image of this.#all) image?.setVisible(false);
  }
}

export class Paddles {
  readonly #atlas: Atlas;
  readonly #plates: Plates;
  readonly #effects: Effects;
  readonly #paddles: Paddle[] = [];
  drawn = 0;

  constructor(atlas: Atlas, plates: Plates, effects: Effects) {
    this.#atlas = atlas;
    this.#plates = plates;
    this.#effects = effects;
  }

  /** @param dashed called for each dash that has begun, and where */
  update(drawn: Drawn<PuckWorld>, eye: number, now: number, dashed: (seat: number, at: Point) => void): void {
    const { world, tables, ownTick } = drawn;
    const { paddles } = world;
    this.drawn = 0;
    for (let seat = 0; seat < paddles.capacity; seat++) {
      if (!paddles.has(seat)) {
        this.#paddles[seat]?.hide();
        continue;
      }
      this.drawn += 1;
      this.#paddles[seat] ??= new Paddle(this.#atlas, this.#plates, seat);
      const paddle = this.#paddles[seat];
      const at = spot(tables.paddles.x[seat] / SUB, tables.paddles.y[seat] / SUB);
      paddle.place(at, seat === eye);
      const dashAt = paddles.dashAt[seat];
      const dashes = dashAt - DASH.cooldown + DASH.ticks + 2 > ownTick && dashAt > 0;
      // A correction may move a dash by some ticks: that is not another one.
      if (dashes && dashAt > paddle.dashAt + DASH.ticks) dashed(seat, at);
      paddle.dashAt = dashAt;
      if (dashes && now > paddle.ghostAt) {
        paddle.ghostAt = now + GHOST_EVERY;
        this.#effects.ghost(at, paddle.base.frame.name, paddle.tint);
      }
      if (seat !== eye) continue;
      const ready = ownTick >= dashAt;
      paddle.own.setRotation(this.#effects.calm ? 0 : now / 900).setAlpha(ready ? 0.95 : 0.35);
    }
  }
}
