import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aim,
  angle,
  createWorld,
  defineGame,
  discrete,
  fixed,
  i16,
  rows,
  SEEN_PARTS,
  single,
  TURN,
  u16,
  type World,
} from "#shared/sim/index.ts";

/** A table of each way to be shown. */
const show = defineGame({
  name: "show",
  version: 1,
  tickRate: 40,
  rewind: 200,
  settings: { seats: { min: 1, max: 8, default: 3 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { aim: aim() },
  level: () => undefined,
  tables: ({ seats }) => ({
    bodies: rows({ x: i16({ snap: 1000 }), facing: angle(), kind: discrete() }, { capacity: seats, perSeat: true }),
    bullets: rows({ x: i16() }, { capacity: 8, show: "predict" }),
    doors: fixed({ open: u16() }, { capacity: 2, show: "interpolate" }),
    flags: fixed({ x: i16() }, { capacity: 2, show: "snap" }),
    round: single({ phase: discrete() }),
  }),
  setup() {},
  join() {},
  leave() {},
  step() {},
  status: () => "live",
  bot() {},
});

/** 200 ms at 40 ticks a second. */
const REWIND = 8;

type ShowWorld = ReturnType<typeof start>;
const start = () => createWorld(show, {}, 1);

/** Lives through some ticks; `each` makes the world of each. */
function live(world: ShowWorld, ticks: number, each: (world: ShowWorld) => void): void {
  for (let n = 0; n < ticks; n++) {
    world.past.push(world);
    world.tick += 1;
    each(world);
  }
}

/** As `seen` of seat 0, which says that it looks so many eighths back. */
function look(world: ShowWorld, back: number): ShowWorld {
  world.seats.seen[0] = back;
  return world.seen(0);
}

describe("what a seat saw", () => {
  it("is between two ticks, by eighths, in whole numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: SEEN_PARTS, max: REWIND * SEEN_PARTS }),
        (xs, back) => {
          const world = start();
          world.bodies.spawnAt(1);
          live(world, xs.length, (now) => {
            now.bodies.x[1] = xs[now.tick - 1];
          });
          const then = world.tick * SEEN_PARTS - back;
          const [tick, part] = [Math.floor(then / SEEN_PARTS), then % SEEN_PARTS];
          const [from, to] = [xs[tick - 1], xs[tick] ?? 0];
          expect(look(world, back).bodies.x[1]).toBe(from + Math.trunc(((to - from) * part) / SEEN_PARTS));
        },
      ),
    );
  });

  it("goes back as far as the game allows, and one tick at least", () => {
    const world = start();
    world.bodies.spawnAt(1);
    live(world, 50, (now) => {
      now.bodies.x[1] = now.tick * 10;
    });
    expect(world.layout.rewind).toBe(REWIND);
    expect([0, 1, 8, 255].map((back) => look(world, back).bodies.x[1])).toEqual([490, 490, 490, 420]);
  });

  it("is of now where nothing is kept so far back: at a match's beginning", () => {
    const world = start();
    world.bodies.spawnAt(1);
    live(world, 2, (now) => {
      now.bodies.x[1] = now.tick * 10;
    });
    expect(look(world, 64).bodies.x[1]).toBe(20);
    expect(look(world, 8).bodies.x[1]).toBe(10);
  });

  it("shows the present in one's own rows and in predicted tables", () => {
    const world = start();
    for (const seat of [0, 1]) world.bodies.spawnAt(seat);
    world.bullets.spawnAt(0);
    live(world, 20, (now) => {
      for (const seat of [0, 1]) now.bodies.x[seat] = now.tick;
      now.bullets.x[0] = now.tick;
      now.flags.x[0] = now.tick * 16;
      now.doors.open[0] = now.tick * 16;
      now.bodies.kind[1] = now.tick * 8;
      now.seats.aim[0] = now.tick;
      now.seats.aim[1] = now.tick;
      if (now.tick === 18) now.bullets.spawn({ x: 7 });
    });
    const then = look(world, 36);
    expect([then.bodies.x[0], then.bullets.x[0], then.bullets.x[1], then.seats.aim[0]]).toEqual([20, 20, 7, 20]);
    expect(then.bullets.count()).toBe(2);
    // Four ticks and a half ago: interpolated tables are half-way, snapping tables at the tick before.
    expect([then.bodies.x[1], then.seats.aim[1], then.flags.x[0], then.doors.open[0]]).toEqual([15, 15, 240, 248]);
    // A number that is never drawn half-way is that of the tick before, in an interpolated table too.
    expect(then.bodies.kind[1]).toBe(120);
  });

  it("is never between two lives, nor between two places of a teleport", () => {
    const world = start();
    for (const row of [1, 2]) world.bodies.spawnAt(row);
    live(world, 10, (now) => {
      now.bodies.x[1] = now.tick * 100;
      now.bodies.x[2] = now.tick * 100;
      if (now.tick === 8) {
        now.bodies.spawnAt(1, { x: 500 });
        now.bodies.x[2] = -5000;
      }
    });
    // Between tick 7 and 8.
    const then = look(world, 20);
    expect([then.bodies.x[1], then.bodies.x[2]]).toEqual([700, 700]);
  });

  it("is between two places that are as far apart as a body goes without a teleport", () => {
    const world = start();
    for (const row of [1, 2]) world.bodies.spawnAt(row);
    live(world, 10, (now) => {
      if (now.tick < 8) return;
      now.bodies.x[1] = 1000;
      now.bodies.x[2] = -1001;
    });
    const then = look(world, 20);
    expect([then.bodies.x[1], then.bodies.x[2]]).toEqual([500, 0]);
  });

  it("turns by the short way", () => {
    const world = start();
    world.bodies.spawnAt(1);
    live(world, 10, (now) => {
      now.bodies.facing[1] = now.tick % 2 === 0 ? TURN - 8 : 8;
    });
    // Between 8 and 9: from -8 to 8.
    expect([16, 14, 12, 10, 9].map((back) => look(world, back).bodies.facing[1])).toEqual([1016, 1020, 0, 4, 6]);
  });

  it("leaves the world as it is, and the past", () => {
    const world = start();
    world.bodies.spawnAt(1);
    live(world, 20, (now) => {
      now.bodies.x[1] = now.tick * 8;
    });
    world.seats.seen[0] = 21;
    const [now, before] = [world.hash(), world.past.at(17)?.hash()];
    world.seen(0);
    expect([world.hash(), world.past.at(17)?.hash()]).toEqual([now, before]);
  });

  it("goes along with a fork, and a plain copy has none", () => {
    const world = start();
    world.bodies.spawnAt(1);
    live(world, 20, (now) => {
      now.bodies.x[1] = now.tick;
    });
    const fork = start().forkFrom(world);
    expect(look(fork, 40).bodies.x[1]).toBe(15);
    expect(look(world.clone() as World & ShowWorld, 40).bodies.x[1]).toBe(20);
    // Their pasts are their own from then on.
    live(fork, 8, () => {});
    expect(look(world, 40).bodies.x[1]).toBe(15);
    // The next fork into the same world takes that over, a past that is shorter too.
    live(world, 3, (now) => {
      now.bodies.x[1] = now.tick;
    });
    fork.forkFrom(world);
    expect([15, 22].map((tick) => fork.past.at(tick)?.tick)).toEqual([15, 22]);
    expect(look(fork, 40).bodies.x[1]).toBe(18);
    fork.forkFrom(start());
    expect([fork.tick, fork.past.at(22)]).toEqual([0, undefined]);
  });

  it("reaches back to a match's first world, and not before it", () => {
    const world = start();
    live(world, 3, () => {});
    expect([-1, 0, 1, 2, 3].map((tick) => world.past.at(tick)?.tick)).toEqual([undefined, 0, 1, 2, undefined]);
  });
});

it("refuses to look back further than a seat can say", () => {
  const far = { ...show, rewind: 1000 };
  expect(() => createWorld(far, {}, 1)).toThrow(RangeError);
  expect(() => createWorld({ ...show, rewind: -100 }, {}, 1)).toThrow(RangeError);
  const none = createWorld({ ...show, rewind: 0 }, {}, 1);
  none.seats.seen[0] = 40;
  live(none, 3, () => {});
  expect(none.past.at(2)).toBeUndefined();
  expect(none.seen(0)).toBe(none);
});
