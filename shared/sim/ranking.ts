/** How well everybody did: the order of a scoreboard, and what a match has come to. */
import type { Cells } from "./columns.ts";
import { SEAT } from "./seat.ts";
import type { FixedView } from "./table.ts";

/** What a match has come to for one seat. */
export interface Standing {
  readonly seat: number;
  /** 1 = the best; equals share it. */
  readonly place: number;
  readonly score: number;
  /** -1 where there are no teams. */
  readonly team: number;
}

export interface Ranked {
  readonly seat: number;
  /** 1 = the best; those with as many points share it. */
  readonly rank: number;
}

/** The seats where somebody is, in ascending order. */
export const taken = ({ seats }: { readonly seats: FixedView & { readonly kind: Cells } }): number[] =>
  [...seats].filter((seat) => seats.kind[seat] !== SEAT.empty);

/**
 * The best first.
 * @param tie who comes first of those with as many points: the greatest
 */
export function ranked(
  seats: readonly number[],
  points: (seat: number) => number,
  tie: (seat: number) => number = () => 0,
): Ranked[] {
  const order = [...seats].sort((a, b) => points(b) - points(a) || tie(b) - tie(a) || a - b);
  let rank = 1;
  return order.map((seat, i) => {
    if (i > 0 && points(seat) !== points(order[i - 1])) rank = i + 1;
    return { seat, rank };
  });
}

/** A result where everybody plays for themselves: in the order of the scoreboard. */
export const standings = (ranking: readonly Ranked[], scoreOf: (seat: number) => number): Standing[] =>
  ranking.map(({ seat, rank }) => ({ seat, place: rank, score: scoreOf(seat), team: -1 }));

/**
 * A result where teams play: everybody has their team's place, whatever they did for it. Those of the best team first, in
 * the order of the scoreboard.
 * @param teamScore a row a team
 */
export function teamStandings(
  ranking: readonly Ranked[],
  scoreOf: (seat: number) => number,
  teamOf: (seat: number) => number,
  teamScore: Cells,
): Standing[] {
  const placeOf = (team: number): number => {
    let place = 1;
    for (let other = 0; other < teamScore.length; other++) if (teamScore[other] > teamScore[team]) place += 1;
    return place;
  };
  return ranking
    .map(({ seat }) => {
      const team = teamOf(seat);
      return { seat, place: placeOf(team), score: scoreOf(seat), team };
    })
    .sort((a, b) => a.place - b.place);
}
