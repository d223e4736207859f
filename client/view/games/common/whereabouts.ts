/** Where bodies are, for views that do not say it themselves. */
import type { Drawn } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/world.ts";
import type { Point } from "../game-view.ts";

/**
 * @param table of bodies, a row a seat, with the columns x and y
 * @param unit units of those columns in a pixel of the world
 */
export interface Bodies {
  readonly table: string;
  readonly unit: number;
}

/** Where a body is drawn. */
export function placeOf(drawn: Drawn, bodies: Bodies, seat: number): Point | undefined {
  const body = bodyOf(drawn.world, bodies, seat);
  const { x, y } = drawn.tables[bodies.table] ?? {};
  return body && x && y ? { x: x[seat] / bodies.unit, y: y[seat] / bodies.unit } : body;
}

/** Where it is by the rules. */
export function bodyOf(world: WorldBase, { table, unit }: Bodies, seat: number): Point | undefined {
  const view = world.views.find(({ placed }) => placed.name === table);
  if (view === undefined || seat < 0 || seat >= view.capacity || !view.has(seat)) return undefined;
  const [x, y] = ["x", "y"].map((column) => view.cells[view.placed.index.get(column) ?? -1]?.[seat]);
  return x === undefined || y === undefined ? undefined : { x: x / unit, y: y / unit };
}

/** In a view that is a part of the page: the middle of what it marks by `data-seat`. */
export function elementOf(seat: number): Point | undefined {
  const rect = document.querySelector(`.html-view [data-seat="${seat}"]`)?.getBoundingClientRect();
  return rect && { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}
