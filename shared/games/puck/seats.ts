/** Coming and going, possible in every phase. */
import { enterLobby, entryTick, leaveLobby, SEAT } from "#shared/sim/index.ts";
import { embody } from "./lineup.ts";
import { NONE, PHASE } from "./tables.ts";
import { ENTRY } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

/** A newcomer gets a paddle at once, at home; in a seat that a player has just left, a little later. */
export function join(world: PuckWorld, seat: number): void {
  if (mayEnter(world, seat)) embody(world, seat);
  enterLobby(world.scores, seat);
}

const mayEnter = ({ scores, round, tick }: PuckWorld, seat: number): boolean =>
  round.phase !== PHASE.live || tick >= scores.enterAt[seat];

/** Gives a paddle to each seat that is due for one. */
export function enter(world: PuckWorld): void {
  const { seats, paddles } = world;
  for (const seat of seats) {
    if (seats.kind[seat] !== SEAT.empty && !paddles.has(seat) && mayEnter(world, seat)) embody(world, seat);
  }
}

/**
 * Clears the seat; the team keeps its goals. Leaving is no short cut home: the seat has no paddle for a while.
 */
export function leave(world: PuckWorld, seat: number, kind: number): void {
  const { paddles, scores, puck } = world;
  paddles.despawn(seat);
  scores.goals[seat] = 0;
  scores.saves[seat] = 0;
  scores.enterAt[seat] = entryTick(world, kind, ENTRY.delay);
  leaveLobby(scores, seat);
  if (puck.by === seat) puck.by = NONE;
  if (puck.by0 === seat) puck.by0 = NONE;
  if (puck.by1 === seat) puck.by1 = NONE;
}
