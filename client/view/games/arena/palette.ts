/**
 * The colours and shapes of players and teams. Colours are never alone in saying something: a player also has a
 * number.
 */
import { MODE } from "#shared/games/arena/settings.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { seatMark } from "../common/seat-marks.ts";
import { memberMark } from "../common/teams.ts";
import type { Mark } from "../game-view.ts";

export const isTeams = (world: ArenaWorld): boolean => world.config.mode === MODE.teams;

/** A seat's mark. `shape` is also its body's. */
export function markOf(world: ArenaWorld, seat: number): Mark {
  if (isTeams(world)) return memberMark(world.scores.team[seat], seat);
  return seatMark(seat);
}

/** Whether two seats are on one side, and not the same. */
export const friends = (world: ArenaWorld, a: number, b: number): boolean =>
  a !== b && a >= 0 && b >= 0 && isTeams(world) && world.scores.team[a] === world.scores.team[b];
