import { describe, expect, it } from "vitest";
import { type Moment, Picture } from "#client/session/render/picture.ts";
import { emptyWorld, plan, TURN } from "#shared/sim/index.ts";
import { type ToyWorld, toy } from "#test/support/toy.ts";

const layout = plan(toy);
const ME = 0;
const HIM = 1;

/** A world with both players, at a tick. */
function worldAt(tick: number, make: (world: ToyWorld) => void = () => {}): ToyWorld {
  const world = emptyWorld(layout) as ToyWorld;
  world.tick = tick;
  for (const seat of [ME, HIM]) world.players.spawnAt(seat, { hp: 100 });
  make(world);
  return world;
}

/** Between two worlds. */
const between = (from: ToyWorld, to: ToyWorld | undefined, alpha: number): Moment => ({ from, to, alpha });

const place = (world: ToyWorld, x: number): ToyWorld => {
  world.players.x[HIM] = x;
  return world;
};

function pictured(seat = ME) {
  const picture = new Picture(layout, emptyWorld(layout), seat);
  const x = (row = HIM) => picture.tables.players.x[row];
  return { picture, x };
}

describe("between two ticks", () => {
  it("others stand where the moment of others has them, the player's own and predicted rows where now has them", () => {
    const { picture } = pictured();
    const make = (x: number) => (world: ToyWorld) => {
      for (const seat of [ME, HIM]) world.players.x[seat] = x;
      world.shots.spawn({ x });
    };
    const others = between(worldAt(10, make(100)), worldAt(11, make(200)), 0.25);
    const own = between(worldAt(16, make(1000)), worldAt(17, make(2000)), 0.5);
    picture.draw(others, own, 0);
    expect([ME, HIM].map((row) => picture.tables.players.x[row])).toEqual([1500, 125]);
    expect(picture.tables.shots.x[0]).toBe(1500);
    const world = picture.world as ToyWorld;
    expect([world.players.x[ME], world.players.x[HIM], world.shots.x[0]]).toEqual([1000, 100, 1000]);
    expect(world.tick).toBe(10);
  });

  it("a spectator sees all at one moment", () => {
    const { picture } = pictured(-1);
    const make = (x: number) => (world: ToyWorld) => {
      for (const seat of [ME, HIM]) world.players.x[seat] = x;
      world.shots.spawn({ x });
    };
    picture.draw(between(worldAt(10, make(100)), worldAt(11, make(200)), 0.25), undefined, 0);
    expect([picture.tables.players.x[ME], picture.tables.players.x[HIM], picture.tables.shots.x[0]]).toEqual([
      125, 125, 125,
    ]);
  });

  it("angles turn by the short way, tags do not turn at all", () => {
    const { picture } = pictured();
    const make = (aim: number, kind: number) => (world: ToyWorld) => {
      world.seats.aim[HIM] = aim;
      world.seats.kind[HIM] = kind;
    };
    const turned = (alpha: number) => {
      const moment = between(worldAt(10, make(TURN - 10, 1)), worldAt(11, make(30, 2)), alpha);
      picture.draw(moment, moment, 0);
      return [picture.tables.seats.aim[HIM], picture.tables.seats.kind[HIM]];
    };
    expect([0, 0.25, 0.5].map(turned)).toEqual([
      [TURN - 10, 1],
      [0, 1],
      [10, 1],
    ]);
  });

  it("nothing is drawn between the places of a teleport, nor between two lives", () => {
    const { picture, x } = pictured();
    const moment = between(place(worldAt(10), 100), place(worldAt(11), 100 + 5001), 0.5);
    picture.draw(moment, moment, 0);
    expect(x()).toBe(100);
    const born = worldAt(11, (world) => world.players.spawnAt(HIM, { x: 400 }));
    const other = between(place(worldAt(10), 100), born, 0.5);
    picture.draw(other, other, 16);
    expect(x()).toBe(100);
  });

  it("a row that is gone in the next tick flies on by its rate until then", () => {
    const { picture, x } = pictured();
    const last = worldAt(10, (world) => {
      world.players.x[HIM] = 100;
      world.players.vx[HIM] = 40;
    });
    const gone = worldAt(11, (world) => world.players.despawn(HIM));
    const moment = between(last, gone, 0.5);
    picture.draw(moment, moment, 0);
    expect(x()).toBe(120);
    // Nothing is known of the next tick: it stands.
    const end = between(last, undefined, 0.5);
    picture.draw(end, end, 0);
    expect(x()).toBe(100);
  });
});

describe("a correction", () => {
  /** Draws a player at `before`, hears that they are at `after`, and draws on. */
  function corrected(before: number, after: ToyWorld) {
    const { picture, x } = pictured();
    const was = between(place(worldAt(10), before), place(worldAt(11), before), 0.5);
    picture.draw(was, was, 1000);
    const is = between(after, after, 0.5);
    picture.amend(is, is);
    return (now: number) => {
      picture.draw(is, is, now);
      return x();
    };
  }

  it("glides from where it was shown, and is gone after 150 ms", () => {
    const at = corrected(100, place(worldAt(10), 300));
    const shown = [1000, 1016, 1033, 1066, 1100, 1150].map(at);
    expect(shown[0]).toBe(100);
    for (let n = 1; n < shown.length; n++) expect(shown[n]).toBeGreaterThan(shown[n - 1]);
    // A 50th of it at most: on a screen, less than half a pixel of a body's width.
    expect(300 - shown[5]).toBeLessThan(200 / 50);
    expect(at(1400)).toBe(300);
  });

  it("adds to one that is still on its way, without a jump", () => {
    const { picture, x } = pictured();
    const moment = (at: number) => {
      const world = place(worldAt(10), at);
      return between(world, world, 0);
    };
    picture.draw(moment(100), moment(100), 1000);
    picture.amend(moment(200), moment(200));
    picture.draw(moment(200), moment(200), 1030);
    const before = x();
    picture.amend(moment(50), moment(50));
    picture.draw(moment(50), moment(50), 1030);
    expect(x()).toBeCloseTo(before);
  });

  it("of a direction goes by the short way", () => {
    const { picture } = pictured();
    const moment = (aim: number) => {
      const world = worldAt(10, (w) => {
        w.seats.aim[HIM] = aim;
      });
      return between(world, world, 0);
    };
    const aim = () => picture.tables.seats.aim[HIM];
    picture.draw(moment(10), moment(10), 1000);
    picture.amend(moment(TURN - 10), moment(TURN - 10));
    const shown = [1000, 1016, 1033, 1400].map((now) => {
      picture.draw(moment(TURN - 10), moment(TURN - 10), now);
      return (aim() + TURN / 2) % TURN;
    });
    expect(shown[0]).toBe(TURN / 2 + 10);
    expect([...shown].sort((a, b) => b - a)).toEqual(shown);
    expect(shown[3]).toBe(TURN / 2 - 10);
  });

  it("jumps at once to a teleport, and to another life", () => {
    expect(corrected(100, place(worldAt(10), 100 + 5001))(1000)).toBe(5101);
    expect(
      corrected(
        100,
        worldAt(10, (world) => world.players.spawnAt(HIM, { x: 400 })),
      )(1000),
    ).toBe(400);
  });

  it("of nothing changes nothing", () => {
    expect(corrected(100, place(worldAt(10), 100))(1000)).toBe(100);
  });
});
