import { array, assert, integer, property, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { Grid } from "#shared/kit/index.ts";
import { plan, setUp } from "#shared/sim/index.ts";
import { inputsFor, toy } from "#test/support/toy.ts";

const place = integer({ min: -300, max: 1300 });
const boxes = array(
  record({ left: place, top: place, width: integer({ min: 0, max: 200 }), height: integer({ min: 0, max: 200 }) }),
  { maxLength: 70 },
);

interface Item {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function filled(items: readonly Item[], reverse = false): Grid {
  const grid = new Grid({ left: 0, top: 0, right: 1000, bottom: 1000, cell: 90 }, 70);
  const numbered = [...items.entries()];
  for (const [n, { left, top, width, height }] of reverse ? numbered.reverse() : numbered) {
    grid.put(n, left, top, left + width, top + height);
  }
  return grid;
}

const found = (grid: Grid, count: number): readonly number[] => [...grid.found.subarray(0, count)];

const those = (items: readonly Item[], which: (item: Item) => boolean): readonly number[] =>
  [...items.entries()].filter(([, item]) => which(item)).map(([n]) => n);

describe("a grid", () => {
  it("finds in a box what a search of all finds, in ascending order, in any order of filling", () => {
    assert(
      property(boxes, place, place, integer({ min: 0, max: 500 }), (items, x, y, size) => {
        const all = those(
          items,
          ({ left, top, width, height }) =>
            left <= x + size && left + width >= x && top <= y + size && top + height >= y,
        );
        for (const reverse of [false, true]) {
          const grid = filled(items, reverse);
          expect(found(grid, grid.inBox(x, y, x + size, y + size))).toEqual(all);
          // Asked again, it answers the same: no mark is left behind.
          expect(found(grid, grid.inBox(x, y, x + size, y + size))).toEqual(all);
        }
      }),
    );
  });

  it("finds in a circle what a search of all finds", () => {
    assert(
      property(boxes, place, place, integer({ min: 0, max: 300 }), (items, x, y, radius) => {
        const grid = filled(items);
        const all = those(items, ({ left, top, width, height }) => {
          const dx = Math.max(left - x, 0, x - left - width);
          const dy = Math.max(top - y, 0, y - top - height);
          return dx * dx + dy * dy <= radius * radius;
        });
        expect(found(grid, grid.inCircle(x, y, radius))).toEqual(all);
      }),
    );
  });

  it("finds on a ray what a search of all finds", () => {
    assert(
      property(boxes, tuple(place, place, place, place), (items, [x1, y1, x2, y2]) => {
        const grid = filled(items);
        const all = those(items, ({ left, top, width, height }) =>
          crosses([x1, y1, x2, y2], left, top, left + width, top + height),
        );
        expect(found(grid, grid.onRay(x1, y1, x2 - x1, y2 - y1))).toEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  /** Whether a segment meets a box: one of its ends is within, or it meets one of the diagonals. */
  function crosses([x1, y1, x2, y2]: readonly number[], l: number, t: number, r: number, b: number): boolean {
    const within = (x: number, y: number) => x >= l && x <= r && y >= t && y <= b;
    return (
      within(x1, y1) || within(x2, y2) || meets([x1, y1, x2, y2], [l, t, r, b]) || meets([x1, y1, x2, y2], [l, b, r, t])
    );
  }

  function meets([ax, ay, bx, by]: readonly number[], [cx, cy, dx, dy]: readonly number[]): boolean {
    const turn = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
      Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
    const on = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
      Math.min(px, qx) <= rx && rx <= Math.max(px, qx) && Math.min(py, qy) <= ry && ry <= Math.max(py, qy);
    const [p, q] = [turn(ax, ay, bx, by, cx, cy), turn(ax, ay, bx, by, dx, dy)];
    const [r, s] = [turn(cx, cy, dx, dy, ax, ay), turn(cx, cy, dx, dy, bx, by)];
    if (p !== q && r !== s) return true;
    return (
      (p === 0 && on(ax, ay, bx, by, cx, cy)) ||
      (q === 0 && on(ax, ay, bx, by, dx, dy)) ||
      (r === 0 && on(cx, cy, dx, dy, ax, ay)) ||
      (s === 0 && on(cx, cy, dx, dy, bx, by))
    );
  }

  it("holds the live rows of a table, and after `clear` nothing of what was there", () => {
    const world = setUp(plan(toy, { seats: 4 }), 1);
    expect(inputsFor(world).capacity).toBe(4);
    const table = {
      x: [10, 500, 20, 900],
      y: [0, 0, 5, 0],
      *[Symbol.iterator]() {
        yield* [0, 2, 3];
      },
    };
    const grid = new Grid({ left: 0, top: 0, right: 1000, bottom: 10, cell: 50 }, 4);
    grid.putRows(table, 8);
    expect(found(grid, grid.inCircle(15, 0, 10))).toEqual([0, 2]);
    grid.clear();
    expect(grid.inBox(0, 0, 1000, 10)).toBe(0);
  });

  it("says what it cannot hold", () => {
    expect(() => new Grid({ left: 0, top: 0, right: 1000, bottom: 10, cell: 0 }, 4)).toThrow("a cell above 0");
    expect(() => new Grid({ left: 0, top: 0, right: 1e6, bottom: 1e6, cell: 1 }, 4)).toThrow(
      "make a cell larger than 1",
    );
    expect(() => filled([]).put(70, 0, 0, 1, 1)).toThrow("70 is not within its capacity");
  });
});
