import { describe, expect, it } from "vitest";
import { type Body, exchange, overlap, speedOf } from "#shared/games/puck/bodies.ts";
import { puck } from "#shared/games/puck/index.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { PADDLE, PUCK, RINK, SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { advance, createWorld, mix32, SEAT } from "#shared/sim/index.ts";

const { width, height, corner, mouth, depth } = RINK;

/** Answers 0 to `count - 1`, the same for the same seed. */
function dice(seed: number): (count: number) => number {
  let n = seed;
  return (count) => {
    n += 1;
    return mix32(Math.imul(n, 0x9e3779b1)) % count;
  };
}

/** A live match, and the next inputs. */
function playing(seats: number) {
  const world = createWorld(puck, { seats }, 3);
  const next = world.clone();
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  advance(world, next.seatTable);
  const live = () => Object.assign(world.round, { phase: PHASE.live, until: world.tick + 1000 });
  live();
  return { world, next, live, run: () => advance(world, next.seatTable) };
}

/** How far the puck is out of where it may be, in position units; 0 or less = it is inside. */
function outside({ puck: { x, y } }: PuckWorld): number {
  const r = PUCK.radius;
  const dy = Math.abs(y - height / 2);
  if (x < 0 || x > width) return Math.max(dy - (mouth - r), r - depth - x, x - (width + depth - r));
  const dx = Math.min(x, width - x);
  if (dy < mouth) return r - Math.hypot(dx, mouth - dy);
  const inner = Math.min(dx, height / 2 - dy);
  const inCorner = dx < corner && height / 2 - dy < corner;
  const arc = inCorner ? Math.hypot(corner - dx, corner - (height / 2 - dy)) - (corner - r) : 0;
  return Math.max(r - inner, arc);
}

const body = (x: number, y: number, vx: number, vy: number, mass: number): Body => ({
  ...{ x, y, vx, vy },
  radius: 20 * SUB,
  mass,
});

describe("two bodies that meet", () => {
  it("keep their momentum, and never gain energy", () => {
    const draw = dice(1);
    const speed = () => draw(8000) - 4000;
    let [met, drift, gain] = [0, 0, 0];
    for (let k = 0; k < 20_000; k++) {
      const a = body(0, 0, speed(), speed(), 1 + draw(5));
      const b = body(draw(8000) - 4000, draw(8000) - 4000, speed(), speed(), 1 + draw(5));
      const momentum = (axis: "vx" | "vy") => a.mass * a[axis] + b.mass * b[axis];
      const energy = () => a.mass * (a.vx ** 2 + a.vy ** 2) + b.mass * (b.vx ** 2 + b.vy ** 2);
      const before = [momentum("vx"), momentum("vy"), energy()];
      if (exchange(a, b, PUCK.bounce) > 0) met += 1;
      // In parts of what whole numbers cannot say: less than one unit of speed for each body.
      const lost = Math.max(Math.abs(momentum("vx") - before[0]), Math.abs(momentum("vy") - before[1]));
      drift = Math.max(drift, lost / (a.mass + b.mass));
      gain = Math.max(gain, energy() / before[2]);
    }
    expect(drift).toBeLessThan(1);
    expect(gain).toBeLessThan(1.002);
    expect(met).toBeGreaterThan(5000);
  });

  it("send a still puck off by the law of masses", () => {
    const paddle = body(0, 0, 2560, 0, 4);
    const still = body(10_000, 0, 0, 0, 1);
    exchange(paddle, still, 90);
    expect([paddle.vx, still.vx]).toEqual([2560 - 972, 3891]);
  });
});

describe("the puck", () => {
  it("is in the rink at all times, for 100,000 ticks of random play", () => {
    const { world, next, run, live } = playing(6);
    const draw = dice(2);
    let [worst, goals, nets] = [Number.NEGATIVE_INFINITY, 0, 0];
    for (let tick = 0; tick < 100_000; tick++) {
      if (draw(40) === 0) {
        const top = 2 * PUCK.limit;
        Object.assign(world.puck, { vx: draw(top) - PUCK.limit, vy: draw(top) - PUCK.limit });
      }
      for (const seat of next.seats) {
        if (draw(12) === 0) next.seats.mx[seat] = draw(31) - 15;
        if (draw(12) === 0) next.seats.my[seat] = draw(31) - 15;
        next.seats.buttons[seat] = draw(9) === 0 ? 1 : 0;
      }
      run();
      worst = Math.max(worst, outside(world));
      nets += world.puck.x < 0 || world.puck.x > width ? 1 : 0;
      goals += world.goals.count();
      if (world.round.phase !== PHASE.goal) live();
    }
    expect(worst).toBeLessThan(4);
    expect(goals).toBeGreaterThan(20);
    expect(nets).toBeGreaterThan(500);
  });

  it("never passes through a paddle, at the top speed of both", () => {
    const { world, run, live } = playing(2);
    const draw = dice(3);
    const reach = PADDLE.radius + PUCK.radius;
    for (let shot = 0; shot < 5000; shot++) {
      live();
      const y = height / 2 + draw(reach) - reach / 2;
      // Two ticks away from each other, and the paddle in the middle of the puck's way.
      Object.assign(world.puck, { x: width / 2, y, vx: -PUCK.limit, vy: 0, by: NONE });
      const at = width / 2 - reach - 1 - draw(2 * PUCK.limit);
      world.paddles.spawnAt(0, { x: at, y: height / 2, vx: PADDLE.topSpeed * 2 });
      for (let tick = 0; tick < 4; tick++) run();
      expect(world.puck.by).toBe(0);
      expect(world.puck.x).toBeGreaterThan(world.paddles.x[0]);
    }
  });

  it("and paddles do not overlap after a tick, unless they are pressed together from two sides", () => {
    const { world, next, run, live } = playing(4);
    const draw = dice(4);
    let [contacts, overlaps] = [0, 0];
    for (let tick = 0; tick < 20_000; tick++) {
      for (const seat of next.seats) {
        if (draw(10) !== 0) continue;
        next.seats.mx[seat] = draw(31) - 15;
        next.seats.my[seat] = draw(31) - 15;
      }
      run();
      if (world.round.phase !== PHASE.goal) live();
      contacts += world.knocks.count();
      const disc = { ...world.puck, radius: PUCK.radius - 4, mass: 1 };
      for (const seat of world.paddles) {
        const [x, y] = [world.paddles.x[seat], world.paddles.y[seat]];
        if (overlap(disc, { x, y, vx: 0, vy: 0, radius: PADDLE.radius, mass: 1 })) overlaps += 1;
      }
    }
    expect(contacts).toBeGreaterThan(200);
    expect(overlaps).toBeLessThan(20);
  });

  it("moves to the middle after it has been still for a while", () => {
    const { world, run } = playing(2);
    Object.assign(world.puck, { x: 40 * SUB, y: 60 * SUB, vx: 0, vy: 0 });
    for (let tick = 0; tick < PUCK.patience; tick++) run();
    expect([world.puck.vx, world.puck.vy]).toEqual([0, 0]);
    for (let tick = 0; tick < 2; tick++) run();
    expect(speedOf(body(0, 0, world.puck.vx, world.puck.vy, 1))).toBeGreaterThan(PUCK.nudge / 2);
    expect(world.puck.vx).toBeGreaterThan(0);
  });
});

it("paddles that push at each other alike stay where they are", () => {
  const { world, next, run } = playing(2);
  const { paddles } = world;
  Object.assign(world.puck, { x: width / 4, y: height / 4 });
  for (const seat of paddles) {
    const side = seat === 0 ? -1 : 1;
    paddles.x[seat] = width / 2 + side * 40 * SUB;
    paddles.y[seat] = height / 2;
    next.seats.mx[seat] = -15 * side;
  }
  for (let tick = 0; tick < 120; tick++) {
    run();
    expect(paddles.x[0] + paddles.x[1]).toBe(width);
  }
  expect(paddles.x[1] - paddles.x[0]).toBeLessThan(2 * PADDLE.radius + SUB);
});

it("paddles stay on their part of the rink", () => {
  const { world, next, run, live } = playing(2);
  next.seats.mx[0] = 15;
  next.seats.mx[1] = -15;
  for (let tick = 0; tick < 300; tick++) {
    run();
    live();
    next.seats.my[0] = next.seats.my[1] = tick < 150 ? 15 : -15;
    expect(world.paddles.x[0]).toBeLessThanOrEqual(width / 2 + RINK.beyond - PADDLE.radius);
    expect(world.paddles.x[1]).toBeGreaterThanOrEqual(width / 2 - RINK.beyond + PADDLE.radius);
  }
  expect(world.paddles.x[0]).toBeGreaterThan(width / 2);
});
