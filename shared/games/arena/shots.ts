/** Shots: their flight, their hits, and the blast of a rocket. */
import { atan2, hypot } from "#shared/sim/index.ts";
import { damage, mayHurt } from "./damage.ts";
import { fill, NO_ROW } from "./map/bodies.ts";
import { CELL_SHIFT } from "./map/grid.ts";
import { mapOf } from "./map/level.ts";
import { sees } from "./map/raster.ts";
import { push } from "./movement.ts";
import { MISS, meetsCircle, meetsWalls } from "./sweep.ts";
import { BLAST, BODY, SUB, WEAPONS } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

export function moveShots(world: ArenaWorld): void {
  const { shots, players, tick } = world;
  const map = mapOf(world);
  fill(map.lookup.bodies, players);
  for (let shot = 0; shot < shots.capacity; shot++) {
    if (!shots.has(shot)) continue;
    const [x, y, vx, vy] = [shots.x[shot], shots.y[shot], shots.vx[shot], shots.vy[shot]];
    const { radius } = WEAPONS[shots.weapon[shot]];
    const wallTime = meetsWalls(map, x, y, vx, vy, radius);
    const hit = firstBody(world, shot, Math.min(1, wallTime));
    if (hit !== undefined) strike(world, shot, hit.seat, hit.time);
    else if (wallTime !== MISS) strike(world, shot, NO_ROW, wallTime);
    else if (tick >= shots.dieAt[shot]) strike(world, shot, NO_ROW, 1);
    else {
      shots.x[shot] = x + vx;
      shots.y[shot] = y + vy;
    }
  }
}

/** The first body that a shot may hurt and meets no later than `last`. */
function firstBody(world: ArenaWorld, shot: number, last: number): { seat: number; time: number } | undefined {
  const { shots, players } = world;
  const { bodies } = mapOf(world).lookup;
  const [x, y, vx, vy, owner] = [shots.x[shot], shots.y[shot], shots.vx[shot], shots.vy[shot], shots.owner[shot]];
  const reach = BODY.radius + WEAPONS[shots.weapon[shot]].radius;
  const left = Math.max(0, (Math.min(x, x + vx) - reach) >> CELL_SHIFT);
  const right = Math.min(bodies.columns - 1, (Math.max(x, x + vx) + reach) >> CELL_SHIFT);
  const top = Math.max(0, (Math.min(y, y + vy) - reach) >> CELL_SHIFT);
  const bottom = Math.min(bodies.rows - 1, (Math.max(y, y + vy) + reach) >> CELL_SHIFT);
  let seat = NO_ROW;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      let body = bodies.first[row * bodies.columns + column];
      for (; body !== NO_ROW; body = bodies.next[body]) {
        if (!players.has(body) || body === owner || !mayHurt(world, owner, body)) continue;
        const time = meetsCircle(players.x[body] - x, players.y[body] - y, vx, vy, reach);
        // Of two that are met at once, the lower seat: so the order of cells has no say.
        if (time > last || (time === last && seat !== NO_ROW && body > seat)) continue;
        seat = body;
        last = time;
      }
    }
  }
  return seat === NO_ROW ? undefined : { seat, time: last };
}

/** Ends a shot, at a body or at none. */
function strike(world: ArenaWorld, shot: number, seat: number, time: number): void {
  const { shots } = world;
  const owner = shots.owner[shot];
  const weapon = shots.weapon[shot];
  const x = shots.x[shot] + Math.trunc(shots.vx[shot] * time);
  const y = shots.y[shot] + Math.trunc(shots.vy[shot] * time);
  const direction = atan2(shots.vy[shot], shots.vx[shot]);
  shots.despawn(shot);
  if (seat !== NO_ROW) damage(world, seat, owner, WEAPONS[weapon].damage, weapon);
  if (WEAPONS[weapon].blast > 0) blast(world, owner, weapon, x, y);
  else world.spent.spawn({ owner, weapon, x: Math.trunc(x / SUB), y: Math.trunc(y / SUB), direction });
}

/** Hurts and throws all bodies in reach that no wall covers. */
function blast(world: ArenaWorld, owner: number, weapon: number, x: number, y: number): void {
  const { players } = world;
  const { raster } = mapOf(world).lookup;
  const reach = WEAPONS[weapon].blast;
  world.blasts.spawn({ owner, x: Math.trunc(x / SUB), y: Math.trunc(y / SUB) });
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat) || !mayHurt(world, owner, seat)) continue;
    const dx = players.x[seat] - x;
    const dy = players.y[seat] - y;
    const distance = hypot(dx, dy);
    const left = reach - Math.max(0, distance - BODY.radius);
    if (left <= 0 || !sees(raster, x, y, players.x[seat], players.y[seat])) continue;
    const percent = seat === owner ? BLAST.selfPercent : 100;
    const thrust = Math.trunc((BLAST.push * left) / reach);
    if (distance > 0) push(world, seat, Math.trunc((dx * thrust) / distance), Math.trunc((dy * thrust) / distance));
    damage(world, seat, owner, Math.trunc((BLAST.damage * left * percent) / (reach * 100)), weapon);
  }
}
