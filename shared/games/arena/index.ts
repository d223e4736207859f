/** The arena: a top-down shooter for 2 to 16 players, and for up to 1024 in benchmarks. */
import { defineGame } from "#shared/sim/index.ts";
import { bot } from "./bot/index.ts";
import { input } from "./input.ts";
import { buildLevel } from "./map/build.ts";
import { modes } from "./modes.ts";
import { begin, roundLeft, statusOf } from "./phases.ts";
import { killsOf, result } from "./score.ts";
import { join, leave } from "./seats.ts";
import { settings } from "./settings.ts";
import { step } from "./step.ts";
import { tables } from "./tables.ts";
import { teamOf } from "./teams.ts";
import { TICK_RATE } from "./tuning.ts";

export const arena = defineGame({
  name: "arena",
  version: 5,
  tickRate: TICK_RATE,
  // A player with a round trip of 250 ms sees others as they were some 320 ms ago.
  rewind: 400,
  settings,
  modes,
  input,
  level: buildLevel,
  tables,
  setup: begin,
  step,
  join,
  leave,
  status: statusOf,
  bot,
  standIn: true,
  result,
  roundLeft,
  highlight: killsOf,
  teamOf,
  // Version 2 had no stand-ins for players who are away; version 3 did not keep the last hit on a seat.
  migrate: (_, { version }) => version >= 2 && version < 5,
});

export { BUTTON, STICK } from "./input.ts";
export { type ArenaMap, type Level, mapOf, type PickupPlace } from "./map/level.ts";
export type { Point, Rect } from "./map/shapes.ts";
export { mapSize } from "./map/size.ts";
export { type ArenaConfig, MAP, MODE, scoreLimit } from "./settings.ts";
export { MISS, meetsWalls } from "./sweep.ts";
export { DRIVEN_OUT, NONE, PHASE } from "./tables.ts";
export {
  BLAST,
  BODY,
  DASH,
  PICKUP,
  PICKUPS,
  ROUND,
  SPAWN,
  SUB,
  seconds,
  TICK_RATE,
  WEAPON,
  WEAPONS,
} from "./tuning.ts";
export type { ArenaWorld } from "./world.ts";
