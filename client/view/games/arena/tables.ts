/** The arena's worlds as the lobby and the scoreboard show them. */
import { NOBODY, PHASE } from "#shared/games/arena/tables.ts";
import { occupied } from "#shared/games/arena/teams.ts";
import { TICK_RATE } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Board, Lobby, NameOf } from "../game-view.ts";
import { isTeams, markOf, TEAMS, teamMark } from "./palette.ts";
import { seatsOf, standings } from "./standing.ts";

/** Whole seconds from one tick to another, at least 0. */
export const secondsTo = (from: number, to: number): number => Math.max(0, Math.ceil((to - from) / TICK_RATE));

export function lobby(world: ArenaWorld): Lobby | undefined {
  const { round, scores, config } = world;
  if (round.phase !== PHASE.waiting) return undefined;
  const team = (seat: number) => (isTeams(world) ? `Team ${TEAMS[scores.team[seat]].title}` : undefined);
  const people = [...scores]
    .filter((seat) => occupied(world, seat))
    .map((seat) => ({ seat, mark: markOf(world, seat), ready: scores.ready[seat] === 1, team: team(seat) }));
  const text =
    config.autostart === 1 && round.endsAt > 0
      ? `Starts in ${secondsTo(world.tick, round.endsAt)} s, or when everybody is ready`
      : "Starts when everybody is ready. Run about meanwhile: nothing counts yet.";
  return { people, text };
}

export function board(world: ArenaWorld, nameOf: NameOf): Board {
  const { scores, teams } = world;
  return {
    columns: ["Kills", "Deaths", "Score"],
    rows: standings(world).map(({ seat, rank }) => ({
      seat,
      rank,
      mark: markOf(world, seat),
      cells: [scores.kills[seat], scores.deaths[seat], scores.score[seat]],
      votes: scores.ready[seat] === 1,
    })),
    teams: isTeams(world)
      ? TEAMS.map(({ title }, team) => ({
          title: `Team ${title}`,
          mark: teamMark(team),
          score: teams.score[team],
          seats: seatsOf(world, team),
        }))
      : [],
    verdict: verdict(world, nameOf),
  };
}

function verdict(world: ArenaWorld, nameOf: NameOf): Board["verdict"] {
  const { phase, winner } = world.round;
  if (phase !== PHASE.ended) return undefined;
  if (winner === NOBODY) return { text: "Nobody wins", seats: new Set() };
  if (isTeams(world)) return { text: `Team ${TEAMS[winner].title} wins`, seats: seatsOf(world, winner) };
  return { text: `${nameOf(winner)} wins`, seats: new Set([winner]) };
}
