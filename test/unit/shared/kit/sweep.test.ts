import { assert, constantFrom, integer, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionSign, sumSign } from "#shared/kit/exact.ts";
import { PARTS } from "#shared/kit/impact.ts";
import {
  type Impact,
  KIT_LIMIT,
  noImpact,
  sweepBoxBox,
  sweepCircleBox,
  sweepCircleCircle,
  sweepCircleSegment,
  wayTo,
} from "#shared/kit/index.ts";
import {
  circleInBox,
  circleInCircle,
  circleInSegment,
  firstPart,
  isBefore,
  pointInBox,
  type Time,
  time,
  type Walls,
  type Way,
} from "./oracle.ts";

/** Numbers within a range, of which small ones and the ends come often. */
const near = (most: number) =>
  constantFrom(12, 200, 5000, most).chain((to) => integer({ min: -Math.min(to, most), max: Math.min(to, most) }));

/** Every second one leads past the origin, or nearly. */
const way = (most: number) =>
  record({ x: near(most), y: near(most), vx: near(most), vy: near(most), part: integer({ min: 0, max: 24 }) }).map(
    ({ x, y, vx, vy, part }) => {
      if (part > 12) return { x, y, vx, vy };
      const aimed = (from: number, off: number) =>
        Math.max(-most, Math.min(most, Math.trunc((-from * part) / 6) + Math.trunc(off / 64)));
      return { x, y, vx: aimed(x, vx), vy: aimed(y, vy) };
    },
  );
const walls = (most: number) =>
  tuple(near(most), near(most), near(most), near(most)).map(([a, b, c, d]) => ({
    left: Math.min(a, c),
    top: Math.min(b, d),
    right: Math.max(a, c),
    bottom: Math.max(b, d),
  }));

const timeOf = ({ num, den }: Impact): Time => time(num, den);

/** Times that divide a way finely. */
const moments = Array.from({ length: 401 }, (_, n) => time(n, 400));

/** A little later than that. */
const after = ({ num, den }: Time, parts: bigint): Time => ({ num: num * parts + den, den: den * parts });

const END = time(1);

describe("sums of products", () => {
  const factor = near(2 ** 48);

  it("have the sign that BigInt says", () => {
    assert(
      property(factor, factor, factor, factor, factor, factor, (a, b, c, d, e, f) => {
        const exact = BigInt(a) * BigInt(b) + BigInt(c) * BigInt(d) + BigInt(e) * BigInt(f);
        expect(sumSign(a, b, c, d, e, f)).toBe(exact > 0n ? 1 : exact < 0n ? -1 : 0);
      }),
      { numRuns: 3000 },
    );
  });

  it("tell products apart that a double cannot", () => {
    const [a, b] = [2 ** 48 - 1, 2 ** 48];
    expect(a * a === (a - 1) * b).toBe(true);
    expect(sumSign(a, a, -(a - 1), b, 0, 0)).toBe(1);
    expect(sumSign(a, a, -a, a, 0, 0)).toBe(0);
    expect(fractionSign(a - 1, a, a, b)).toBe(-1);
  });
});

describe("a circle against a circle", () => {
  it("is met in the part of the way that BigInt says, at any speed", () => {
    let met = 0;
    assert(
      property(way(KIT_LIMIT), near(KIT_LIMIT), (w, r) => {
        const reach = Math.abs(r);
        const impact = noImpact();
        const first = firstPart(w, reach, BigInt(PARTS));
        const isClosing = w.x * w.vx + w.y * w.vy < 0;
        expect(sweepCircleCircle(impact, 7, w.x, w.y, w.vx, w.vy, reach)).toBe(isClosing && first >= 0);
        if (impact.what < 0) return;
        met += 1;
        expect([impact.what, impact.num, impact.den]).toEqual([7, Math.max(0, first - 1), PARTS]);
        if (first > 0) expect(circleInCircle(w, reach, timeOf(impact))).toBe(false);
      }),
      { numRuns: 3000 },
    );
    expect(met).toBeGreaterThan(300);
  });

  it("has a normal, also where the centres meet", () => {
    const impact = noImpact();
    expect(sweepCircleCircle(impact, 0, 0, 0, 5, 0, 10)).toBe(false);
    expect(sweepCircleCircle(impact, 0, 1, 0, -5, 0, 10)).toBe(true);
    expect([impact.num, impact.nx, impact.ny]).toEqual([0, 1, 0]);
  });
});

/** Checks an answer against all moments of a way. @param parts how soon after an impact the shapes must overlap */
function checkFirst(impact: Impact, overlaps: (t: Time) => boolean, parts: bigint): void {
  const isMet = impact.what >= 0;
  const first = isMet ? timeOf(impact) : END;
  if (isMet) {
    expect(overlaps(first)).toBe(false);
    expect(overlaps(after(first, parts))).toBe(true);
  }
  expect(moments.filter((t) => isBefore(t, first)).some(overlaps)).toBe(false);
}

describe("a circle against a box", () => {
  /** It does not overlap the box as it sets out. */
  const setOut = (w: Way, radius: number, box: Walls) => !circleInBox(w, radius, box, time(0));

  it.each([60, KIT_LIMIT])("is met first when BigInt says, within %d", (most) => {
    let met = 0;
    assert(
      property(way(most), integer({ min: 1, max: most }), walls(most), (w, radius, box) => {
        if (!setOut(w, radius, box)) return;
        const impact = noImpact();
        sweepCircleBox(impact, 3, w.x, w.y, radius, w.vx, w.vy, box.left, box.top, box.right, box.bottom);
        if (impact.what >= 0) met += 1;
        const isRound = impact.den === PARTS;
        checkFirst(impact, (t) => circleInBox(w, radius, box, t), isRound ? BigInt(PARTS) : 1n << 50n);
      }),
      { numRuns: 2000 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it("meets a side at an exact fraction of the way", () => {
    const impact = noImpact();
    sweepCircleBox(impact, 0, 0, 0, 10, 300, 7, 110, -50, 200, 50);
    expect(impact).toMatchObject({ num: 100, den: 300, nx: -1, ny: 0 });
    expect([wayTo(impact, 300), wayTo(impact, 7)]).toEqual([100, 2]);
  });

  it("lets a body that overlaps it leave, and stops one that goes further in", () => {
    const impact = noImpact();
    expect(sweepCircleBox(impact, 0, 95, 0, 10, -20, 0, 100, -50, 200, 50)).toBe(false);
    expect(sweepCircleBox(impact, 0, 95, 0, 10, 20, 0, 100, -50, 200, 50)).toBe(true);
    expect(impact).toMatchObject({ num: 0, nx: -5, ny: 0 });
    const within = noImpact();
    expect(sweepCircleBox(within, 0, 190, 0, 10, -9, 0, 100, -50, 200, 50)).toBe(true);
    expect(within).toMatchObject({ num: 0, nx: 1, ny: 0 });
  });
});

describe("a circle against a segment", () => {
  it.each([60, KIT_LIMIT])("is not passed, and is met where it is, within %d", (most) => {
    let met = 0;
    assert(
      property(
        way(most),
        integer({ min: 1, max: most }),
        tuple(near(most), near(most), near(most), near(most)),
        (w, radius, ends) => {
          const overlaps = (t: Time) => circleInSegment(w, radius, ends, t);
          if (overlaps(time(0))) return;
          const impact = noImpact();
          sweepCircleSegment(impact, 3, w.x, w.y, radius, w.vx, w.vy, ends[0], ends[1], ends[2], ends[3]);
          const first = impact.what >= 0 ? timeOf(impact) : END;
          if (impact.what >= 0) {
            met += 1;
            expect(overlaps(first)).toBe(false);
            // Its reach is rounded up by less than a unit: a circle of one more is there.
            const soon = after(first, BigInt(PARTS));
            expect(circleInSegment(w, radius + 1, ends, soon)).toBe(true);
            expect(w.vx * impact.nx + w.vy * impact.ny).toBeLessThan(0);
          }
          expect(moments.filter((t) => isBefore(t, first)).some(overlaps)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it("is passed by along it, at the least distance that is whole", () => {
    // Distance 5 from a segment of slope 3/4: the circle at (-3, 4) beside the origin touches it.
    const impact = noImpact();
    expect(sweepCircleSegment(impact, 0, -3, 4, 5, 400, 300, 0, 0, 400, 300)).toBe(false);
    expect(sweepCircleSegment(impact, 0, -3, 4, 5, 400, 299, 0, 0, 400, 300)).toBe(true);
    expect(impact).toMatchObject({ num: 0, nx: -300, ny: 400 });
  });
});

describe("a box against a box", () => {
  it("is met first when BigInt says, at an exact fraction, at any speed", () => {
    let met = 0;
    assert(
      property(constantFrom(60, KIT_LIMIT), (most) => {
        assert(
          property(
            way(most),
            walls(most),
            integer({ min: 1, max: most }),
            integer({ min: 1, max: most }),
            (w, box, hw, hh) => {
              const grown = { left: box.left - hw, top: box.top - hh, right: box.right + hw, bottom: box.bottom + hh };
              const overlaps = (t: Time) => pointInBox(w, grown, t);
              if (overlaps(time(0))) return;
              const impact = noImpact();
              sweepBoxBox(impact, 2, w.x, w.y, hw, hh, w.vx, w.vy, box.left, box.top, box.right, box.bottom);
              if (impact.what >= 0) met += 1;
              checkFirst(impact, overlaps, 1n << 50n);
              // The edges at which it can begin to overlap are all the moments that there are.
              const edges = edgeTimes(w, grown);
              const first = edges.find((t) => overlaps(after(t, 1n << 50n)));
              expect(impact.what >= 0).toBe(first !== undefined);
              if (first) expect(BigInt(impact.num) * first.den).toBe(first.num * BigInt(impact.den));
            },
          ),
          { numRuns: 600 },
        );
      }),
      { numRuns: 2 },
    );
    expect(met).toBeGreaterThan(50);
  });

  /** When the way crosses the lines of the box's sides, from the earliest to the latest. */
  function edgeTimes(w: Way, box: Walls): readonly Time[] {
    const crossing = (from: number, v: number, edge: number): readonly Time[] => {
      const [gap, speed] = v < 0 ? [from - edge, -v] : [edge - from, v];
      return speed === 0 || gap < 0 || gap >= speed ? [] : [time(gap, speed)];
    };
    return [
      ...crossing(w.x, w.vx, box.left),
      ...crossing(w.x, w.vx, box.right),
      ...crossing(w.y, w.vy, box.top),
      ...crossing(w.y, w.vy, box.bottom),
    ].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
  }

  it("at its place there it touches, and does not overlap", () => {
    const impact = noImpact();
    sweepBoxBox(impact, 0, 0, 0, 10, 10, 37, 91, 30, -20, 60, 200);
    expect(impact).toMatchObject({ num: 20, den: 37, nx: -1, ny: 0 });
    expect([wayTo(impact, 37), wayTo(impact, 91)]).toEqual([20, 49]);
  });
});

it("of several, the earliest impact stays, and of equal ones the first", () => {
  const impact = noImpact();
  sweepCircleBox(impact, 0, 0, 0, 1, 100, 0, 50, -9, 60, 9);
  sweepCircleBox(impact, 1, 0, 0, 1, 100, 0, 30, -9, 60, 9);
  sweepCircleBox(impact, 2, 0, 0, 1, 100, 0, 30, -9, 40, 9);
  expect(impact.what).toBe(1);
});

it("how far a velocity goes up to an impact is exact, and rounded towards 0", () => {
  assert(
    property(near(KIT_LIMIT), integer({ min: 1, max: 2 ** 44 }), integer({ min: 0, max: 2 ** 44 }), (v, den, n) => {
      const num = n % den;
      const exact = (BigInt(v) * BigInt(num)) / BigInt(den);
      const way = wayTo({ ...noImpact(), num, den }, v);
      // Where a double cannot hold the product, the time counts in parts of the way, rounded down.
      const part = (BigInt(num) * BigInt(PARTS)) / BigInt(den);
      const coarse = (BigInt(v) * part) / BigInt(PARTS);
      expect(BigInt(way)).toBe(BigInt(Math.abs(v)) * BigInt(num) <= 2n ** 53n - 1n ? exact : coarse);
    }),
    { numRuns: 3000 },
  );
});
