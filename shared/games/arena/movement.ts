/**
 * How bodies move: as the stick asks, with a dash, and along walls.
 *
 * Bodies pass through one another. So no player can block a doorway, and a client that predicts its own body
 * need not know where the others will be.
 */
import { accelerate, cos, sin, UNIT } from "#shared/sim/index.ts";
import { type Place, settle } from "./collide.ts";
import { BUTTON, STICK } from "./input.ts";
import { type ArenaMap, mapOf } from "./map/level.ts";
import { PHASE } from "./tables.ts";
import { BODY, DASH } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/** The longest move without a check for walls: less than a body's radius. */
const STRIDE = BODY.radius / 2;

export function moveBodies(world: ArenaWorld): void {
  const { players } = world;
  const from: Place = { x: 0, y: 0 };
  const to: Place = { x: 0, y: 0 };
  const map = mapOf(world);
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat)) continue;
    steer(world, seat);
    if (players.vx[seat] !== 0 || players.vy[seat] !== 0) travel(world, map, seat, from, to);
  }
}

/** Whether a body is in the fast part of its dash, in which it cannot steer. */
const dashing = (world: ArenaWorld, seat: number): boolean =>
  world.tick < world.players.dashReadyAt[seat] - DASH.cooldown + DASH.ticks;

function steer(world: ArenaWorld, seat: number): void {
  const { players, seats, tick } = world;
  if (world.round.phase === PHASE.countdown) {
    players.vx[seat] = 0;
    players.vy[seat] = 0;
    return;
  }
  if ((seats.buttons[seat] & BUTTON.dash) !== 0 && tick >= players.dashReadyAt[seat]) startDash(world, seat);
  if (!dashing(world, seat)) accelerate(players, seat, seats.mx[seat], seats.my[seat], STICK, BODY);
}

function startDash(world: ArenaWorld, seat: number): void {
  const { players, seats } = world;
  const [mx, my, aim] = [seats.mx[seat], seats.my[seat], seats.aim[seat]];
  const rests = mx === 0 && my === 0;
  const x = rests ? cos(aim) : mx;
  const y = rests ? sin(aim) : my;
  const length = rests ? UNIT : Math.sqrt(mx * mx + my * my);
  players.vx[seat] = Math.trunc((x * DASH.speed) / length);
  players.vy[seat] = Math.trunc((y * DASH.speed) / length);
  players.dashReadyAt[seat] = world.tick + DASH.cooldown;
  players.shieldUntil[seat] = 0;
  world.dashed.spawn({ seat });
}

/** Moves by the velocity in strides. The new velocity is the way that the walls have left of it. */
function travel({ players }: ArenaWorld, map: ArenaMap, seat: number, from: Place, to: Place): void {
  const [x, y, vx, vy] = [players.x[seat], players.y[seat], players.vx[seat], players.vy[seat]];
  const strides = Math.trunc(Math.max(Math.abs(vx), Math.abs(vy)) / STRIDE) + 1;
  to.x = x;
  to.y = y;
  for (let k = 1; k <= strides; k++) {
    from.x = to.x;
    from.y = to.y;
    to.x += Math.trunc((vx * k) / strides) - Math.trunc((vx * (k - 1)) / strides);
    to.y += Math.trunc((vy * k) / strides) - Math.trunc((vy * (k - 1)) / strides);
    if (settle(map, to)) continue;
    to.x = from.x;
    to.y = from.y;
  }
  players.x[seat] = to.x;
  players.y[seat] = to.y;
  players.vx[seat] = to.x - x;
  players.vy[seat] = to.y - y;
}

/** Throws a body, as a blast does. It moves so at its next step. */
export function push({ players }: ArenaWorld, seat: number, dvx: number, dvy: number): void {
  const limited = (v: number) => Math.min(BODY.limit, Math.max(-BODY.limit, v));
  players.vx[seat] = limited(players.vx[seat] + dvx);
  players.vy[seat] = limited(players.vy[seat] + dvy);
}
