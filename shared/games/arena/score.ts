/** Points, the lead, and the result. */
import { learn, type Ranked, ranked, SEAT, type Standing, standings, taken, teamStandings } from "#shared/sim/index.ts";
import { MODE } from "./settings.ts";
import { NONE, PHASE } from "./tables.ts";
import { occupied } from "./teams.ts";
import type { ArenaWorld } from "./world.ts";

/** A kill is a point, a suicide one less; in the warm-up neither counts. */
export function countKill(world: ArenaWorld, killer: number, victim: number): void {
  const { scores, teams, round, config } = world;
  if (round.phase !== PHASE.live) return;
  const points = killer === victim ? -1 : 1;
  scores.deaths[victim] += 1;
  if (killer !== victim) scores.kills[killer] += 1;
  scores.score[killer] += points;
  if (config.mode === MODE.teams) teams.score[scores.team[killer]] += points;
  teach(world, killer, victim);
}

/** Growing bots learn from what happens between them and players. */
function teach(world: ArenaWorld, killer: number, victim: number): void {
  const { kind } = world.seats;
  if (kind[killer] === SEAT.person && kind[victim] === SEAT.bot) learn(world, true);
  else if (kind[killer] === SEAT.bot && kind[victim] === SEAT.person) learn(world, false);
}

/** How many others this seat has killed in this tick. */
export function killsOf({ kills }: ArenaWorld, seat: number): number {
  let count = 0;
  for (const row of kills) if (kills.killer[row] === seat && kills.victim[row] !== seat) count += 1;
  return count;
}

export interface Lead {
  /** The seat or team that leads; NONE in a tie. */
  readonly leader: number;
  readonly score: number;
}

export function lead(world: ArenaWorld): Lead {
  const byTeam = world.config.mode === MODE.teams;
  const count = byTeam ? world.teams.capacity : world.config.seats;
  let leader = NONE;
  let best = -Infinity;
  for (let k = 0; k < count; k++) {
    if (!byTeam && !occupied(world, k)) continue;
    const score = byTeam ? world.teams.score[k] : world.scores.score[k];
    if (score < best) continue;
    leader = score > best ? k : NONE;
    best = score;
  }
  return { leader, score: best };
}

/** The taken seats, the best first: by points, and with equal points by fewer deaths. */
export function ranking(world: ArenaWorld): Ranked[] {
  const { score, deaths } = world.scores;
  return ranked(
    taken(world),
    (seat) => score[seat],
    (seat) => -deaths[seat],
  );
}

export function result(world: ArenaWorld): Standing[] {
  const { config, teams } = world;
  const { score, team } = world.scores;
  const scoreOf = (seat: number) => score[seat];
  if (config.mode === MODE.freeForAll) return standings(ranking(world), scoreOf);
  return teamStandings(ranking(world), scoreOf, (seat) => team[seat], teams.score);
}

/** Begins the count anew. Teams stay. */
export function resetScores({ scores, teams }: ArenaWorld): void {
  for (const seat of scores) {
    scores.kills[seat] = 0;
    scores.deaths[seat] = 0;
    scores.score[seat] = 0;
  }
  for (const team of teams) teams.score[team] = 0;
}
