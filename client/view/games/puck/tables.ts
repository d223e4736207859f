/** The worlds as the lobby and the scoreboard show them. */
import { ranking } from "#shared/games/puck/score.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { taken } from "#shared/sim/ranking.ts";
import { boardRows, boardTeams, lobbyOf } from "../common/tables.ts";
import { memberMark, teamTitle } from "../common/teams.ts";
import type { Board, Lobby, Mark } from "../game-view.ts";

export const markOf = (seat: number): Mark => memberMark(teamOf(seat), seat);

export function lobby(world: PuckWorld): Lobby | undefined {
  const { round, scores } = world;
  if (round.phase !== PHASE.waiting) return undefined;
  return lobbyOf(world, { votes: scores, endsAt: round.until, meanwhile: "Skate about", markOf, teamOf });
}

const membersOf = (world: PuckWorld, team: number): ReadonlySet<number> =>
  new Set(taken(world).filter((seat) => teamOf(seat) === team));

export function board(world: PuckWorld): Board {
  const { scores, teams } = world;
  const { goals, saves } = scores;
  return {
    columns: ["Goals", "Saves"],
    rows: boardRows(ranking(world), [goals, saves], scores, markOf),
    teams: boardTeams(teams.score, (team) => membersOf(world, team)),
    verdict: verdict(world),
  };
}

function verdict(world: PuckWorld): Board["verdict"] {
  const { phase, winner, golden } = world.round;
  if (phase !== PHASE.ended) return undefined;
  if (winner === NONE) return { text: "No one wins", seats: new Set() };
  const how = golden === 1 ? " with a golden goal" : "";
  return { text: `${teamTitle(winner)} wins${how}`, seats: membersOf(world, winner) };
}
