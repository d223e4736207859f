/** Name plates: one texture for all, painted again only where a name has changed. */
import type { GameObjects, Textures } from "phaser";
import { canvasTexture } from "../../stage/atlas.ts";
import type { Stage } from "../game-view.ts";

/** The texture of the match that is on: there is one at a time. */
const KEY = "plates";
const WIDTH = 150;
const HEIGHT = 20;
const COLUMNS = 4;
/** More names than this can't be read. */
const MOST = 64;

export class Plates {
  readonly #stage: Stage;
  readonly #count: number;
  readonly #texture: Textures.CanvasTexture;
  readonly #painted = new Map<number, string>();
  #renamed = true;

  constructor(stage: Stage, seats: number) {
    const { scene, sharpness } = stage;
    this.#stage = stage;
    this.#count = Math.min(MOST, seats);
    const rows = Math.ceil(this.#count / COLUMNS);
    const [width, height] = [WIDTH * sharpness, HEIGHT * sharpness];
    this.#texture = canvasTexture(scene, KEY, COLUMNS * width, rows * height);
    for (let seat = 0; seat < this.#count; seat++) {
      const [x, y] = [(seat % COLUMNS) * width, Math.floor(seat / COLUMNS) * height];
      this.#texture.add(`plate${seat}`, 0, x, y, width, height);
    }
  }

  image(seat: number, depth: number): GameObjects.Image | undefined {
    if (seat >= this.#count) return undefined;
    return this.#stage.scene.add
      .image(0, 0, KEY, `plate${seat}`)
      .setScale(1 / this.#stage.sharpness)
      .setDepth(depth);
  }

  /** Names or seats have changed. */
  rename(): void {
    this.#renamed = true;
  }

  update(): void {
    if (!this.#renamed) return;
    this.#renamed = false;
    let changed = false;
    for (let seat = 0; seat < this.#count; seat++) {
      const name = this.#stage.nameOf(seat);
      if (this.#painted.get(seat) === name) continue;
      this.#painted.set(seat, name);
      this.#paint(seat, name);
      changed = true;
    }
    if (changed) this.#texture.refresh();
  }

  #paint(seat: number, name: string): void {
    const pen = this.#texture.getContext();
    const s = this.#stage.sharpness;
    pen.save();
    pen.scale(s, s);
    pen.translate((seat % COLUMNS) * WIDTH, Math.floor(seat / COLUMNS) * HEIGHT);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.font = "600 13px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.strokeStyle = "rgb(5 8 14 / 0.85)";
    pen.lineWidth = 3.5;
    pen.strokeText(name, WIDTH / 2, HEIGHT / 2, WIDTH - 6);
    pen.fillStyle = "#eef3fb";
    pen.fillText(name, WIDTH / 2, HEIGHT / 2, WIDTH - 6);
    pen.restore();
  }
}
