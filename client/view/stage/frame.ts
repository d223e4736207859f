/** How much of a world goes on a screen, and what of the screen is left for it. */

/** The world's pixels that are seen, on a screen of any shape: this much area, but no side longer than LONGEST. */
const AREA = 1100 * 700;
const LONGEST = 1500;
/** CSS pixels that are left free around a world that is seen whole. */
const RIM = 8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels at the sides of the screen that something covers. */
export interface Covered {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const NOTHING_COVERED: Covered = { left: 0, right: 0, top: 0, bottom: 0 };

/**
 * The zoom at which a part of a world is seen.
 * @param size of the canvas in CSS pixels
 */
export const zoomFor = ({ width, height }: Size): number =>
  Math.max(Math.sqrt((width * height) / AREA), Math.max(width, height) / LONGEST);

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

/** On the way to `to`, with this much of the way from `from` left. */
export const easeTo = (to: Covered, from: Covered, left: number): Covered => ({
  left: to.left + (from.left - to.left) * left,
  right: to.right + (from.right - to.right) * left,
  top: to.top + (from.top - to.top) * left,
  bottom: to.bottom + (from.bottom - to.bottom) * left,
});
