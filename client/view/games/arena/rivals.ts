/** Whom a player may want to turn to: the bodies that are no friends. */
import type { Drawn } from "#client/session/types.ts";
import { SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Point } from "../game-view.ts";
import { friends } from "./palette.ts";

export function rivals({ world, tables }: Drawn<ArenaWorld>, seat: number): readonly Point[] {
  const points: Point[] = [];
  for (const other of world.players) {
    if (other !== seat && !friends(world, seat, other))
      points.push({ x: tables.players.x[other] / SUB, y: tables.players.y[other] / SUB });
  }
  return points;
}
