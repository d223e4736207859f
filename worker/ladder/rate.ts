/**
 * What a round makes of its players' ratings: Plackett-Luce of Weng and Lin, "A Bayesian Approximation Method for Online Ranking"
 * (2011), by openskill, from the full order of the sides. Pure: ratings can be recomputed from facts alone. docs/decisions/ladders.md
 */
import { rate } from "openskill";
import { type Rating, UNKNOWN } from "../pairing/ticket.ts";
import type { RoundFacts, SeatFacts } from "./facts.ts";
import { hasLeft, isExcused, shareOf, tookPart } from "./part.ts";
import { placeOfLeaver, ranksForLeaver, type Side, sidesOf } from "./sides.ts";
import { ordersOf } from "./ties.ts";

/**
 * The rating of a bot where the facts name none: a newcomer's skill, known well. It is never updated, so that players who meet bots
 * are all measured by the same.
 */
export const BOT: Rating = { mu: 25, sigma: 25 / 12 };

/** A certain player's σ does not grow by playing: so the winner of a round never loses points. */
const OPTIONS = { limitSigma: true } as const;

/** What a round is for one of its players. */
export interface RatedSeat {
  readonly player: string;
  readonly seat: number;
  /** 1 = the best; a player who has left has a place behind all who stayed. */
  readonly place: number;
  readonly left: boolean;
  /** First, with no other side beside them, and there to the end. */
  readonly won: boolean;
  readonly before: Rating;
  readonly after: Rating;
}

/** How strong a seat was that a player had for a part of the round and a bot for the rest. */
function mixed(player: Rating, bot: Rating, share: number): Rating {
  const variance = share * player.sigma ** 2 + (1 - share) * bot.sigma ** 2;
  return { mu: share * player.mu + (1 - share) * bot.mu, sigma: Math.sqrt(variance) };
}

class Round {
  readonly facts: RoundFacts;
  readonly sides: readonly Side[];
  readonly #ratings: ReadonlyMap<string, Rating>;

  constructor(facts: RoundFacts, ratings: ReadonlyMap<string, Rating>) {
    this.facts = facts;
    this.sides = sidesOf(facts);
    this.#ratings = ratings;
  }

  ratingOf({ player }: SeatFacts): Rating {
    if (player === undefined) return this.facts.bots ?? BOT;
    const { mu, sigma } = this.#ratings.get(player) ?? UNKNOWN;
    return { mu, sigma };
  }

  /** A seat counts as what held it: one that its player has left is a bot's for the rest of the round. */
  #strengthOf(seat: SeatFacts): Rating {
    const whole = this.ratingOf(seat);
    if (!hasLeft(seat) && !isExcused(this.facts, seat)) return whole;
    return mixed(whole, this.facts.bots ?? BOT, shareOf(this.facts, seat));
  }

  /** Ratings after the round, by seat, with the sides in these places. @param whole counts in full, though its player has left */
  #rate(places: readonly number[], whole?: SeatFacts): Map<number, Rating> {
    const teams = this.sides.map(({ seats }) =>
      seats.map((seat) => (seat === whole ? this.ratingOf(seat) : this.#strengthOf(seat))),
    );
    const orders = ordersOf(places).map((rank) => rate(teams, { ...OPTIONS, rank }));
    const mean = (side: number, seat: number): Rating => ({
      mu: orders.reduce((sum, after) => sum + after[side][seat].mu, 0) / orders.length,
      sigma: orders.reduce((sum, after) => sum + after[side][seat].sigma, 0) / orders.length,
    });
    return new Map(this.sides.flatMap(({ seats }, n) => seats.map(({ seat }, k) => [seat, mean(n, k)] as const)));
  }

  /** The players who stayed are rated by how it ended. */
  stayed(): RatedSeat[] {
    const places = this.sides.map(({ place }) => place);
    const after = this.#rate(places);
    return this.sides.flatMap(({ seats, place }) =>
      seats
        .filter((seat) => tookPart(this.facts, seat) && !hasLeft(seat))
        .map((seat) => {
          const won = place === 1 && places.filter((one) => one === 1).length === 1;
          return this.#told(seat, { place, left: false, won, after: after.get(seat.seat) });
        }),
    );
  }

  /** Each who has left is rated as if their side, with them in it to the end, had come in behind those who stayed. */
  left(): RatedSeat[] {
    return this.sides.flatMap((own) =>
      own.seats
        .filter((seat) => tookPart(this.facts, seat) && hasLeft(seat))
        .map((seat) => {
          const left = seat.left ?? 0;
          const after = this.#rate(ranksForLeaver(this.sides, own, left), seat).get(seat.seat);
          return this.#told(seat, { place: placeOfLeaver(this.sides, own, left), left: true, won: false, after });
        }),
    );
  }

  #told(
    seat: SeatFacts,
    { after, ...end }: { place: number; left: boolean; won: boolean; after: Rating | undefined },
  ): RatedSeat {
    const before = this.ratingOf(seat);
    const { mu, sigma } = after ?? before;
    // The mean over the orders of a tie is true to a few bits less than the orders are.
    const told = { mu, sigma: Math.min(before.sigma, sigma) };
    return { player: seat.player ?? "", seat: seat.seat, ...end, before, after: told };
  }
}

/** How many sides were rated: players, or teams; bots' count too. */
export const sidesIn = (facts: RoundFacts): number => sidesOf(facts).length;

/**
 * The players of a round, by seat, before and after it. Bots have none, and a player who lost the round by a fault of the server is left out.
 * The order of the facts' seats makes no difference, not even in the last bit.
 * @param facts of a round that is rated: see `unratedWhy`
 * @param ratings by player; one that is missing has the rating of a newcomer
 */
export function rateRound(facts: RoundFacts, ratings: ReadonlyMap<string, Rating>): RatedSeat[] {
  const round = new Round(facts, ratings);
  return [...round.stayed(), ...round.left()].sort((a, b) => a.seat - b.seat);
}
