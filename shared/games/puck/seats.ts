/** Coming and going, possible in every phase. */
import { enterGathering, leaveGathering } from "#shared/sim/index.ts";
import { embody } from "./lineup.ts";
import { NOBODY } from "./tables.ts";
import type { PuckWorld } from "./world.ts";

export function join(world: PuckWorld, seat: number): void {
  embody(world, seat);
  enterGathering(world.scores, seat);
}

/** Nothing is left of them but their team's goals. */
export function leave({ paddles, scores, puck }: PuckWorld, seat: number): void {
  paddles.despawn(seat);
  scores.goals[seat] = 0;
  scores.saves[seat] = 0;
  leaveGathering(scores, seat);
  if (puck.by === seat) puck.by = NOBODY;
  if (puck.by0 === seat) puck.by0 = NOBODY;
  if (puck.by1 === seat) puck.by1 = NOBODY;
}
