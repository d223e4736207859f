/** Chooses the enemy that a bot fights. Its only memory is its aim: it prefers the enemy at which it aims already. */
import { atan2, SEAT, turnBetween } from "#shared/sim/index.ts";
import { mapOf } from "../map/level.ts";
import { sees } from "../map/raster.ts";
import { enemies } from "../teams.ts";
import { SUB } from "../tuning.ts";
import type { ArenaWorld } from "../world.ts";
import { characterOf } from "./tuning.ts";

export const NOT_FOUND = -1;

/** A turn of the aim counts as so much distance for each unit of angle. */
const TURN_COST = 2 * SUB;
/** A protected enemy counts as this much further away. */
const SHIELD_COST = 250 * SUB;

/** The seat of the enemy in sight that is the easiest to hit; NOT_FOUND if there is none. */
export function visibleEnemy(world: ArenaWorld, me: number): number {
  const { players, seats, tick } = world;
  const { raster } = mapOf(world).lookup;
  const [x, y, aim] = [players.x[me], players.y[me], seats.aim[me]];
  const { sight, mercy } = characterOf(world);
  let best = NOT_FOUND;
  let least = Infinity;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat)) continue;
    const dx = players.x[seat] - x;
    const dy = players.y[seat] - y;
    if (Math.abs(dx) > sight || Math.abs(dy) > sight || !enemies(world, me, seat)) continue;
    let cost = Math.sqrt(dx * dx + dy * dy);
    if (cost > sight || cost >= least) continue;
    cost += TURN_COST * Math.abs(turnBetween(aim, atan2(dy, dx)));
    if (tick < players.shieldUntil[seat]) cost += SHIELD_COST;
    if (seats.kind[seat] === SEAT.person) cost += mercy;
    if (cost >= least || !sees(raster, x, y, players.x[seat], players.y[seat])) continue;
    best = seat;
    least = cost;
  }
  return best;
}

/** The nearest enemy, in sight or not: a bot hears where they are. */
export function nearestEnemy(world: ArenaWorld, me: number): number {
  const { players } = world;
  let best = NOT_FOUND;
  let least = Infinity;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat) || !enemies(world, me, seat)) continue;
    const dx = players.x[seat] - players.x[me];
    const dy = players.y[seat] - players.y[me];
    const distance = dx * dx + dy * dy;
    if (distance >= least) continue;
    best = seat;
    least = distance;
  }
  return best;
}
