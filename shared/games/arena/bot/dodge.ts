/** Seeing a shot come. */
import { atan2, whim } from "#shared/sim/index.ts";
import { enemies } from "../teams.ts";
import type { ArenaWorld } from "../world.ts";
import { NOT_FOUND } from "./target.ts";
import { BOT, characterOf } from "./tuning.ts";

/**
 * The direction that leads out of the way of a shot that comes near; NOT_FOUND if none does, or the bot is off its
 * guard.
 */
export function wayOut(world: ArenaWorld, me: number): number {
  const { shots, players, tick } = world;
  if (whim(me, (tick + me * 3) >> 4, 5, 100) >= characterOf(world).dodges) return NOT_FOUND;
  for (let shot = 0; shot < shots.capacity; shot++) {
    if (!shots.has(shot) || !enemies(world, me, shots.owner[shot])) continue;
    const [vx, vy] = [shots.vx[shot], shots.vy[shot]];
    const dx = players.x[me] - shots.x[shot];
    const dy = players.y[me] - shots.y[shot];
    const speed = vx * vx + vy * vy;
    const closing = dx * vx + dy * vy;
    if (closing <= 0 || closing > BOT.alarmTicks * speed) continue;
    // On which side of the shot's path the bot is, and how far from it, times the speed.
    const side = vx * dy - vy * dx;
    if (side * side > BOT.alarm * BOT.alarm * speed) continue;
    return side >= 0 ? atan2(vx, -vy) : atan2(-vx, vy);
  }
  return NOT_FOUND;
}
