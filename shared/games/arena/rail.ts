/** The rail: a ray that reaches its end at once, and meets bodies where the player who fired saw them. */
import { along, cos, sin } from "#shared/sim/index.ts";
import { damage } from "./damage.ts";
import { NO_ROW } from "./map/bodies.ts";
import { type ArenaMap, mapOf } from "./map/level.ts";
import { MISS, meetsCircle, meetsWalls } from "./sweep.ts";
import { enemies } from "./teams.ts";
import { BODY, SUB, WEAPONS } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/** Looks up walls for short pieces of the ray: shorter than the reach by which the grid lists them. */
const PIECE = 48 * SUB;

export interface Ray {
  readonly seat: number;
  readonly weapon: number;
  readonly x: number;
  readonly y: number;
  readonly direction: number;
}

/** Hurts the first enemy on the ray, if no wall is before. */
export function cast(world: ArenaWorld, { seat, weapon, x, y, direction }: Ray): void {
  const { ray, radius, damage: amount } = WEAPONS[weapon];
  const vx = along(ray, cos(direction));
  const vy = along(ray, sin(direction));
  const wallTime = firstWall(mapOf(world), x, y, vx, vy, radius);
  const { victim, time } = firstSeen(world, seat, x, y, vx, vy, radius, wallTime);
  world.beams.spawn({
    seat,
    x: Math.trunc(x / SUB),
    y: Math.trunc(y / SUB),
    tx: Math.trunc((x + vx * time) / SUB),
    ty: Math.trunc((y + vy * time) / SUB),
  });
  if (victim !== NO_ROW) damage(world, victim, seat, amount, weapon);
}

/** Where on its way a ray meets a wall: 0 to 1, which is its end. */
function firstWall(map: ArenaMap, x: number, y: number, vx: number, vy: number, radius: number): number {
  const pieces = Math.trunc(Math.max(Math.abs(vx), Math.abs(vy)) / PIECE) + 1;
  for (let k = 0; k < pieces; k++) {
    const fromX = x + Math.trunc((vx * k) / pieces);
    const fromY = y + Math.trunc((vy * k) / pieces);
    const byX = x + Math.trunc((vx * (k + 1)) / pieces) - fromX;
    const byY = y + Math.trunc((vy * (k + 1)) / pieces) - fromY;
    const time = meetsWalls(map, fromX, fromY, byX, byY, radius);
    if (time !== MISS) return (k + time) / pieces;
  }
  return 1;
}

/** The first enemy that the ray met as the seat saw it, if the same life is still there; else NO_ROW, and `last`. */
function firstSeen(
  world: ArenaWorld,
  seat: number,
  x: number,
  y: number,
  vx: number,
  vy: number,
  radius: number,
  last: number,
): { victim: number; time: number } {
  const { players: now } = world;
  const { players: then } = world.seen(seat);
  let victim = NO_ROW;
  for (let body = 0; body < now.capacity; body++) {
    if (!now.has(body) || now.generation[body] !== then.generation[body] || !enemies(world, seat, body)) continue;
    const time = meetsCircle(then.x[body] - x, then.y[body] - y, vx, vy, BODY.radius + radius);
    // Of two bodies at the same distance, the lower seat.
    if (time > last || (time === last && victim !== NO_ROW)) continue;
    victim = body;
    last = time;
  }
  return { victim, time: last };
}
