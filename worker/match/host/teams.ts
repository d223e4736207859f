/** Moves players between teams: where a game has them, a seat's team follows from its number. */
import { Random } from "#shared/sim/index.ts";
import type { Seats } from "../seats/seats.ts";

/** From each seat that a player leaves, to the one that they get. */
type Places = ReadonlyMap<number, number>;

const seatsOf = ({ count }: Seats): number[] => Array.from({ length: count }, (_, seat) => seat);

/** The seats of each team. */
function byTeam(seats: readonly number[], teamOf: Seats["teamOf"]): Map<number, number[]> {
  const teams = new Map<number, number[]>();
  for (const seat of seats) teams.set(teamOf(seat), [...(teams.get(teamOf(seat)) ?? []), seat]);
  return teams;
}

/** Deals the players out by chance, in turn to each team that has room. */
export function shuffled(seats: Seats, seed: number): Places {
  const { teamOf } = seats;
  const random = new Random({ seed, draws: 0 });
  const draw = <T>(from: T[]): T => from.splice(random.below(from.length), 1)[0];
  const players = seatsOf(seats).filter((seat) => seats.owner(seat));
  const teams = [...byTeam(seatsOf(seats), teamOf).values()];
  const places = new Map<number, number>();
  let turn = random.below(teams.length);
  while (players.length > 0) {
    const team = teams[turn % teams.length];
    turn += 1;
    if (team.length > 0) places.set(draw(players), team.shift() ?? 0);
  }
  return places;
}

/** Moves as few players as may be, those who came last first, until no team has two players more than another. */
export function balanced(seats: Seats): Places {
  const { teamOf } = seats;
  const places = new Map<number, number>();
  const free = byTeam(
    seatsOf(seats).filter((seat) => !seats.owner(seat)),
    teamOf,
  );
  const players = byTeam(
    seatsOf(seats)
      .filter((seat) => seats.owner(seat))
      .sort((a, b) => (seats.owner(a)?.came ?? 0) - (seats.owner(b)?.came ?? 0)),
    teamOf,
  );
  const teams = [...byTeam(seatsOf(seats), teamOf).keys()];
  const sizeOf = (team: number) => players.get(team)?.length ?? 0;
  for (;;) {
    const open = teams.filter((team) => (free.get(team)?.length ?? 0) > 0);
    const least = open.reduce((best, team) => (sizeOf(team) < sizeOf(best) ? team : best), open[0]);
    const most = teams.reduce((best, team) => (sizeOf(team) > sizeOf(best) ? team : best), teams[0]);
    if (least === undefined || sizeOf(most) - sizeOf(least) < 2) return places;
    const [from, to] = [players.get(most)?.pop(), free.get(least)?.shift()];
    if (from === undefined || to === undefined) return places;
    places.set(from, to);
    players.set(least, [...(players.get(least) ?? []), to]);
  }
}
