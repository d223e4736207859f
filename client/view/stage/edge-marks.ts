/**
 * Markers at the edge of the picture for what is out of sight: the mark of what it is, and an arrow to where it is. Any
 * game has them whose view tells `beacons`.
 */
import type { GameObjects, Scene, Textures } from "phaser";
import type { Beacon, Mark } from "../games/game-view.ts";
import { canvasTexture } from "./atlas.ts";
import type { Camera } from "./camera.ts";
import { edgePlace } from "./edge-place.ts";
import { disc, fill, path, polygon, stroke, write } from "./pen.ts";

const KEY = "edge";
/** CSS pixels on a screen of the usual size: a picture's side, how far from the edge its middle stands, and how near two of them may come. */
const SIDE = 56;
const INSET = 30;
const APART = 30;
/** So many pictures are kept, and so many markers are shown. */
const COLUMNS = 8;
const ROWS = 5;
const MOST = 12;
/** World pixels beyond which a marker is no smaller, and its size there. */
const FAR = 1800;
const FAR_SIZE = 0.82;
/** The zoom at which a marker is of that size: on larger screens it grows with all that is drawn, on smaller ones it is hardly less. */
const USUAL_ZOOM = 1.1;
const LEAST_SIZE = 0.9;
const MOST_SIZE = 2;
/** Above all that a game draws. */
const DEPTH = 9e5;
const DARK = "#0a0e17";
const ARROW = "arrow";

const sizeAt = (zoom: number): number => Math.max(LEAST_SIZE, Math.min(MOST_SIZE, zoom / USUAL_ZOOM));

const nameOf = ({ mark: { colour, sign, shape }, kind }: Beacon): string => `${kind} ${shape} ${sign} ${colour}`;

interface Marker {
  readonly picture: GameObjects.Image;
  readonly arrow: GameObjects.Image;
}

export class EdgeMarks {
  readonly #scene: Scene;
  readonly #texture: Textures.CanvasTexture;
  /** Texture pixels in a CSS pixel of a marker of the usual size. */
  readonly #density: number;
  readonly #painted = new Map<string, string>();
  readonly #markers: Marker[] = [];

  /**
   * @param density canvas pixels in a CSS pixel
   * @param zoom the largest that it will be drawn at
   */
  constructor(scene: Scene, density: number, zoom: number) {
    this.#scene = scene;
    this.#density = density * sizeAt(zoom);
    const side = Math.ceil(SIDE * this.#density);
    this.#texture = canvasTexture(scene, KEY, COLUMNS * side, ROWS * side);
    this.#paint(ARROW, (pen) => {
      path(pen, [27, 0], [16, -10], [18.5, 0], [16, 10]);
      fill(pen, "#ffffff");
      stroke(pen, DARK, 1.5);
    });
  }

  /** How many are shown. */
  get shown(): number {
    return this.#markers.filter(({ picture }) => picture.visible).length;
  }

  hide(): void {
    for (const { picture, arrow } of this.#markers) {
      picture.setVisible(false);
      arrow.setVisible(false);
    }
  }

  /** @param beacons the most important first: of two at the same place the second is not shown */
  draw(beacons: readonly Beacon[], { seen, free, zoom }: Pick<Camera, "seen" | "free" | "zoom">): void {
    let count = 0;
    // World pixels in a pixel of a marker.
    const unit = sizeAt(zoom) / zoom;
    for (const beacon of beacons) {
      if (count >= MOST) break;
      const at = edgePlace(beacon, { seen, free }, INSET * unit);
      if (at === undefined || this.#isTaken(at.x, at.y, count, APART * unit)) continue;
      const { picture, arrow } = this.#marker(count++);
      const size = ((1 - (1 - FAR_SIZE) * Math.min(1, at.far / FAR)) * unit) / this.#density;
      picture.setFrame(this.#frameOf(beacon)).setPosition(at.x, at.y).setScale(size).setVisible(true);
      arrow.setPosition(at.x, at.y).setScale(size).setRotation(at.turn).setVisible(true);
    }
    for (; count < this.#markers.length; count++) {
      this.#markers[count].picture.setVisible(false);
      this.#markers[count].arrow.setVisible(false);
    }
  }

  #isTaken(x: number, y: number, count: number, apart: number): boolean {
    for (let k = 0; k < count; k++) {
      const { picture } = this.#markers[k];
      if (Math.hypot(picture.x - x, picture.y - y) < apart) return true;
    }
    return false;
  }

  #marker(k: number): Marker {
    if (this.#markers[k] === undefined) {
      const image = (depth: number) => this.#scene.add.image(0, 0, KEY, ARROW).setDepth(depth);
      this.#markers[k] = { arrow: image(DEPTH), picture: image(DEPTH + 1) };
    }
    return this.#markers[k];
  }

  #frameOf(beacon: Beacon): string {
    const name = nameOf(beacon);
    const painted = this.#painted.get(name);
    if (painted !== undefined) return painted;
    // More marks than fit are those of players who have gone: all are painted anew as they are needed.
    if (this.#painted.size >= COLUMNS * ROWS - 1) this.#painted.clear();
    return this.#paint(name, (pen) => paintBeacon(pen, beacon));
  }

  #paint(name: string, draw: (pen: CanvasRenderingContext2D) => void): string {
    const slot = name === ARROW ? 0 : this.#painted.size + 1;
    const frame = name === ARROW ? ARROW : `mark${slot}`;
    const side = Math.ceil(SIDE * this.#density);
    const [x, y] = [(slot % COLUMNS) * side, Math.floor(slot / COLUMNS) * side];
    const pen = this.#texture.getContext();
    pen.save();
    pen.clearRect(x, y, side, side);
    pen.translate(x + side / 2, y + side / 2);
    pen.scale(this.#density, this.#density);
    draw(pen);
    pen.restore();
    if (!this.#texture.has(frame)) this.#texture.add(frame, 0, x, y, side, side);
    this.#texture.refresh();
    if (name !== ARROW) this.#painted.set(name, frame);
    return frame;
  }
}

/** A crown says who leads, a square frame what is a thing. */
function paintBeacon(pen: CanvasRenderingContext2D, { mark, kind }: Beacon): void {
  if (kind === "thing") {
    polygon(pen, 4, 14.5, Math.PI / 4);
    fill(pen, DARK);
    stroke(pen, mark.colour, 2.5);
    write(pen, mark.sign, 12, "#ffffff");
    return;
  }
  outline(pen, mark, 13.5);
  fill(pen, DARK);
  outline(pen, mark, 11.5);
  fill(pen, mark.colour);
  write(pen, mark.sign, mark.sign.length > 1 ? 11 : 13, DARK);
  if (kind !== "leader") return;
  path(pen, [-7, -11], [-8, -19], [-3.5, -15.5], [0, -20.5], [3.5, -15.5], [8, -19], [7, -11]);
  fill(pen, "#ffd75e");
  stroke(pen, DARK, 1.5);
}

function outline(pen: CanvasRenderingContext2D, { shape }: Mark, radius: number): void {
  if (shape === "hexagon") polygon(pen, 6, radius * 1.08, Math.PI / 6);
  else if (shape === "square") polygon(pen, 4, radius * 1.25, Math.PI / 4);
  else disc(pen, 0, 0, radius);
}
