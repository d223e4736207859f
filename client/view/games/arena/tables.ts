/** The arena's worlds as the lobby and the scoreboard show them. */
import { ranking } from "#shared/games/arena/score.ts";
import { NONE, PHASE } from "#shared/games/arena/tables.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { taken } from "#shared/sim/ranking.ts";
import { boardRows, boardTeams, lobbyOf } from "../common/tables.ts";
import { teamTitle } from "../common/teams.ts";
import type { Board, Lobby, NameOf } from "../game-view.ts";
import { isTeams, markOf } from "./palette.ts";

export function lobby(world: ArenaWorld): Lobby | undefined {
  const { round, scores } = world;
  if (round.phase !== PHASE.waiting) return undefined;
  return lobbyOf(world, {
    votes: scores,
    endsAt: round.endsAt,
    meanwhile: "Run about",
    markOf: (seat) => markOf(world, seat),
    teamOf: (seat) => (isTeams(world) ? scores.team[seat] : undefined),
  });
}

const membersOf = (world: ArenaWorld, team: number): ReadonlySet<number> =>
  new Set(taken(world).filter((seat) => world.scores.team[seat] === team));

export function board(world: ArenaWorld, nameOf: NameOf): Board {
  const { scores, teams } = world;
  const { kills, deaths, score } = scores;
  return {
    columns: ["Kills", "Deaths", "Score"],
    rows: boardRows(ranking(world), [kills, deaths, score], scores, (seat) => markOf(world, seat)),
    teams: isTeams(world) ? boardTeams(teams.score, (team) => membersOf(world, team)) : [],
    verdict: verdict(world, nameOf),
  };
}

function verdict(world: ArenaWorld, nameOf: NameOf): Board["verdict"] {
  const { phase, winner } = world.round;
  if (phase !== PHASE.ended) return undefined;
  if (winner === NONE) return { text: "No one wins", seats: new Set() };
  if (isTeams(world)) return { text: `${teamTitle(winner)} wins`, seats: membersOf(world, winner) };
  return { text: `${nameOf(winner)} wins`, seats: new Set([winner]) };
}
