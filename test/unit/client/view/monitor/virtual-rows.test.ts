import { describe, expect, it } from "vitest";
import { blocksAt } from "#client/view/monitor/lists/virtual-rows.ts";

const ends = (start: number, count = 2000) => {
  const rows = blocksAt(start, 22, count);
  return [rows[0], rows.at(-1), rows.length];
};

describe("the rows that are in the page", () => {
  it("are all that can be seen, with some above and below", () => {
    expect(ends(100)).toEqual([88, 129, 42]);
    expect(blocksAt(3, 4, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("end where the list does", () => {
    expect(ends(0)).toEqual([0, 41, 42]);
    expect(ends(1980)).toEqual([1968, 1999, 32]);
    expect(ends(0, 1)).toEqual([0, 0, 1]);
    expect(blocksAt(0, 22, 0)).toEqual([]);
  });

  it("change once in eight rows, and never lack one that is near", () => {
    let changes = 0;
    let last = "";
    for (let start = 0; start < 800; start++) {
      const [first = 0, end = 0] = ends(start);
      expect(first).toBeLessThanOrEqual(Math.max(0, start - 6));
      expect(end).toBeGreaterThanOrEqual(start + 27);
      const now = `${first} ${end}`;
      if (now !== last) changes += 1;
      last = now;
    }
    expect(changes).toBe(100);
  });
});
