/** Which rows of a table a page shows, and in which order. */
import { expect, it } from "vitest";
import { chosenOf } from "#client/view/tables/choice.ts";
import { cellsOf, matches, rowsOf, sorted, type WorldTable } from "#client/view/tables/grid.ts";

const players: WorldTable = {
  name: "players",
  columns: [
    { name: "x", type: "i32" },
    { name: "hp", type: "u8" },
  ],
  rows: [
    [0, 120, 9],
    [2, -5, 100],
    [7, 30, 12],
  ],
};
const shown = (filter: string, sort?: { column: number; down: boolean }): number[] =>
  rowsOf(players, { filter, sort }).map(([row]) => row);

it.each([
  ["", [0, 2, 7]],
  ["12", [0, 7]],
  ["hp=12", [7]],
  ["x > 0", [0, 7]],
  ["x<0", [2]],
  ["row=7", [7]],
  // Another table's column: this one stays as it is.
  ["vx=3", [0, 2, 7]],
  ["nothing", []],
])("%s", (filter, rows) => {
  expect(shown(filter)).toEqual(rows);
});

it("sorts by a column or by the row, up and down, and leaves the table as it was", () => {
  expect(shown("", { column: 1, down: false })).toEqual([2, 7, 0]);
  expect(shown("", { column: 2, down: true })).toEqual([2, 7, 0]);
  expect(shown("", { column: 0, down: true })).toEqual([7, 2, 0]);
  expect(players.rows[0][0]).toBe(0);
  expect(matches([0, 1], [{ name: "a", type: "u8" }], "a=1")).toBe(true);
});

it("a press on a column's head sorts it up, the next one down, and another column begins with up", () => {
  expect(sorted(undefined, 2)).toEqual({ column: 2, down: false });
  expect(sorted({ column: 2, down: false }, 2)).toEqual({ column: 2, down: true });
  expect(sorted({ column: 2, down: true }, 1)).toEqual({ column: 1, down: false });
});

it("cells have their keys across tables, so that what changes between two looks is found", () => {
  expect(cellsOf([players]).get("players.hp[2]")).toBe(100);
  expect(chosenOf([], "players")).toBeUndefined();
  const tables = ["world", "seats", "players"].map((name) => ({ ...players, name, single: false }));
  expect(chosenOf(tables, "")).toBe("players");
  expect(chosenOf(tables, "seats")).toBe("seats");
});
