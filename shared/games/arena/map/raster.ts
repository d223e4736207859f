/** The map as tiles of 20 pixels: where there is wall, and where a body's centre cannot be. */
import { SUB } from "../tuning.ts";
import type { Rect } from "./shapes.ts";
import { GRAIN, type MapSize } from "./size.ts";

/** The side of a tile in position units. */
export const TILE = GRAIN * SUB;
/** How far apart a line is probed, in position units: closer than a tile, so that it jumps over none. */
const PROBE = 16 * SUB;

export interface Raster {
  readonly columns: number;
  readonly rows: number;
  /** 1 = wall. Exact, since walls lie on the grain. */
  readonly solid: Uint8Array;
  /** 1 = the centre of a body cannot be here, or only just, at a wall's corner. */
  readonly blocked: Uint8Array;
}

export function rasterOf({ width, height }: MapSize, walls: readonly Rect[]): Raster {
  const columns = width / GRAIN;
  const rows = height / GRAIN;
  const solid = new Uint8Array(columns * rows);
  const blocked = new Uint8Array(columns * rows);
  const fill = (tiles: Uint8Array, x: number, y: number, w: number, h: number) => {
    const left = Math.max(0, x);
    const right = Math.min(columns, x + w);
    for (let row = Math.max(0, y); row < Math.min(rows, y + h); row++) {
      tiles.fill(1, row * columns + left, row * columns + right);
    }
  };
  for (const wall of walls) {
    const [x, y, w, h] = [wall.x / GRAIN, wall.y / GRAIN, wall.w / GRAIN, wall.h / GRAIN];
    fill(solid, x, y, w, h);
    // A body's radius is one tile.
    fill(blocked, x - 1, y - 1, w + 2, h + 2);
  }
  fill(blocked, 0, 0, columns, 1);
  fill(blocked, 0, rows - 1, columns, 1);
  fill(blocked, 0, 0, 1, rows);
  fill(blocked, columns - 1, 0, 1, rows);
  return { columns, rows, solid, blocked };
}

/** The tile of a place in position units, which must lie on the map. */
export const tileAt = (raster: Raster, x: number, y: number): number =>
  Math.trunc(y / TILE) * raster.columns + Math.trunc(x / TILE);

/** The middle of a tile, in position units. */
export const tileX = (raster: Raster, tile: number): number => (tile % raster.columns) * TILE + TILE / 2;
export const tileY = (raster: Raster, tile: number): number => Math.trunc(tile / raster.columns) * TILE + TILE / 2;

/** How many probes a line takes. */
const probesFor = (dx: number, dy: number): number => Math.trunc(Math.max(Math.abs(dx), Math.abs(dy)) / PROBE) + 1;

/** Whether a shot or a blast gets from one place to another, both in position units and on the map. */
export function sees(raster: Raster, x: number, y: number, toX: number, toY: number): boolean {
  const [dx, dy] = [toX - x, toY - y];
  const probes = probesFor(dx, dy);
  for (let k = 1; k <= probes; k++) {
    if (raster.solid[tileAt(raster, x + (dx * k) / probes, y + (dy * k) / probes)] !== 0) return false;
  }
  return true;
}

/**
 * Whether a body can walk straight from one place to another. A body that touches a wall stands on blocked
 * tiles already: it may slide along them, but once it is off it must not come to such tiles again.
 */
export function walks(raster: Raster, x: number, y: number, toX: number, toY: number): boolean {
  const [dx, dy] = [toX - x, toY - y];
  const probes = probesFor(dx, dy);
  let off = false;
  for (let k = 1; k <= probes; k++) {
    const tile = tileAt(raster, x + (dx * k) / probes, y + (dy * k) / probes);
    if (raster.blocked[tile] === 0) off = true;
    else if (off || raster.solid[tile] !== 0) return false;
  }
  return true;
}
