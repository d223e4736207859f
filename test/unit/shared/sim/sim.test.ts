import fc from "fast-check";
import { expect, describe as group, it } from "vitest";
import { murmur3 } from "#shared/sim/hash.ts";
import {
  advance,
  atan2,
  axis,
  configure,
  cos,
  createWorld,
  defineGame,
  describe,
  emptyWorld,
  firstDifference,
  fixed,
  hypot,
  Random,
  SEAT,
  sin,
  TURN,
  turnBetween,
  UNIT,
  u8,
} from "#shared/sim/index.ts";
import { inputsFor, seatAll, shuffle, toy } from "#test/support/toy.ts";

group("tables", () => {
  it("spawns into the lowest free row, and clears what it despawns", () => {
    const { players } = createWorld(toy, { seats: 3 }, 1);
    expect([players.spawn({ x: 5 }), players.spawn({ x: 6 }), players.spawn(), players.spawn()]).toEqual([0, 1, 2, -1]);
    players.despawn(1);
    expect(players.x[1]).toBe(0);
    expect([...players]).toEqual([0, 2]);
    expect(players.spawn({ hp: 9 })).toBe(1);
    expect(players.count()).toBe(3);
  });

  it("names the content of a row by (row, generation)", () => {
    const { players } = createWorld(toy, {}, 1);
    players.spawnAt(2);
    const first = players.generation[2];
    players.spawnAt(2);
    expect(players.generation[2]).not.toBe(first);
    expect(players.generation[2] & 1).toBe(1);
  });

  it("refuses a column that is not there", () => {
    const { players } = createWorld(toy, {}, 1);
    expect(() => players.spawn({ nope: 1 } as object)).toThrow("players has no column nope");
  });

  it("refuses tables and columns that are called as the runtime's own", () => {
    const { name, version, tickRate, modes, settings } = toy;
    const declaring =
      (table: string, column: string, input = "mx") =>
      () =>
        defineGame({
          ...{ name, version, tickRate, modes, settings },
          level: () => undefined,
          status: () => "live",
          input: { [input]: axis(0, 1) },
          tables: () => ({ [table]: fixed({ [column]: u8() }, { capacity: 1 }) }),
          setup() {},
          step() {},
          join() {},
          leave() {},
          bot() {},
        });
    expect(declaring("birds", "x")).not.toThrow();
    for (const name of ["tick", "seats", "clone", "hash", "copyFrom"]) expect(declaring(name, "x")).toThrow(RangeError);
    for (const name of ["valueOf", "constructor"]) expect(declaring("birds", name)).toThrow(RangeError);
    for (const name of ["kind", "seen", "command"]) expect(declaring("birds", "x", name)).toThrow(RangeError);
  });

  it("refuses settings that are unknown, out of range or no whole number", () => {
    for (const bad of [{ nope: 1 }, { seats: 0 }, { seats: 33 }, { seats: 1.5 }, { seats: Number.NaN }]) {
      expect(() => configure(toy.settings, bad)).toThrow(RangeError);
    }
  });
});

group("a world", () => {
  it("is copied, compared and hashed whole", () => {
    const world = createWorld(toy, {}, 7);
    world.players.spawn({ x: 3 });
    const copy = world.clone();
    expect(copy.hash()).toBe(world.hash());
    expect(firstDifference(world, copy)).toBeUndefined();
    copy.players.x[0] = 4;
    expect(copy.hash()).not.toBe(world.hash());
    const difference = firstDifference(world, copy);
    expect(difference && describe(difference)).toBe("players.x[0]: 3 is not 4");
    expect(world.players.x[0]).toBe(3);
  });

  it("re-steps to the same world from any tick, with any inputs (sync test)", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random({ seed, draws: 0 });
        const world = createWorld(toy, { seats: 6 }, seed);
        const inputs = inputsFor(world);
        for (let tick = 0; tick < 120; tick++) {
          shuffle(inputs, (n) => random.below(n));
          const again = emptyWorld(world.layout).forkFrom(world);
          advance(world, inputs);
          advance(again, inputs);
          const difference = firstDifference(world, again);
          if (difference) throw new Error(`tick ${world.tick}: ${describe(difference)}`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("lets the bots decide by themselves, and ignores inputs for their seats", () => {
    const worlds = [1, 2].map((whim) => {
      const world = createWorld(toy, { seats: 2 }, 7);
      const inputs = inputsFor(world);
      seatAll(inputs, SEAT.bot);
      for (let tick = 0; tick < 60; tick++) {
        for (const cells of inputs.cells.slice(1)) for (const seat of [0, 1]) cells[seat] = whim;
        advance(world, inputs);
      }
      return world;
    });
    expect(firstDifference(worlds[0], worlds[1])).toBeUndefined();
    expect(worlds[0].players.vx[0]).not.toBe(0);
    expect([0, 1].map((seat) => worlds[0].seats.seen[seat])).toEqual([0, 0]);
  });

  it("calls join and leave once for each change of owner, and not for a person who is away", () => {
    const world = createWorld(toy, { seats: 1 }, 1);
    const inputs = inputsFor(world);
    const kinds = [SEAT.person, SEAT.away, SEAT.person, SEAT.bot, SEAT.empty, SEAT.empty];
    const lives = kinds.map((kind) => {
      inputs.cells[0][0] = kind;
      advance(world, inputs);
      return world.players.generation[0];
    });
    expect(lives).toEqual([1, 1, 1, 3, 4, 4]);
  });
});

group("integer trigonometry", () => {
  it("is within one unit of the real one, everywhere", () => {
    for (let a = 0; a < TURN; a++) {
      expect(Math.abs(sin(a) - UNIT * Math.sin((a * 2 * Math.PI) / TURN))).toBeLessThanOrEqual(0.51);
      expect(Math.abs(cos(a) - UNIT * Math.cos((a * 2 * Math.PI) / TURN))).toBeLessThanOrEqual(0.51);
    }
  });

  it("turns a vector back into its angle", () => {
    fc.assert(
      fc.property(fc.integer({ min: -30000, max: 30000 }), fc.integer({ min: -30000, max: 30000 }), (x, y) => {
        fc.pre(hypot(x, y) > 200);
        const real = (Math.atan2(y, x) * TURN) / (2 * Math.PI);
        expect(Math.abs(turnBetween(Math.round(real), atan2(y, x)))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it("hashes as MurmurHash3 does", () => {
  // Published test vectors for the x86 32-bit variant; the last is the bytes 21 43 65 87.
  expect(murmur3(new Int32Array([]), 1)).toBe(0x514e28b7);
  expect(murmur3(new Int32Array([0]), 0)).toBe(0x2362f9de);
  expect(murmur3(new Int32Array([-1]), 0)).toBe(0x76293b50);
  expect(murmur3(new Int32Array([-2023406815]), 0)).toBe(0xf55b516b);
});
