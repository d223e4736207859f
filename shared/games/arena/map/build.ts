/** Builds the level of a configuration. */
import { MAP } from "../modes.ts";
import type { ArenaConfig } from "../settings.ts";
import { PICKUPS, SUB } from "../tuning.ts";
import { bodyGrid } from "./bodies.ts";
import { flowOf } from "./flow.ts";
import { foundry } from "./foundry.ts";
import { glacier } from "./glacier.ts";
import { edgesOf, indexBoxes } from "./grid.ts";
import type { ArenaMap, Level } from "./level.ts";
import { pickupPlaces, spawnPoints, streets } from "./places.ts";
import type { Plan } from "./plan.ts";
import { rasterOf, tileAt } from "./raster.ts";
import { ruins } from "./ruins.ts";
import { type MapSize, mapSize } from "./size.ts";
import { wallsOf } from "./walls.ts";
import { waysOf } from "./ways.ts";

/** Pixels: a body's radius and its fastest tick, or a shot's, or a piece of a ray (rail.ts). */
const WALL_REACH = 64;

/** By `MAP`. */
const PLANS: readonly Plan[] = [ruins, glacier, foundry];

export function buildLevel(config: ArenaConfig): Level {
  const size = mapSize(config);
  const names = config.map === MAP.byTurns ? PLANS.map((_, name) => name) : [config.map];
  return { width: size.width, height: size.height, maps: names.map((name) => buildMap(size, config.seats, name)) };
}

function buildMap(size: MapSize, seats: number, name: number): ArenaMap {
  const plan = PLANS[name];
  const walls = wallsOf(size, plan);
  const pickups = pickupPlaces(size).map((place) => ({ ...place, kind: plan.kind?.(place.kind) ?? place.kind }));
  const raster = rasterOf(size, walls);
  const streetsX = streets(size.width, size.columns).map((at) => at * SUB);
  const streetsY = streets(size.height, size.rows).map((at) => at * SUB);
  const crossings = streetsY.flatMap((y) => streetsX.map((x) => tileAt(raster, x, y)));
  const points = pickups.map(({ x, y }) => ({ x, y, w: 0, h: 0 }));
  return {
    name,
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
      ways: plan.across && waysOf(raster, streetsX, streetsY),
      bodies: bodyGrid(size, seats),
    },
  };
}
