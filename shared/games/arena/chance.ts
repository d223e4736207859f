/**
 * Chance that hangs on a seat and a tick alone. `world.random` counts the draws of everybody: the shot of
 * somebody else, which a client learns of later, would change where one's own predicted shot goes.
 */
import { mix32 } from "#shared/sim/index.ts";
import type { ArenaWorld } from "./world.ts";

/**
 * An integer from 0 to `count - 1`.
 * @param draw tells apart the draws of one seat in one tick
 */
export function chance({ round, tick }: ArenaWorld, seat: number, draw: number, count: number): number {
  const place = Math.imul(seat + 1, 0x9e3779b1) ^ Math.imul(draw + 1, 0xc2b2ae3d);
  return mix32(mix32(round.salt ^ place) + Math.imul(tick, 0x9e3779b9)) % count;
}
