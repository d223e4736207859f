/** What is compared: ways to get from rounds to ratings. */
import { rate } from "openskill";
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import { BOT, rateRound } from "#worker/ladder/rate.ts";
import { unratedWhy } from "#worker/ladder/rated.ts";
import { type Rating, UNKNOWN } from "#worker/pairing/ticket.ts";

export interface System {
  readonly name: string;
  /** The rating that a player has by now, and that of a bot. */
  ratingOf(seat: Pick<SeatFacts, "player">): Rating;
  /** Takes a round in. @returns whether it counts */
  take(facts: RoundFacts): boolean;
}

/** The seats of each side, all in the order of the seats, which says nothing of how it ended. */
export function sidesOf({ seats }: Pick<RoundFacts, "seats">): SeatFacts[][] {
  const sides = new Map<number, SeatFacts[]>();
  // Without teams each is alone: sides of negative numbers, by seat.
  for (const seat of seats.toSorted((a, b) => a.seat - b.seat)) {
    const side = seat.team < 0 ? -1 - seat.seat : seat.team;
    sides.set(side, [...(sides.get(side) ?? []), seat]);
  }
  return [...sides.values()];
}

/**
 * openskill as it comes: each round as its result stands, with all who have left it; a bot is a new player each time.
 */
export class Defaults implements System {
  readonly name = "openskill's defaults";
  readonly #ratings = new Map<string, Rating>();

  ratingOf({ player }: Pick<SeatFacts, "player">): Rating {
    return (player === undefined ? undefined : this.#ratings.get(player)) ?? UNKNOWN;
  }

  take(facts: RoundFacts): boolean {
    const sides = sidesOf(facts);
    const before = sides.map((side) => side.map((seat) => ({ ...this.ratingOf(seat) })));
    const after = rate(before, { rank: sides.map(([{ place }]) => place) });
    for (const [n, side] of sides.entries()) {
      for (const [k, { player }] of side.entries()) if (player !== undefined) this.#ratings.set(player, after[n][k]);
    }
    return true;
  }
}

/** The ladder's own. */
export class Ours implements System {
  readonly name = "ours";
  readonly #ratings = new Map<string, Rating>();

  ratingOf({ player }: Pick<SeatFacts, "player">): Rating {
    return player === undefined ? BOT : (this.#ratings.get(player) ?? UNKNOWN);
  }

  take(facts: RoundFacts): boolean {
    if (unratedWhy(facts) !== undefined) return false;
    for (const { player, after } of rateRound(facts, this.#ratings)) this.#ratings.set(player, after);
    return true;
  }
}
