/** Teams. */
import { SEAT } from "#shared/sim/index.ts";
import { type ArenaConfig, MODE } from "./settings.ts";
import type { ArenaWorld } from "./world.ts";

export const occupied = (world: ArenaWorld, seat: number): boolean => world.seats.kind[seat] !== SEAT.empty;

/** Whether two seats fight each other. No seat is its own enemy. */
export const enemies = ({ config, scores }: ArenaWorld, a: number, b: number): boolean =>
  a !== b && (config.mode === MODE.freeForAll || scores.team[a] !== scores.team[b]);

/** The team of a seat: seats take turns, so that a match that fills up is even; -1 where each fights alone. */
export const teamOf = (config: Pick<ArenaConfig, "mode">, seat: number): number =>
  config.mode === MODE.teams ? seat & 1 : -1;

/** The team of a seat as the scores have it: 0 where each fights alone. */
export const teamFor = ({ config }: ArenaWorld, seat: number): number => Math.max(0, teamOf(config, seat));

/** Between two matches: a world of an older version may have seats in other teams. */
export function lineUpTeams(world: ArenaWorld): void {
  for (const seat of world.seats) if (occupied(world, seat)) world.scores.team[seat] = teamFor(world, seat);
}
