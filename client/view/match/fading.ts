/**
 * Parts of the page that lie over the picture fade while a player's body is under them, so that no rival is hidden. One's own
 * body never is: the camera keeps it out. What is pointed at, or has the focus, stays as it is.
 */
import type { ScreenPoint } from "../input/controls.ts";
import type { Over } from "./covered.ts";

/** CSS pixels around a body that count as under a part. */
const NEAR = 12;

const isUnder = ({ x, y }: ScreenPoint, { rect: { left, top, right, bottom } }: Over): boolean =>
  x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR;

/** @param bodies where they are on the screen */
export function fade(parts: readonly Over[], bodies: readonly ScreenPoint[]): void {
  for (const over of parts)
    over.part.toggleAttribute(
      "data-faded",
      bodies.some((body) => isUnder(body, over)),
    );
}
