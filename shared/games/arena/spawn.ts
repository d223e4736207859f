/** Where and how a life begins. */
import { chance, clearHits } from "#shared/sim/index.ts";
import { mapOf } from "./map/level.ts";
import type { Point } from "./map/shapes.ts";
import { MODE } from "./settings.ts";
import { enemies, occupied } from "./teams.ts";
import { BODY, SPAWN, SUB, WEAPON, WEAPONS } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/** Gives a body to each seat that is due for one. */
export function respawn(world: ArenaWorld): void {
  const { players, scores, tick } = world;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!occupied(world, seat) || players.has(seat) || tick < scores.respawnAt[seat]) continue;
    embody(
      world,
      seat,
      safest(world, seat, mapOf(world).spawns, (other) => enemies(world, seat, other)),
    );
  }
}

/** Places all bodies anew, far from one another, and teams on their own half. */
export function lineUp(world: ArenaWorld): void {
  const { players, scores, config } = world;
  const { spawns, width } = mapOf(world);
  const middle = width / 2;
  const halves = [spawns.filter((p) => p.x < middle), spawns.filter((p) => p.x > middle)];
  for (let seat = 0; seat < players.capacity; seat++) players.despawn(seat);
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!occupied(world, seat)) continue;
    const home = config.mode === MODE.teams ? halves[scores.team[seat]] : spawns;
    embody(
      world,
      seat,
      safest(world, seat, home, () => true),
    );
  }
}

function embody(world: ArenaWorld, seat: number, { x, y }: Point): void {
  world.players.spawnAt(seat, {
    x: x * SUB,
    y: y * SUB,
    hp: BODY.hp,
    weapon: WEAPON.blaster,
    ammo: WEAPONS[WEAPON.blaster].ammo,
    shieldUntil: world.tick + SPAWN.shield,
  });
  clearHits(world.scores, seat);
  world.spawned.spawn({ seat });
}

/** Of some spawn points, drawn at random where there are many, the one that is furthest from the bodies that count. */
function safest(world: ArenaWorld, seat: number, points: readonly Point[], counts: (other: number) => boolean): Point {
  const { salt } = world.round;
  const few = points.length <= SPAWN.candidates;
  const first = chance(world, salt, seat, 0, points.length);
  let best = points[first];
  let bestDistance = -1;
  for (let k = 0; k < Math.min(points.length, SPAWN.candidates); k++) {
    const point = few ? points[(first + k) % points.length] : points[chance(world, salt, seat, k, points.length)];
    const distance = nearest(world, point, counts);
    if (distance <= bestDistance) continue;
    best = point;
    bestDistance = distance;
  }
  return best;
}

/** The square of the distance from a point to the nearest body that counts. */
function nearest({ players }: ArenaWorld, point: Point, counts: (seat: number) => boolean): number {
  let least = Infinity;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat) || !counts(seat)) continue;
    const dx = players.x[seat] - point.x * SUB;
    const dy = players.y[seat] - point.y * SUB;
    least = Math.min(least, dx * dx + dy * dy);
  }
  return least;
}
