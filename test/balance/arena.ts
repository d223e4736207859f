/** Rounds of the arena that bots play alone, and what is counted of them. */
import { type ArenaWorld, arena, mapOf, NONE, PHASE, scoreLimit, seconds } from "#shared/games/arena/index.ts";
import { lead } from "#shared/games/arena/score.ts";
import { MODE } from "#shared/games/arena/settings.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";
import { Tally } from "./tally.ts";

/** A death so soon after the life began counts as one at the spawn. */
const SPAWN_TICKS = seconds(3);
/** A kill counts from the first hit of the killer, if that was no longer ago. */
const FIGHT_TICKS = seconds(10);
/** More ticks than a round takes. */
const LONGEST = seconds(600);

export interface ArenaCourse {
  readonly seats: number;
  readonly botLevel: number;
  readonly mode: number;
  readonly map: number;
}

/** What is known of a body's life. */
interface Life {
  readonly begun: number;
  /** When each seat hit it first in this fight. */
  readonly hits: Map<number, number>;
}

/** Plays a round, and counts it under the name of its map. @throws {Error} it does not end */
export function playArena(course: ArenaCourse, seed: number): Tally {
  const tally = new Tally();
  const name = arena.settings.map.choices[course.map];
  const count = (what: string, by = 1) => tally.add(`${name} ${what}`, by);
  const world = createWorld(arena, { ...course, lobby: 1 }, seed);
  const next = world.clone();
  // As players: a match without players does not begin.
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  const lives: Life[] = [];
  let half: number | undefined;
  for (let k = 0; k < LONGEST && world.round.phase !== PHASE.ended; k++) {
    for (const seat of next.seats) arena.bot(world, seat, next.seats);
    advance(world, next.seatTable);
    if (world.round.phase === PHASE.live) {
      if (lives.length === 0) for (const seat of world.seats) lives[seat] = { begun: world.tick, hits: new Map() };
      watch(world, lives, count);
      half ??= halfTime(world);
    }
  }
  if (world.round.phase !== PHASE.ended) throw new Error(`the round of seed ${seed} does not end`);
  finish(world, half, count);
  return tally;
}

function watch(world: ArenaWorld, lives: Life[], count: (what: string, by?: number) => void): void {
  const { players, pickups, spawned, fired, hits, kills, picked, tick } = world;
  count("ticks");
  for (const row of spawned) lives[spawned.seat[row]] = { begun: tick, hits: new Map() };
  for (const seat of players) count(`held ${players.weapon[seat]}`);
  for (const row of fired) count(`fired ${fired.weapon[row]}`);
  for (const row of hits) {
    const { hits: first } = lives[hits.victim[row]];
    const by = hits.by[row];
    if (tick - (first.get(by) ?? -FIGHT_TICKS) >= FIGHT_TICKS) first.set(by, tick);
  }
  const places = mapOf(world).pickups;
  for (const row of picked) count(`taken ${places[picked.place[row]].kind}`);
  for (const place of pickups) {
    if (place >= places.length) continue;
    count(`place ${places[place].kind}`);
    if (pickups.readyAt[place] <= tick) count(`lies ${places[place].kind}`);
  }
  for (const row of kills) {
    const [killer, victim] = [kills.killer[row], kills.victim[row]];
    const { begun, hits: first } = lives[victim];
    count("deaths");
    if (tick - begun <= SPAWN_TICKS) count("spawn deaths");
    count(`life ${tick - begun}`);
    if (killer === victim) {
      count("suicides");
      continue;
    }
    count(`kills ${kills.weapon[row]}`);
    count(`toKill ${tick - (first.get(killer) ?? tick)}`);
  }
}

/** Who leads once half of the time or half of the points are over; undefined before. */
function halfTime(world: ArenaWorld): number | undefined {
  const { leader, score } = lead(world);
  const late = world.round.endsAt - world.tick <= seconds(world.config.timeLimit) / 2;
  return late || 2 * score >= scoreLimit(world.config) ? leader : undefined;
}

function finish(world: ArenaWorld, half: number | undefined, count: (what: string, by?: number) => void): void {
  const { round, config } = world;
  const teams = config.mode === MODE.teams;
  count("rounds");
  if (teams) count("team rounds");
  if (round.overtime === 1) count("overtimes");
  if (round.winner === NONE) {
    count("draws");
    return;
  }
  count(teams ? `team ${round.winner}` : `seat ${round.winner}`);
  if (half === undefined || half === NONE) return;
  count("led");
  if (half !== round.winner) count("comebacks");
}
