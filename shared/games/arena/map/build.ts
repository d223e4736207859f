/** Builds the level of a configuration. */
import type { ArenaConfig } from "../settings.ts";
import { PICKUPS, SUB } from "../tuning.ts";
import { bodyGrid } from "./bodies.ts";
import { flowOf } from "./flow.ts";
import { edgesOf, indexBoxes } from "./grid.ts";
import type { Level } from "./level.ts";
import { pickupPlaces, spawnPoints, streets } from "./places.ts";
import { rasterOf, tileAt } from "./raster.ts";
import { mapSize } from "./size.ts";
import { wallsOf } from "./walls.ts";

/** Pixels: a body's radius and its fastest tick, or a shot's, or a piece of a ray (rail.ts). */
const WALL_REACH = 64;

export function buildScene(config: ArenaConfig): Level {
  const size = mapSize(config);
  const walls = wallsOf(size);
  const pickups = pickupPlaces(size);
  const raster = rasterOf(size, walls);
  const streetsX = streets(size.width, size.columns).map((at) => at * SUB);
  const streetsY = streets(size.height, size.rows).map((at) => at * SUB);
  const crossings = streetsY.flatMap((y) => streetsX.map((x) => tileAt(raster, x, y)));
  const points = pickups.map(({ x, y }) => ({ x, y, w: 0, h: 0 }));
  return {
    width: size.width,
    height: size.height,
    walls,
    spawns: spawnPoints(size),
    pickups,
    lookup: {
      wallGrid: indexBoxes(size, walls, WALL_REACH),
      wallEdges: edgesOf(walls),
      pickupGrid: indexBoxes(size, points, PICKUPS.reach / SUB),
      raster,
      flow: flowOf(raster, crossings),
      streetsX,
      streetsY,
      bodies: bodyGrid(size, config.seats),
    },
  };
}
