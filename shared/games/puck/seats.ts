/** Coming and going, possible in every phase. */
import { embody } from "./lineup.ts";
import { NOBODY } from "./tables.ts";
import type { PuckWorld } from "./world.ts";

export function join(world: PuckWorld, seat: number): void {
  embody(world, seat);
  // A button that is down as they come has not been pressed here.
  world.scores.pressed[seat] = 1;
}

/** Nothing is left of them but their team's goals. */
export function leave({ paddles, scores, puck }: PuckWorld, seat: number): void {
  paddles.despawn(seat);
  scores.goals[seat] = 0;
  scores.saves[seat] = 0;
  scores.ready[seat] = 0;
  scores.pressed[seat] = 0;
  if (puck.by === seat) puck.by = NOBODY;
  if (puck.by0 === seat) puck.by0 = NOBODY;
  if (puck.by1 === seat) puck.by1 = NOBODY;
}
