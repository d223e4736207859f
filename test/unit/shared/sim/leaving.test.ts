/** Leaving must not pay: a player who leaves and comes back is no better off than one who stays. */
import { describe, expect, it } from "vitest";
import { damage } from "#shared/games/arena/damage.ts";
import {
  type ArenaWorld,
  arena,
  DRIVEN_OUT,
  MODE,
  PHASE,
  ROUND,
  SPAWN,
  SUB,
  seconds,
  WEAPON,
} from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { PHASE as PUCK_PHASE } from "#shared/games/puck/tables.ts";
import { ENTRY, RINK } from "#shared/games/puck/tuning.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";

/** A live match of four players in two teams; none moves. */
function fight(mode: number = MODE.teams) {
  const world = createWorld(arena, { seats: 6, mode, lobby: 1, fillTo: 0 }, 7);
  const next = world.clone();
  const run = (ticks: number) => {
    for (let k = 0; k < ticks; k++) advance(world, next.seatTable);
  };
  for (let seat = 0; seat < 4; seat++) next.seats.kind[seat] = SEAT.person;
  run(1 + seconds(1) + ROUND.countdown);
  expect(world.round.phase).toBe(PHASE.live);
  run(SPAWN.shield);
  return { world, next, run };
}

const opponentOf = ({ scores }: ArenaWorld, seat: number): number => (scores.team[0] === scores.team[seat] ? 1 : 0);
const killsIn = ({ kills }: ArenaWorld) =>
  [...kills].map((row) => [kills.killer[row], kills.victim[row], kills.weapon[row]]);

describe("a player who leaves the arena when hurt", () => {
  it.each([MODE.teams, MODE.freeForAll])("is counted as killed by the last opponent who hit them (mode %i)", (mode) => {
    const { world, next, run } = fight(mode);
    const by = mode === MODE.teams ? opponentOf(world, 2) : 0;
    const { score } = world.scores;
    const team = world.scores.team[by];
    damage(world, 2, by, 26, WEAPON.blaster);
    next.seats.kind[2] = SEAT.empty;
    run(1);
    expect(killsIn(world)).toEqual([[by, 2, DRIVEN_OUT]]);
    expect([score[by], world.scores.kills[by]]).toEqual([1, 1]);
    if (mode === MODE.teams) expect(world.teams.score[team]).toBe(1);
  });

  it("has no body before as much time has passed as a death costs, in this seat or in another", () => {
    for (const seat of [2, 4]) {
      const { world, next, run } = fight();
      damage(world, 2, opponentOf(world, 2), 26, WEAPON.blaster);
      next.seats.kind[2] = SEAT.empty;
      run(1);
      next.seats.kind[seat] = SEAT.person;
      run(1);
      const joinedAt = world.tick;
      for (; !world.players.has(seat); run(1)) expect(world.tick - joinedAt).toBeLessThan(SPAWN.delay);
      expect(world.tick - joinedAt).toBe(SPAWN.delay);
    }
  });

  it.each<[string, (match: ReturnType<typeof fight>) => void]>([
    ["was not hit", () => {}],
    [
      "was hit long ago",
      ({ world, run }) => {
        damage(world, 2, opponentOf(world, 2), 26, WEAPON.blaster);
        run(SPAWN.credit + 1);
      },
    ],
    ["has hurt themself alone", ({ world }) => damage(world, 2, 2, 26, WEAPON.rocket)],
    [
      "was hit in the life before",
      ({ world, run }) => {
        damage(world, 2, opponentOf(world, 2), 200, WEAPON.blaster);
        run(SPAWN.delay + 1);
      },
    ],
    [
      "was hit by an opponent who has left too",
      ({ world, next, run }) => {
        const by = opponentOf(world, 2);
        damage(world, 2, by, 26, WEAPON.blaster);
        next.seats.kind[by] = SEAT.empty;
        run(1);
        next.seats.kind[by] = SEAT.person;
        run(1);
      },
    ],
  ])("brings no one a kill who %s", (_, before) => {
    const match = fight();
    before(match);
    const points = [...match.world.teams].map((team) => match.world.teams.score[team]);
    match.next.seats.kind[2] = SEAT.empty;
    match.run(1);
    expect(killsIn(match.world)).toEqual([]);
    expect([...match.world.teams].map((team) => match.world.teams.score[team])).toEqual(points);
  });

  it("credits the kill of a bot that gives way to a player, too", () => {
    const { world, next, run } = fight();
    next.seats.kind[5] = SEAT.bot;
    run(SPAWN.delay + SPAWN.shield + 2);
    expect(world.players.has(5)).toBe(true);
    const by = opponentOf(world, 5);
    damage(world, 5, by, 26, WEAPON.blaster);
    next.seats.kind[5] = SEAT.person;
    run(1);
    expect(killsIn(world)).toEqual([[by, 5, DRIVEN_OUT]]);
  });

  it("gains nothing over 75 s against one who stays and dies", () => {
    /** An opponent hits seat 2 for 13 each half second. @returns points for the opponents, and ticks with a body */
    const suffer = (leaves: boolean) => {
      const { world, next, run } = fight();
      const by = opponentOf(world, 2);
      let alive = 0;
      for (let tick = 0; tick < seconds(75); tick++) {
        const body = world.players.has(2);
        if (body) alive += 1;
        if (body && tick % 15 === 0) damage(world, 2, by, 13, WEAPON.scatter);
        next.seats.kind[2] = leaves && body && world.players.hp[2] < 80 ? SEAT.empty : SEAT.person;
        run(1);
      }
      return { points: world.teams.score[world.scores.team[by]], alive };
    };
    const [stays, leaves] = [suffer(false), suffer(true)];
    expect(leaves.points).toBeGreaterThan(stays.points);
    expect(leaves.alive).toBeLessThan(stays.alive);
  });

  it("starts whole and at once where nothing counts yet", () => {
    const world = createWorld(arena, { seats: 4, autostart: 0, fillTo: 0 }, 7);
    const next = world.clone();
    next.seats.kind[0] = SEAT.person;
    advance(world, next.seatTable);
    expect(world.players.has(0)).toBe(true);
  });
});

describe("a player who leaves puck", () => {
  function match(seats = 2) {
    const world = createWorld(puck, { seats, lobby: 1, fillTo: 0 }, 7);
    const next = world.clone();
    const run = (ticks: number) => {
      for (let k = 0; k < ticks; k++) advance(world, next.seatTable);
    };
    for (let seat = 0; seat < seats; seat++) next.seats.kind[seat] = SEAT.person;
    for (let tick = 0; tick < 1000 && world.round.phase !== PUCK_PHASE.live; tick++) run(1);
    expect(world.round.phase).toBe(PUCK_PHASE.live);
    return { world, next, run };
  }

  it("is not home at once: the seat has no paddle for two seconds", () => {
    const { world, next, run } = match();
    world.paddles.x[0] = RINK.width / 2;
    next.seats.kind[0] = SEAT.empty;
    run(1);
    const leftAt = world.tick;
    next.seats.kind[0] = SEAT.person;
    run(1);
    for (; !world.paddles.has(0); run(1)) expect(world.tick - leftAt).toBeLessThan(ENTRY.delay);
    expect([world.tick - leftAt, world.paddles.x[0] / SUB > 0]).toEqual([ENTRY.delay, true]);
  });

  it("costs no time for a player who takes a bot's seat", () => {
    const { world, next, run } = match(4);
    for (const kind of [SEAT.empty, SEAT.bot]) {
      next.seats.kind[3] = kind;
      run(ENTRY.delay + 1);
    }
    expect(world.paddles.has(3)).toBe(true);
    next.seats.kind[3] = SEAT.person;
    run(1);
    expect(world.paddles.has(3)).toBe(true);
  });

  it("is there for the next face-off, as all paddles are", () => {
    const { world, next, run } = match();
    next.seats.kind[0] = SEAT.empty;
    run(1);
    next.seats.kind[0] = SEAT.person;
    world.round.phase = PUCK_PHASE.faceOff;
    run(1);
    expect(world.paddles.has(0)).toBe(true);
  });
});
