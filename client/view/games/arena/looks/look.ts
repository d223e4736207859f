/** How a map looks. Rules know nothing of it: walls stand where they stand. */
import type { Rect } from "#shared/games/arena/map/shapes.ts";
import type { Pen } from "../../../stage/pen.ts";

/** Draws a number from 0 to `most`, the same ones each time. */
export type Draw = (most: number) => number;

/** Pieces in the air over the map: world pixels a second, and how many of them are on the screen. */
export interface Weather {
  readonly count: number;
  readonly tint: number;
  readonly vx: number;
  readonly vy: number;
  /** World pixels that it swings to the side. */
  readonly swing: number;
  /** It goes out and comes back, as a spark does. */
  readonly flickers: boolean;
  readonly alpha: number;
}

export interface Look {
  /** Of the plain ground. Dark enough for every player's colour. */
  readonly ground: string;
  /** Of the land beyond the edge, and its stripes. */
  readonly beyond: string;
  readonly stripe: string;
  /** Of the line around the map, and of rings at spawn points. */
  readonly line: string;
  readonly ring: string;
  /** Of a wall: its top, the side that faces south, and its rim where the light comes from and elsewhere. */
  readonly top: string;
  readonly side: string;
  readonly lit: string;
  readonly rim: string;
  /** Side of a patch of the ground in world pixels, and what it is made of; drawn about (0, 0). */
  readonly patch: number;
  paintPatch(pen: Pen, draw: Draw): void;
  /** What the top of a wall is made of; drawn within it. */
  paintTop(pen: Pen, wall: Rect, draw: Draw): void;
  /** Light at the foot of long walls; undefined = none. */
  readonly glow?: string;
  readonly weather: Weather;
}

/** A generator that begins anew with each map. */
export function drawer(seed: number): Draw {
  let n = seed;
  return (most) => {
    n = (n * 16807) % 2147483647;
    return (n / 2147483647) * most;
  };
}
