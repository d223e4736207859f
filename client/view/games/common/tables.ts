/** What the lobby and the scoreboard of any game hold. */
import type { Cells } from "#shared/sim/columns.ts";
import type { FixedView } from "#shared/sim/game-table.ts";
import { passesOver, type Votes } from "#shared/sim/lobby.ts";
import { type Ranked, taken } from "#shared/sim/ranking.ts";
import type { WorldBase } from "#shared/sim/world.ts";
import type { BoardRow, BoardTeam, Lobby, Mark } from "../game-view.ts";
import { secondsTo } from "./clock.ts";
import { TEAMS, teamMark, teamTitle } from "./teams.ts";

interface Seated {
  readonly seats: FixedView & { readonly kind: Cells };
}

interface LobbyParts {
  /** The game's table that holds them. */
  readonly votes: Votes;
  /** When quick play begins: a tick; 0 = unknown. */
  readonly endsAt: number;
  /** "Run about meanwhile." */
  readonly meanwhile: string;
  markOf(seat: number): Mark;
  /** Undefined where there are no teams. */
  teamOf(seat: number): number | undefined;
}

export function lobbyOf(
  world: WorldBase & Seated & { readonly config: { readonly autostart: number; readonly passOver: number } },
  { votes, endsAt, meanwhile, markOf, teamOf }: LobbyParts,
): Lobby {
  const people = taken(world).map((seat) => {
    const team = teamOf(seat);
    const title = team === undefined ? undefined : teamTitle(team);
    return { seat, mark: markOf(seat), ready: votes.ready[seat] === 1, team: title };
  });
  const text =
    world.config.autostart === 1 && endsAt > 0
      ? `Starts in ${secondsTo(world, endsAt)} s, or when all are ready`
      : `Starts when all are ready. ${meanwhile} meanwhile: nothing counts yet.`;
  const late = passesOver(world, votes);
  return { people, text, last: late && { seat: late.seat, seconds: secondsTo(world, late.at) } };
}

/** @param columns what stands in a row, by seat */
export const boardRows = (
  ranking: readonly Ranked[],
  columns: readonly Cells[],
  { ready }: Votes,
  markOf: (seat: number) => Mark,
): BoardRow[] =>
  ranking.map(({ seat, rank }) => ({
    seat,
    rank,
    mark: markOf(seat),
    cells: columns.map((cells) => cells[seat]),
    votes: ready[seat] === 1,
  }));

/** @param score by team */
export const boardTeams = (score: Cells, membersOf: (team: number) => ReadonlySet<number>): BoardTeam[] =>
  TEAMS.map((_, team) => ({
    title: teamTitle(team),
    mark: teamMark(team),
    score: score[team],
    seats: membersOf(team),
  }));
