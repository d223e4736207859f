/** The level: the constant part of a match, which follows from the configuration alone. */
import type { BodyGrid } from "./bodies.ts";
import type { Flow } from "./flow.ts";
import type { Edges, IndexGrid } from "./grid.ts";
import type { Raster } from "./raster.ts";
import type { Point, Rect } from "./shapes.ts";
import type { Ways } from "./ways.ts";

export interface Level {
  /** Pixels, the same for all its maps. The edge is solid, as a wall. */
  readonly width: number;
  readonly height: number;
  /** One map; or, by turns, each of them. */
  readonly maps: readonly ArenaMap[];
}

export interface PickupPlace extends Point {
  /** One of `PICKUP`. */
  readonly kind: number;
}

export interface ArenaMap {
  /** One of `MAP`, but for `byTurns`. */
  readonly name: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Solid; all corners lie at multiples of 20 pixels. */
  readonly walls: readonly Rect[];
  readonly spawns: readonly Point[];
  /** Row by row the places of the table `pickups`. */
  readonly pickups: readonly PickupPlace[];
  /** Indexes of the above, for the rules and the bots. */
  readonly lookup: Lookup;
}

export interface Lookup {
  /** `walls` by place, and their sides. */
  readonly wallGrid: IndexGrid;
  readonly wallEdges: Edges;
  /** `pickups` by place. */
  readonly pickupGrid: IndexGrid;
  readonly raster: Raster;
  readonly flow: Flow;
  /** The streets' crossings, in position units: all pairs of these. */
  readonly streetsX: readonly number[];
  readonly streetsY: readonly number[];
  /** Undefined where all streets are free. */
  readonly ways: Ways | undefined;
  /** Scratch memory. */
  readonly bodies: BodyGrid;
}

/** The map that is played. */
export const mapOf = ({
  level,
  round,
}: {
  readonly level: Level;
  readonly round: { readonly map: number };
}): ArenaMap => level.maps[round.map % level.maps.length];
