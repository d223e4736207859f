/** What both codings have alike: scores, pickups, and the course of the match. All of it changes seldom. */
import { t } from "@colyseus/schema";
import { same } from "./check.mjs";

/** Fields of a player. */
export const score = {
  team: t.uint8().default(0),
  kills: t.uint16().default(0),
  deaths: t.uint16().default(0),
  score: t.int16().default(0),
};

/** Fields of the room's state. */
export const course = {
  phase: t.uint8().default(0),
  overtime: t.boolean().default(false),
  endsAt: t.uint32().default(0),
  winner: t.uint16().default(0),
  teams: t.array("int16"),
  /** Whether it is there, by place. */
  pickups: t.array("boolean"),
};

export function newCourse(state, { teams, pickups }) {
  for (const _ of teams) state.teams.push(0);
  for (const _ of pickups) state.pickups.push(false);
}

/** An element of an array is only set if it changed, as a field's setter does by itself. */
const put = (array, at, value) => {
  if (array[at] !== value) array[at] = value;
};

export function copyScore(player, { scores }, seat) {
  player.team = scores.team[seat];
  player.kills = scores.kills[seat];
  player.deaths = scores.deaths[seat];
  player.score = scores.score[seat];
}

export function copyCourse(state, { round, teams, pickups, tick }) {
  state.phase = round.phase;
  state.overtime = round.overtime === 1;
  state.endsAt = round.endsAt;
  state.winner = round.winner;
  for (const team of teams) put(state.teams, team, teams.score[team]);
  for (const place of pickups) put(state.pickups, place, tick >= pickups.readyAt[place]);
}

export function checkCourse(decoded, { round, pickups, tick }) {
  same("phase", decoded.phase, round.phase);
  for (const place of pickups) same("pickup", decoded.pickups[place], tick >= pickups.readyAt[place]);
}
