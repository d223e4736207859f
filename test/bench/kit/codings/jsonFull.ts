import type { Coding } from "./coding.ts";
import { tablesOf } from "./rows.ts";

/** The full state at each tick as JSON with names, an object a row. */
export function jsonFull(): Coding {
  return {
    name: "jsonFull",
    begin() {},
    tick(world) {
      const tables = tablesOf(world).map((table) => [
        table.placed.name,
        [...table].map((row) => ({
          row,
          ...Object.fromEntries(table.placed.columns.map(({ name }, i) => [name, table.cells[i][row]])),
        })),
      ]);
      return Buffer.byteLength(JSON.stringify({ tick: world.tick, ...Object.fromEntries(tables) }));
    },
  };
}
