/** How paddles are steered: towards the velocity that the stick asks for, with inertia and a dash. */
import { accelerate } from "#shared/sim/index.ts";
import { BUTTON, STICK } from "./input.ts";
import { PHASE } from "./tables.ts";
import { DASH, PADDLE } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

/** While the stick rests. */
const GLIDING = { ...PADDLE, acceleration: PADDLE.glide };

export function steer(world: PuckWorld): void {
  const { paddles, seats, round, tick } = world;
  for (let seat = 0; seat < paddles.capacity; seat++) {
    if (!paddles.has(seat)) continue;
    if (round.phase === PHASE.faceOff) {
      paddles.vx[seat] = 0;
      paddles.vy[seat] = 0;
      continue;
    }
    if ((seats.buttons[seat] & BUTTON.dash) !== 0 && tick >= paddles.dashAt[seat]) dash(world, seat);
    if (!dashes(world, seat)) skate(world, seat);
  }
}

/** Whether a paddle is in the fast part of its dash, in which it cannot steer. */
export const dashes = ({ paddles, tick }: PuckWorld, seat: number): boolean =>
  tick < paddles.dashAt[seat] - DASH.cooldown + DASH.ticks;

/** Throws the paddle where the stick points; at the puck, if it rests. */
function dash({ paddles, seats, puck, tick }: PuckWorld, seat: number): void {
  const rests = seats.mx[seat] === 0 && seats.my[seat] === 0;
  const x = rests ? puck.x - paddles.x[seat] : seats.mx[seat];
  const y = rests ? puck.y - paddles.y[seat] : seats.my[seat];
  const length = Math.max(1, Math.sqrt(x * x + y * y));
  paddles.vx[seat] = Math.trunc((x * DASH.speed) / length);
  paddles.vy[seat] = Math.trunc((y * DASH.speed) / length);
  paddles.dashAt[seat] = tick + DASH.cooldown;
}

function skate({ paddles, seats }: PuckWorld, seat: number): void {
  const [mx, my] = [seats.mx[seat], seats.my[seat]];
  accelerate(paddles, seat, mx, my, STICK, mx === 0 && my === 0 ? GLIDING : PADDLE);
}
