/** Round bodies with mass: how they move and collide. Knows no table. */
import { hypot } from "#shared/sim/index.ts";

export interface Body {
  x: number;
  y: number;
  vx: number;
  vy: number;
  readonly radius: number;
  readonly mass: number;
}

/** Goes the `k`-th of `count` equal parts of a tick's way. All parts together are the way exactly. */
export function glide(body: Body, k: number, count: number): void {
  body.x += Math.trunc((body.vx * k) / count) - Math.trunc((body.vx * (k - 1)) / count);
  body.y += Math.trunc((body.vy * k) / count) - Math.trunc((body.vy * (k - 1)) / count);
}

/**
 * Lets a body bounce off something that stands still.
 * @param nx the direction towards it, of any length but 0
 * @param bounce the part of the speed towards it that is left, in percent
 * @returns the speed with which it hit; 0 where it was going away already
 */
export function rebound(body: Body, nx: number, ny: number, bounce: number): number {
  const length = Math.sqrt(nx * nx + ny * ny);
  const speed = (body.vx * nx + body.vy * ny) / length;
  if (speed <= 0) return 0;
  const turned = ((100 + bounce) * speed) / 100;
  body.vx -= Math.trunc((turned * nx) / length);
  body.vy -= Math.trunc((turned * ny) / length);
  return Math.trunc(speed);
}

/** Whether two bodies overlap. */
export function overlap(a: Body, b: Body): boolean {
  const reach = a.radius + b.radius;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return dx * dx + dy * dy < reach * reach;
}

/** Moves `b` straight away from `a` until they only touch, rounded outwards. */
export function part(a: Body, b: Body): void {
  const reach = a.radius + b.radius;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance >= reach) return;
  if (distance === 0) {
    b.x += reach;
    return;
  }
  b.x = a.x + Math.trunc((dx * reach) / distance) + Math.sign(dx);
  b.y = a.y + Math.trunc((dy * reach) / distance) + Math.sign(dy);
}

/** Moves two bodies straight away from each other until they only touch, each as far as the other, rounded outwards. */
export function spread(a: Body, b: Body): void {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.sqrt(dx * dx + dy * dy);
  const way = (a.radius + b.radius - distance) / 2;
  if (way <= 0 || distance === 0) return;
  const x = Math.trunc((dx * way) / distance) + Math.sign(dx);
  const y = Math.trunc((dy * way) / distance) + Math.sign(dy);
  a.x -= x;
  a.y -= y;
  b.x += x;
  b.y += y;
}

/**
 * Two bodies that overlap exchange momentum, as their masses say.
 * @param bounce the part of their closing speed that is left, in percent
 * @returns that speed; 0 where they were parting already
 */
export function exchange(a: Body, b: Body, bounce: number): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.sqrt(dx * dx + dy * dy);
  if (distance === 0) return 0;
  const speed = ((a.vx - b.vx) * dx + (a.vy - b.vy) * dy) / distance;
  if (speed <= 0) return 0;
  const impulse = ((100 + bounce) * speed * a.mass * b.mass) / (100 * (a.mass + b.mass));
  a.vx -= Math.trunc((impulse * dx) / (distance * a.mass));
  a.vy -= Math.trunc((impulse * dy) / (distance * a.mass));
  b.vx += Math.trunc((impulse * dx) / (distance * b.mass));
  b.vy += Math.trunc((impulse * dy) / (distance * b.mass));
  return Math.trunc(speed);
}

/** Slows a body down to a speed. */
export function limit(body: Body, most: number): void {
  const speed = Math.sqrt(body.vx * body.vx + body.vy * body.vy);
  if (speed <= most) return;
  body.vx = Math.trunc((body.vx * most) / speed);
  body.vy = Math.trunc((body.vy * most) / speed);
}

export const speedOf = ({ vx, vy }: Body): number => hypot(vx, vy);
