/** What an author leaves out of a declaration: docs/decisions/short-form.md. */
import { describe, expect, it } from "vitest";
import {
  type AnyGame,
  advance,
  createWorld,
  defineGame,
  discrete,
  i16,
  plan,
  players,
  SEAT,
  single,
  statusOf,
} from "#shared/sim/index.ts";
import { conforms } from "#test/support/conformance.ts";

const settings = { seats: { min: 1, max: 4, default: 3 } };

/** All that must be written. */
const least = defineGame({ name: "least", tickRate: 20, settings, step() {} });

const walkers = defineGame({
  name: "walkers",
  tickRate: 20,
  settings,
  tables: () => ({ walkers: players({ x: i16(), lastOwner: discrete() }), gate: single({ left: discrete() }) }),
  step({ walkers }) {
    for (const seat of walkers) walkers.x[seat] += 1;
  },
  leave({ walkers, gate }, seat) {
    gate.left += walkers.has(seat) ? 100 : 1;
  },
});

describe("a declaration of the least", () => {
  it("is a whole game: version 1, one mode by its name, no input, no tables, always live, idle bots", () => {
    expect(least).toMatchObject({ version: 1, input: {}, modes: { play: { title: "Least", settings: {} } } });
    expect(least.tables({ seats: 3 })).toEqual({});
    const world = createWorld(least, {}, 1);
    expect(statusOf(world)).toBe("live");
    expect([least.result, least.roundLeft, least.quietUntil]).toEqual([undefined, undefined, undefined]);
    const inputs = world.clone();
    for (const seat of inputs.seats) inputs.seats.kind[seat] = SEAT.bot;
    advance(world, inputs.seatTable);
    expect(world.tick).toBe(1);
    conforms(least as unknown as AnyGame);
  });

  it("may be declared anew with other parts, as a test does", () => {
    const quick = defineGame({ ...walkers, tickRate: 60 });
    expect([quick.tickRate, quick.name]).toEqual([60, "walkers"]);
    const world = createWorld(quick, {}, 1);
    expect(world.walkers.capacity).toBe(3);
  });
});

describe("players()", () => {
  it("has a row a seat, which every client predicts", () => {
    const { tables } = plan(walkers, { seats: 2 });
    const table = tables.find(({ name }) => name === "walkers");
    expect(table).toMatchObject({ kind: "rows", capacity: 2, perSeat: true, show: "predict" });
  });

  it("each newcomer has a row, which ends before the game's leave is called", () => {
    const world = createWorld(walkers, {}, 1);
    const inputs = world.clone();
    inputs.seats.kind[1] = SEAT.person;
    advance(world, inputs.seatTable);
    expect([...world.walkers]).toEqual([1]);
    expect(world.walkers.x[1]).toBe(1);
    inputs.seats.kind[1] = SEAT.away;
    advance(world, inputs.seatTable);
    expect(world.walkers.x[1]).toBe(2);
    inputs.seats.kind[1] = SEAT.empty;
    advance(world, inputs.seatTable);
    expect([...world.walkers]).toEqual([]);
    expect(world.gate.left).toBe(1);
  });

  it("a game's own join spawns the row itself", () => {
    const game = defineGame({
      ...{ name: "late", tickRate: 20, settings, step() {} },
      tables: () => ({ walkers: players({ x: i16() }) }),
      join({ walkers }, seat) {
        if (seat > 0) walkers.spawnAt(seat, { x: 7 });
      },
    });
    const world = createWorld(game, {}, 1);
    const inputs = world.clone();
    for (const seat of [0, 1]) inputs.seats.kind[seat] = SEAT.bot;
    advance(world, inputs.seatTable);
    expect([...world.walkers]).toEqual([1]);
    expect(world.walkers.x[1]).toBe(7);
  });

  it("conforms", () => conforms(walkers as unknown as AnyGame));
});

it("the compiler tells a field that no game has", () => {
  // @ts-expect-error it is called standIn
  defineGame({ name: "least", tickRate: 20, settings, step() {}, standin: true });
});
