import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bodies, type Box, KIT_LIMIT, type Segment, Solids, slideBox, slideCircle } from "#shared/kit/index.ts";
import { circleInBox, circleInSegment, pointInBox, time } from "./oracle.ts";

const body = (x: number, y: number, vx: number, vy: number) =>
  ({ x: [x], y: [y], vx: [vx], vy: [vy] }) satisfies Bodies;

/** Walls a unit thick around the square from (0, 0) to (size, size). */
const room = (size: number): readonly Box[] => [
  { x: -1, y: -1, width: size + 2, height: 1 },
  { x: -1, y: size, width: size + 2, height: 1 },
  { x: -1, y: 0, width: 1, height: size },
  { x: size, y: 0, width: 1, height: size },
];

const speed = constantFrom(8, 400, KIT_LIMIT / 2).chain((most) => integer({ min: -most, max: most }));
const motion = record({ vx: speed, vy: speed });

const standing = (x: number, y: number) => ({ x, y, vx: 0, vy: 0 });

describe("a round body", () => {
  it("never overlaps a wall and never leaves its room, at any speed, among walls that are in its way", () => {
    const box = record({
      x: integer({ min: 0, max: 990 }),
      y: integer({ min: 0, max: 990 }),
      width: integer({ min: 0, max: 90 }),
      height: integer({ min: 0, max: 90 }),
    });
    const segment = record({
      x1: integer({ min: 0, max: 1000 }),
      y1: integer({ min: 0, max: 1000 }),
      x2: integer({ min: 0, max: 1000 }),
      y2: integer({ min: 0, max: 1000 }),
    });
    let moved = 0;
    let met = 0;
    assert(
      property(
        array(box, { maxLength: 12 }),
        array(segment, { maxLength: 5 }),
        integer({ min: 1, max: 40 }),
        array(motion, { minLength: 10, maxLength: 10 }),
        (more, segments, radius, motions) => {
          const boxes = [...room(1000), ...more];
          const solids = new Solids({ boxes, segments, cell: 64 });
          const bodies = body(500, 500, 0, 0);
          const overlaps = () => overlapsAny(bodies.x[0], bodies.y[0], radius, boxes, segments);
          if (overlaps()) return;
          for (const { vx, vy } of motions) {
            [bodies.vx[0], bodies.vy[0]] = [vx, vy];
            met += slideCircle(solids, bodies, 0, radius) > 0 ? 1 : 0;
            moved += 1;
            const [x, y] = [bodies.x[0], bodies.y[0]];
            expect(overlaps(), `${x}, ${y} after ${vx}, ${vy}`).toBe(false);
            expect(Math.min(x, y, 1000 - x, 1000 - y)).toBeGreaterThanOrEqual(radius);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(moved).toBeGreaterThan(1000);
    expect(met).toBeGreaterThan(500);
  });

  function overlapsAny(
    x: number,
    y: number,
    radius: number,
    boxes: readonly Box[],
    segments: readonly Segment[],
  ): boolean {
    const here = standing(x, y);
    return (
      boxes.some((b) =>
        circleInBox(here, radius, { left: b.x, top: b.y, right: b.x + b.width, bottom: b.y + b.height }, time(0)),
      ) || segments.some(({ x1, y1, x2, y2 }) => circleInSegment(here, radius, [x1, y1, x2, y2], time(0)))
    );
  }

  it("goes on along a wall, also over the seam between two boxes", () => {
    const boxes = Array.from({ length: 20 }, (_, n) => ({ x: 50 * n, y: 100, width: 50, height: 20 }));
    const solids = new Solids({ boxes, cell: 64 });
    const bodies = body(20, 90, 37, 12);
    for (let tick = 1; tick <= 20; tick++) {
      bodies.vy[0] = 12;
      slideCircle(solids, bodies, 0, 10);
      expect([bodies.x[0], bodies.y[0], bodies.vx[0], bodies.vy[0]]).toEqual([20 + 37 * tick, 90, 37, 0]);
    }
  });

  it("goes on along a slanted wall of several segments, and keeps the part of its speed that leads along it", () => {
    const segments = Array.from({ length: 10 }, (_, n) => ({
      x1: 300 * n,
      y1: 100 * n,
      x2: 300 * n + 300,
      y2: 100 * n + 100,
    }));
    const solids = new Solids({ segments, cell: 128 });
    const bodies = body(100, 0, 0, 0);
    for (let tick = 0; tick < 40; tick++) {
      [bodies.vx[0], bodies.vy[0]] = [60, 40];
      slideCircle(solids, bodies, 0, 20);
    }
    // Along (3, 1) the speed is (60 * 3 + 40) / sqrt(10) = 69.6, of which 66 goes to the right.
    const perTick = (bodies.x[0] - 100) / 40;
    expect(perTick).toBeGreaterThan(61);
    expect(perTick).toBeLessThanOrEqual(66);
  });

  it("stops in a corner, and can leave a wall that it overlaps", () => {
    const solids = new Solids({ boxes: room(100), cell: 32 });
    const bodies = body(50, 50, 700, 900);
    expect(slideCircle(solids, bodies, 0, 10)).toBe(2);
    expect([bodies.x[0], bodies.y[0], bodies.vx[0], bodies.vy[0]]).toEqual([90, 90, 0, 0]);
    const stuck = body(97, 50, -4, 0);
    expect(slideCircle(solids, stuck, 0, 10)).toBe(0);
    expect(stuck.x[0]).toBe(93);
    stuck.vx[0] = 3;
    slideCircle(solids, stuck, 0, 10);
    expect(stuck.x[0]).toBe(93);
  });
});

describe("a box", () => {
  it("never overlaps a wall and never leaves its room, at any speed", () => {
    const box = record({
      x: integer({ min: 0, max: 990 }),
      y: integer({ min: 0, max: 990 }),
      width: integer({ min: 0, max: 90 }),
      height: integer({ min: 0, max: 90 }),
    });
    assert(
      property(array(box, { maxLength: 12 }), array(motion, { minLength: 10, maxLength: 10 }), (more, motions) => {
        const boxes = [...room(1000), ...more];
        const solids = new Solids({ boxes, cell: 64 });
        const bodies = body(500, 500, 0, 0);
        const overlaps = () =>
          boxes.some((b) =>
            pointInBox(
              standing(bodies.x[0], bodies.y[0]),
              { left: b.x - 15, top: b.y - 25, right: b.x + b.width + 15, bottom: b.y + b.height + 25 },
              time(0),
            ),
          );
        if (overlaps()) return;
        for (const { vx, vy } of motions) {
          [bodies.vx[0], bodies.vy[0]] = [vx, vy];
          slideBox(solids, bodies, 0, 15, 25);
          expect(overlaps()).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("walks along a floor of tiles, and falls at its end", () => {
    const solids = new Solids({
      boxes: [0, 1, 2].map((n) => ({ x: 16 * n, y: 100, width: 16, height: 16 })),
      cell: 32,
    });
    const bodies = body(8, 92, 0, 0);
    const ys: number[] = [];
    for (let tick = 0; tick < 16; tick++) {
      [bodies.vx[0], bodies.vy[0]] = [4, 6];
      slideBox(solids, bodies, 0, 4, 8);
      ys.push(bodies.y[0]);
    }
    expect(bodies.x[0]).toBe(72);
    expect(ys.slice(0, 10)).toEqual(new Array(10).fill(92));
    expect(ys[15]).toBeGreaterThan(100);
  });
});
