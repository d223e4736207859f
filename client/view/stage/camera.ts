/**
 * Where the stage looks: after a body, a little to where it looks; or to where a spectator drags it. Of a game
 * that wants it so, always at the whole of its world. What lies over the picture covers neither that whole nor the
 * followed body: they are shown in the part of the screen that is left free.
 */
import type { Point, Sight } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { decay, PLATE, RIM, type Size, textScale, zoomFor, zoomToFit } from "./frame.ts";
import { easeTo, freeFrame, middleOf, type Rect, roomAround, sizeOf } from "./free-frame.ts";

/** World pixels to the side where the followed player looks. */
const AHEAD = 80;
/** Of the screen's sides, what may show the land beyond the map while a body is no nearer to its edge. */
const MARGIN_X = 0.07;
const MARGIN_Y = 0.17;
/**
 * World pixels around the middle of a followed body that nothing covers: itself, and above it the health and the name
 * plate, whose text is larger where all else is small.
 */
export function bodyRoom(zoom: number): Rect {
  const side = Math.max(40, (PLATE.width / 2) * textScale(zoom));
  return { left: side, top: 64 + PLATE.height * (textScale(zoom) - 0.5), right: side, bottom: 30 };
}
/** World pixels of the strongest shake. */
const SHAKE = 9;
/**
 * Milliseconds after the first frame, or after the screen has changed, in which what is free of it is shown at once: the page
 * is measured now and then.
 */
const ANEW_MS = 300;
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
  #over: readonly Rect[] = [];
  /** What is left free of the screen; undefined until it is asked for. */
  #free: Rect | undefined;
  /** What of it is shown by now: it changes smoothly. Undefined before the first frame. */
  #frame: Rect | undefined;
  /** Milliseconds in which it changes at once. */
  #anew = ANEW_MS;
  /** The followed body, without delay; undefined while there is none. */
  #body: Point | undefined;
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
    return this.#zoomIn(this.#shown);
  }

  /** The zoom when nothing covers the picture: the largest on this screen. */
  get largestZoom(): number {
    return this.#zoomIn(this.#screenRect);
  }

  #zoomIn(frame: Rect): number {
    return this.#sight === "follow" ? zoomFor(this.#screen) : zoomToFit(this.#world, sizeOf(frame));
  }

  get #screenRect(): Rect {
    return { left: 0, top: 0, right: this.#screen.width, bottom: this.#screen.height };
  }

  get #shown(): Rect {
    return this.#frame ?? this.#screenRect;
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
    const { width, height } = this.#screen;
    this.#density = density;
    if (width === screen.width && height === screen.height) return;
    this.#screen = screen;
    // What was free of another screen says nothing of this one.
    this.#free = undefined;
    this.#anew = ANEW_MS;
  }

  /** What lies over the picture; the same array as long as nothing changes. What is free of it changes smoothly. */
  cover(over: readonly Rect[], ms: number): void {
    if (over !== this.#over) this.#free = undefined;
    this.#over = over;
    this.#free ??= freeFrame(this.#screen, over, this.#worth());
    this.#frame = easeTo(this.#free, this.#frame ?? this.#free, this.#anew > 0 ? 0 : decay(6, ms));
    this.#anew -= ms;
  }

  #worth(): (room: Size) => number {
    return this.#sight === "follow" ? roomAround(this.#screen) : (room) => zoomToFit(this.#world, room);
  }

  within(world: Size): void {
    const { width, height } = this.#world;
    if (width !== world.width || height !== world.height) this.#free = undefined;
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
    this.#body = { x, y };
    this.#x = x + (this.#x - x) * rest;
    this.#y = y + (this.#y - y) * rest;
    this.#look(Math.cos(gaze) * AHEAD, Math.sin(gaze) * AHEAD, ms);
  }

  /** @param moveX -1 to 1 */
  pan(moveX: number, moveY: number, ms: number): void {
    if (this.#sight === "whole") return;
    this.#placed = true;
    this.#body = undefined;
    this.#look(0, 0, ms);
    this.#x += (moveX * PAN * ms) / 1000;
    this.#y += (moveY * PAN * ms) / 1000;
    this.#x = Math.max(0, Math.min(this.#world.width, this.#x));
    this.#y = Math.max(0, Math.min(this.#world.height, this.#y));
  }

  /** @param byX CSS pixels */
  drag(byX: number, byY: number): void {
    if (this.#sight === "whole") return;
    this.#body = undefined;
    this.#x -= byX / this.zoom;
    this.#y -= byY / this.zoom;
  }

  /** No body is followed: it stays where it was. */
  rest(ms: number): void {
    this.#body = undefined;
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

  /** The part of the world that is on the screen: its middle and its sides, in pixels of the world. */
  get seen(): Point & Size {
    return this.#inWorld(this.#screenRect);
  }

  /** As `seen`, of what nothing lies over. */
  get free(): Point & Size {
    return this.#inWorld(this.#shown);
  }

  #inWorld({ left, top, right, bottom }: Rect): Point & Size {
    const middle = this.#clamped();
    const centre = this.#centre();
    const { zoom } = this;
    return {
      x: middle.x + ((left + right) / 2 - centre.x) / zoom,
      y: middle.y + ((top + bottom) / 2 - centre.y) / zoom,
      width: (right - left) / zoom,
      height: (bottom - top) / zoom,
    };
  }

  toScreen({ x, y }: Point): ScreenPoint {
    const middle = this.#clamped();
    const centre = this.#centre();
    const { zoom } = this;
    return { x: (x - middle.x) * zoom + centre.x, y: (y - middle.y) * zoom + centre.y };
  }

  toWorld({ x, y }: ScreenPoint): Point {
    const middle = this.#clamped();
    const centre = this.#centre();
    const { zoom } = this;
    return { x: (x - centre.x) / zoom + middle.x, y: (y - centre.y) / zoom + middle.y };
  }

  /** Where on the screen the middle of what is seen is. */
  #centre(): ScreenPoint {
    if (this.#sight === "follow") return middleOf(this.#screen, this.#shown);
    const { left, top, right, bottom } = this.#shown;
    const [x, y] = [(this.#world.width * this.zoom) / 2, (this.#world.height * this.zoom) / 2];
    return {
      x: between(this.#screen.width / 2, left + RIM + x, right - RIM - x),
      y: between(this.#screen.height / 2, top + RIM + y, bottom - RIM - y),
    };
  }

  #clamped(): Point {
    if (this.#sight === "whole") return { x: this.#world.width / 2, y: this.#world.height / 2 };
    const onMap = this.#overMap(this.middle);
    return this.#body ? this.#clear(onMap, this.#body) : onMap;
  }

  /** The free part of the screen shows the map, and little of what is beyond it. */
  #overMap({ x, y }: Point): Point {
    const { zoom } = this;
    const { width, height } = this.#screen;
    const { left, top, right, bottom } = this.#shown;
    const centre = this.#centre();
    const clamp = (at: number, before: number, after: number, side: number) =>
      between(at, before / zoom, side - after / zoom);
    const [marginX, marginY] = [width * MARGIN_X, height * MARGIN_Y];
    return {
      x: clamp(x, centre.x - left - marginX, right - centre.x - marginX, this.#world.width),
      y: clamp(y, centre.y - top - marginY, bottom - centre.y - marginY, this.#world.height),
    };
  }

  /** The body, with the room that it needs, is in the free part of the screen: at the map's edge too. */
  #clear({ x, y }: Point, body: Point): Point {
    const { zoom } = this;
    const { left, top, right, bottom } = this.#shown;
    const centre = this.#centre();
    const room = bodyRoom(zoom);
    return {
      x: between(x, body.x + room.right - (right - centre.x) / zoom, body.x - room.left + (centre.x - left) / zoom),
      y: between(y, body.y + room.bottom - (bottom - centre.y) / zoom, body.y - room.top + (centre.y - top) / zoom),
    };
  }
}

/** As near to `at` as that is between both; in their middle where they have changed sides. */
const between = (at: number, least: number, most: number): number =>
  least > most ? (least + most) / 2 : Math.max(least, Math.min(most, at));
