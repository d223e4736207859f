/** Where a bot aims, and whether it pulls the trigger. */
import { atan2, hypot, turnBetween, whim, wrap } from "#shared/sim/index.ts";
import { WEAPON, WEAPONS } from "../tuning.ts";
import type { ArenaWorld } from "../world.ts";
import { BOT, characterOf, RANGE } from "./tuning.ts";

/**
 * The direction in which the bot hits its target if that moves on as it does, off by the bot's error.
 * A ray needs no lead: it meets the target where it is seen.
 */
export function aimAt(world: ArenaWorld, me: number, target: number): number {
  const { players, tick } = world;
  const { error, clumsy } = characterOf(world);
  const dx = players.x[target] - players.x[me];
  const dy = players.y[target] - players.y[me];
  const { speed } = WEAPONS[players.weapon[me]];
  const flight = speed > 0 ? Math.trunc(hypot(dx, dy) / speed) : 0;
  const lead = atan2(dy + players.vy[target] * flight, dx + players.vx[target] * flight);
  const most = error + whim(me, 0, 1, clumsy + 1);
  return wrap(lead + whim(me, (tick + me * 5) >> BOT.errorShift, 2, 2 * most + 1) - most);
}

/** The direction to look in without a target: ahead, or where it looked before. */
export function lookAhead({ players, seats }: ArenaWorld, me: number): number {
  const [vx, vy] = [players.vx[me], players.vy[me]];
  if (vx === 0 && vy === 0) return seats.aim[me];
  // Eighths of a quarter are fine enough to look ahead, and spare the wire small corrections.
  return wrap((atan2(vy, vx) + 16) & ~31);
}

/** The aim after one look towards a direction: it turns by most of the way at first, then slowly. */
export function turnTo(world: ArenaWorld, aim: number, wanted: number): number {
  const { turn } = characterOf(world);
  const off = turnBetween(aim, wanted);
  if (Math.abs(off) < BOT.steady) return aim;
  return wrap(aim + Math.max(-turn, Math.min(turn, Math.trunc((off * 5) / 8))));
}

/** Whether to fire at a target now, with this aim. */
export function wouldHit(world: ArenaWorld, me: number, target: number, aim: number, wanted: number) {
  const { players, tick } = world;
  const { pauses, reach } = characterOf(world);
  const weapon = players.weapon[me];
  const distance = hypot(players.x[target] - players.x[me], players.y[target] - players.y[me]);
  if (distance > Math.trunc((RANGE[weapon].fire * reach) / 100) || tick < players.shieldUntil[target]) return false;
  // Not into its own blast; and with pauses, as people do.
  if (weapon === WEAPON.rocket && distance < WEAPONS[weapon].blast) return false;
  if (moment(whim(me, (tick + me * 7) >> 4, 3, 16)) < pauses) return false;
  return Math.abs(turnBetween(aim, wanted)) <= (WEAPONS[weapon].ray > 0 ? BOT.careful : BOT.trigger);
}

/** Of 16 whims, those that come first at a normal level: each fourth. */
const moment = (whims: number): number => (whims & 3) * 4 + (whims >> 2);
