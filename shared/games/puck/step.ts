/** One tick. */
import { hypot } from "#shared/sim/index.ts";
import { move } from "./motion.ts";
import { goal, stepPhase } from "./phases.ts";
import { scorer } from "./rink.ts";
import { enter } from "./seats.ts";
import { steer } from "./skate.ts";
import { PHASE } from "./tables.ts";
import { PUCK, RINK } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

export function step(world: PuckWorld): void {
  stepPhase(world);
  enter(world);
  steer(world);
  move(world);
  const team = scorer({ ...world.puck, radius: PUCK.radius, mass: PUCK.mass });
  if (team !== undefined) goal(world, team);
  nudge(world);
}

/** Moves a puck that has been still for long: no player may be able to reach it. */
function nudge({ puck, round, tick }: PuckWorld): void {
  if (hypot(puck.vx, puck.vy) > PUCK.still || round.phase !== PHASE.live) {
    puck.stillAt = 0;
    return;
  }
  if (puck.stillAt === 0) puck.stillAt = tick;
  if (tick - puck.stillAt < PUCK.patience) return;
  const [dx, dy] = [RINK.width / 2 - puck.x, RINK.height / 2 - puck.y];
  const distance = Math.max(1, Math.sqrt(dx * dx + dy * dy));
  puck.vx = Math.trunc((dx * PUCK.nudge) / distance);
  puck.vy = Math.trunc((dy * PUCK.nudge) / distance);
  puck.stillAt = 0;
}
