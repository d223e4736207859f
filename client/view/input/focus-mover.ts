/** Which part of a page has the focus next, when one goes up, down, left or right: for devices that have no Tab and no pointer. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Way = "left" | "right" | "up" | "down";

/** A pixel to the side is as far as so many ahead: what stands in line comes first. */
const ASIDE = 3;

/** How far apart two ranges are; 0 where they overlap. */
const gap = (from: number, to: number, low: number, high: number): number => Math.max(0, low - to, from - high);

const turned = ({ left, top, right, bottom }: Box): Box => ({ left: top, top: left, right: bottom, bottom: right });
const flipped = ({ left, top, right, bottom }: Box): Box => ({ left: -right, top, right: -left, bottom });

/** As if the way were to the right. */
function asRight(box: Box, way: Way): Box {
  const across = way === "up" || way === "down" ? turned(box) : box;
  return way === "left" || way === "up" ? flipped(across) : across;
}

/** How far it is from one box to another this way; undefined where it is not that way. */
function cost(from: Box, to: Box, way: Way): number | undefined {
  const [a, b] = [asRight(from, way), asRight(to, way)];
  const middle = (a.left + a.right) / 2;
  // What begins before its middle, or ends where it does, is beside it and not ahead.
  if (b.left < middle || b.right <= a.right) return undefined;
  const ahead = (b.left + b.right) / 2 - middle;
  return Math.max(0, b.left - a.right) + ASIDE * gap(a.top, a.bottom, b.top, b.bottom) + ahead / 100;
}

/** The index of the box that comes next this way; undefined where there is none. */
export function nextIn(boxes: readonly Box[], from: Box, way: Way): number | undefined {
  let best: { at: number; cost: number } | undefined;
  for (const [at, box] of boxes.entries()) {
    const far = cost(from, box, way);
    if (far !== undefined && (best === undefined || far < best.cost)) best = { at, cost: far };
  }
  return best?.at;
}
