/** How large the map is, and how it is cut into blocks with streets between them. */
import type { ArenaConfig } from "../settings.ts";

/** Pixels. Walls and block centres lie on multiples of it. */
export const GRAIN = 20;
/** The least side of a block in pixels, streets included. */
const BLOCK = 400;
const LEAST = 2 * BLOCK;
const MOST_BLOCKS = 40;

export interface MapSize {
  /** Pixels, a multiple of 40. */
  readonly width: number;
  readonly height: number;
  /** Blocks across, at least 2. */
  readonly columns: number;
  /** Blocks down, at least 2. */
  readonly rows: number;
}

/**
 * 1600 by 1200 pixels for 8 seats, and the same room for each seat at other numbers, unless the
 * configuration says otherwise; a side below 800 pixels counts as 800.
 */
export function mapSize(config: ArenaConfig): MapSize {
  const scale = Math.sqrt(config.seats / 8);
  const side = (chosen: number, blocks: number, least: number) => {
    if (chosen === 0) return BLOCK * Math.min(MOST_BLOCKS, Math.max(least, Math.trunc(blocks * scale + 0.5)));
    return Math.max(LEAST, chosen - (chosen % (2 * GRAIN)));
  };
  const width = side(config.width, 4, 3);
  const height = side(config.height, 3, 2);
  return { width, height, columns: Math.trunc(width / BLOCK), rows: Math.trunc(height / BLOCK) };
}

/** The place, in pixels, of the k-th of `count` equal parts of a side, on the grain, and symmetric about the middle. */
export function division(side: number, count: number, k: number): number {
  if (2 * k > count) return side - division(side, count, count - k);
  return Math.trunc((side * k) / count / GRAIN) * GRAIN;
}
