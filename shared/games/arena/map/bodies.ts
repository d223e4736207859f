/**
 * Where the bodies are, for finding those near a shot: lists by cells of 128 pixels. It is scratch memory,
 * filled anew in the step that reads it, and no part of the world.
 */
import { CELL_SHIFT } from "./grid.ts";
import type { MapSize } from "./size.ts";

export const NO_ROW = -1;

export interface BodyGrid {
  readonly columns: number;
  readonly rows: number;
  /** By cell: its first body, or NO_ROW. */
  readonly first: Int16Array;
  /** By body: the next one in its cell, or NO_ROW. */
  readonly next: Int16Array;
}

export function bodyGrid({ width, height }: MapSize, seats: number): BodyGrid {
  const columns = Math.trunc(width / 128) + 1;
  const rows = Math.trunc(height / 128) + 1;
  return { columns, rows, first: new Int16Array(columns * rows), next: new Int16Array(seats) };
}

interface Bodies {
  readonly capacity: number;
  readonly x: { readonly [row: number]: number };
  readonly y: { readonly [row: number]: number };
  has(row: number): boolean;
}

/** Each cell's bodies come in ascending order. */
export function fill(grid: BodyGrid, bodies: Bodies): void {
  grid.first.fill(NO_ROW);
  for (let body = bodies.capacity - 1; body >= 0; body--) {
    if (!bodies.has(body)) continue;
    const cell = (bodies.y[body] >> CELL_SHIFT) * grid.columns + (bodies.x[body] >> CELL_SHIFT);
    grid.next[body] = grid.first[cell];
    grid.first[cell] = body;
  }
}
