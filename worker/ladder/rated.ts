/** Which rounds are rated: a pure function of a round's facts. docs/LADDERS.md, "What counts" */
import type { Unrated } from "#shared/protocol/ladder.ts";
import type { RoundFacts } from "./facts.ts";
import { hasLeft, shareOf, tookPart } from "./part.ts";
import { sidesOf } from "./sides.ts";

/** So many sides must have a player. */
export const LEAST_SIDES = 2;
/** Seconds that a round must have been live. */
export const LEAST_SECONDS = 15;
/** Players must have held the seats for this share of the time, of all seats together; bots had the rest. */
export const LEAST_SHARE = 1 / 3;

/**
 * Which share of the round players had, 0 to 1. A player who has left counts as if they had stayed, or the one who is losing
 * could make a round count for nothing.
 */
export function playersShare(facts: RoundFacts): number {
  const held = facts.seats.map((seat) => (hasLeft(seat) ? 1 : shareOf(facts, seat)));
  return held.length === 0 ? 0 : held.reduce((sum, share) => sum + share, 0) / held.length;
}

/** Why a round is not rated, the first reason that applies; undefined: it is. */
export function unratedWhy(facts: RoundFacts): Unrated | undefined {
  if (!facts.queued) return "casual";
  if (facts.cut) return "cut";
  const played = sidesOf(facts).filter(({ seats }) => seats.some((seat) => tookPart(facts, seat)));
  if (played.length < LEAST_SIDES) return "alone";
  if (facts.ticks < LEAST_SECONDS * facts.tickRate) return "short";
  if (playersShare(facts) < LEAST_SHARE) return "bots";
  return undefined;
}
