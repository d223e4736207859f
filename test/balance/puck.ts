/** Rounds of puck that bots play alone, and what is counted of them. */
import { puck } from "#shared/games/puck/index.ts";
import { leader } from "#shared/games/puck/score.ts";
import { AGAINST, NONE, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import { seconds } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";
import { Tally } from "./tally.ts";

/** More ticks than a round takes. */
const LONGEST = seconds(900);

export interface PuckCourse {
  readonly seats: number;
  readonly botLevel: number;
}

/** Plays a round, and counts it under its number of seats. @throws {Error} it does not end */
export function playPuck(course: PuckCourse, seed: number): Tally {
  const tally = new Tally();
  const count = (what: string, by = 1) => tally.add(`${course.seats} ${what}`, by);
  const world = createWorld(puck, { ...course, lobby: 1 }, seed);
  const next = world.clone();
  // As players: a match without players does not begin.
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  let half: number | undefined;
  let since = 0;
  for (let k = 0; k < LONGEST && world.round.phase !== PHASE.ended; k++) {
    for (const seat of next.seats) puck.bot(world, seat, next.seats);
    // Before the step: what it does to the puck tells whose goal it was.
    const by = world.puck.by;
    advance(world, next.seatTable);
    if (world.round.phase === PHASE.live) {
      count("ticks");
      if (world.puck.x > 0) count(world.puck.x < HALF ? "left" : "right");
      since += 1;
    }
    for (const row of world.goals) {
      const { team, seat } = { team: world.goals.team[row], seat: world.goals.seat[row] };
      count("goals");
      count(`goals ${team}`);
      // Off a defender; an own goal is one that no attacker has touched.
      if (by !== NONE && teamOf(by) !== team) count("deflected");
      if (seat === NONE) count("own goals");
      count(`apart ${Math.round(since / seconds(1))}`);
      since = 0;
    }
    for (const row of world.knocks) {
      if (world.knocks.against[row] === AGAINST.post) count("posts");
      if (world.knocks.against[row] === AGAINST.check) count("checks");
    }
    half ??= halfTime(world);
  }
  if (world.round.phase !== PHASE.ended) throw new Error(`the round of seed ${seed} does not end`);
  finish(world, half, count);
  return tally;
}

/** The middle line. */
const HALF = (960 * 256) / 2;

/** Who leads once half of the time or half of the goals are over; undefined before. */
function halfTime(world: PuckWorld): number | undefined {
  const { round, teams, config, tick } = world;
  if (round.phase !== PHASE.live) return undefined;
  const late = round.until - tick <= seconds(config.timeLimit) / 2;
  const most = Math.max(teams.score[0], teams.score[1]);
  return late || 2 * most >= config.goals ? leader(world) : undefined;
}

function finish(world: PuckWorld, half: number | undefined, count: (what: string, by?: number) => void): void {
  const { round, scores } = world;
  count("rounds");
  if (round.golden === 1) count("overtimes");
  for (const seat of scores) count("saves", scores.saves[seat]);
  if (round.winner === NONE) {
    count("draws");
    return;
  }
  count(`team ${round.winner}`);
  if (half === undefined || half === NONE) return;
  count("led");
  if (half !== round.winner) count("comebacks");
}
