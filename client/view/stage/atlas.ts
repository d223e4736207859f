/** Draws many small pictures by code into one texture, so that all that moves is one batch for the graphics card. */
import type { GameObjects, Scene, Textures } from "phaser";

export interface Art {
  readonly name: string;
  /** World pixels. */
  readonly width: number;
  readonly height: number;
  /** Draws about (0, 0), in world pixels. White where it is to be tinted. */
  draw(pen: CanvasRenderingContext2D): void;
}

const WIDEST = 2048;
/** Canvas pixels between two pictures, so that neither bleeds into the other. */
const GAP = 3;

/** Makes a canvas texture. @throws {Error} the browser has no canvas */
export function canvasTexture(scene: Scene, key: string, width: number, height: number): Textures.CanvasTexture {
  if (scene.textures.exists(key)) scene.textures.remove(key);
  const texture = scene.textures.createCanvas(key, Math.ceil(width), Math.ceil(height));
  if (texture === null) throw new Error(`the texture ${key} could not be made`);
  return texture;
}

export class Atlas {
  readonly #scene: Scene;
  readonly key: string;
  readonly sharpness: number;

  constructor(scene: Scene, key: string, sharpness: number, arts: readonly Art[]) {
    this.#scene = scene;
    this.key = key;
    this.sharpness = sharpness;
    const placed = shelve(arts, sharpness);
    const bottom = Math.max(...placed.map(({ y, height }) => y + height));
    const texture = canvasTexture(scene, key, WIDEST, bottom + GAP);
    const pen = texture.getContext();
    for (const { art, x, y, width, height } of placed) {
      pen.save();
      pen.translate(x + width / 2, y + height / 2);
      pen.scale(sharpness, sharpness);
      art.draw(pen);
      pen.restore();
      texture.add(art.name, 0, x, y, width, height);
    }
    texture.refresh();
  }

  /** A picture in the scene, in its size in the world. */
  image(name: string, depth: number): GameObjects.Image {
    return this.#scene.add
      .image(0, 0, this.key, name)
      .setScale(1 / this.sharpness)
      .setDepth(depth);
  }
}

interface Placed {
  readonly art: Art;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Puts the pictures on shelves, the high ones first. */
function shelve(arts: readonly Art[], sharpness: number): Placed[] {
  let [x, y, shelf] = [GAP, GAP, 0];
  return [...arts]
    .sort((a, b) => b.height - a.height)
    .map((art) => {
      const width = Math.ceil(art.width * sharpness);
      const height = Math.ceil(art.height * sharpness);
      if (x + width + GAP > WIDEST) {
        x = GAP;
        y += shelf + GAP;
        shelf = 0;
      }
      const place = { art, x, y, width, height };
      x += width + GAP;
      shelf = Math.max(shelf, height);
      return place;
    });
}
