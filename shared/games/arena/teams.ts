/** Teams. */
import { SEAT } from "#shared/sim/index.ts";
import { MODE } from "./settings.ts";
import type { ArenaWorld } from "./world.ts";

export const occupied = (world: ArenaWorld, seat: number): boolean => world.seats.kind[seat] !== SEAT.empty;

/** Whether two seats fight each other. No seat is its own enemy. */
export const enemies = ({ config, scores }: ArenaWorld, a: number, b: number): boolean =>
  a !== b && (config.mode === MODE.freeForAll || scores.team[a] !== scores.team[b]);

/** How many more seats team 0 has than team 1, but for one seat. */
function surplus(world: ArenaWorld, but: number): number {
  let more = 0;
  for (let seat = 0; seat < world.config.seats; seat++) {
    if (seat !== but && occupied(world, seat)) more += world.scores.team[seat] === 0 ? 1 : -1;
  }
  return more;
}

/** The team for a newcomer: the smaller one, else the one that is behind. */
export function teamFor(world: ArenaWorld, seat: number): number {
  if (world.config.mode === MODE.freeForAll) return 0;
  const more = surplus(world, seat);
  if (more !== 0) return more > 0 ? 1 : 0;
  return world.teams.score[0] > world.teams.score[1] ? 1 : 0;
}

/** Evens out the teams between two matches, after players have left: bots change sides first. */
export function balance(world: ArenaWorld): void {
  if (world.config.mode === MODE.freeForAll) return;
  const { seats, scores, config } = world;
  const move = (mayMove: (kind: number) => boolean) => {
    let more = surplus(world, -1);
    for (let seat = config.seats - 1; seat >= 0 && Math.abs(more) > 1; seat--) {
      const larger = more > 0 ? 0 : 1;
      if (scores.team[seat] !== larger || !mayMove(seats.kind[seat])) continue;
      scores.team[seat] = 1 - larger;
      more += larger === 0 ? -2 : 2;
    }
  };
  move((kind) => kind === SEAT.bot);
  move((kind) => kind !== SEAT.empty);
}
