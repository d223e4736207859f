/** A world's tables as plain data, to be shown. */
import type { TableView, WorldBase } from "../sim/index.ts";
import type { TableLook } from "./match.ts";

const tableOf = (view: TableView): TableLook => ({
  name: view.placed.name,
  kind: view.placed.kind,
  single: "single" in view.placed.declared,
  columns: view.placed.columns.map(({ name, type }) => ({ name, type })),
  rows: [...view].map((row) => [row, ...view.cells.map((cells) => cells[row])]),
});

/** All of them, the runtime's own first. */
export const tablesOf = (world: WorldBase): TableLook[] => world.views.map(tableOf);
