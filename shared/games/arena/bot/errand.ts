/** A bot's errands: for health, a weapon or an enemy. */
import { whim } from "#shared/sim/index.ts";
import { mapOf } from "../map/level.ts";
import type { Point } from "../map/shapes.ts";
import { BODY, PICKUP, SUB, WEAPON } from "../tuning.ts";
import type { ArenaWorld } from "../world.ts";
import { NOT_FOUND, nearestEnemy } from "./target.ts";
import { BOT, characterOf } from "./tuning.ts";

/** A place to be, in position units. */
export type Goal = Point;

/** An errand that matters more than the fight: for health when the bot is badly hurt. */
export function urgentErrand(world: ArenaWorld, me: number): Goal | undefined {
  if (world.players.hp[me] >= BOT.hurt) return undefined;
  return nearestPickup(world, me, (kind) => kind === PICKUP.health, BOT.help);
}

/** An errand while no enemy is in sight. */
export function errand(world: ArenaWorld, me: number): Goal {
  const { players } = world;
  const needsWeapon = players.weapon[me] === WEAPON.blaster;
  const needsHealth = players.hp[me] <= BODY.hp / 2;
  const wanted = (kind: number) => (kind === PICKUP.health ? needsHealth : needsWeapon);
  return nearestPickup(world, me, wanted, characterOf(world).detour) ?? hunt(world, me);
}

function nearestPickup(
  world: ArenaWorld,
  me: number,
  wanted: (kind: number) => boolean,
  within: number,
): Goal | undefined {
  const { players, pickups, tick } = world;
  const places = mapOf(world).pickups;
  let best: Goal | undefined;
  let least = within * within;
  for (let place = 0; place < pickups.capacity; place++) {
    const { x, y, kind } = places[place];
    if (tick < pickups.readyAt[place] || !wanted(kind)) continue;
    const dx = x * SUB - players.x[me];
    const dy = y * SUB - players.y[me];
    const distance = dx * dx + dy * dy;
    if (distance >= least) continue;
    best = { x: x * SUB, y: y * SUB };
    least = distance;
  }
  return best;
}

/** Goes to the nearest enemy; without one, or without the will, from place to place. */
function hunt(world: ArenaWorld, me: number): Goal {
  const { players, tick } = world;
  const hunts = whim(me, tick >> 7, 10, 100) < characterOf(world).hunts;
  const enemy = hunts ? nearestEnemy(world, me) : NOT_FOUND;
  if (enemy !== NOT_FOUND) return { x: players.x[enemy], y: players.y[enemy] };
  const { spawns } = mapOf(world);
  const { x, y } = spawns[whim(me, tick >> 7, 4, spawns.length)];
  return { x: x * SUB, y: y * SUB };
}
