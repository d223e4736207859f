/** The course of a match: waiting, countdown, live, ended, and over again. */
import { SEAT, type Status } from "#shared/sim/index.ts";
import { lead, resetScores } from "./score.ts";
import { scoreLimit } from "./settings.ts";
import { lineUp } from "./spawn.ts";
import { NOBODY, PHASE } from "./tables.ts";
import { balance } from "./teams.ts";
import { ROUND, seconds } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

export function statusOf({ round }: ArenaWorld): Status {
  if (round.phase === PHASE.ended) return "ended";
  return round.phase === PHASE.live ? "live" : "waiting";
}

export function stepPhase(world: ArenaWorld): void {
  const { round, tick } = world;
  const { people, present, ready } = countPeople(world);
  const agreed = present > 0 && ready === present;
  if (round.phase === PHASE.waiting) {
    if (lobbyIsOver(world, present) || agreed) countDown(world);
  } else if (people === 0) {
    wait(world);
  } else if (round.phase === PHASE.countdown) {
    if (tick >= round.endsAt) goLive(world);
  } else if (round.phase === PHASE.live) {
    judge(world);
  } else if (agreed) {
    countDown(world);
  }
}

interface People {
  /** Seats that belong to people. */
  readonly people: number;
  /** Those who are connected. */
  readonly present: number;
  /** Of these, those who are ready. */
  readonly ready: number;
}

function countPeople({ seats, scores }: ArenaWorld): People {
  let [people, present, ready] = [0, 0, 0];
  for (let seat = 0; seat < seats.capacity; seat++) {
    const kind = seats.kind[seat];
    if (kind < SEAT.person) continue;
    people += 1;
    if (kind !== SEAT.person) continue;
    present += 1;
    ready += scores.ready[seat];
  }
  return { people, present, ready };
}

/** Quick play begins a while after the first person has come. */
function lobbyIsOver({ round, config, tick }: ArenaWorld, present: number): boolean {
  if (config.autostart === 0) return false;
  if (present === 0) round.endsAt = 0;
  else if (round.endsAt === 0) round.endsAt = tick + seconds(config.lobby);
  return round.endsAt !== 0 && tick >= round.endsAt;
}

function enter({ round, scores, shots }: ArenaWorld, phase: number, endsAt: number): void {
  round.phase = phase;
  round.endsAt = endsAt;
  round.overtime = 0;
  round.winner = NOBODY;
  for (const seat of scores) scores.ready[seat] = 0;
  for (const shot of shots) shots.despawn(shot);
}

/** Sets a new match up. */
export function begin(world: ArenaWorld): void {
  world.round.salt = world.random.next();
  wait(world);
}

export function wait(world: ArenaWorld): void {
  enter(world, PHASE.waiting, 0);
  resetScores(world);
}

function countDown(world: ArenaWorld): void {
  enter(world, PHASE.countdown, world.tick + ROUND.countdown);
  balance(world);
  resetScores(world);
  for (const place of world.pickups) world.pickups.readyAt[place] = 0;
  lineUp(world);
}

function goLive(world: ArenaWorld): void {
  enter(world, PHASE.live, world.tick + seconds(world.config.timeLimit));
}

/** The match ends with a lead at the score limit or after the time limit, or in a draw after overtime. */
function judge(world: ArenaWorld): void {
  const { round, config, tick } = world;
  const { who, score } = lead(world);
  const timeIsUp = tick >= round.endsAt;
  const led = who !== NOBODY && (score >= scoreLimit(config) || timeIsUp || round.overtime === 1);
  if (led || (timeIsUp && round.overtime === 1)) {
    enter(world, PHASE.ended, 0);
    round.winner = who;
  } else if (timeIsUp) {
    round.overtime = 1;
    round.endsAt = tick + ROUND.overtime;
  }
}
