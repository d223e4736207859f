/** Name plates: one texture for all, painted again only where a name has changed. */
import type { GameObjects, Textures } from "phaser";
import { canvasTexture } from "../../stage/atlas.ts";
import { PLATE, textScale } from "../../stage/frame.ts";
import { disc, fill, polygon, stroke } from "../../stage/pen.ts";
import type { Mark, Stage } from "../game-view.ts";
import { fitName } from "./fit-name.ts";

/** The texture of the match that is on: there is one at a time. */
const KEY = "plates";
const { width: WIDTH, height: HEIGHT } = PLATE;
/** What the shape of a team takes before a name. */
const SHAPE = 13;
const COLUMNS = 4;
/** More names than this can't be read. */
const MOST = 64;
/** World pixels at both sides of a name: for the rim of its letters. */
const ASIDE = 3;

export class Plates {
  readonly #stage: Stage;
  readonly #count: number;
  /** Texture pixels for one of a plate's. */
  readonly #dense: number;
  readonly #teamOf: (seat: number) => Mark | undefined;
  readonly #texture: Textures.CanvasTexture;
  readonly #images: GameObjects.Image[] = [];
  readonly #painted = new Map<number, string>();
  readonly #shapes: (Mark["shape"] | undefined)[] = [];
  #renamed = true;
  #scale = 1;

  /** @param teamOf the mark of a seat's team, whose shape stands before the name; undefined where there are no teams */
  constructor(stage: Stage, seats: number, teamOf: (seat: number) => Mark | undefined = () => undefined) {
    const { scene, sharpness } = stage;
    this.#stage = stage;
    this.#teamOf = teamOf;
    this.#count = Math.min(MOST, seats);
    this.#scale = textScale(stage.zoom);
    this.#dense = sharpness * this.#scale;
    const rows = Math.ceil(this.#count / COLUMNS);
    const [width, height] = [WIDTH * this.#dense, HEIGHT * this.#dense];
    this.#texture = canvasTexture(scene, KEY, COLUMNS * width, rows * height);
    for (let seat = 0; seat < this.#count; seat++) {
      const [x, y] = [(seat % COLUMNS) * width, Math.floor(seat / COLUMNS) * height];
      this.#texture.add(`plate${seat}`, 0, x, y, width, height);
    }
  }

  image(seat: number, depth: number): GameObjects.Image | undefined {
    if (seat >= this.#count) return undefined;
    const image = this.#stage.scene.add
      .image(0, 0, KEY, `plate${seat}`)
      .setScale(this.#scale / this.#dense)
      .setDepth(depth);
    this.#images.push(image);
    return image;
  }

  /** Names or seats have changed. */
  rename(): void {
    this.#renamed = true;
  }

  update(): void {
    this.#rescale();
    if (!this.#renamed && !this.#isReteamed()) return;
    this.#renamed = false;
    let changed = false;
    for (let seat = 0; seat < this.#count; seat++) {
      const name = this.#stage.nameOf(seat);
      const shape = this.#teamOf(seat)?.shape;
      this.#shapes[seat] = shape;
      const what = `${shape ?? ""} ${name}`;
      if (this.#painted.get(seat) === what) continue;
      this.#painted.set(seat, what);
      this.#paint(seat, name, shape);
      changed = true;
    }
    if (changed) this.#texture.refresh();
  }

  /** They keep to a size that can be read where the world gets smaller or larger, as when a phone is turned. */
  #rescale(): void {
    const scale = textScale(this.#stage.zoom);
    if (scale === this.#scale) return;
    this.#scale = scale;
    for (const image of this.#images) image.setScale(scale / this.#dense);
  }

  /** A round may begin with other teams, of which no roster tells. */
  #isReteamed(): boolean {
    for (let seat = 0; seat < this.#count; seat++) if (this.#teamOf(seat)?.shape !== this.#shapes[seat]) return true;
    return false;
  }

  #paint(seat: number, name: string, shape: Mark["shape"] | undefined): void {
    const pen = this.#texture.getContext();
    pen.save();
    pen.scale(this.#dense, this.#dense);
    pen.translate((seat % COLUMNS) * WIDTH, Math.floor(seat / COLUMNS) * HEIGHT);
    // What stands high above its line, or far below it, is cut off rather than painted over another plate.
    pen.beginPath();
    pen.rect(0, 0, WIDTH, HEIGHT);
    pen.clip();
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.font = "600 13px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.strokeStyle = "rgb(5 8 14 / 0.85)";
    pen.lineWidth = 3.5;
    // With a shape before it, the two together are in the middle.
    const room = WIDTH - 2 * ASIDE - (shape === undefined ? 0 : SHAPE);
    const x = WIDTH / 2 + (shape === undefined ? 0 : SHAPE / 2);
    const text = fitName(name, room, (some) => pen.measureText(some).width);
    pen.strokeText(text, x, HEIGHT / 2);
    pen.fillStyle = "#eef3fb";
    pen.fillText(text, x, HEIGHT / 2);
    if (shape !== undefined) {
      pen.translate(x - (pen.measureText(text).width + SHAPE) / 2 - 1, HEIGHT / 2);
      if (shape === "hexagon") polygon(pen, 6, 5, Math.PI / 6);
      else if (shape === "square") polygon(pen, 4, 5.5, Math.PI / 4);
      else disc(pen, 0, 0, 4.5);
      stroke(pen, "rgb(5 8 14 / 0.85)", 3.5);
      fill(pen, "#eef3fb");
    }
    pen.restore();
  }
}
