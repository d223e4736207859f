/** Coming and going, possible in every phase. */
import { creditFor, enterLobby, forgetHits, leaveLobby } from "#shared/sim/index.ts";
import { countKill } from "./score.ts";
import { DRIVEN_OUT, PHASE } from "./tables.ts";
import { teamFor } from "./teams.ts";
import { SPAWN } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/**
 * A newcomer gets a body in this tick; in a live round, after as long as a death would cost. Else a hurt player would
 * leave and come back, healthy and somewhere else.
 */
export function join(world: ArenaWorld, seat: number): void {
  const { scores, round, tick } = world;
  scores.team[seat] = teamFor(world, seat);
  scores.respawnAt[seat] = round.phase === PHASE.live ? tick + SPAWN.delay : tick;
  enterLobby(scores, seat);
}

/**
 * Clears the seat. The team keeps its points, and the opponent who hit the player last gets credit for a kill.
 */
export function leave(world: ArenaWorld, seat: number): void {
  const { players, scores, shots } = world;
  credit(world, seat);
  players.despawn(seat);
  for (const shot of shots) if (shots.owner[shot] === seat) shots.despawn(shot);
  scores.team[seat] = 0;
  scores.kills[seat] = 0;
  scores.deaths[seat] = 0;
  scores.score[seat] = 0;
  scores.respawnAt[seat] = 0;
  forgetHits(scores, seat);
  leaveLobby(scores, seat);
}

function credit(world: ArenaWorld, victim: number): void {
  const { players, round, scores, tick } = world;
  if (round.phase !== PHASE.live || !players.has(victim)) return;
  const killer = creditFor(scores, victim, tick, SPAWN.credit);
  if (killer < 0) return;
  world.kills.spawn({ killer, victim, weapon: DRIVEN_OUT });
  countKill(world, killer, victim);
}
