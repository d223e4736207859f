/** A ladder made anew from the facts of its rounds alone. */

import type { RoundFacts } from "#worker/ladder/facts.ts";
import { gradeOf } from "#worker/ladder/points.ts";
import { rateRound } from "#worker/ladder/rate.ts";
import { unratedWhy } from "#worker/ladder/rated.ts";
import type { Rating } from "#worker/pairing/ticket.ts";

export interface RebuiltRow {
  readonly player: string;
  readonly name: string;
  readonly rating: Rating;
  readonly points: number;
  readonly tier: string;
  readonly rounds: number;
  readonly wins: number;
  /** Rounds until the player has a rank. */
  readonly placement: number;
}

/** @param carried what players bring from the seasons before @returns the best first */
export function rebuild(all: readonly RoundFacts[], carried: ReadonlyMap<string, Rating>): RebuiltRow[] {
  const ratings = new Map(carried);
  const players = new Map<string, { name: string; rounds: number; wins: number }>();
  for (const facts of all) {
    if (unratedWhy(facts) !== undefined) continue;
    for (const { player, seat, won, after } of rateRound(facts, ratings)) {
      ratings.set(player, after);
      const before = players.get(player) ?? { name: "", rounds: 0, wins: 0 };
      const { name = before.name } = facts.seats.find((one) => one.seat === seat) ?? {};
      players.set(player, { name, rounds: before.rounds + 1, wins: before.wins + Number(won) });
    }
  }
  return [...players]
    .flatMap(([player, { name, rounds, wins }]) => {
      const rating = ratings.get(player);
      return rating ? [{ player, name, rating, rounds, wins, ...gradeOf(rating, rounds) }] : [];
    })
    .sort((a, b) => b.points - a.points || b.rating.mu - a.rating.mu);
}
