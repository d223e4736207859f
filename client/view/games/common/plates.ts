/** Name plates: one texture for all, painted again only where a name has changed. */
import type { GameObjects, Scene, Textures } from "phaser";
import { canvasTexture } from "../../stage/atlas.ts";

/** The texture of the match that is on: there is one at a time. */
const KEY = "plates";
const WIDTH = 150;
const HEIGHT = 20;
const COLUMNS = 4;
/** More names than this are a crowd that nobody reads. */
const MOST = 64;

export class Plates {
  readonly #scene: Scene;
  readonly #sharpness: number;
  readonly #texture: Textures.CanvasTexture;
  readonly #painted = new Map<number, string>();

  constructor(scene: Scene, seats: number, sharpness: number) {
    this.#scene = scene;
    this.#sharpness = sharpness;
    const rows = Math.ceil(Math.min(MOST, seats) / COLUMNS);
    const [width, height] = [WIDTH * sharpness, HEIGHT * sharpness];
    this.#texture = canvasTexture(scene, KEY, COLUMNS * width, rows * height);
    for (let seat = 0; seat < Math.min(MOST, seats); seat++) {
      const [x, y] = [(seat % COLUMNS) * width, Math.floor(seat / COLUMNS) * height];
      this.#texture.add(`plate${seat}`, 0, x, y, width, height);
    }
  }

  image(seat: number, depth: number): GameObjects.Image | undefined {
    if (seat >= MOST) return undefined;
    return this.#scene.add
      .image(0, 0, KEY, `plate${seat}`)
      .setScale(1 / this.#sharpness)
      .setDepth(depth);
  }

  /** @param names by seat */
  paint(names: ReadonlyMap<number, string>): void {
    let changed = false;
    for (const [seat, name] of names) {
      if (seat >= MOST || this.#painted.get(seat) === name) continue;
      this.#painted.set(seat, name);
      this.#paintOne(seat, name);
      changed = true;
    }
    if (changed) this.#texture.refresh();
  }

  #paintOne(seat: number, name: string): void {
    const pen = this.#texture.getContext();
    const s = this.#sharpness;
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
