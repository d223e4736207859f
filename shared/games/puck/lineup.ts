/** The places of the paddles and the puck when play begins. */
import { SEAT } from "#shared/sim/index.ts";
import { NONE } from "./tables.ts";
import { forward, teamOf } from "./teams.ts";
import { RINK, ROUND } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

/** Homes of the first, second and third of a team: sixteenths of the way from the own goal to the other, and across. */
const HOMES: readonly (readonly (readonly [along: number, across: number])[])[] = [
  [[3, 8]],
  [
    [2, 8],
    [5, 8],
  ],
  [
    [2, 8],
    [5, 4],
    [5, 12],
  ],
];

/** Gives a seat a paddle at its home. */
export function embody({ paddles, config }: PuckWorld, seat: number): void {
  const homes = HOMES[((config.seats + 1) >> 1) - 1];
  const [along, across] = homes[seat >> 1];
  const x = (RINK.width / 16) * (teamOf(seat) === 0 ? along : 16 - along);
  paddles.spawnAt(seat, { x, y: (RINK.height / 16) * across });
}

/** Lays the puck on the middle line; or a little off it, for the team that has it. */
export function layPuck(world: PuckWorld, team: number): void {
  const off = team === NONE ? 0 : -forward(team) * ROUND.offside;
  const [x, y] = [RINK.width / 2 + off, RINK.height / 2];
  Object.assign(world.puck, { x, y, vx: 0, vy: 0, by: NONE, by0: NONE, by1: NONE, stillAt: 0 });
}

/** Puts every paddle at its home. */
export function lineUp(world: PuckWorld, team: number): void {
  const { seats } = world;
  for (const seat of seats) if (seats.kind[seat] !== SEAT.empty) embody(world, seat);
  layPuck(world, team);
}
