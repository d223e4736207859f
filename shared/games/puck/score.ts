/** Touches, saves and goals, the players who get them, and the result. */
import { learn, type Ranked, ranked, SEAT, type Standing, taken, teamStandings } from "#shared/sim/index.ts";
import type { Body } from "./bodies.ts";
import { NONE, PHASE } from "./tables.ts";
import { forward, teamOf } from "./teams.ts";
import { RINK } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

/** Called before a paddle changes the puck's course: counts a save. */
export function touch(world: PuckWorld, seat: number, puck: Body): void {
  const { round, scores, puck: held } = world;
  const team = teamOf(seat);
  // The own team pushing it about is no shot.
  const isShot = held.by !== NONE && teamOf(held.by) !== team;
  if (round.phase === PHASE.live && isShot && isGoingIn(puck, team)) scores.saves[seat] += 1;
  held.by = seat;
  if (team === 0) held.by0 = seat;
  else held.by1 = seat;
}

/** Whether the puck would go straight into this team's goal. */
function isGoingIn({ x, y, vx, vy }: Body, team: number): boolean {
  if (vx * forward(team) >= 0) return false;
  const line = team === 0 ? 0 : RINK.width;
  const at = y + (vy * (line - x)) / vx;
  return Math.abs(at - RINK.height / 2) < RINK.mouth;
}

/** Counts a goal for a team. An own goal counts too, for the team but for no player. */
export function countGoal(world: PuckWorld, team: number): void {
  const { teams, scores, puck, goals } = world;
  const seat = team === 0 ? puck.by0 : puck.by1;
  teams.score[team] += 1;
  if (seat !== NONE) scores.goals[seat] += 1;
  goals.spawn({ team, seat });
  const ours = hasPlayer(world, team);
  if (ours !== hasPlayer(world, 1 - team)) learn(world, ours);
}

/** How many goals this seat has scored in this tick. */
export function goalsOf({ goals }: PuckWorld, seat: number): number {
  let count = 0;
  for (const row of goals) if (goals.seat[row] === seat) count += 1;
  return count;
}

const hasPlayer = ({ seats }: PuckWorld, team: number): boolean =>
  [...seats].some((seat) => teamOf(seat) === team && seats.kind[seat] === SEAT.person);

/** The team that leads; NONE in a tie. */
export function leader({ teams }: PuckWorld): number {
  if (teams.score[0] === teams.score[1]) return NONE;
  return teams.score[0] > teams.score[1] ? 0 : 1;
}

/** The taken seats, the best first: by goals, and with equal goals by saves. */
export function ranking(world: PuckWorld): Ranked[] {
  const { goals, saves } = world.scores;
  return ranked(taken(world), (seat) => goals[seat] * 256 + saves[seat]);
}

/** The teams' goals decide, own goals included. */
export const result = (world: PuckWorld): Standing[] =>
  teamStandings(ranking(world), (seat) => world.scores.goals[seat], teamOf, world.teams.score);

export function resetScores({ teams, scores }: PuckWorld): void {
  for (const team of teams) teams.score[team] = 0;
  for (const seat of scores) {
    scores.goals[seat] = 0;
    scores.saves[seat] = 0;
  }
}
