/** Coming and going, possible in every phase. */
import { enterGathering, leaveGathering } from "#shared/sim/index.ts";
import { teamFor } from "./teams.ts";
import type { ArenaWorld } from "./world.ts";

/** The newcomer gets a body in this very tick. */
export function join(world: ArenaWorld, seat: number): void {
  const { scores, tick } = world;
  scores.team[seat] = teamFor(world, seat);
  scores.respawnAt[seat] = tick;
  enterGathering(scores, seat);
}

/** Nothing is left of them but their team's points. */
export function leave(world: ArenaWorld, seat: number): void {
  const { players, scores, shots } = world;
  players.despawn(seat);
  for (const shot of shots) if (shots.owner[shot] === seat) shots.despawn(shot);
  scores.team[seat] = 0;
  scores.kills[seat] = 0;
  scores.deaths[seat] = 0;
  scores.score[seat] = 0;
  scores.respawnAt[seat] = 0;
  leaveGathering(scores, seat);
}
