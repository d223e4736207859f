/** The sides of a round, and the order in which they are rated: teams, or players who are alone. */
import type { RoundFacts, SeatFacts } from "./facts.ts";
import { hasLeft, tookPart } from "./part.ts";

export interface Side {
  /** By seat. */
  readonly seats: readonly SeatFacts[];
  /** 1 = the best, among all sides; equals share a place. */
  readonly place: number;
  /** All its players have left: the tick in which the last of them did. */
  readonly deserted: number | undefined;
}

/** Where there are no teams each is alone, under a number that no team has. */
const keyOf = ({ team, seat }: SeatFacts): number => (team < 0 ? -1 - seat : team);

function desertedAt(facts: RoundFacts, seats: readonly SeatFacts[]): number | undefined {
  const players = seats.filter((seat) => tookPart(facts, seat));
  if (players.length === 0 || !players.every(hasLeft)) return undefined;
  return Math.max(...players.map(({ left = 0 }) => left));
}

/** How a side ended: its place in the result, and when it was deserted. */
interface End {
  readonly result: number;
  readonly deserted: number | undefined;
}

/** Those who stayed are ahead, by their places in the result; of those who did not, the ones who stayed longer. */
function isAhead(a: End, b: End): boolean {
  if (a.deserted === undefined) return b.deserted !== undefined || a.result < b.result;
  return b.deserted !== undefined && a.deserted > b.deserted;
}

function endsOf(facts: RoundFacts): (End & { readonly seats: readonly SeatFacts[] })[] {
  const grouped = new Map<number, SeatFacts[]>();
  // By seat, so that sums are the same to the last bit however the facts are ordered.
  for (const seat of facts.seats.toSorted((a, b) => a.seat - b.seat)) {
    const key = keyOf(seat);
    grouped.set(key, [...(grouped.get(key) ?? []), seat]);
  }
  return [...grouped.values()].map((seats) => ({
    seats,
    result: Math.min(...seats.map(({ place }) => place)),
    deserted: desertedAt(facts, seats),
  }));
}

/** All sides of a round, bots' among them, in the order of their lowest seats. */
export function sidesOf(facts: RoundFacts): Side[] {
  const ends = endsOf(facts);
  return ends.map((end) => ({
    seats: end.seats,
    deserted: end.deserted,
    place: 1 + ends.filter((other) => isAhead(other, end)).length,
  }));
}

/** Sides that are ahead of a player who has left: those that stayed, or stayed longer. What becomes of their own has no part in it. */
const aheadOfLeaver = (sides: readonly Side[], own: Side, left: number): Side[] =>
  sides.filter((side) => side !== own && (side.deserted === undefined || side.deserted > left));

/** The place of a player of this side who has left in this tick. */
export const placeOfLeaver = (sides: readonly Side[], own: Side, left: number): number =>
  1 + aheadOfLeaver(sides, own, left).length;

/** Ranks for all sides, the least first, as they are for that player: their own comes in where they left. */
export function ranksForLeaver(sides: readonly Side[], own: Side, left: number): number[] {
  const equal = sides.find((side) => side !== own && side.deserted === left);
  const behind = Math.max(0, ...aheadOfLeaver(sides, own, left).map(({ place }) => place)) + 0.5;
  return sides.map((side) => (side === own ? (equal?.place ?? behind) : side.place));
}
