/** What is marked at the picture's edge: the leader, the player's team, and the pickups that would help most. */
import type { Drawn } from "#client/session/types.ts";
import { mapOf } from "#shared/games/arena/map/level.ts";
import { PICKUP, SUB, WEAPON } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Beacon, Mark, Point } from "../game-view.ts";
import { friends, isTeams, markOf } from "./palette.ts";

/** Less health than this asks for more. */
const HURT = 65;
/** Further away a pickup is no help, in world pixels. */
const REACH = 1500;

/** By `PICKUP`. The signs say it without the colours. */
const THINGS: readonly Mark[] = [
  { colour: "#22c393", sign: "+", shape: "square" },
  { colour: "#f2e64e", sign: "S", shape: "square" },
  { colour: "#f4743b", sign: "R", shape: "square" },
  { colour: "#b58cff", sign: "L", shape: "square" },
];

const placeOf = ({ tables }: Drawn<ArenaWorld>, seat: number): Point => ({
  x: tables.players.x[seat] / SUB,
  y: tables.players.y[seat] / SUB,
});

export function beacons(drawn: Drawn<ArenaWorld>, eye: number): readonly Beacon[] {
  const { world } = drawn;
  const { players } = world;
  if (eye < 0 || !players.has(eye)) return [];
  const all: Beacon[] = [];
  const leader = leaderOf(world);
  if (leader >= 0 && leader !== eye)
    all.push({ ...placeOf(drawn, leader), mark: markOf(world, leader), kind: "leader" });
  if (isTeams(world))
    for (const seat of players)
      if (seat !== leader && friends(world, seat, eye))
        all.push({ ...placeOf(drawn, seat), mark: markOf(world, seat), kind: "friend" });
  things(drawn, eye, all);
  return all;
}

/** The body of the one player who has most points; -1 where there is none. */
function leaderOf({ players, scores }: ArenaWorld): number {
  let [leader, best, isShared] = [-1, 0, false];
  for (const seat of players) {
    const score = scores.score[seat];
    if (score < best || score <= 0) continue;
    isShared = score === best && leader >= 0;
    [leader, best] = [seat, score];
  }
  return isShared ? -1 : leader;
}

/** The nearest of what the player lacks: health where they are hurt, a weapon where they have the usual one. */
function things(drawn: Drawn<ArenaWorld>, eye: number, into: Beacon[]): void {
  const { world, ownTick } = drawn;
  const { players, pickups } = world;
  const { pickups: places } = mapOf(world);
  const at = placeOf(drawn, eye);
  let [health, weapon] = [-1, -1];
  let [healthFar, weaponFar] = [REACH, REACH];
  for (let place = 0; place < places.length; place++) {
    if (pickups.readyAt[place] > ownTick) continue;
    const { x, y, kind } = places[place];
    const far = Math.hypot(x - at.x, y - at.y);
    if (kind === PICKUP.health) {
      if (far < healthFar) [health, healthFar] = [place, far];
    } else if (far < weaponFar) [weapon, weaponFar] = [place, far];
  }
  const add = (place: number) => {
    const { x, y, kind } = places[place];
    into.push({ x, y, mark: THINGS[kind], kind: "thing" });
  };
  if (health >= 0 && players.hp[eye] < HURT) add(health);
  if (weapon >= 0 && players.weapon[eye] === WEAPON.blaster) add(weapon);
}
