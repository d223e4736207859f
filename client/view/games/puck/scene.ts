/** The scene: puts its parts together. */
import type { Drawn } from "#client/session/types.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { Atlas } from "../../stage/atlas.ts";
import { Plates } from "../common/plates.ts";
import { hex } from "../common/teams.ts";
import type { GameScene, Stage } from "../game-view.ts";
import { art } from "./art.ts";
import { Disc } from "./disc.ts";
import { Effects } from "./effects.ts";
import { EventEffects } from "./event-effects.ts";
import { paintIce } from "./ice.ts";
import { Paddles } from "./paddles.ts";
import { markOf } from "./tables.ts";

export class PuckScene implements GameScene {
  readonly #plates: Plates;
  readonly #effects: Effects;
  readonly #paddles: Paddles;
  readonly #disc: Disc;
  readonly #eventEffects: EventEffects;

  constructor(stage: Stage, world: PuckWorld) {
    const { scene, sharpness } = stage;
    const { seats } = world.config;
    paintIce(scene, sharpness);
    const atlas = new Atlas(scene, "puck", sharpness, art(seats));
    this.#plates = new Plates(stage, seats, markOf);
    this.#effects = new Effects(stage, atlas);
    this.#disc = new Disc(atlas);
    this.#paddles = new Paddles(atlas, this.#plates, this.#effects);
    this.#eventEffects = new EventEffects(stage, this.#effects);
  }

  get drawnPlayers(): number {
    return this.#paddles.drawn;
  }

  rename(): void {
    this.#plates.rename();
  }

  update(drawn: Drawn<PuckWorld>, eye: number, now: number): void {
    this.#plates.update();
    this.#eventEffects.show(drawn, eye);
    this.#paddles.update(drawn, eye, now, (seat, at) => {
      this.#effects.dash(at, hex(markOf(seat).colour));
      this.#eventEffects.sound("dash", at, seat === eye ? 0.8 : 0.45, seat === eye);
    });
    this.#disc.update(drawn, now);
    this.#effects.update(now);
  }
}
