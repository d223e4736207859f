/** The course of a match: waiting, face-off, live, goal, face-off again, ended, and over again. */
import { clearVotes, lobbyIsOver, type Status, updateLobby } from "#shared/sim/index.ts";
import { BUTTON } from "./input.ts";
import { layPuck, lineUp } from "./lineup.ts";
import { countGoal, leader, resetScores } from "./score.ts";
import { NONE, PHASE } from "./tables.ts";
import { PUCK, ROUND, seconds } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

export function statusOf({ round }: PuckWorld): Status {
  if (round.phase === PHASE.ended) return "ended";
  return round.phase === PHASE.waiting ? "waiting" : "live";
}

/** Whether a vote is open: to begin, or for a rematch. */
export const asks = ({ round: { phase } }: PuckWorld): boolean => phase === PHASE.waiting || phase === PHASE.ended;

export function stepPhase(world: PuckWorld): void {
  const { round, scores, tick } = world;
  const { phase } = round;
  const here = updateLobby(world, scores, BUTTON.ready, asks(world));
  if (phase === PHASE.waiting) {
    if (lobbyIsOver(world, here, round, "until") || here.agreed) begin(world);
  } else if (here.people === 0) {
    wait(world);
  } else if (phase === PHASE.ended) {
    if (here.agreed) begin(world);
  } else if (tick >= round.until) {
    if (phase === PHASE.faceOff) goLive(world);
    else if (phase === PHASE.goal) afterGoal(world);
    else timeIsUp(world);
  }
}

function enter({ round }: PuckWorld, phase: number, until: number): void {
  round.phase = phase;
  round.until = until;
}

export function wait(world: PuckWorld): void {
  enter(world, PHASE.waiting, 0);
  clear(world);
  layPuck(world, NONE);
}

function begin(world: PuckWorld): void {
  clear(world);
  world.round.left = seconds(world.config.timeLimit);
  world.round.whim = world.random.below(65536);
  faceOff(world, NONE, ROUND.countdown);
}

/** Clears the course, the votes and the scores for a new match. */
function clear(world: PuckWorld): void {
  const { round, scores } = world;
  Object.assign(round, { golden: 0, left: 0, scored: NONE, winner: NONE });
  clearVotes(scores);
  resetScores(world);
}

/** @param team the team that has the puck on its side; NONE = it lies in the middle */
function faceOff(world: PuckWorld, team: number, ticks: number): void {
  enter(world, PHASE.faceOff, world.tick + ticks);
  lineUp(world, team);
}

function goLive(world: PuckWorld): void {
  enter(world, PHASE.live, world.tick + world.round.left);
}

/** The puck is in the net. It counts once, since after that the match is not live. */
export function goal(world: PuckWorld, team: number): void {
  const { round, tick } = world;
  if (round.phase === PHASE.live) {
    countGoal(world, team);
    catchPuck(world);
    round.left = round.until - tick;
    round.scored = team;
    enter(world, PHASE.goal, tick + ROUND.cheer);
  } else if (round.phase !== PHASE.goal) {
    layPuck(world, 1 - team);
  }
}

/** The net takes most of the puck's speed, and lets it move to the back only. */
function catchPuck({ puck }: PuckWorld): void {
  puck.vx = Math.trunc((Math.abs(puck.vx) * Math.sign(puck.x)) / PUCK.caught);
  puck.vy = Math.trunc(puck.vy / PUCK.caught);
}

function afterGoal(world: PuckWorld): void {
  const { round, teams, config } = world;
  if (round.golden === 1 || teams.score[round.scored] >= config.goals) end(world);
  else faceOff(world, 1 - round.scored, ROUND.faceOff);
}

/** By time or by goals, the lesser of the two. The golden goal is the end. */
export function roundLeft({ round, config, teams, tick }: PuckWorld): number {
  if (round.golden === 1) return 0;
  const time = round.phase === PHASE.live ? round.until - tick : round.left;
  const goals = config.goals - Math.max(teams.score[0], teams.score[1]);
  return Math.min(time / seconds(config.timeLimit), goals / config.goals);
}

/** The leading team has won; a tie goes on to a golden goal, and after that it is a draw. */
function timeIsUp(world: PuckWorld): void {
  const { round, tick } = world;
  if (round.golden === 1 || leader(world) !== NONE) {
    end(world);
    return;
  }
  round.golden = 1;
  enter(world, PHASE.live, tick + ROUND.golden);
}

function end(world: PuckWorld): void {
  enter(world, PHASE.ended, 0);
  world.round.winner = leader(world);
  layPuck(world, NONE);
}
