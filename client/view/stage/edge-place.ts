/** Where at the edge of a picture a marker stands that points to what is beyond it. */
import type { Point } from "../games/game-view.ts";
import type { Size } from "./frame.ts";

export interface EdgePlace extends Point {
  /** Radians: where it points. */
  readonly turn: number;
  /** How far beyond it is from the picture's middle, in the same units. */
  readonly far: number;
}

const isIn = ({ x, y }: Point, area: Point & Size): boolean =>
  Math.abs(x - area.x) <= area.width / 2 && Math.abs(y - area.y) <= area.height / 2;

/**
 * @param seen what is on the screen: its middle and its sides
 * @param frame of that, what nothing lies over
 * @param inset how far from the frame's edge the marker stands
 * @returns undefined where the place is on the screen
 */
export function edgePlace(
  { x, y }: Point,
  { seen, free: frame }: { readonly seen: Point & Size; readonly free: Point & Size },
  inset: number,
): EdgePlace | undefined {
  if (isIn({ x, y }, seen) || isIn({ x, y }, frame)) return undefined;
  const [dx, dy] = [x - frame.x, y - frame.y];
  const halfX = Math.max(1, frame.width / 2 - inset);
  const halfY = Math.max(1, frame.height / 2 - inset);
  // On the straight line from the middle to it.
  const share = Math.min(halfX / Math.abs(dx), halfY / Math.abs(dy));
  return { x: frame.x + dx * share, y: frame.y + dy * share, turn: Math.atan2(dy, dx), far: Math.hypot(dx, dy) };
}
