/** The places of pickups and spawn points: at the crossings of the streets, and in the streets. */
import { PICKUP } from "../tuning.ts";
import type { PickupPlace } from "./level.ts";
import type { Point } from "./shapes.ts";
import { division, type MapSize } from "./size.ts";

/** Pixels from the map's edge to the middle of the street along it. */
const INSET = 30;

/** The middles of `parts + 1` parallel streets, in pixels. */
export const streets = (side: number, parts: number): number[] =>
  Array.from({ length: parts + 1 }, (_, k) => Math.min(side - INSET, Math.max(INSET, division(side, parts, k))));

/** A crossing of two streets. */
interface Crossing extends Point {
  /** How many blocks from the nearer side of the map. */
  readonly inX: number;
  readonly inY: number;
  readonly central: boolean;
}

/** All crossings, row by row. */
function crossings({ width, height, columns, rows }: MapSize): Crossing[] {
  const across = streets(width, columns);
  const down = streets(height, rows);
  return down.flatMap((y, row) =>
    across.map((x, column) => {
      const inX = Math.min(column, columns - column);
      const inY = Math.min(row, rows - row);
      return { x, y, inX, inY, central: inX === Math.trunc(columns / 2) && inY === Math.trunc(rows / 2) };
    }),
  );
}

/** Whether a crossing holds a pickup: those in the middle, and every other one. */
const holdsPickup = (c: Crossing): boolean => c.central || (c.inX + c.inY) % 2 === 1;

/**
 * Rockets in the middle, where players fight for them; else health and scatter in turn, and a rarer kind now and then.
 */
function kindAt({ inX, inY, central }: Crossing): number {
  if (central) return PICKUP.rocket;
  if (inX > 1 && inY > 1 && (inX + 3 * inY) % 8 === 3) return PICKUP.rocket;
  if (inX > 1 && inY > 1 && (inX + 3 * inY) % 8 === 5) return PICKUP.rail;
  return (inX + 3 * inY) % 4 === 1 ? PICKUP.scatter : PICKUP.health;
}

/** Two rails in the streets, between crossings: at the top and at the bottom of the map's middle line. */
function rails({ width, height, columns, rows }: MapSize): PickupPlace[] {
  const [first, second] = streets(height, rows);
  const y = columns % 2 === 0 ? (first + second) / 2 : first;
  return [y, height - y].map((at) => ({ x: width / 2, y: at, kind: PICKUP.rail }));
}

export const pickupPlaces = (size: MapSize): PickupPlace[] => [
  ...crossings(size)
    .filter(holdsPickup)
    .map((c) => ({ x: c.x, y: c.y, kind: kindAt(c) })),
  ...rails(size),
];

export const spawnPoints = (size: MapSize): Point[] =>
  crossings(size)
    .filter((c) => !holdsPickup(c))
    .map(({ x, y }) => ({ x, y }));
