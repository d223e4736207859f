/** Who took part in a round, and who has left it: what both rating and rules of rating ask of its facts. */
import type { RoundFacts, SeatFacts } from "./facts.ts";

/** A player was at the controls for less than this share of a round that had faults: the server has taken the round from them. */
const EXCUSED_BELOW = 1 / 2;

export const hasLeft = ({ player, left }: SeatFacts): boolean => player !== undefined && left !== undefined;

/**
 * The server went on after a crash or an update, and this player did not come back in time, or late. That is no leaving: the match
 * notes no `left` for a line that the server has broken. Such a round neither gains nor costs the player anything.
 */
export const isExcused = ({ faults, ticks }: RoundFacts, seat: SeatFacts): boolean =>
  faults > 0 && seat.player !== undefined && seat.left === undefined && seat.ticks < EXCUSED_BELOW * ticks;

/** Who is rated: players who were in the round at all, and lost it by no fault of the server. */
export const tookPart = (facts: RoundFacts, seat: SeatFacts): boolean =>
  seat.player !== undefined && (seat.ticks > 0 || seat.left !== undefined) && !isExcused(facts, seat);

/** In which share of the round the player was at the controls, 0 to 1. */
export const shareOf = ({ ticks }: RoundFacts, seat: SeatFacts): number =>
  seat.player === undefined || ticks === 0 ? 0 : Math.min(1, seat.ticks / ticks);
