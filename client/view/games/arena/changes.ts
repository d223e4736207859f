/**
 * What has happened between one world and the next, for eyes and ears.
 *
 * Much of it is no event on the wire, since it can be seen: a new shot, one that is gone, a new life, a dash.
 */
import { PHASE } from "#shared/games/arena/tables.ts";
import { SUB, TICK_RATE, WEAPON } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";

/** Places in pixels, angles in radians. */
export type Happening =
  | {
      readonly type: "fired";
      readonly seat: number;
      readonly weapon: number;
      readonly x: number;
      readonly y: number;
      readonly angle: number;
    }
  | { readonly type: "spent"; readonly weapon: number; readonly x: number; readonly y: number; readonly angle: number }
  | {
      readonly type: "hit";
      readonly victim: number;
      readonly by: number;
      readonly amount: number;
      readonly x: number;
      readonly y: number;
    }
  | {
      readonly type: "killed";
      readonly victim: number;
      readonly killer: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly type: "blast"; readonly x: number; readonly y: number }
  | { readonly type: "picked"; readonly seat: number; readonly x: number; readonly y: number }
  | { readonly type: "spawned"; readonly seat: number; readonly x: number; readonly y: number }
  | { readonly type: "dashed"; readonly seat: number; readonly x: number; readonly y: number; readonly angle: number }
  | { readonly type: "second"; readonly left: number }
  | { readonly type: "began" }
  | { readonly type: "ended" };

export class Changes {
  #before: ArenaWorld | undefined;

  /** @param world the next one; it is copied, for the world is only lent */
  read(world: ArenaWorld): Happening[] {
    const before = this.#before;
    const happenings: Happening[] = [];
    if (before !== undefined) {
      if (world.tick > before.tick) look(before, world, happenings);
      before.copyFrom(world);
    } else {
      this.#before = world.clone();
    }
    return happenings;
  }
}

function look(before: ArenaWorld, world: ArenaWorld, into: Happening[]): void {
  lookAtShots(before, world, into);
  lookAtBodies(before, world, into);
  lookAtEvents(before, world, into);
  lookAtClock(before, world, into);
}

function lookAtShots({ shots: old }: ArenaWorld, { shots, blasts }: ArenaWorld, into: Happening[]): void {
  const fired = new Set<number>();
  for (let row = 0; row < shots.capacity; row++) {
    if (shots.life[row] === old.life[row]) continue;
    if (old.has(row) && !(old.weapon[row] === WEAPON.rocket && blasts.count() > 0)) {
      const angle = Math.atan2(old.vy[row], old.vx[row]);
      into.push({
        type: "spent",
        weapon: old.weapon[row],
        x: (old.x[row] + old.vx[row]) / SUB,
        y: (old.y[row] + old.vy[row]) / SUB,
        angle,
      });
    }
    if (!shots.has(row) || fired.has(shots.owner[row])) continue;
    // The pellets of one shot are one shot.
    fired.add(shots.owner[row]);
    const angle = Math.atan2(shots.vy[row], shots.vx[row]);
    into.push({
      type: "fired",
      seat: shots.owner[row],
      weapon: shots.weapon[row],
      x: shots.x[row] / SUB,
      y: shots.y[row] / SUB,
      angle,
    });
  }
}

function lookAtBodies({ players: old }: ArenaWorld, { players }: ArenaWorld, into: Happening[]): void {
  for (const seat of players) {
    const [x, y] = [players.x[seat] / SUB, players.y[seat] / SUB];
    if (players.life[seat] !== old.life[seat]) into.push({ type: "spawned", seat, x, y });
    else if (players.dashReadyAt[seat] > old.dashReadyAt[seat]) {
      into.push({ type: "dashed", seat, x, y, angle: Math.atan2(players.vy[seat], players.vx[seat]) });
    }
  }
}

function lookAtEvents({ players: old }: ArenaWorld, world: ArenaWorld, into: Happening[]): void {
  const { hits, kills, blasts, picked, players, scene } = world;
  const at = (seat: number) => {
    const from = players.has(seat) ? players : old;
    return { x: from.x[seat] / SUB, y: from.y[seat] / SUB };
  };
  // The pellets of one shot hurt once.
  const hurt = new Map<string, { victim: number; by: number; amount: number }>();
  for (const row of hits) {
    const [victim, by] = [hits.victim[row], hits.by[row]];
    const sum = hurt.get(`${victim} ${by}`) ?? { victim, by, amount: 0 };
    sum.amount += hits.amount[row];
    hurt.set(`${victim} ${by}`, sum);
  }
  for (const one of hurt.values()) into.push({ type: "hit", ...one, ...at(one.victim) });
  for (const row of kills) {
    const victim = kills.victim[row];
    into.push({ type: "killed", victim, killer: kills.killer[row], ...at(victim) });
  }
  for (const row of blasts) into.push({ type: "blast", x: blasts.x[row], y: blasts.y[row] });
  for (const row of picked) {
    const { x, y } = scene.pickups[picked.place[row]];
    into.push({ type: "picked", seat: picked.seat[row], x, y });
  }
}

function lookAtClock({ round: old }: ArenaWorld, { round, tick }: ArenaWorld, into: Happening[]): void {
  if (old.phase !== PHASE.live && round.phase === PHASE.live) into.push({ type: "began" });
  if (old.phase !== PHASE.ended && round.phase === PHASE.ended) into.push({ type: "ended" });
  const left = round.endsAt - tick;
  const lastSeconds = round.phase === PHASE.countdown || (round.phase === PHASE.live && left <= 5 * TICK_RATE);
  if (lastSeconds && left > 0 && left % TICK_RATE === 0) into.push({ type: "second", left: left / TICK_RATE });
}
