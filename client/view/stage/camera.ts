/**
 * Where the stage looks: after a body, a little to where it looks; or to where a spectator drags it. Of a game
 * that wants it so, always at the whole of its world.
 */
import type { Point, Sight } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { type Covered, decay, easeTo, NOTHING_COVERED, type Size, zoomFor, zoomToFit } from "./frame.ts";

/** World pixels to the side where the followed player looks. */
const AHEAD = 80;
/** Of the screen's sides, what may show the land beyond the map: room for what lies over the picture. */
const MARGIN_X = 0.07;
const MARGIN_Y = 0.17;
/** World pixels of the strongest shake. */
const SHAKE = 9;
/** World pixels a second of a free camera. */
const PAN = 900;

/** What the camera sets: a camera of Phaser's. */
export interface Lens {
  setZoom(zoom: number): unknown;
  centerOn(x: number, y: number): unknown;
}

export class Camera {
  readonly #lens: Lens;
  readonly #sight: Sight;
  #screen: Size = { width: 1, height: 1 };
  #density = 1;
  /** Undefined before the first frame. */
  #covered: Covered | undefined;
  #world: Size = { width: 1, height: 1 };
  #x = 0;
  #y = 0;
  #aheadX = 0;
  #aheadY = 0;
  #shake = 0;
  #placed = false;

  constructor(lens: Lens, sight: Sight) {
    this.#lens = lens;
    this.#sight = sight;
  }

  /** CSS pixels for a pixel of the world. */
  get zoom(): number {
    return this.#zoomUnder(this.#covered ?? NOTHING_COVERED);
  }

  /** The zoom when nothing covers the picture: the largest on this screen. */
  get largestZoom(): number {
    return this.#zoomUnder(NOTHING_COVERED);
  }

  #zoomUnder({ left, right, top, bottom }: Covered): number {
    const { width, height } = this.#screen;
    if (this.#sight === "follow") return zoomFor(this.#screen);
    return zoomToFit(this.#world, { width: width - left - right, height: height - top - bottom });
  }

  /** In CSS pixels. */
  get screen(): Size {
    return this.#screen;
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

  /** The middle of what is seen is that of what is left; it goes there smoothly, but for the first time. */
  cover(covered: Covered, ms: number): void {
    this.#covered = easeTo(covered, this.#covered ?? covered, decay(6, ms));
  }

  within(world: Size): void {
    this.#world = world;
    if (this.#placed) return;
    this.#x = world.width / 2;
    this.#y = world.height / 2;
  }

  /** @param gaze radians */
  follow({ x, y }: Point, gaze: number, ms: number): void {
    if (this.#sight === "whole") return;
    // Another player, or one who has respawned far away: there at once, rather than a ride across the map.
    const far = Math.hypot(x - this.#x, y - this.#y) > 500;
    const rest = this.#placed && !far ? decay(14, ms) : 0;
    this.#placed = true;
    this.#x = x + (this.#x - x) * rest;
    this.#y = y + (this.#y - y) * rest;
    this.#look(Math.cos(gaze) * AHEAD, Math.sin(gaze) * AHEAD, ms);
  }

  /** @param moveX -1 to 1 */
  pan(moveX: number, moveY: number, ms: number): void {
    if (this.#sight === "whole") return;
    this.#placed = true;
    this.#look(0, 0, ms);
    this.#x += (moveX * PAN * ms) / 1000;
    this.#y += (moveY * PAN * ms) / 1000;
    this.#x = Math.max(0, Math.min(this.#world.width, this.#x));
    this.#y = Math.max(0, Math.min(this.#world.height, this.#y));
  }

  /** @param byX CSS pixels */
  drag(byX: number, byY: number): void {
    if (this.#sight === "whole") return;
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
    const { width, height } = this.#screen;
    const centre = this.#centre();
    const { zoom } = this;
    this.#lens.setZoom(zoom * this.#density);
    this.#lens.centerOn(
      x + (width / 2 - centre.x) / zoom + Math.sin(now / 11) * shake,
      y + (height / 2 - centre.y) / zoom + Math.cos(now / 13) * shake,
    );
  }

  toScreen({ x, y }: Point): ScreenPoint {
    const middle = this.#clamped();
    const centre = this.#centre();
    const { zoom } = this;
    return { x: (x - middle.x) * zoom + centre.x, y: (y - middle.y) * zoom + centre.y };
  }

  /** Where on the screen the middle of what is seen is. */
  #centre(): ScreenPoint {
    const { width, height } = this.#screen;
    const { left, right, top, bottom } = this.#covered ?? NOTHING_COVERED;
    return { x: (width + left - right) / 2, y: (height + top - bottom) / 2 };
  }

  #clamped(): Point {
    const { x, y } = this.middle;
    const { zoom } = this;
    if (this.#sight === "whole") return { x: this.#world.width / 2, y: this.#world.height / 2 };
    const { width, height } = this.#screen;
    const { left, right, top, bottom } = this.#covered ?? NOTHING_COVERED;
    const halfX = ((width - left - right) / 2 - width * MARGIN_X) / zoom;
    const halfY = ((height - top - bottom) / 2 - height * MARGIN_Y) / zoom;
    const clamp = (at: number, half: number, side: number) =>
      half * 2 >= side ? side / 2 : Math.max(half, Math.min(side - half, at));
    return { x: clamp(x, halfX, this.#world.width), y: clamp(y, halfY, this.#world.height) };
  }
}
