/** Where a mark is drawn whose place is out of sight: at the screen's edge, with an arrow to where it is. */
import type { ScreenPoint } from "../input/controls.ts";
import type { Size } from "../stage/frame.ts";

/** CSS pixels from the screen's edge. */
export const EDGE = 36;

export interface AtEdge extends ScreenPoint {
  /** To where the arrow points, in radians; undefined where the place itself is seen. */
  readonly turn: number | undefined;
}

export function atEdge({ x, y }: ScreenPoint, { width, height }: Size): AtEdge {
  const [left, top, right, bottom] = [EDGE, EDGE, width - EDGE, height - EDGE];
  if (x >= left && x <= right && y >= top && y <= bottom) return { x, y, turn: undefined };
  const [midX, midY] = [width / 2, height / 2];
  const [dx, dy] = [x - midX, y - midY];
  // As far along the way as the nearer of the two edges allows.
  const share = Math.min((right - midX) / Math.max(1, Math.abs(dx)), (bottom - midY) / Math.max(1, Math.abs(dy)));
  return { x: midX + dx * share, y: midY + dy * share, turn: Math.atan2(dy, dx) };
}
