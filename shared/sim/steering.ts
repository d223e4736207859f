/** How a body is steered by a stick, with inertia. */
import type { Cells } from "./columns.ts";
import { hypot } from "./trig.ts";

/** In the game's own units of speed. */
export interface Steering {
  readonly topSpeed: number;
  /** The most that the velocity changes in a tick. */
  readonly acceleration: number;
  /** The same above top speed, where something has thrown the body. */
  readonly brake: number;
}

/**
 * Changes a velocity towards the one that the stick asks for, and reaches it exactly: at full speed nothing changes.
 * @param full the stick's full deflection: a longer vector counts as this long
 */
export function accelerate(
  { vx, vy }: { readonly vx: Cells; readonly vy: Cells },
  row: number,
  mx: number,
  my: number,
  full: number,
  { topSpeed, acceleration, brake }: Steering,
): void {
  const length = Math.max(full, Math.sqrt(mx * mx + my * my));
  const [dx, dy] = [Math.trunc((mx * topSpeed) / length) - vx[row], Math.trunc((my * topSpeed) / length) - vy[row]];
  const most = hypot(vx[row], vy[row]) > topSpeed ? brake : acceleration;
  const change = Math.sqrt(dx * dx + dy * dy);
  vx[row] += change <= most ? dx : Math.trunc((dx * most) / change);
  vy[row] += change <= most ? dy : Math.trunc((dy * most) / change);
}
