/** Where the stage looks: after somebody, a little to where they look; or wherever a spectator drags it. */
import type { Cameras } from "phaser";
import type { Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/intent.ts";

/** The world's pixels that are seen, on a screen of any shape: this much area, but no side longer than LONGEST. */
const AREA = 1100 * 700;
const LONGEST = 1500;
/** World pixels to the side where the followed one looks. */
const AHEAD = 80;
/** Of the screen's sides, what may show the land beyond the map: room for what lies over the picture. */
const MARGIN_X = 0.07;
const MARGIN_Y = 0.17;
/** World pixels of the strongest shake. */
const SHAKE = 9;
/** World pixels a second of a free camera. */
const PAN = 900;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @param size of the canvas in CSS pixels */
export const zoomFor = ({ width, height }: Size): number =>
  Math.max(Math.sqrt((width * height) / AREA), Math.max(width, height) / LONGEST);

/** How much of the way is left after `ms`, when each second takes it down by e to the `rate`. */
const decay = (rate: number, ms: number): number => Math.exp((-rate * ms) / 1000);

export class Camera {
  readonly #lens: Cameras.Scene2D.Camera;
  #screen: Size = { width: 1, height: 1 };
  #density = 1;
  /** CSS pixels at the right that a panel covers. */
  #covered = 0;
  #world: Size = { width: 1, height: 1 };
  #x = 0;
  #y = 0;
  #aheadX = 0;
  #aheadY = 0;
  #shake = 0;
  #placed = false;

  constructor(lens: Cameras.Scene2D.Camera) {
    this.#lens = lens;
  }

  get zoom(): number {
    return zoomFor(this.#screen);
  }

  /** The middle of what is seen. */
  get middle(): Point {
    return { x: this.#x + this.#aheadX, y: this.#y + this.#aheadY };
  }

  /** @param density canvas pixels in a CSS pixel */
  fit(screen: Size, density: number): void {
    this.#screen = screen;
    this.#density = density;
  }

  /** The middle of what is seen is that of what is left; it goes there smoothly. */
  cover(right: number, ms: number): void {
    this.#covered = right + (this.#covered - right) * decay(6, ms);
  }

  within(world: Size): void {
    this.#world = world;
    if (this.#placed) return;
    this.#x = world.width / 2;
    this.#y = world.height / 2;
  }

  /** @param gaze radians */
  follow({ x, y }: Point, gaze: number, ms: number): void {
    // Someone else, or a new life far away: there at once, rather than a ride across the map.
    const far = Math.hypot(x - this.#x, y - this.#y) > 500;
    const rest = this.#placed && !far ? decay(14, ms) : 0;
    this.#placed = true;
    this.#x = x + (this.#x - x) * rest;
    this.#y = y + (this.#y - y) * rest;
    this.#look(Math.cos(gaze) * AHEAD, Math.sin(gaze) * AHEAD, ms);
  }

  /** @param moveX -1 to 1 */
  pan(moveX: number, moveY: number, ms: number): void {
    this.#placed = true;
    this.#look(0, 0, ms);
    this.#x += (moveX * PAN * ms) / 1000;
    this.#y += (moveY * PAN * ms) / 1000;
    this.#x = Math.max(0, Math.min(this.#world.width, this.#x));
    this.#y = Math.max(0, Math.min(this.#world.height, this.#y));
  }

  /** @param byX CSS pixels */
  drag(byX: number, byY: number): void {
    this.#x -= byX / this.zoom;
    this.#y -= byY / this.zoom;
  }

  rest(ms: number): void {
    this.#look(0, 0, ms);
  }

  #look(x: number, y: number, ms: number): void {
    const rest = decay(4, ms);
    this.#aheadX = x + (this.#aheadX - x) * rest;
    this.#aheadY = y + (this.#aheadY - y) * rest;
  }

  shake(strength: number): void {
    this.#shake = Math.min(1, Math.max(this.#shake, strength));
  }

  /** Sets the lens. Once a frame. */
  apply(now: number, ms: number): void {
    this.#shake *= decay(7, ms);
    const shake = this.#shake < 0.02 ? 0 : this.#shake * SHAKE;
    const { x, y } = this.#clamped();
    this.#lens.setZoom(this.zoom * this.#density);
    this.#lens.centerOn(x + this.#covered / 2 / this.zoom + Math.sin(now / 11) * shake, y + Math.cos(now / 13) * shake);
  }

  toScreen({ x, y }: Point): ScreenPoint {
    const middle = this.#clamped();
    const { width, height } = this.#screen;
    return { x: (x - middle.x) * this.zoom + (width - this.#covered) / 2, y: (y - middle.y) * this.zoom + height / 2 };
  }

  #clamped(): Point {
    const { x, y } = this.middle;
    const { width, height } = this.#screen;
    const halfX = ((width - this.#covered) / 2 - width * MARGIN_X) / this.zoom;
    const halfY = (height / 2 - height * MARGIN_Y) / this.zoom;
    const clamp = (at: number, half: number, side: number) =>
      half * 2 >= side ? side / 2 : Math.max(half, Math.min(side - half, at));
    return { x: clamp(x, halfX, this.#world.width), y: clamp(y, halfY, this.#world.height) };
  }
}
