/** A tick of movement: everything in small steps, so that nothing passes through anything. */
import { type Body, exchange, glide, limit, overlap, part, speedOf, spread } from "./bodies.ts";
import { keepPaddle, keepPuck } from "./rink.ts";
import { touch } from "./score.ts";
import { AGAINST, PHASE } from "./tables.ts";
import { teamOf } from "./teams.ts";
import { KNOCK, PADDLE, PUCK, RINK, STRIDE, SUB } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

interface Paddle extends Body {
  readonly seat: number;
}

export function move(world: PuckWorld): void {
  const { round, puck: held } = world;
  const paddles = paddlesOf(world);
  const puck: Body = { x: held.x, y: held.y, vx: held.vx, vy: held.vy, radius: PUCK.radius, mass: PUCK.mass };
  if (round.phase !== PHASE.faceOff) {
    slow(puck);
    const steps = 1 + Math.trunc(Math.max(speedOf(puck), ...paddles.map(speedOf)) / STRIDE);
    for (let k = 1; k <= steps; k++) stride(world, puck, paddles, k, steps);
    limit(puck, PUCK.limit);
  }
  const { x, y, vx, vy } = puck;
  Object.assign(held, { x, y, vx, vy });
  for (const paddle of paddles) put(world, paddle);
}

/**
 * All paddles, in the order in which they act where two touch one thing. Of the seats 0 and 1, 2 and 3, 4 and 5 the one
 * is first in even ticks and the other in odd ones, so that neither team is ahead.
 */
function paddlesOf({ paddles, tick }: PuckWorld): Paddle[] {
  const turn = tick & 1;
  const seats = [...paddles].sort((a, b) => (a ^ turn) - (b ^ turn));
  return seats.map((seat) => ({
    seat,
    x: paddles.x[seat],
    y: paddles.y[seat],
    vx: paddles.vx[seat],
    vy: paddles.vy[seat],
    radius: PADDLE.radius,
    mass: PADDLE.mass,
  }));
}

function put({ paddles }: PuckWorld, { seat, x, y, vx, vy }: Paddle): void {
  paddles.x[seat] = x;
  paddles.y[seat] = y;
  paddles.vx[seat] = vx;
  paddles.vy[seat] = vy;
}

/** The ice hardly slows the puck, the net does at once. */
function slow(puck: Body): void {
  const share = puck.x < 0 || puck.x > RINK.width ? PUCK.net : PUCK.friction;
  puck.vx -= Math.trunc(puck.vx / share);
  puck.vy -= Math.trunc(puck.vy / share);
}

function stride(world: PuckWorld, puck: Body, paddles: readonly Paddle[], k: number, steps: number): void {
  for (const paddle of paddles) {
    glide(paddle, k, steps);
    keepPaddle(paddle, teamOf(paddle.seat));
  }
  for (const [i, one] of paddles.entries()) {
    for (let j = i + 1; j < paddles.length; j++) check(world, one, paddles[j]);
  }
  glide(puck, k, steps);
  for (const paddle of paddles) {
    if (overlap(paddle, puck)) strike(world, paddle, puck);
  }
  const { speed, against } = keepPuck(puck);
  tell(world, against, world.puck.by, puck, speed);
  // A paddle that holds the puck against a wall gives way.
  for (const paddle of paddles) {
    if (!overlap(paddle, puck)) continue;
    part(puck, paddle);
    keepPaddle(paddle, teamOf(paddle.seat));
  }
}

function strike(world: PuckWorld, paddle: Paddle, puck: Body): void {
  touch(world, paddle.seat, puck);
  const speed = exchange(paddle, puck, PUCK.bounce);
  part(paddle, puck);
  tell(world, AGAINST.paddle, paddle.seat, puck, speed);
}

/** Two paddles run into each other. */
function check(world: PuckWorld, one: Paddle, other: Paddle): void {
  if (!overlap(one, other)) return;
  const faster = speedOf(one) >= speedOf(other) ? one : other;
  const speed = exchange(one, other, PADDLE.bounce);
  const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  spread(one, other);
  keepPaddle(one, teamOf(one.seat));
  keepPaddle(other, teamOf(other.seat));
  // One that is at a wall stays there, and the other gives way.
  part(one, other);
  keepPaddle(other, teamOf(other.seat));
  part(other, one);
  keepPaddle(one, teamOf(one.seat));
  tell(world, AGAINST.check, faster.seat, middle, speed);
}

function tell(world: PuckWorld, against: number, by: number, { x, y }: { x: number; y: number }, speed: number): void {
  if (speed < KNOCK) return;
  const strength = Math.min(40, Math.trunc(speed / SUB));
  world.knocks.spawn({ by, against, x: Math.trunc(x / SUB), y: Math.trunc(y / SUB), strength });
}
