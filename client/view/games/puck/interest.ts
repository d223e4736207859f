/** Where the action is: at the puck. */
import { SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";

/** Pixels from the puck at which a player is half as interesting as at it. */
const HALF = 160;
/** Of the player who has touched it last. */
const HAS_IT = 0.25;

export function interest({ paddles, puck }: PuckWorld, seat: number): number | undefined {
  if (!paddles.has(seat)) return undefined;
  const far = Math.hypot(puck.x - paddles.x[seat], puck.y - paddles.y[seat]) / SUB;
  return 1 / (1 + far / HALF) + (puck.by === seat ? HAS_IT : 0);
}
