/** Damage and death. */
import { recordHit } from "#shared/sim/index.ts";
import { countKill } from "./score.ts";
import { enemies } from "./teams.ts";
import { SPAWN } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/** Whether shots of `by` hurt this seat: they hurt enemies, and the seat that fired. */
export const mayHurt = (world: ArenaWorld, by: number, seat: number): boolean =>
  by === seat || enemies(world, by, seat);

/** Takes hp from a body, unless it is protected. */
export function damage(world: ArenaWorld, victim: number, by: number, amount: number, weapon: number): void {
  const { players, tick } = world;
  if (!players.has(victim) || tick < players.shieldUntil[victim] || amount <= 0) return;
  const taken = Math.min(players.hp[victim], amount);
  players.hp[victim] -= taken;
  world.hits.spawn({ victim, by, amount: taken });
  recordHit(world.scores, victim, by, tick);
  if (players.hp[victim] > 0) return;
  players.despawn(victim);
  world.scores.respawnAt[victim] = tick + SPAWN.delay;
  world.kills.spawn({ killer: by, victim, weapon });
  countKill(world, by, victim);
}
