/** A bot's view of the rink, turned so that its own goal is on the left: the same plans then serve both teams. */
import { SEAT } from "#shared/sim/index.ts";
import { forward, teamOf } from "../teams.ts";
import { PUCK, RINK } from "../tuning.ts";
import type { PuckWorld } from "../world.ts";
import { BOT } from "./tuning.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Mover extends Point {
  readonly vx: number;
  readonly vy: number;
}

export interface Sight {
  readonly me: Mover;
  readonly puck: Mover;
  /** How many of the team are nearer to the puck: 0 = this bot plays it. */
  readonly order: number;
}

const turned = ({ x, y, vx, vy }: Mover, team: number): Mover =>
  team === 0 ? { x, y, vx, vy } : { x: RINK.width - x, y, vx: -vx, vy };

const mover = ({ paddles }: PuckWorld, seat: number, team: number): Mover =>
  turned({ x: paddles.x[seat], y: paddles.y[seat], vx: paddles.vx[seat], vy: paddles.vy[seat] }, team);

export function look(world: PuckWorld, seat: number): Sight {
  const team = teamOf(seat);
  const puck = turned(world.puck, team);
  const me = mover(world, seat, team);
  const mine = claim(world, seat, me, puck);
  let order = 0;
  for (const other of world.paddles) {
    if (other === seat || teamOf(other) !== team) continue;
    const theirs = claim(world, other, mover(world, other, team), puck);
    if (theirs < mine || (theirs === mine && other < seat)) order += 1;
  }
  return { me, puck, order };
}

/** The distance of a paddle from the puck. A paddle on the wrong side of it has further to go. */
function claim({ seats }: PuckWorld, seat: number, at: Mover, puck: Mover): number {
  const away = Math.abs(puck.x - at.x) + Math.abs(puck.y - at.y);
  const wrongSide = at.x > puck.x ? BOT.detour : 0;
  return away + wrongSide + (seats.kind[seat] === SEAT.person ? BOT.courtesy : 0);
}

/** Where the puck will be after some ticks if no paddle touches it: off the long walls, and up to the short ones. */
export function ahead({ x, y, vx, vy }: Mover, ticks: number): Point {
  const low = PUCK.radius;
  const span = RINK.height - 2 * low;
  const way = (((y - low + vy * ticks) % (2 * span)) + 2 * span) % (2 * span);
  const far = Math.min(RINK.width - low, Math.max(low, x + vx * ticks));
  return { x: far, y: low + (way > span ? 2 * span - way : way) };
}

/** Turns a direction of the sight into one of the rink. */
export const unturn = (seat: number, x: number): number => x * forward(teamOf(seat));
