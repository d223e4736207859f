import { describe, expect, it } from "vitest";
import { BLOCKS, RADIUS, tag, UNIT } from "#shared/games/tag/index.ts";
import { type AnyGame, advance, createWorld, SEAT, statusOf } from "#shared/sim/index.ts";
import { conforms } from "#test/support/conformance.ts";

/** A round that has just begun. @param kinds the kind of each seat's owner */
function arrange(...kinds: number[]) {
  const world = createWorld(tag, { seats: Math.max(2, kinds.length), lobby: 1 }, 5);
  const { seats, seatTable } = world.clone();
  for (const [seat, kind] of kinds.entries()) seats.kind[seat] = kind;
  const run = (ticks = 1) => {
    for (let k = 0; k < ticks; k++) advance(world, seatTable);
  };
  while (statusOf(world) !== "live") run();
  return { world, seats, run };
}

const put = ({ players }: ReturnType<typeof arrange>["world"], seat: number, x: number, y: number) =>
  players.spawnAt(seat, { x: x * UNIT, y: y * UNIT });

const [PERSON, BOT] = [SEAT.person, SEAT.bot];

describe("tag", () => {
  it("conforms", () => conforms(tag as unknown as AnyGame));

  it("all begin in the open, apart from each other, and one is it", () => {
    const { world } = arrange(PERSON, BOT, BOT, BOT, BOT, BOT, BOT, BOT);
    const { players, level, chase } = world;
    expect(players.count()).toBe(8);
    expect(players.has(chase.it)).toBe(true);
    for (const seat of players) {
      expect(level.circleOverlaps(players.x[seat], players.y[seat], RADIUS)).toBe(false);
      for (const other of players) {
        if (other === seat) continue;
        const apart = Math.hypot(players.x[seat] - players.x[other], players.y[seat] - players.y[other]);
        expect(apart).toBeGreaterThan(4 * RADIUS);
      }
    }
    expect(BLOCKS.every(({ x, y }) => level.circleOverlaps(x, y, RADIUS))).toBe(true);
  });

  it("it is faster than the others, and stands still for a second after it was touched", () => {
    const { world, seats, run } = arrange(PERSON, PERSON, PERSON);
    const { players, chase } = world;
    Object.assign(chase, { it: 0, freeAt: world.tick });
    put(world, 0, 100, 100);
    put(world, 1, 100, 200);
    put(world, 2, 100, 600);
    seats.mx[0] = seats.mx[1] = 15;
    run(20);
    expect([players.vx[0], players.vx[1], players.vx[2]]).toEqual([8 * UNIT, 7 * UNIT, 0]);
    put(world, 0, 100, 600 - 43);
    run();
    expect([chase.it, [...world.tags].map((row) => [world.tags.by[row], world.tags.to[row]])]).toEqual([2, [[0, 2]]]);
    const { tick } = world;
    expect(chase.freeAt).toBe(tick + 30);
    seats.mx[0] = 0;
    seats.mx[2] = 15;
    run(29);
    expect([chase.it, players.vx[2]]).toEqual([2, 0]);
    run(1);
    // The one who has stayed is touched as soon as the second is over.
    expect(chase.it).toBe(0);
  });

  it("no speed is gained by a diagonal, and no wall is passed", () => {
    const { world, seats, run } = arrange(PERSON, PERSON);
    const { players } = world;
    world.chase.it = 1;
    put(world, 0, 60, 60);
    put(world, 1, 1200, 60);
    seats.mx[0] = seats.my[0] = 15;
    run(8);
    expect(Math.hypot(players.vx[0], players.vy[0])).toBeLessThanOrEqual(7 * UNIT);
    run(400);
    expect(world.level.circleOverlaps(players.x[0], players.y[0], RADIUS)).toBe(false);
  });

  it("all who are not it get a point a second", () => {
    const { world, run } = arrange(PERSON, PERSON, PERSON);
    Object.assign(world.chase, { it: 1, freeAt: world.tick + 1000 });
    run(90);
    expect([...world.scores].map((seat) => world.scores.points[seat])).toEqual([3, 0, 3]);
  });

  it("another is it once it has left", () => {
    const { world, seats, run } = arrange(PERSON, PERSON, PERSON);
    world.chase.it = 0;
    seats.kind[0] = SEAT.empty;
    run();
    expect(world.chase.it).toBe(1);
  });

  it.each([2, 4, 8])("bots in %i seats touch each other often, and no one is it for long", (count) => {
    const { world, seats, run } = arrange(PERSON, ...Array.from({ length: count - 1 }, () => BOT));
    let [tags, since, longest] = [0, world.tick, 0];
    while (statusOf(world) === "live") {
      tag.bot(world, 0, seats);
      run();
      if (![...world.tags].length) continue;
      tags += 1;
      longest = Math.max(longest, world.tick - since);
      since = world.tick;
    }
    expect(tags).toBeGreaterThan(8);
    expect(longest).toBeLessThan(20 * 30);
    expect(tag.result?.(world)).toHaveLength(count);
  });
});
