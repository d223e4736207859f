import { describe, expect, it } from "vitest";
import type { Footage } from "#client/session/recording/footage.ts";
import { interest as inArena } from "#client/view/games/arena/interest.ts";
import { interest as inPuck } from "#client/view/games/puck/interest.ts";
import { type Candidate, Director } from "#client/view/match/director.ts";
import { Eye } from "#client/view/match/eye.ts";
import { Marks } from "#client/view/match/marks.ts";
import { arena } from "#shared/games/arena/index.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { puck } from "#shared/games/puck/index.ts";
import { createWorld, emptyWorld, plan, Random, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { type ToyWorld, toy } from "#test/support/toy.ts";

/** Interests by seat, looked at sixty times a second; answers which seat it followed, and since when, in milliseconds. */
function watch(seconds: number, interests: (ms: number) => readonly (number | undefined)[], director = new Director()) {
  const cuts: { seat: number; at: number }[] = [];
  for (let frame = 0; frame <= seconds * 60; frame++) {
    const ms = (frame * 1000) / 60;
    const candidates: Candidate[] = interests(ms).flatMap((interest, seat) =>
      interest === undefined ? [] : [{ seat, interest }],
    );
    const seat = director.direct(candidates, ms);
    if (cuts.at(-1)?.seat !== seat) cuts.push({ seat, at: ms });
  }
  return cuts;
}

describe("the director", () => {
  it("begins at once with the seat that there is most to see of", () => {
    expect(watch(1, () => [0.1, 0.7, 0.3])).toEqual([{ seat: 1, at: 0 }]);
    expect(watch(1, () => [])).toEqual([{ seat: -1, at: 0 }]);
  });

  it("stays where as much is to be seen", () => {
    expect(watch(60, (ms) => [0.5, 0.5 + 0.1 * Math.sin(ms / 3000)])).toHaveLength(1);
  });

  it("goes to a fight, not before it has held for a while", () => {
    const [, cut] = watch(10, (ms) => [0.3, ms < 500 ? 0.1 : 0.9]);
    expect(cut.seat).toBe(1);
    expect(cut.at).toBeGreaterThanOrEqual(2500);
    expect(cut.at).toBeLessThan(2700);
  });

  it("turns for no single shot", () => {
    expect(watch(10, (ms) => [0.4, ms > 5000 && ms < 5100 ? 1 : 0.2])).toHaveLength(1);
  });

  it("looks on for a moment where a player was, then elsewhere; and stays with one who is back by then", () => {
    const gone = watch(10, (ms) => [ms < 4000 ? 0.9 : undefined, 0.3]);
    expect(gone.map(({ seat }) => seat)).toEqual([0, 1]);
    expect(gone[1].at - 4000).toBeGreaterThan(1200);
    expect(gone[1].at - 4000).toBeLessThan(1500);
    expect(watch(10, (ms) => [ms > 4000 && ms < 5000 ? undefined : 0.9, 0.3])).toHaveLength(1);
  });

  it("never jitters, at any interest", () => {
    const random = new Random({ seed: 4, draws: 0 });
    const cuts = watch(120, () => Array.from({ length: 8 }, () => random.below(100) / 100));
    for (const [i, { at }] of cuts.entries()) if (i > 0) expect(at - cuts[i - 1].at).toBeGreaterThanOrEqual(2500);
  });

  it("chooses anew after a jump", () => {
    const director = new Director();
    watch(1, () => [0.9, 0.1], director);
    director.cut();
    expect(director.direct([{ seat: 1, interest: 0.2 }], 1001)).toBe(1);
  });
});

describe("what there is to see", () => {
  it("in the arena is most of those who fight: near, aiming, weak", () => {
    const world = createWorld(arena, { seats: 6, fillTo: 6 }, 3);
    const place = (seat: number, x: number, y: number, aim: number, hp = 100) => {
      world.seats.kind[seat] = SEAT.person;
      world.players.spawnAt(seat, { x: x * 16, y: y * 16, hp });
      world.seats.aim[seat] = aim;
    };
    // Two at each other's throats, two who pass each other by, one alone.
    place(0, 500, 500, 0, 30);
    place(1, 620, 500, 512, 60);
    place(2, 500, 1500, 256);
    place(3, 900, 1500, 256);
    place(4, 3000, 3000, 0);
    const [a, b, c, , alone] = [0, 1, 2, 3, 4].map((seat) => inArena(world, seat) ?? Number.NaN);
    expect(Math.min(a, b)).toBeGreaterThan(0.5);
    expect(c).toBeLessThan(0.3);
    expect(c).toBeGreaterThan(0);
    expect(alone).toBe(0);
    expect(inArena(world, 5)).toBeUndefined();
  });

  it("in puck is most of the player nearest the puck", () => {
    const world = createWorld(puck, { seats: 4 }, 1);
    const { paddles } = world;
    for (const [seat, x] of [100, 500, 520].entries()) paddles.spawnAt(seat, { x: x * 256, y: 300 * 256 });
    Object.assign(world.puck, { x: 540 * 256, y: 300 * 256, by: 2 });
    const [far, near, nearest] = [0, 1, 2].map((seat) => inPuck(world, seat) ?? Number.NaN);
    expect(nearest).toBeGreaterThan(near);
    expect(near).toBeGreaterThan(2 * far);
    expect(far).toBeGreaterThan(0);
    expect(inPuck(world, 3)).toBeUndefined();
  });

  it("gives the director of a real match whole scenes", () => {
    const match = new BotMatch(arena, { seats: 8, autostart: 1, lobby: 1 }, 9);
    const director = new Director();
    const cuts: number[] = [];
    let last = -1;
    let [kills, seen] = [0, 0];
    match.run(30 * 120, (world) => {
      const ms = (world.tick * 1000) / 30;
      const candidates = Array.from({ length: 8 }, (_, seat) => ({
        seat,
        interest: inArena(world as ArenaWorld, seat),
      }));
      const seat = director.direct(
        candidates.flatMap(({ seat: one, interest }) => (interest === undefined ? [] : [{ seat: one, interest }])),
        ms,
      );
      if (seat !== last) cuts.push(ms);
      last = seat;
      const { kills: all } = world as ArenaWorld;
      for (const row of all) {
        kills += 1;
        if (all.killer[row] === seat || all.victim[row] === seat) seen += 1;
      }
    });
    // It moves on, and every scene lasts for a while.
    expect(cuts.length).toBeGreaterThan(8);
    expect(cuts.length).toBeLessThan(50);
    for (const [i, at] of cuts.entries()) if (i > 0) expect(at - cuts[i - 1]).toBeGreaterThanOrEqual(1999);
    // A look at one of eight by chance sees one kill of four.
    expect(seen / kills).toBeGreaterThan(0.33);
  });
});

describe("the eye", () => {
  const world = () => {
    const made = emptyWorld(plan(toy, { seats: 4 }));
    for (const seat of [0, 2, 3]) made.seatTable.cells[0][seat] = SEAT.person;
    return made;
  };

  it("goes where the director says, until the spectator chooses", () => {
    const eye = new Eye();
    eye.suggest(3);
    eye.settle(world(), -1);
    expect([eye.seat, eye.directed]).toEqual([3, true]);
    eye.step(1);
    eye.settle(world(), -1);
    expect([eye.seat, eye.directed]).toEqual([0, false]);
    eye.suggest(2);
    eye.settle(world(), -1);
    expect(eye.seat).toBe(0);
    eye.toggleDirected();
    eye.suggest(2);
    eye.settle(world(), -1);
    expect([eye.seat, eye.directed]).toEqual([2, true]);
  });

  it("is free of the director while the camera is, and goes back to it", () => {
    const eye = new Eye();
    eye.toggleFree();
    eye.suggest(2);
    eye.settle(world(), -1);
    expect([eye.seat, eye.free, eye.directed]).toEqual([-1, true, false]);
    eye.toggleDirected();
    expect([eye.free, eye.directed]).toEqual([false, true]);
  });

  it("is a player's own, against the director", () => {
    const eye = new Eye();
    eye.suggest(2);
    eye.settle(world(), 0);
    expect(eye.seat).toBe(0);
  });
});

describe("marks", () => {
  /** A footage in which something is hit at these ticks. */
  class Hits implements Footage {
    readonly layout = plan(toy);
    first = 0;
    last: number;
    readonly #hits: ReadonlySet<number>;
    readonly asked: number[] = [];

    constructor(last: number, hits: readonly number[]) {
      this.last = last;
      this.#hits = new Set(hits);
    }

    world(tick: number): WorldBase {
      this.asked.push(tick);
      const world = emptyWorld(this.layout) as ToyWorld;
      world.tick = tick;
      if (this.#hits.has(tick)) world.hits.spawn({ by: 1 });
      return world;
    }

    roster = () => [];
    again = () => this;
  }
  const tells = (events: readonly unknown[]) => events.length > 0;

  it("are found little by little, each tick looked at once, and go with what is let go", () => {
    const footage = new Hits(99, [5, 50, 51, 99, 120]);
    const marks = new Marks(footage, tells);
    marks.look(60);
    expect(marks.ticks).toEqual([5, 50, 51]);
    marks.look(60);
    marks.look(60);
    expect(marks.ticks).toEqual([5, 50, 51, 99]);
    footage.last = 130;
    footage.first = 51;
    marks.look(60);
    expect(marks.ticks).toEqual([51, 99, 120]);
    expect(footage.asked).toEqual(Array.from({ length: 131 }, (_, tick) => tick));
  });

  it("are looked for again where what was never came to be", () => {
    const footage = new Hits(99, [50, 90]);
    const marks = new Marks(footage, tells);
    marks.look(200);
    footage.last = 80;
    marks.look(200);
    expect(marks.ticks).toEqual([50]);
    footage.last = 99;
    marks.look(200);
    expect(marks.ticks).toEqual([50, 90]);
  });
});
