import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  bounce,
  clamp,
  clampLength,
  cross,
  dot,
  KIT_LIMIT,
  length,
  lengthSquared,
  polar,
  rotate,
  scaleTo,
  subtract,
  vector,
} from "#shared/kit/index.ts";

const number = integer({ min: -KIT_LIMIT, max: KIT_LIMIT });

describe("vectors", () => {
  it("have exact products, and lengths rounded down", () => {
    assert(
      property(number, number, number, number, (a, b, c, d) => {
        const [v, w] = [vector(a, b), vector(c, d)];
        expect(BigInt(dot(v, w))).toBe(BigInt(a) * BigInt(c) + BigInt(b) * BigInt(d));
        expect(BigInt(cross(v, w))).toBe(BigInt(a) * BigInt(d) - BigInt(b) * BigInt(c));
        const square = BigInt(lengthSquared(v));
        const whole = BigInt(length(v));
        expect(whole * whole <= square && (whole + 1n) ** 2n > square).toBe(true);
        expect(subtract(add(vector(a, b), w), w)).toEqual(v);
      }),
    );
  });

  it("are scaled to a length: never longer, hardly shorter, in the same direction", () => {
    assert(
      property(number, number, integer({ min: 0, max: KIT_LIMIT }), (x, y, to) => {
        const v = scaleTo(vector(x, y), to);
        if (x === 0 && y === 0) return expect(v).toEqual({ x: 0, y: 0 });
        const square = BigInt(v.x) ** 2n + BigInt(v.y) ** 2n;
        expect(square <= BigInt(to) ** 2n).toBe(true);
        expect(Math.sqrt(Number(square))).toBeGreaterThan(to - 1.5);
        expect(Math.abs(Math.sign(v.x) - Math.sign(x))).toBeLessThan(2);
      }),
    );
    expect(clampLength(vector(30, 40), 50)).toEqual({ x: 30, y: 40 });
    expect(clampLength(vector(300, 400), 50)).toEqual({ x: 30, y: 40 });
    expect([clamp(-3, 0, 9), clamp(4, 0, 9), clamp(12, 0, 9)]).toEqual([0, 4, 9]);
  });

  it("are turned by angles, clockwise, and keep their length to a unit", () => {
    expect(rotate(vector(100, 0), 256)).toEqual({ x: 0, y: 100 });
    expect(rotate(vector(0, 100), 256)).toEqual({ x: -100, y: 0 });
    expect(polar(512, 7)).toEqual({ x: -7, y: 0 });
    assert(
      property(number, number, integer({ min: -5000, max: 5000 }), (x, y, angle) => {
        const before = Math.sqrt(lengthSquared(vector(x, y)));
        const after = Math.sqrt(lengthSquared(rotate(vector(x, y), angle)));
        // Sines are held to 1/16384.
        expect(Math.abs(after - before)).toBeLessThan(1 + before / 8192);
      }),
    );
  });

  it("bounce off a wall, and leave it where they lead away", () => {
    expect(bounce(vector(5, -8), 0, 3, 100)).toEqual({ x: 5, y: 8 });
    expect(bounce(vector(5, -8), 0, 3, 0)).toEqual({ x: 5, y: 0 });
    expect(bounce(vector(5, -8), 0, 3, 50)).toEqual({ x: 5, y: 4 });
    expect(bounce(vector(5, 8), 0, 3, 100)).toEqual({ x: 5, y: 8 });
  });
});
