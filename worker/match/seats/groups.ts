/**
 * Chooses seats for groups of players who come together: for all of them or for none, and each group in one team where there are
 * teams. docs/decisions/parties.md
 */

/** The seats as they are, without what the players of the groups were promised themselves. */
export interface SeatPlan {
  readonly count: number;
  /** The team of a seat; -1 where there are no teams. */
  teamOf(seat: number): number;
  /** The id of the player who has the seat. */
  ownerOf(seat: number): string | undefined;
  isPromised(seat: number): boolean;
  isBot(seat: number): boolean;
}

/** A group on its way to one team. */
interface Need {
  /** The players who have no seat yet. */
  readonly players: readonly string[];
  /** The team in which others of the group sit already; undefined where none sits. */
  readonly team: number | undefined;
}

interface Team {
  readonly team: number;
  /** Seats without an owner that were promised to no other player, an empty one before a bot's. */
  readonly free: readonly number[];
  /** How many seats are taken or promised. */
  readonly players: number;
}

function teamsOf(plan: SeatPlan): Team[] {
  const seats = Array.from({ length: plan.count }, (_, seat) => seat);
  const isFree = (seat: number) => plan.ownerOf(seat) === undefined && !plan.isPromised(seat);
  return [...new Set(seats.map((seat) => plan.teamOf(seat)))].map((team) => {
    const own = seats.filter((seat) => plan.teamOf(seat) === team);
    const free = own.filter(isFree).sort((a, b) => Number(plan.isBot(a)) - Number(plan.isBot(b)));
    return { team, free, players: own.length - free.length };
  });
}

/** The team in which most of these seats are; of equals the one of the first. */
function usualTeam(seats: readonly number[], plan: SeatPlan): number | undefined {
  const teams = seats.map((seat) => plan.teamOf(seat));
  const count = (team: number) => teams.filter((one) => one === team).length;
  return teams.length === 0 ? undefined : teams.reduce((best, team) => (count(team) > count(best) ? team : best));
}

/** Which team each group goes to, as indices; the greatest group is first. Room that has failed once is not tried again. */
function settle(needs: readonly Need[], teams: readonly Team[]): readonly number[] | undefined {
  const failed = new Set<string>();
  const taken = teams.map(() => 0);
  const chosen: number[] = [];
  const room = (at: number) => teams[at].free.length - taken[at];
  const place = (next: number): boolean => {
    if (next === needs.length) return true;
    const key = `${next} ${taken.join(" ")}`;
    if (failed.has(key)) return false;
    const { players, team } = needs[next];
    const fitting = teams
      .map((_, at) => at)
      .filter((at) => room(at) >= players.length && (team === undefined || teams[at].team === team))
      .sort((a, b) => teams[a].players + taken[a] - (teams[b].players + taken[b]));
    for (const at of fitting) {
      taken[at] += players.length;
      chosen[next] = at;
      if (place(next + 1)) return true;
      taken[at] -= players.length;
    }
    failed.add(key);
    return false;
  };
  return place(0) ? chosen : undefined;
}

/**
 * @param groups players' ids. A player who has a seat keeps it, and the rest of the group goes to that team
 * @returns the seat of each player; undefined where not all of them find one
 */
export function seatGroups(groups: readonly (readonly string[])[], plan: SeatPlan): Map<string, number> | undefined {
  const owned = new Map<string, number>();
  for (let seat = 0; seat < plan.count; seat++) {
    const owner = plan.ownerOf(seat);
    if (owner !== undefined) owned.set(owner, seat);
  }
  const seen = new Set<string>();
  const seats = new Map<string, number>();
  const needs = groups.map((group): Need => {
    const once = group.filter((player) => !seen.has(player) && seen.add(player));
    const own = once.flatMap((player) => owned.get(player) ?? []);
    for (const seat of own) seats.set(plan.ownerOf(seat) ?? "", seat);
    return { players: once.filter((player) => !owned.has(player)), team: usualTeam(own, plan) };
  });
  const order = needs.filter(({ players }) => players.length > 0).sort((a, b) => b.players.length - a.players.length);
  const teams = teamsOf(plan);
  const chosen = settle(order, teams);
  if (chosen === undefined) return undefined;
  const free = teams.map((team) => [...team.free]);
  for (const [i, { players }] of order.entries())
    for (const player of players) seats.set(player, free[chosen[i]].shift() ?? -1);
  return seats;
}
