import { describe, expect, it } from "vitest";
import {
  type ArenaConfig,
  type ArenaWorld,
  arena,
  BUTTON,
  MODE,
  NONE,
  PHASE,
  ROUND,
  SPAWN,
  seconds,
} from "#shared/games/arena/index.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";

/** A world, and a second one whose seats hold the next inputs. */
function arrange(chosen: { readonly [K in keyof ArenaConfig]?: number }) {
  const world = createWorld(arena, chosen, 7);
  const next = world.clone();
  const run = (ticks: number) => {
    for (let k = 0; k < ticks; k++) advance(world, next.seatTable);
  };
  /** Presses READY and lets go. */
  const press = (seat: number) => {
    next.seats.buttons[seat] = BUTTON.ready;
    run(3);
    next.seats.buttons[seat] = 0;
    run(1);
  };
  return { world, next, run, press };
}

/** A live match of people. */
function playing(people: number, mode: number = MODE.freeForAll) {
  const match = arrange({ seats: 8, mode, lobby: 1 });
  for (let seat = 0; seat < people; seat++) match.next.seats.kind[seat] = SEAT.person;
  match.run(1 + seconds(1) + ROUND.countdown);
  expect(match.world.round.phase).toBe(PHASE.live);
  return match;
}

const bodies = (world: ArenaWorld) => [...world.players];

describe("the beginning of a match", () => {
  it("does not come for bots alone", () => {
    const { world, next, run } = arrange({ seats: 4, lobby: 1 });
    for (let seat = 0; seat < 4; seat++) next.seats.kind[seat] = SEAT.bot;
    run(100);
    expect(arena.status(world)).toBe("waiting");
    expect(bodies(world)).toEqual([0, 1, 2, 3]);
  });

  it("comes by itself in quick play, a while after the first person", () => {
    const { world, next, run } = arrange({ seats: 4, lobby: 2 });
    next.seats.kind[1] = SEAT.person;
    run(1);
    expect(world.round.endsAt).toBe(1 + seconds(2));
    run(seconds(2));
    expect(world.round.phase).toBe(PHASE.countdown);
    run(ROUND.countdown);
    expect(arena.status(world)).toBe("live");
    expect(world.round.endsAt).toBe(world.tick + seconds(180));
  });

  it("waits again in quick play when the only person has left", () => {
    const { world, next, run } = arrange({ seats: 4, lobby: 2 });
    next.seats.kind[1] = SEAT.person;
    run(30);
    next.seats.kind[1] = SEAT.empty;
    run(1);
    expect(world.round.endsAt).toBe(0);
  });

  it("comes in a private match when every connected player is ready, and a press counts once", () => {
    const { world, next, run, press } = arrange({ seats: 4, autostart: 0 });
    next.seats.kind[0] = next.seats.kind[1] = SEAT.person;
    next.seats.kind[2] = SEAT.bot;
    next.seats.kind[3] = SEAT.away;
    run(300);
    press(0);
    expect(world.scores.ready[0]).toBe(1);
    press(0);
    expect(world.scores.ready[0]).toBe(0);
    press(1);
    expect(world.round.phase).toBe(PHASE.waiting);
    press(0);
    expect(world.round.phase).toBe(PHASE.countdown);
  });

  it("holds all bodies in place, unarmed, until it is over", () => {
    const { world, next, run } = arrange({ seats: 4, lobby: 1 });
    next.seats.kind[0] = SEAT.person;
    run(1 + seconds(1));
    const [x, y] = [world.players.x[0], world.players.y[0]];
    next.seats.mx[0] = 7;
    next.seats.buttons[0] = BUTTON.fire | BUTTON.dash;
    run(ROUND.countdown - 1);
    expect([world.players.x[0], world.players.y[0], world.shots.count()]).toEqual([x, y, 0]);
    run(1);
    expect(world.shots.count()).toBe(1);
  });

  it("begins the scores anew, and evens out the teams with bots first", () => {
    const { world, next, run } = arrange({ seats: 4, mode: MODE.teams, autostart: 0 });
    next.seats.kind[0] = next.seats.kind[2] = SEAT.person;
    next.seats.kind[1] = next.seats.kind[3] = SEAT.bot;
    run(1);
    for (const seat of world.scores) world.scores.team[seat] = 0;
    world.scores.score[0] = 9;
    next.seats.buttons[0] = next.seats.buttons[2] = BUTTON.ready;
    run(1);
    expect(world.round.phase).toBe(PHASE.countdown);
    expect([...world.scores].map((seat) => world.scores.team[seat])).toEqual([0, 1, 0, 1]);
    expect(world.scores.score[0]).toBe(0);
  });
});

describe("the end of a match", () => {
  it("comes with a lead at the score limit", () => {
    const { world, run } = playing(3);
    world.scores.score[2] = 19;
    run(1);
    expect(world.round.phase).toBe(PHASE.live);
    world.scores.score[2] = 20;
    run(1);
    expect([arena.status(world), world.round.winner]).toEqual(["ended", 2]);
  });

  it("comes at the time limit", () => {
    const { world, run } = playing(3);
    world.scores.score[1] = 1;
    world.round.endsAt = world.tick + 2;
    run(1);
    expect(world.round.phase).toBe(PHASE.live);
    run(1);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, 1]);
  });

  it("comes in overtime after a tie, with the first lead", () => {
    const { world, run } = playing(3);
    world.round.endsAt = world.tick + 1;
    run(10);
    expect([world.round.phase, world.round.overtime]).toEqual([PHASE.live, 1]);
    world.scores.score[0] = 1;
    run(1);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, 0]);
  });

  it("is a draw after overtime", () => {
    const { world, run } = playing(3);
    world.round.endsAt = world.tick + 1;
    run(1 + ROUND.overtime);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, NONE]);
  });

  it("belongs to the team with more points, those of players who have left included", () => {
    const { world, next, run } = playing(4, MODE.teams);
    world.teams.score[1] = 3;
    next.seats.kind[1] = SEAT.empty;
    world.round.endsAt = world.tick + 1;
    run(1);
    expect([world.round.phase, world.round.winner]).toEqual([PHASE.ended, 1]);
  });

  it("leads to a rematch of the same players when all people present want it", () => {
    const { world, next, run, press } = playing(3);
    next.seats.kind[3] = SEAT.bot;
    run(1);
    world.scores.score[2] = 20;
    run(1);
    press(0);
    press(1);
    expect(world.round.phase).toBe(PHASE.ended);
    next.seats.kind[2] = SEAT.away;
    run(1);
    expect(world.round.phase).toBe(PHASE.countdown);
    expect(world.scores.score[2]).toBe(0);
    expect(bodies(world)).toEqual([0, 1, 2, 3]);
    run(ROUND.countdown);
    expect(world.round.phase).toBe(PHASE.live);
  });
});

describe("coming and going", () => {
  it("leads back to the warm-up from every phase once all people have left", () => {
    for (const phase of [PHASE.waiting, PHASE.countdown, PHASE.live, PHASE.ended]) {
      const { world, next, run } = playing(3);
      next.seats.kind[3] = SEAT.bot;
      world.round.phase = phase;
      world.scores.score[3] = 2;
      for (let seat = 0; seat < 3; seat++) next.seats.kind[seat] = SEAT.empty;
      run(2 + SPAWN.delay);
      expect(arena.status(world)).toBe("waiting");
      expect(bodies(world)).toEqual([3]);
    }
  });

  it("gives a newcomer a body in the smaller team, after as long as a death takes", () => {
    const { world, next, run } = playing(4, MODE.teams);
    next.seats.kind[0] = SEAT.empty;
    run(1);
    next.seats.kind[6] = SEAT.person;
    run(1);
    expect(world.players.has(6)).toBe(false);
    run(SPAWN.delay);
    expect([world.players.has(6), world.scores.team[6], world.players.hp[6]]).toEqual([true, 0, 100]);
  });

  it("clears the seat of a player who leaves", () => {
    const { world, next, run } = playing(2);
    next.seats.buttons[1] = BUTTON.fire;
    run(3);
    world.scores.score[1] = 5;
    expect(world.shots.count()).toBe(1);
    next.seats.kind[1] = SEAT.empty;
    run(1);
    expect([world.players.has(1), world.scores.score[1], world.shots.count()]).toEqual([false, 0, 0]);
  });
});
