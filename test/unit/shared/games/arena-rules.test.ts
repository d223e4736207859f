import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type ArenaWorld,
  arena,
  BODY,
  DASH,
  MODE,
  mapOf,
  PHASE,
  SUB,
  WEAPON,
  WEAPONS,
} from "#shared/games/arena/index.ts";
import { advance, createWorld, describe, firstDifference, Random, SEAT } from "#shared/sim/index.ts";

/** A small map, so that people meet; and a short match, so that all phases come. */
const config = (mode: number) => ({ seats: 6, mode, width: 800, height: 800, lobby: 1, timeLimit: 10, scoreLimit: 3 });

/** Gives every seat random inputs, and now and then a new owner. */
function shuffle({ seats }: ArenaWorld, random: Random): void {
  for (const seat of seats) {
    const chance = (n: number) => random.below(n) === 0;
    if (chance(200)) seats.kind[seat] = random.below(4);
    if (chance(60)) seats.kind[seat] = SEAT.person;
    if (chance(8)) [seats.mx[seat], seats.my[seat]] = [random.between(-7, 7), random.between(-7, 7)];
    if (chance(8)) seats.aim[seat] = random.below(1024);
    if (chance(4)) seats.buttons[seat] = random.below(16);
  }
}

/** A match with random inputs; `watch` is called after each tick with the world before it. */
function play(mode: number, seed: number, ticks: number, watch: (world: ArenaWorld, before: ArenaWorld) => void) {
  const random = new Random({ seed, draws: 0 });
  const world = createWorld(arena, config(mode), seed);
  const next = world.clone();
  const before = world.clone();
  for (let tick = 0; tick < ticks; tick++) {
    shuffle(next, random);
    before.copyFrom(world);
    advance(world, next.seatTable);
    watch(world, before);
  }
  return world;
}

/** Gives every body a rail now and then, by the world alone. */
function arm({ players, tick }: ArenaWorld): void {
  if (tick % 40 !== 0) return;
  for (const seat of players) [players.weapon[seat], players.ammo[seat]] = [WEAPON.rail, 3];
}

const matches = fc.record({ mode: fc.constantFrom(MODE.freeForAll, MODE.teams), seed: fc.integer() });

/** Holds in many matches. */
function always(watch: (world: ArenaWorld, before: ArenaWorld) => void) {
  fc.assert(
    fc.property(matches, ({ mode, seed }) => void play(mode, seed, 700, watch)),
    { numRuns: 15 },
  );
}

function distanceToWall(world: ArenaWorld, seat: number): number {
  const [x, y] = [world.players.x[seat], world.players.y[seat]];
  const outside = (at: number, low: number, length: number) => Math.max(low * SUB - at, at - (low + length) * SUB, 0);
  return Math.min(
    x,
    y,
    world.level.width * SUB - x,
    world.level.height * SUB - y,
    ...mapOf(world).walls.map((wall) => Math.hypot(outside(x, wall.x, wall.w), outside(y, wall.y, wall.h))),
  );
}

/** `expect` is too slow to ask it of everything in every tick. */
function holds(what: string, { tick }: ArenaWorld, row: number, holding: boolean): void {
  if (!holding) throw new Error(`tick ${tick}, row ${row}: ${what}`);
}

it("keeps bodies out of walls and on the map, and all columns within their ranges", () => {
  always((world) => {
    const { players, shots, level, seats, tick } = world;
    const within = (at: number, least: number, most: number) => least <= at && at <= most;
    for (const seat of players) {
      const magazine = WEAPONS[players.weapon[seat]].ammo;
      holds("the seat is taken", world, seat, seats.kind[seat] !== SEAT.empty);
      holds("not in a wall", world, seat, distanceToWall(world, seat) >= BODY.radius);
      holds("hp", world, seat, within(players.hp[seat], 1, BODY.hp));
      holds("ammo", world, seat, within(players.ammo[seat], 0, magazine));
      // A corner of a wall pushes a body aside, by less than its radius: its velocity is the way that it has gone.
      const most = BODY.limit + BODY.radius;
      holds("speed", world, seat, Math.max(Math.abs(players.vx[seat]), Math.abs(players.vy[seat])) < most);
    }
    for (const shot of shots) {
      const onMap = within(shots.x[shot], 0, level.width * SUB) && within(shots.y[shot], 0, level.height * SUB);
      holds("on the map", world, shot, onMap);
      holds("in its time", world, shot, shots.dieAt[shot] > tick);
      holds("its owner is there", world, shot, seats.kind[shots.owner[shot]] !== SEAT.empty);
    }
  });
});

it("hurts only enemies and oneself, and no protected body", () => {
  let hurt = 0;
  always((world, before) => {
    const { hits, scores, tick } = world;
    for (const hit of hits) {
      const [victim, by] = [hits.victim[hit], hits.by[hit]];
      if (world.config.mode === MODE.teams && victim !== by) {
        expect(before.scores.team[victim]).not.toBe(before.scores.team[by]);
      }
      expect(before.players.shieldUntil[victim]).toBeLessThanOrEqual(tick);
      expect(scores.respawnAt[victim]).toBeLessThanOrEqual(tick + 60);
      hurt += 1;
    }
  });
  expect(hurt).toBeGreaterThan(30);
});

it("counts each kill of a live match once, and takes the body until the respawn", () => {
  let kills = 0;
  always((world, before) => {
    const { scores, tick } = world;
    const expected = [...scores].map((seat) => [before.scores.kills[seat], before.scores.deaths[seat]]);
    for (const kill of world.kills) {
      const [killer, victim] = [world.kills.killer[kill], world.kills.victim[kill]];
      if (killer !== victim) expected[killer][0] += 1;
      expected[victim][1] += 1;
    }
    for (const seat of scores) {
      if (!world.players.has(seat) && world.seats.kind[seat] !== SEAT.empty) {
        expect(scores.respawnAt[seat]).toBeGreaterThan(tick);
      }
      const stays = world.seats.kind[seat] !== SEAT.empty && before.seats.kind[seat] !== SEAT.empty;
      const counts = before.round.phase === PHASE.live && world.round.phase >= PHASE.live;
      if (!stays || !counts) continue;
      // A seat that a bot and a person have swapped has been left and joined.
      if ((world.seats.kind[seat] === SEAT.bot) !== (before.seats.kind[seat] === SEAT.bot)) continue;
      expect([scores.kills[seat], scores.deaths[seat]]).toEqual(expected[seat]);
      kills += world.kills.count();
    }
  });
  expect(kills).toBeGreaterThan(0);
});

it("moves every body and shot by the velocity that the frame holds", () => {
  always((world, before) => {
    for (const table of ["players", "shots"] as const) {
      const [now, then] = [world[table], before[table]];
      for (const row of now) {
        if (now.generation[row] !== then.generation[row]) continue;
        expect([now.x[row] - then.x[row], now.y[row] - then.y[row]]).toEqual([now.vx[row], now.vy[row]]);
      }
    }
  });
});

it("never dashes again before the cooldown is over", () => {
  always((world, before) => {
    for (const seat of world.players) {
      const [now, then] = [world.players.dashReadyAt[seat], before.players.dashReadyAt[seat]];
      if (world.players.generation[seat] !== before.players.generation[seat] || now === then) continue;
      expect(then).toBeLessThanOrEqual(world.tick);
      expect(now).toBe(world.tick + DASH.cooldown);
    }
  });
});

it("comes to the same world again from any tick, by the same inputs", () => {
  let rays = 0;
  fc.assert(
    fc.property(matches, fc.integer({ min: 1, max: 12 }), ({ mode, seed }, back) => {
      const random = new Random({ seed, draws: 0 });
      const world = createWorld(arena, config(mode), seed);
      const next = world.clone();
      const again = world.clone();
      /** What came to be by each tick's inputs, oldest first. */
      const past = [{ world: world.clone().forkFrom(world), inputs: next.clone() }];
      for (let tick = 0; tick < 250; tick++) {
        arm(world);
        // Going on from a world needs its past too: rails are cast in it.
        past[past.length - 1].world.forkFrom(world);
        shuffle(next, random);
        for (const seat of next.seats) if (random.below(10) === 0) next.seats.seen[seat] = random.below(80);
        advance(world, next.seatTable);
        rays += world.beams.count();
        past.push({ world: world.clone().forkFrom(world), inputs: next.clone() });
        if (past.length <= back) continue;
        const [from, ...then] = past.slice(-back - 1);
        again.forkFrom(from.world);
        for (const step of then) {
          advance(again, step.inputs.seatTable);
          if (step !== then.at(-1)) arm(again);
          const difference = firstDifference(step.world, again);
          if (difference) throw new Error(`tick ${step.world.tick}: ${describe(difference)}`);
        }
      }
    }),
    { numRuns: 12 },
  );
  expect(rays).toBeGreaterThan(100);
});

it("is the same match whenever it is played", () => {
  for (const mode of [MODE.freeForAll, MODE.teams]) {
    const once = play(mode, 42, 900, () => {});
    const again = play(mode, 42, 900, () => {});
    expect(again.hash()).toBe(once.hash());
  }
});
