/** The rival to whom a key turns the aim: the nearest of those that the player sees. */
import type { Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import type { Size } from "./frame.ts";

/**
 * @param rivals where rivals are drawn
 * @param place where the player's own body is
 * @param toScreen from pixels of the world to CSS pixels of a screen of this size
 */
export function nearestRival(
  rivals: readonly Point[],
  place: Point,
  toScreen: (point: Point) => ScreenPoint,
  screen: Size,
): ScreenPoint | undefined {
  const far = ({ x, y }: Point) => Math.hypot(x - place.x, y - place.y);
  return [...rivals]
    .sort((one, other) => far(one) - far(other))
    .map(toScreen)
    .find(({ x, y }) => x >= 0 && y >= 0 && x <= screen.width && y <= screen.height);
}
