/** The course of a match: waiting, countdown, live, ended, and over again. */
import { clearVotes, lobbyIsOver, type Status, updateLobby } from "#shared/sim/index.ts";
import { BUTTON } from "./input.ts";
import { lead, resetScores } from "./score.ts";
import { scoreLimit } from "./settings.ts";
import { lineUp } from "./spawn.ts";
import { NONE, PHASE } from "./tables.ts";
import { lineUpTeams } from "./teams.ts";
import { ROUND, seconds } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

export function statusOf({ round }: ArenaWorld): Status {
  if (round.phase === PHASE.ended) return "ended";
  return round.phase === PHASE.live ? "live" : "waiting";
}

/** Whether a vote is open: to begin, or for a rematch. */
export const asks = ({ round: { phase } }: ArenaWorld): boolean => phase === PHASE.waiting || phase === PHASE.ended;

export function stepPhase(world: ArenaWorld): void {
  const { round, scores, tick } = world;
  const here = updateLobby(world, scores, BUTTON.ready, asks(world));
  if (round.phase === PHASE.waiting) {
    if (lobbyIsOver(world, here, round, "endsAt") || here.agreed) countDown(world);
  } else if (here.people === 0) {
    wait(world);
  } else if (round.phase === PHASE.countdown) {
    if (tick >= round.endsAt) goLive(world);
  } else if (round.phase === PHASE.live) {
    judge(world);
  } else if (here.agreed) {
    nextMap(world);
    countDown(world);
  }
}

function enter({ round, scores, shots }: ArenaWorld, phase: number, endsAt: number): void {
  round.phase = phase;
  round.endsAt = endsAt;
  round.overtime = 0;
  round.winner = NONE;
  clearVotes(scores);
  for (const shot of shots) shots.despawn(shot);
}

/** Sets a new match up. */
export function begin(world: ArenaWorld): void {
  world.round.salt = world.random.next();
  world.round.map = world.round.salt % world.level.maps.length;
  wait(world);
}

export function wait(world: ArenaWorld): void {
  enter(world, PHASE.waiting, 0);
  resetScores(world);
}

/** By turns, a rematch is on the next map. All bodies are placed anew after it. */
function nextMap({ round, level }: ArenaWorld): void {
  round.map = (round.map + 1) % level.maps.length;
}

function countDown(world: ArenaWorld): void {
  enter(world, PHASE.countdown, world.tick + ROUND.countdown);
  lineUpTeams(world);
  resetScores(world);
  for (const place of world.pickups) world.pickups.readyAt[place] = 0;
  lineUp(world);
}

function goLive(world: ArenaWorld): void {
  enter(world, PHASE.live, world.tick + seconds(world.config.timeLimit));
}

/** By time or by the leader's points, the lesser of the two. Overtime is the end. */
export function roundLeft(world: ArenaWorld): number {
  const { round, config, tick } = world;
  if (round.overtime === 1) return 0;
  const points = scoreLimit(config);
  return Math.min((round.endsAt - tick) / seconds(config.timeLimit), (points - lead(world).score) / points);
}

/** The match ends with a lead at the score limit or after the time limit, or in a draw after overtime. */
function judge(world: ArenaWorld): void {
  const { round, config, tick } = world;
  const { leader, score } = lead(world);
  const timeIsUp = tick >= round.endsAt;
  const led = leader !== NONE && (score >= scoreLimit(config) || timeIsUp || round.overtime === 1);
  if (led || (timeIsUp && round.overtime === 1)) {
    enter(world, PHASE.ended, 0);
    round.winner = leader;
  } else if (timeIsUp) {
    round.overtime = 1;
    round.endsAt = tick + ROUND.overtime;
  }
}
