/** The ground: painted once, into one picture. */
import type { Scene, Textures } from "phaser";
import { canvasTexture } from "../../stage/atlas.ts";
import type { Pen } from "../../stage/pen.ts";

/** No graphics card takes less in one texture. */
const LARGEST = 4096;

interface Ground {
  readonly width: number;
  readonly height: number;
  /** Canvas pixels for a pixel of the world that are wanted. */
  readonly sharpness: number;
}

/** @returns the texture, and how many of its pixels there are to a pixel of the world */
export function paintGround(
  scene: Scene,
  key: string,
  { width, height, sharpness }: Ground,
  paint: (pen: Pen) => void,
): { readonly texture: Textures.CanvasTexture; readonly scale: number } {
  const scale = Math.min(sharpness, LARGEST / width, LARGEST / height);
  const texture = canvasTexture(scene, key, width * scale, height * scale);
  const pen = texture.getContext();
  pen.scale(scale, scale);
  paint(pen);
  texture.refresh();
  return { texture, scale };
}

/** Sets the colour of the stage where nothing is drawn: it costs nothing, as each frame is cleared to it. */
export function setBackground({ game }: Scene, colour: string): void {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  game.config.backgroundColor.setTo(red, green, blue);
}
