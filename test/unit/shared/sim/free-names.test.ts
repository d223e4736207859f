/** Columns may be called as a table's own methods are: they shadow these, and the functions of the kit stand in. */
import { describe, expect, it } from "vitest";
import {
  type AnyGame,
  advance,
  axis,
  capacityOf,
  count,
  createWorld,
  defineGame,
  despawn,
  fixed,
  generationOf,
  has,
  inputView,
  registry,
  rows,
  SEAT,
  spawn,
  spawnAt,
  u8,
  u16,
} from "#shared/sim/index.ts";
import { conforms } from "#test/support/conformance.ts";

const shadowing = {
  has: u8(),
  count: u8(),
  spawn: u8(),
  spawnAt: u8(),
  despawn: u8(),
  clear: u8(),
  capacity: u8(),
  generation: u16(),
  cells: u8(),
  bytes: u8(),
  placed: u8(),
};

const bag = defineGame({
  name: "bag",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 1, max: 4, default: 3 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { has: axis(0, 9), capacity: axis(0, 9), cells: axis(-9, 9) },
  level: () => undefined,
  tables: ({ seats }) => ({
    items: rows(shadowing, { capacity: seats, perSeat: true }),
    shelves: fixed({ capacity: u8(), count: u8() }, { capacity: 2 }),
    plain: rows({ x: u8() }, { capacity: 2 }),
  }),
  setup: ({ shelves }) => {
    shelves.capacity[1] = 5;
  },
  join: ({ items }, seat) => void spawnAt(items, seat, { count: 1, generation: 7 }),
  leave: ({ items }, seat) => despawn(items, seat),
  step({ items, seats }) {
    for (const row of items) {
      items.count[row] += seats.has[row];
      items.cells[row] = seats.capacity[row] + seats.cells[row];
    }
  },
  status: () => "live",
  bot(_, seat, input) {
    input.has[seat] = 2;
    input.capacity[seat] = 4;
    input.cells[seat] = 3;
  },
});

describe("a game whose columns are called as the methods of a table", () => {
  it("is declared, registered and played as any other", () => {
    registry(bag as AnyGame);
    conforms(bag as AnyGame);
  });

  it("has cells by these names, and rows that come and go by the kit's functions", () => {
    const { items, shelves } = createWorld(bag, {}, 1);
    expect(shelves.capacity[1]).toBe(5);
    expect([capacityOf(items), capacityOf(shelves), count(items), count(shelves)]).toEqual([3, 2, 0, 2]);
    expect(spawn(items, { has: 1, spawn: 2 })).toBe(0);
    expect(spawnAt(items, 2)).toBe(2);
    expect([has(items, 0), has(items, 1), has(items, 2), [...items]]).toEqual([true, false, true, [0, 2]]);
    expect([items.has[0], items.spawn[0], generationOf(items)[2]]).toEqual([1, 2, 1]);
    despawn(items, 0);
    expect([has(items, 0), items.has[0], count(items)]).toEqual([false, 0, 1]);
    expect(() => spawn(items, { nope: 1 } as object)).toThrow("items has no column nope");
  });

  it("keeps the methods of tables that do not shadow them", () => {
    const { plain, shelves } = createWorld(bag, {}, 1);
    expect([plain.spawn({ x: 3 }), plain.has(0), plain.count(), plain.capacity, plain.generation[0]]).toEqual([
      0,
      true,
      1,
      2,
      1,
    ]);
    plain.clear();
    expect([...plain]).toEqual([]);
    expect(() => generationOf(shelves as never)).toThrow("shelves: its rows are always there");
  });

  it("has bots and a step that read inputs by these names", () => {
    const world = createWorld(bag, {}, 1);
    const inputs = world.clone().seatTable;
    for (let seat = 0; seat < 3; seat++) inputs.cells[0][seat] = SEAT.bot;
    advance(world, inputs);
    advance(world, inputs);
    expect([...world.items].map((row) => [world.items.count[row], world.items.cells[row]])).toEqual([
      [5, 7],
      [5, 7],
      [5, 7],
    ]);
    expect(inputView(inputs)).toBe(inputView(inputs));
  });
});
