/** Sounds that come from a place. */
import type { Point, Stage } from "../game-view.ts";

/** World pixels to the side at which a sound comes from there alone. */
const SIDE = 700;

/**
 * @param loud 0 to 1, at the place that it comes from
 * @param half world pixels at which it is half as loud; by default it is as loud everywhere
 */
export function playAt({ sounds, ear }: Stage, name: string, { x, y }: Point, loud = 1, half = Infinity): void {
  const [dx, dy] = [x - ear.x, y - ear.y];
  sounds.play(name, { loud: loud / (1 + Math.hypot(dx, dy) / half), pan: dx / SIDE });
}
