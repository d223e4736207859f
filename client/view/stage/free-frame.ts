/** Which part of the screen is free of all that lies over the picture. */
import type { Size } from "./frame.ts";

/** A part of the screen, in CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a free part of the screen is worth: the more the better. */
export type Worth = (room: Size) => number;

export const sizeOf = ({ left, top, right, bottom }: Rect): Size => ({ width: right - left, height: bottom - top });

export const touch = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Of the sides of a screen, how much a body that is followed makes use of: more than that is worth little more. */
const ENOUGH = 0.6;

/** Of room around a body: much to each side, rather than very much to two of them. */
export const roomAround =
  (screen: Size): Worth =>
  ({ width, height }) => {
    const enough = Math.min(width, screen.width * ENOUGH) * Math.min(height, screen.height * ENOUGH);
    return 4 * enough + width * height;
  };

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/**
 * The part of the screen that is worth most, of those that none of these touches. Where all is covered it is the whole
 * screen: something must be drawn somewhere.
 */
export function freeFrame(screen: Size, over: readonly Rect[], worth: Worth): Rect {
  const all: Rect = { left: 0, top: 0, right: screen.width, bottom: screen.height };
  const there = over.filter((rect) => touch(rect, all));
  // A free part that cannot be larger ends at the screen's edge, or at something that lies there.
  const lefts = ascending([0, ...there.map(({ right }) => right)]);
  const tops = ascending([0, ...there.map(({ bottom }) => bottom)]);
  const rights = ascending([screen.width, ...there.map(({ left }) => left)]);
  const bottoms = ascending([screen.height, ...there.map(({ top }) => top)]);
  let best: Rect | undefined;
  let most = 0;
  for (const left of lefts)
    for (const right of rights)
      for (const top of right > left ? tops : [])
        for (const bottom of bottoms) {
          if (bottom <= top) continue;
          const rect = { left, top, right, bottom };
          const value = worth(sizeOf(rect));
          if (value <= most || there.some((one) => touch(one, rect))) continue;
          best = rect;
          most = value;
        }
  return best ?? all;
}

/** Of a side of the screen, how near to an edge of the free part its middle comes at most. */
const ASIDE = 0.3;

/** Where in the free part what is followed stands: as near to the middle of the screen as there is room around it. */
export function middleOf(screen: Size, { left, top, right, bottom }: Rect): { readonly x: number; readonly y: number } {
  const between = (from: number, to: number, side: number) => {
    const room = Math.min((to - from) / 2, side * ASIDE);
    return Math.max(from + room, Math.min(to - room, side / 2));
  };
  return { x: between(left, right, screen.width), y: between(top, bottom, screen.height) };
}

/** On the way to `to`, with this much of the way from `from` left. */
export const easeTo = (to: Rect, from: Rect, left: number): Rect => ({
  left: to.left + (from.left - to.left) * left,
  top: to.top + (from.top - to.top) * left,
  right: to.right + (from.right - to.right) * left,
  bottom: to.bottom + (from.bottom - to.bottom) * left,
});
