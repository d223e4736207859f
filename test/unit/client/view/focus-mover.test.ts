import { describe, expect, it } from "vitest";
import { type Box, nextIn, type Way } from "#client/view/input/focus-mover.ts";

const box = (left: number, top: number, width = 40, height = 20): Box => ({
  ...{ left, top },
  right: left + width,
  bottom: top + height,
});

/** Three buttons in a row, a wide one under them, and one far to the right. */
const NAMES = ["one", "two", "three", "wide", "far"] as const;
const BOXES = [box(0, 0), box(50, 0), box(100, 0), box(0, 40, 140), box(400, 42)];

const from = (name: (typeof NAMES)[number], way: Way) => {
  const at = nextIn(BOXES, BOXES[NAMES.indexOf(name)], way);
  return at === undefined ? undefined : NAMES[at];
};

describe("the focus", () => {
  it("goes to what is next in its row", () => {
    expect(from("one", "right")).toBe("two");
    expect(from("two", "right")).toBe("three");
    expect(from("three", "left")).toBe("two");
    expect(from("wide", "right")).toBe("far");
  });

  it("goes up and down, also between parts of different widths", () => {
    for (const name of ["one", "two", "three"] as const) expect(from(name, "down")).toBe("wide");
    expect(["one", "two", "three"]).toContain(from("wide", "up"));
  });

  it("stays where there is nothing that way", () => {
    expect(from("one", "left")).toBeUndefined();
    expect(from("one", "up")).toBeUndefined();
    expect(from("far", "right")).toBeUndefined();
    expect(from("wide", "down")).toBeUndefined();
  });

  it("prefers what stands in line to what is nearer but aside", () => {
    const boxes = [box(100, 0), box(60, 60)];
    expect(nextIn(boxes, box(0, 0), "right")).toBe(0);
  });

  it("can reach every part of a page that is laid out in rows", () => {
    const grid = [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((column) => box(column * 60, row * 30)));
    const reached = new Set([0]);
    for (const at of reached) {
      for (const way of ["left", "right", "up", "down"] as const) {
        const next = nextIn(grid, grid[at], way);
        if (next !== undefined) reached.add(next);
      }
    }
    expect(reached.size).toBe(grid.length);
  });
});
