/** One tick of the arena. */
import { moveBodies } from "./movement.ts";
import { stepPhase } from "./phases.ts";
import { takePickups } from "./pickups.ts";
import { moveShots } from "./shots.ts";
import { respawn } from "./spawn.ts";
import { useWeapons } from "./weapons.ts";
import type { ArenaWorld } from "./world.ts";

/**
 * Shots move before bodies do: both are then where the last frame showed them, and a body that a blast throws
 * moves in this same tick, by the velocity that the frame will hold.
 */
export function step(world: ArenaWorld): void {
  moveShots(world);
  stepPhase(world);
  respawn(world);
  moveBodies(world);
  takePickups(world);
  useWeapons(world);
}
