/** Rankings: the order of a scoreboard, and the result of a round. */
import type { Cells } from "./columns.ts";
import type { FixedView } from "./game-table.ts";
import { SEAT } from "./seat.ts";

/** The result of a round for one seat. */
export interface Standing {
  readonly seat: number;
  /** 1 = the best; seats with equal points share a place. */
  readonly place: number;
  readonly score: number;
  /** -1 where there are no teams. */
  readonly team: number;
}

export interface Ranked {
  readonly seat: number;
  /** 1 = the best; seats with equal points share a rank. */
  readonly rank: number;
}

/** The seats that are not empty, in ascending order. */
export const taken = ({ seats }: { readonly seats: FixedView & { readonly kind: Cells } }): number[] =>
  [...seats].filter((seat) => seats.kind[seat] !== SEAT.empty);

/**
 * Ranks seats by points, the best first.
 * @param tie orders seats with equal points, the greatest first; it does not change their rank
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

/** The result of a round without teams, in the order of the scoreboard. */
export const standings = (ranking: readonly Ranked[], scoreOf: (seat: number) => number): Standing[] =>
  ranking.map(({ seat, rank }) => ({ seat, place: rank, score: scoreOf(seat), team: -1 }));

/**
 * The result of a round of teams: each seat has the place of its team, and its own score does not count. The best team
 * comes first; within a team the order is that of the scoreboard.
 * @param teamScore the score of each team
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
