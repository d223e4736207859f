/** What a way of rating predicts of a round, beside what happened. */
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import { BETA, phi, type Side } from "#worker/pairing/predict.ts";
import type { Outcome } from "./measure.ts";
import { type System, sidesOf } from "./systems.ts";

/** That a side is ahead of another one of so many, as openskill and the queue predict it. @see chances */
const aheadOf = (a: Side, b: Side, sides: number): number =>
  phi((a.mu - b.mu) / Math.sqrt(sides * BETA * BETA + a.variance + b.variance));

const sumOf = (side: readonly SeatFacts[], system: System): Side => {
  const ratings = side.map((seat) => system.ratingOf(seat));
  return {
    mu: ratings.reduce((sum, { mu }) => sum + mu, 0),
    variance: ratings.reduce((sum, { sigma }) => sum + sigma * sigma, 0),
  };
};

const hasLeft = ({ left }: SeatFacts): boolean => left !== undefined;

/** As it counts: to leave is to lose, also where one's side wins. */
function happened(seat: SeatFacts, other: readonly SeatFacts[]): number {
  const isDeserted = other.every(hasLeft);
  if (hasLeft(seat)) return isDeserted ? 0.5 : 0;
  if (isDeserted) return 1;
  return seat.place === other[0].place ? 0.5 : Number(seat.place < other[0].place);
}

/** For every player and every other side: the chance that the player's side is ahead. Call it before the round is taken in. */
export function outcomesOf(facts: RoundFacts, system: System): Outcome[] {
  const sides = sidesOf(facts);
  const sums = sides.map((side) => sumOf(side, system));
  return sides.flatMap((own, n) =>
    sides.flatMap((other, k) => {
      if (k === n) return [];
      const chance = aheadOf(sums[n], sums[k], sides.length);
      const players = own.filter(({ player }) => player !== undefined);
      return players.map((seat) => ({ chance, happened: happened(seat, other) }));
    }),
  );
}
