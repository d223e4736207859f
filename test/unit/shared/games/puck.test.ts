import { describe, expect, it } from "vitest";
import { puck } from "#shared/games/puck/index.ts";
import { BUTTON } from "#shared/games/puck/input.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { DASH, PUCK, RINK, ROUND, SUB, seconds } from "#shared/games/puck/tuning.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";

/** A match in which persons have some seats, and the next inputs. */
function arrange(chosen: Readonly<Partial<Record<keyof (typeof puck)["settings"], number>>>, people = 2) {
  const world = createWorld(puck, chosen, 7);
  const next = world.clone();
  for (let seat = 0; seat < people; seat++) next.seats.kind[seat] = SEAT.person;
  const run = (ticks: number) => {
    for (let tick = 0; tick < ticks; tick++) advance(world, next.seatTable);
  };
  const press = (seat: number) => {
    next.seats.buttons[seat] = BUTTON.ready;
    run(1);
    next.seats.buttons[seat] = 0;
    run(1);
  };
  /** Shoots from before a team's goal into it. All others are far from there. */
  const shootAt = (team: number) => {
    const [line, out] = team === 0 ? [0, 1] : [RINK.width, -1];
    for (const seat of world.paddles) world.paddles.y[seat] = 60 * SUB;
    Object.assign(world.puck, { x: line + out * 40 * SUB, y: RINK.height / 2, vx: -out * 18 * SUB, vy: 0 });
  };
  return { world, next, run, press, shootAt };
}

/** The same, from the moment in which the puck is free. */
function playing(chosen: Parameters<typeof arrange>[0] = {}, people = 2) {
  const match = arrange({ lobby: 1, ...chosen }, people);
  match.run(1 + seconds(1) + ROUND.countdown);
  expect(match.world.round.phase).toBe(PHASE.live);
  return match;
}

describe("the beginning", () => {
  it("comes by itself in quick play, with a countdown in which no paddle moves", () => {
    const { world, next, run } = arrange({ lobby: 1 });
    next.seats.mx[0] = 15;
    run(10);
    expect(world.paddles.vx[0]).toBeGreaterThan(0);
    run(seconds(1) - 9);
    expect(world.round.phase).toBe(PHASE.faceOff);
    const x = world.paddles.x[0];
    run(ROUND.countdown - 1);
    expect([world.paddles.x[0], world.puck.x]).toEqual([x, RINK.width / 2]);
    run(1);
    expect([puck.status(world), world.paddles.vx[0] > 0]).toEqual(["live", true]);
  });

  it("waits in a private match until every connected player is ready; a press counts once", () => {
    const { world, run, press } = arrange({ autostart: 0 });
    run(600);
    press(0);
    expect(world.scores.ready[0]).toBe(1);
    press(0);
    press(1);
    expect(world.round.phase).toBe(PHASE.waiting);
    press(0);
    expect(world.round.phase).toBe(PHASE.faceOff);
  });

  it("has a warm-up in which goals do not count", () => {
    const { world, run, shootAt } = arrange({ autostart: 0 });
    run(1);
    shootAt(1);
    run(10);
    expect([world.teams.score[0], world.round.phase]).toEqual([0, PHASE.waiting]);
    expect([world.puck.x, world.puck.vx]).toEqual([RINK.width / 2 + ROUND.offside, 0]);
  });
});

describe("a goal", () => {
  it("counts once, for the last toucher of the team, and the clock stops", () => {
    const { world, run, shootAt } = playing();
    Object.assign(world.puck, { by: 1, by0: 0, by1: 1 });
    const left = world.round.until - world.tick;
    shootAt(1);
    let told = 0;
    for (let tick = 0; tick < ROUND.cheer; tick++) {
      run(1);
      told += world.goals.count();
    }
    expect([told, world.teams.score[0], world.scores.goals[0]]).toEqual([1, 1, 1]);
    expect(world.round.phase).toBe(PHASE.goal);
    expect(world.puck.x).toBeGreaterThan(RINK.width);
    run(seconds(1));
    expect(world.round.phase).toBe(PHASE.faceOff);
    run(ROUND.faceOff);
    expect(left - (world.round.until - world.tick)).toBeLessThan(seconds(1.1));
  });

  it("counts for no player when none of the team has touched the puck", () => {
    const { world, run, shootAt } = playing();
    Object.assign(world.puck, { by: 1, by1: 1 });
    shootAt(1);
    run(4);
    expect([world.teams.score[0], world.scores.goals[0], world.scores.goals[1]]).toEqual([1, 0, 0]);
    expect(world.round.scored).toBe(0);
  });

  it("gives the puck to the team that conceded the goal", () => {
    const { world, run, shootAt } = playing();
    shootAt(0);
    run(4 + ROUND.cheer);
    expect(world.round.phase).toBe(PHASE.faceOff);
    expect(world.puck.x).toBe(RINK.width / 2 - ROUND.offside);
  });

  it("is kept out by a save, which counts", () => {
    const { world, run, shootAt } = playing();
    shootAt(0);
    Object.assign(world.puck, { by: 1, by1: 1, x: 200 * SUB });
    world.paddles.spawnAt(0, { x: 60 * SUB, y: RINK.height / 2 });
    run(20);
    expect([world.scores.saves[0], world.teams.score[1], world.puck.by]).toEqual([1, 0, 0]);
    expect(world.puck.vx).toBeGreaterThan(0);
  });
});

describe("the end", () => {
  it("comes with the last goal, after the cheer", () => {
    const { world, run, shootAt } = playing({ goals: 1 });
    shootAt(1);
    run(4);
    expect(puck.status(world)).toBe("live");
    run(ROUND.cheer);
    expect([puck.status(world), world.round.winner]).toEqual(["ended", 0]);
  });

  it("comes at the time limit for the team that leads", () => {
    const { world, run } = playing();
    world.teams.score[1] = 2;
    world.round.until = world.tick + 2;
    run(2);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, 1]);
  });

  it("comes in a tie with the golden goal", () => {
    const { world, run, shootAt } = playing();
    world.round.until = world.tick + 1;
    run(5);
    expect([world.round.phase, world.round.golden]).toEqual([PHASE.live, 1]);
    shootAt(0);
    run(4 + ROUND.cheer);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, 1]);
  });

  it("is a draw when there is none", () => {
    const { world, run } = playing();
    world.round.until = world.tick + 1;
    run(1 + ROUND.golden);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, NONE]);
  });

  it("leads to a rematch when all people present want it", () => {
    const { world, run, press } = playing();
    world.teams.score[1] = 2;
    world.round.until = world.tick + 1;
    run(1);
    press(0);
    expect(world.round.phase).toBe(PHASE.ended);
    press(1);
    expect([world.round.phase, world.teams.score[1]]).toEqual([PHASE.faceOff, 0]);
    run(ROUND.countdown);
    expect(world.round.until - world.tick).toBeGreaterThan(seconds(119));
  });
});

describe("coming and going", () => {
  it("puts a newcomer's paddle at its home, and removes that of a player who leaves", () => {
    const { world, next, run } = playing({ seats: 4 });
    next.seats.kind[3] = SEAT.bot;
    run(1);
    expect(world.paddles.has(3)).toBe(true);
    expect(world.paddles.x[3]).toBeGreaterThan(RINK.width / 2);
    world.puck.by = 3;
    next.seats.kind[3] = SEAT.empty;
    run(1);
    expect([world.paddles.has(3), world.puck.by]).toEqual([false, NONE]);
  });

  it("leads back to the warm-up from every phase once all people have left", () => {
    for (const phase of Object.values(PHASE)) {
      const { world, next, run } = playing();
      world.round.phase = phase;
      next.seats.kind[0] = SEAT.bot;
      next.seats.kind[1] = SEAT.empty;
      run(2);
      expect([puck.status(world), world.paddles.count()]).toEqual(["waiting", 1]);
    }
  });
});

describe("a dash", () => {
  it("goes where the stick points, at the puck if it rests, and not again too soon", () => {
    const { world, next, run } = playing();
    next.seats.my[0] = 15;
    next.seats.buttons[0] = BUTTON.dash;
    run(1);
    expect([world.paddles.vx[0], world.paddles.vy[0]]).toEqual([0, DASH.speed]);
    next.seats.my[0] = 0;
    run(DASH.cooldown - 1);
    expect(world.paddles.vy[0]).toBe(0);
    Object.assign(world.puck, { x: world.paddles.x[0] + 200 * SUB, y: world.paddles.y[0], vx: 0, vy: 0 });
    run(1);
    expect([world.paddles.vx[0], world.paddles.vy[0]]).toEqual([DASH.speed, 0]);
    run(20);
    expect(world.puck.vx).toBeGreaterThan(PUCK.limit / 2);
  });
});
