/** Where a bot goes: one of 16 directions, anew at each thought. */
import { along, atan2, cos, hypot, sin, TURN, turnBetween, whim, wrap } from "#shared/sim/index.ts";
import { mapOf } from "../map/level.ts";
import { walks } from "../map/raster.ts";
import { SUB } from "../tuning.ts";
import type { ArenaWorld } from "../world.ts";
import { errand, urgentErrand } from "./errand.ts";
import { wayTo } from "./route.ts";
import { NOT_FOUND } from "./target.ts";
import { BOT, RANGE } from "./tuning.ts";

/** The angle between two of the directions. */
const NOTCH = TURN / 16;

/** A bot keeps its direction while it is off by no more than this, when it fights and when it goes somewhere. */
const FIGHT_SLACK = NOTCH + NOTCH / 2;
const WAY_SLACK = NOTCH - NOTCH / 4;

/** Slower than this while it means to go somewhere, a bot is stuck. */
const STUCK = 24;

/** The direction to go in, with a target in sight or NOT_FOUND. */
export function direction(world: ArenaWorld, me: number, target: number): number {
  const { players, seats, tick } = world;
  const [x, y] = [players.x[me], players.y[me]];
  const held = atan2(seats.my[me], seats.mx[me]);
  const goes = seats.mx[me] !== 0 || seats.my[me] !== 0;
  if (goes && hypot(players.vx[me], players.vy[me]) < STUCK) return free(world, me, NOTCH * whim(me, tick, 6, 16));
  const goal = urgentErrand(world, me) ?? (target === NOT_FOUND ? errand(world, me) : undefined);
  const wanted = goal === undefined ? fight(world, me, target) : wayTo(mapOf(world).lookup, x, y, goal.x, goal.y);
  // A small correction is not worth a message, nor would a person make it.
  const slack = goal === undefined ? FIGHT_SLACK : WAY_SLACK;
  const kept = goes && Math.abs(turnBetween(held, wanted)) <= slack;
  return free(world, me, notch(kept ? held : wanted));
}

export const notch = (angle: number): number => wrap(NOTCH * Math.round(angle / NOTCH));

/** Around the target at the weapon's distance, this way and that. */
function fight({ players, tick }: ArenaWorld, me: number, target: number): number {
  const dx = players.x[target] - players.x[me];
  const dy = players.y[target] - players.y[me];
  const side = whim(me, (tick + me * 11) >> 5, 7, 2) === 0 ? 1 : -1;
  const off = hypot(dx, dy) - RANGE[players.weapon[me]].keep;
  const slack = 70 * SUB;
  const inwards = off > slack ? 2 * NOTCH : off < -slack ? 6 * NOTCH : 4 * NOTCH;
  return wrap(atan2(dy, dx) + side * inwards);
}

/** The direction next to a wanted one in which there is room; the wanted one if there is none. */
export function free(world: ArenaWorld, me: number, wanted: number): number {
  const { players } = world;
  const { width, height, lookup } = mapOf(world);
  const [x, y] = [players.x[me], players.y[me]];
  for (let k = 0; k < 16; k++) {
    const angle = wrap(wanted + (k % 2 === 0 ? 1 : -1) * NOTCH * ((k + 1) >> 1));
    const aheadX = x + along(BOT.ahead, cos(angle));
    const aheadY = y + along(BOT.ahead, sin(angle));
    const onMap = aheadX >= 0 && aheadY >= 0 && aheadX < width * SUB && aheadY < height * SUB;
    if (onMap && walks(lookup.raster, x, y, aheadX, aheadY)) return angle;
  }
  return wanted;
}
