/** Who stands where in the scores. */
import { occupied } from "#shared/games/arena/teams.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";

export interface Standing {
  readonly seat: number;
  /** 1 is the best; those with as many points share it. */
  readonly rank: number;
}

/** The taken seats, the best first. */
export function standings(world: ArenaWorld): Standing[] {
  const { score, deaths } = world.scores;
  const seats = [...world.scores].filter((seat) => occupied(world, seat));
  seats.sort((a, b) => score[b] - score[a] || deaths[a] - deaths[b] || a - b);
  return seats.map((seat) => ({ seat, rank: 1 + seats.filter((other) => score[other] > score[seat]).length }));
}

export const seatsOf = (world: ArenaWorld, team: number): ReadonlySet<number> =>
  new Set([...world.scores].filter((seat) => occupied(world, seat) && world.scores.team[seat] === team));
