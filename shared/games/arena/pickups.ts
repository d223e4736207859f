/** Taking pickups. */
import { cellAt } from "./map/grid.ts";
import { mapOf } from "./map/level.ts";
import type { Point } from "./map/shapes.ts";
import { BODY, PICKUP, PICKUPS, SUB, WEAPON, WEAPONS } from "./tuning.ts";
import { equip } from "./weapons.ts";
import type { ArenaWorld } from "./world.ts";

/** The weapon that a kind of pickup holds. */
const WEAPON_OF: readonly number[] = [WEAPON.blaster, WEAPON.scatter, WEAPON.rocket, WEAPON.rail];

export function takePickups(world: ArenaWorld): void {
  const { players, pickups, tick } = world;
  const map = mapOf(world);
  const { pickupGrid: grid } = map.lookup;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat)) continue;
    const cell = cellAt(grid, players.x[seat], players.y[seat]);
    for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
      const place = grid.items[k];
      if (tick < pickups.readyAt[place] || !inReach(world, seat, map.pickups[place])) continue;
      const { kind } = map.pickups[place];
      if (!take(world, seat, kind)) continue;
      pickups.readyAt[place] = tick + PICKUPS.respawn[kind];
      players.shieldUntil[seat] = 0;
      world.picked.spawn({ seat, place });
    }
  }
}

function inReach({ players }: ArenaWorld, seat: number, { x, y }: Point): boolean {
  const dx = players.x[seat] - x * SUB;
  const dy = players.y[seat] - y * SUB;
  return dx * dx + dy * dy <= PICKUPS.reach * PICKUPS.reach;
}

/** Gives a pickup to a body, if the body has a use for it. @returns whether it has */
function take(world: ArenaWorld, seat: number, kind: number): boolean {
  const { players } = world;
  if (kind === PICKUP.health) {
    if (players.hp[seat] >= BODY.hp) return false;
    players.hp[seat] = Math.min(BODY.hp, players.hp[seat] + PICKUPS.heal);
    return true;
  }
  const weapon = WEAPON_OF[kind];
  if (players.weapon[seat] === weapon && players.ammo[seat] === WEAPONS[weapon].ammo) return false;
  equip(world, seat, weapon);
  return true;
}
