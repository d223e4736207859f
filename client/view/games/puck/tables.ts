/** The worlds as the lobby and the scoreboard show them. */
import { NOBODY, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import { TICK_RATE } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { SEAT } from "#shared/sim/world.ts";
import { memberMark, TEAMS, teamMark } from "../common/teams.ts";
import type { Board, Lobby, Mark } from "../game-view.ts";

export const markOf = (seat: number): Mark => memberMark(teamOf(seat), seat);

/** Whole seconds from one tick to another, at least 0. */
export const secondsTo = (from: number, to: number): number => Math.max(0, Math.ceil((to - from) / TICK_RATE));

const taken = ({ seats }: PuckWorld): number[] => [...seats].filter((seat) => seats.kind[seat] !== SEAT.empty);

export function lobby(world: PuckWorld): Lobby | undefined {
  const { round, scores, config, tick } = world;
  if (round.phase !== PHASE.waiting) return undefined;
  const people = taken(world).map((seat) => ({
    seat,
    mark: markOf(seat),
    ready: scores.ready[seat] === 1,
    team: `Team ${TEAMS[teamOf(seat)].title}`,
  }));
  const text =
    config.autostart === 1 && round.until > 0
      ? `Starts in ${secondsTo(tick, round.until)} s, or when everybody is ready`
      : "Starts when everybody is ready. Skate about meanwhile: nothing counts yet.";
  return { people, text };
}

export function board(world: PuckWorld): Board {
  const { scores, teams } = world;
  const worth = (seat: number) => scores.goals[seat] * 256 + scores.saves[seat];
  const seats = taken(world).sort((a, b) => worth(b) - worth(a) || a - b);
  return {
    columns: ["Goals", "Saves"],
    rows: seats.map((seat) => ({
      seat,
      rank: 1 + seats.filter((other) => worth(other) > worth(seat)).length,
      mark: markOf(seat),
      cells: [scores.goals[seat], scores.saves[seat]],
      votes: scores.ready[seat] === 1,
    })),
    teams: TEAMS.map(({ title }, team) => ({
      title: `Team ${title}`,
      mark: teamMark(team),
      score: teams.score[team],
      seats: new Set(seats.filter((seat) => teamOf(seat) === team)),
    })),
    verdict: verdict(world),
  };
}

function verdict(world: PuckWorld): Board["verdict"] {
  const { phase, winner, golden } = world.round;
  if (phase !== PHASE.ended) return undefined;
  if (winner === NOBODY) return { text: "Nobody wins", seats: new Set() };
  const how = golden === 1 ? " with a golden goal" : "";
  const seats = new Set(taken(world).filter((seat) => teamOf(seat) === winner));
  return { text: `Team ${TEAMS[winner].title} wins${how}`, seats };
}
