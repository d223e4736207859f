/** The rink: a rectangle with rounded corners, and a goal in the middle of each short side. */
import { type Body, rebound } from "./bodies.ts";
import { AGAINST } from "./tables.ts";
import { PUCK, RINK } from "./tuning.ts";

const { width, height, corner, mouth, depth, beyond } = RINK;
const MIDDLE = height / 2;

/** A contact with the rink: how hard, and against which part. */
export interface Contact {
  readonly speed: number;
  /** One of `AGAINST`. */
  readonly against: number;
}

/** How far `at` lies outside of `low` to `high`, signed; 0 within. */
const outside = (at: number, low: number, high: number): number => (at < low ? at - low : at > high ? at - high : 0);

/** Keeps a body within four straight walls. @returns how hard it hit */
function keepWithin(body: Body, left: number, top: number, right: number, bottom: number, bounce: number): number {
  const dx = outside(body.x, left, right);
  const dy = outside(body.y, top, bottom);
  body.x -= dx;
  body.y -= dy;
  const side = dx === 0 ? 0 : rebound(body, dx, 0, bounce);
  return Math.max(side, dy === 0 ? 0 : rebound(body, 0, dy, bounce));
}

/** Keeps a body within the arc of a corner, if it is in one. @returns how hard it hit */
function keepInCorner(body: Body, bounce: number): number {
  const dx = outside(body.x, corner, width - corner);
  const dy = outside(body.y, corner, height - corner);
  if (dx === 0 || dy === 0) return 0;
  const most = corner - body.radius;
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance <= most) return 0;
  // Rounded towards the arc's middle, so that it is within.
  body.x += Math.trunc((dx * most) / distance) - dx;
  body.y += Math.trunc((dy * most) / distance) - dy;
  return rebound(body, dx, dy, bounce);
}

/** Off the nearest goal post, which is a point. @returns how hard it hit */
function keepOffPost(body: Body): number {
  const postX = body.x < width / 2 ? 0 : width;
  const postY = body.y < MIDDLE ? MIDDLE - mouth : MIDDLE + mouth;
  const [dx, dy] = [postX - body.x, postY - body.y];
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance >= body.radius || distance === 0) return 0;
  const push = (d: number) => Math.sign(d) * (Math.trunc((Math.abs(d) * body.radius) / distance) + 1);
  body.x += dx - push(dx);
  body.y += dy - push(dy);
  return rebound(body, dx, dy, PUCK.bounce);
}

/** Whether the puck is wholly behind a goal's line, and so counts: the team that has scored; undefined = it is not. */
export function scorer({ x, radius }: Body): 0 | 1 | undefined {
  if (x < -radius) return 1;
  return x > width + radius ? 0 : undefined;
}

/** Keeps the puck in the rink and its goals. */
export function keepPuck(puck: Body): Contact {
  const { radius: r } = puck;
  if (puck.x < 0 || puck.x > width) {
    const speed = keepWithin(puck, r - depth, MIDDLE - mouth + r, width + depth - r, MIDDLE + mouth - r, PUCK.bounce);
    return { speed, against: AGAINST.wall };
  }
  if (Math.abs(puck.y - MIDDLE) < mouth) {
    return { speed: keepOffPost(puck), against: AGAINST.post };
  }
  const straight = keepWithin(puck, r, r, width - r, height - r, PUCK.bounce);
  return { speed: Math.max(straight, keepInCorner(puck, PUCK.bounce)), against: AGAINST.wall };
}

/** Keeps a paddle in the part of the rink that is its team's. It goes along walls without bouncing. */
export function keepPaddle(paddle: Body, team: number): void {
  const { radius: r } = paddle;
  const left = team === 0 ? r : width / 2 - beyond + r;
  const right = team === 0 ? width / 2 + beyond - r : width - r;
  keepWithin(paddle, left, r, right, height - r, 0);
  keepInCorner(paddle, 0);
}
