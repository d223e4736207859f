/** How much of a world goes on a screen. */

/** The world's pixels that are seen, on a screen of any shape: this much area, but no side longer than LONGEST. */
const AREA = 1100 * 700;
const LONGEST = 1500;
/** On a small screen less of the world is seen rather than all of it very small: as where a page is enlarged by 400%. */
const SMALLEST = 0.5;
/** CSS pixels that are left free around a world that is seen whole. */
export const RIM = 8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The zoom at which a part of a world is seen.
 * @param size of the canvas in CSS pixels
 */
export const zoomFor = ({ width, height }: Size): number =>
  Math.max(SMALLEST, Math.sqrt((width * height) / AREA), Math.max(width, height) / LONGEST);

/** World pixels of a name plate, at a zoom at which it needs not be larger. */
export const PLATE: Size = { width: 128, height: 20 };

/** The zoom below which what is written in the world would be too small to read, and how much it grows at most. */
const READABLE = 0.85;
const MOST_LARGER = 2;

/** How much larger than the world around it a text is drawn at this zoom, so that it can be read. */
export const textScale = (zoom: number): number => Math.min(MOST_LARGER, Math.max(1, READABLE / zoom));

/** What a zoom comes to at least, however little room there is. */
const LEAST = 0.01;

/**
 * The largest zoom at which the whole world is seen.
 * @param room in CSS pixels
 */
export const zoomToFit = (world: Size, room: Size): number =>
  Math.max(LEAST, Math.min((room.width - 2 * RIM) / world.width, (room.height - 2 * RIM) / world.height));

/** How much of the way is left after `ms`, when each second takes it down by e to the `rate`. */
export const decay = (rate: number, ms: number): number => Math.exp((-rate * ms) / 1000);
