import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import { type Frame, keyframe, LogReader, LogWriter, opening } from "#shared/log/index.ts";
import { decodeDown, encodeDown, schemaOf } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  advance,
  axis,
  buttons,
  carryOver,
  columnOf,
  createWorld,
  defineGame,
  discrete,
  emptyWorld,
  firstDifference,
  fixed,
  i16,
  type Layout,
  layoutFromSchema,
  migrate,
  plan,
  rows,
  type SchemaLike,
  SEAT,
  setUp,
  single,
  u8,
  type WorldBase,
} from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { toy } from "#test/support/toy.ts";

/** What a stored match or a replay says of its rules, as it comes out of JSON. */
function told({ game, tickRate, config }: Layout, schema: SchemaLike) {
  const about = { game: game.name, version: game.version, tickRate, settings: config, schema };
  return JSON.parse(JSON.stringify(about)) as typeof about;
}

const foreign = (layout: Layout): Layout => layoutFromSchema(told(layout, schemaOf(layout)));

const sent = <T extends Frame>(frame: T): Frame => {
  const [message] = decodeDown(encodeDown({ type: "frame", ...frame }));
  if (message.type !== "frame") throw new Error(`it came back as ${message.type}`);
  return message;
};

const CASES: readonly [string, AnyGame, Readonly<Record<string, number>>][] = [
  ["arena", arena, {}],
  ["arena", arena, { seats: 2, tickRate: 60 }],
  ["arena", arena, { seats: 5, mode: 1, width: 900, height: 900 }],
  ["arena", arena, { seats: 16, mode: 1 }],
  ["arena", arena, { seats: 1024 }],
  ["puck", puck, {}],
  ["puck", puck, { seats: 6, goals: 9 }],
  ["toy", toy, { seats: 7 }],
];

describe.each(CASES)("a layout of the rules of %s (%#) that are not here", (_, game, settings) => {
  const layout = plan(game, settings);

  it("is the image of those that are", () => {
    const other = foreign(layout);
    const places = ({ tables, size }: Layout) => ({
      size,
      tables: tables.map(({ name, kind, capacity, start, end, generation, columns }) => ({
        ...{ name, kind, capacity, start, end },
        columns: [generation, ...columns].map(
          (column) => column && [column.name, column.type, column.offset, column.size, column.rateColumn],
        ),
      })),
    });
    expect(places(other)).toEqual(places(layout));
    expect([other.tickRate, other.config, other.game.name, other.game.version]).toEqual([
      layout.tickRate,
      layout.config,
      game.name,
      game.version,
    ]);
  });

  it("reads their keyframes and their frames of states", () => {
    const { world, inputs } = new BotMatch(game, settings, 5);
    const ticks = world.layout.config.seats > 100 ? 20 : 400;
    for (let seat = 0; seat < inputs.capacity; seat++) inputs.cells[0][seat] = seat % 4 === 0 ? SEAT.person : SEAT.bot;
    const writer = new LogWriter(world, { stream: "state", heartbeat: 3, hashEvery: 1 });
    const reader = new LogReader(foreign(layout));
    reader.begin(keyframe(world));
    for (let tick = 0; tick < ticks; tick++) {
      advance(world, inputs);
      const frame = writer.write(world);
      // Throws where the hash is another.
      if (frame) reader.apply(sent(frame));
      expect(reader.world.hash()).toBe(world.hash());
    }
    const { keyframe: first, frames } = opening(world);
    const late = new LogReader(foreign(layout));
    late.begin(first);
    for (const frame of frames) late.apply(sent(frame));
    expect(late.world.hash()).toBe(world.hash());
  });

  it("can't step", () => {
    const world = emptyWorld(foreign(layout));
    expect(() => advance(world, world.clone().seatTable)).toThrow(`the rules of ${game.name} ${game.version}`);
    expect(() => world.layout.game.status(world)).toThrow("this build does not have");
  });
});

describe("a schema that is none", () => {
  const layout = plan(toy, { seats: 3 });
  const good = schemaOf(layout);
  const [world, seats, ...others] = good;
  const table = (...columns: SchemaLike[number][3]): SchemaLike[number] => ["extra", "rows", 4, columns];
  const bad: Readonly<Record<string, SchemaLike>> = {
    "of nothing": [],
    "without seats": [world],
    "whose first table is another": [seats, world],
    "whose world is no single row": [["world", "fixed", 2, world[3]], seats],
    "whose world has no tick": [["world", "fixed", 1, world[3].slice(1)], seats],
    "whose seats come and go": [world, ["seats", "rows", 3, seats[3]]],
    "of no seats": [world, ["seats", "fixed", 0, seats[3]]],
    "whose seats have no kind": [world, ["seats", "fixed", 3, seats[3].slice(1)]],
    "whose seats are not as many as the settings say": [world, ["seats", "fixed", 4, seats[3]]],
    "with an unknown type": [...good, table(["a", "f32", -1])],
    "with a type that every object has": [...good, table(["a", "constructor", -1])],
    "with an unknown kind": [...good, ["extra", "heap", 4, []]],
    "with two tables of one name": [...good, others[0]],
    "with two columns of one name": [...good, table(["a", "u8", -1], ["a", "u8", -1])],
    "with a table called as the world's own are": [...good, ["layout", "rows", 4, []]],
    "with a table called as its methods are": [...good, ["copyFrom", "rows", 4, []]],
    "with a table called as an object's own are": [...good, ["", "rows", 4, []]],
    "with a column called as an object's own are": [...good, table(["valueOf", "u8", -1])],
    "with a column called by a number": [...good, table(["b", "u8", -1], ["1", "u8", -1])],
    "with a column without a name": [...good, table(["", "u8", -1])],
    "with a column of a very long name": [...good, table(["a".repeat(65), "u8", -1])],
    "with a rate that is not there": [...good, table(["a", "u8", 1])],
    "with a rate that is no number of a column": [...good, table(["a", "u8", -1], ["b", "u8", 0.5])],
    "with a rate of a rate": [...good, table(["a", "u8", -1], ["b", "u8", 0], ["c", "u8", 1])],
    "with a column that is its own rate": [...good, table(["a", "u8", 0])],
    "with a plain column after one with a rate": [...good, table(["a", "u8", -1], ["b", "u8", 0], ["c", "u8", -1])],
    "with rows that can't be counted": [...good, ["extra", "rows", Number.NaN, []]],
    "with fewer rows than none": [...good, ["extra", "rows", -1, []]],
    "with half a row": [...good, ["extra", "rows", 1.5, []]],
    "with rows without end": [...good, ["extra", "rows", Number.POSITIVE_INFINITY, []]],
    "with more rows than fit": [...good, ["extra", "rows", 2 ** 30, [["a", "u32", -1]]]],
    "with tables that are too large together": [
      ...good,
      ...Array.from({ length: 9 }, (_, n): SchemaLike[number] => [`t${n}`, "fixed", 40_000, [["a", "u32", -1]]]),
    ],
  };

  it("is not what the good one is", () => expect(layoutFromSchema(told(layout, good)).size).toBe(layout.size));

  it.each(Object.keys(bad))("is refused: one %s", (what) => {
    expect(() => layoutFromSchema(told(layout, bad[what]))).toThrow(RangeError);
  });

  it.each([0, 61, 1.5, Number.NaN])("is refused with %d ticks a second", (tickRate) => {
    expect(() => layoutFromSchema({ ...told(layout, good), tickRate })).toThrow(RangeError);
  });

  it("is refused or read, with any content", () => {
    const name = fc.oneof(fc.constantFrom("world", "seats", "kind", "tick", "__proto__", "constructor"), fc.string());
    const type = fc.oneof(fc.constantFrom("u8", "i16", "u32", "__proto__", "toString"), fc.string());
    const count = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.double());
    const entry = fc.tuple(
      name,
      fc.constantFrom("rows", "fixed", "events", "valueOf"),
      count,
      fc.array(fc.tuple(name, type, count), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), fc.boolean(), (entries, whole) => {
        const schema = whole ? [...good, ...entries] : entries;
        try {
          const read = emptyWorld(layoutFromSchema({ ...told(layout, good), schema }));
          expect([read.tick, read.clone().hash()]).toEqual([0, read.hash()]);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** Two versions of a game, and how the second takes on a match of the first. */
const first = defineGame({
  name: "farm",
  version: 1,
  tickRate: 20,
  settings: { seats: { min: 1, max: 4, default: 3 }, hens: { min: 0, max: 8, default: 6 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { mx: axis(-100, 100), buttons: buttons(4) },
  level: () => undefined,
  tables: ({ seats, hens }) => ({
    hens: rows({ x: i16({ rate: "vx" }), vx: i16(), eggs: i16() }, { capacity: hens }),
    barn: single({ hay: i16(), gone: u8() }),
    fields: fixed({ wheat: u8() }, { capacity: seats }),
    moods: fixed({ mood: u8() }, { capacity: seats }),
  }),
  setup: ({ barn }) => {
    barn.hay = 100;
  },
  join() {},
  leave() {},
  step({ hens, random }) {
    for (const hen of hens) {
      hens.x[hen] += hens.vx[hen];
      hens.vx[hen] = random.between(-3, 3);
    }
  },
  status: () => "live",
  bot() {},
});

const second = defineGame({
  name: "farm",
  version: 2,
  tickRate: 20,
  modes: { plain: { title: "Plain", settings: {} } },
  level: () => undefined,
  join() {},
  leave() {},
  status: () => "live",
  bot() {},
  settings: { seats: { min: 2, max: 4, default: 3 }, hens: { min: 0, max: 8, default: 6 } },
  input: { mx: axis(-7, 7), buttons: buttons(4), aim: axis(0, 9, 4) },
  tables: ({ seats, hens }) => ({
    barn: single({ hay: u8(), straw: i16() }),
    hens: rows(
      { x: i16({ rate: "vx" }), vx: i16(), eggs: u8(), age: discrete("u16") },
      { capacity: Math.max(4, hens >> 1) },
    ),
    fields: fixed({ wheat: u8(), rye: u8() }, { capacity: seats + 2 }),
    moods: rows({ mood: u8() }, { capacity: seats }),
    flags: fixed({ up: u8() }, { capacity: 2 }),
  }),
  setup({ barn, hens, fields, flags }) {
    barn.straw = 7;
    hens.spawnAt(0, { age: 9 });
    hens.spawnAt(3, { age: 9 });
    for (const field of fields) fields.rye[field] = 3;
    flags.up[1] = 1;
  },
  step() {},
  migrate(world, { version, world: before }) {
    if (version !== 1) return false;
    world.barn.straw = columnOf(before, "barn", "gone")?.[0] ?? 0;
    return true;
  },
});

describe("a world that is carried over", () => {
  function played(settings: { readonly seats?: number; readonly hens?: number } = {}) {
    const world = createWorld(first, settings, 77);
    const next = world.clone();
    next.seats.kind[0] = SEAT.person;
    next.seats.seen[0] = 11;
    next.seats.mx[0] = 50;
    next.seats.buttons[0] = 9;
    for (const hen of [1, 2, 5]) world.hens.spawnAt(hen, { x: hen * 10, vx: 1, eggs: hen === 2 ? -4 : 300 });
    for (let tick = 0; tick < 9; tick++) advance(world, next.seatTable);
    world.barn.hay = -20;
    world.barn.gone = 5;
    for (const field of world.fields) world.fields.wheat[field] = 40 + field;
    world.moods.mood[0] = 6;
    return world;
  }

  it("has the tick, the generator's state, the seats, and what both have by name", () => {
    const from = played();
    const to = createWorld(second, {}, 1);
    carryOver(from, to);
    expect([to.tick, to.random.next()]).toEqual([9, from.random.next()]);
    expect([to.seats.kind[0], to.seats.seen[0], to.seats.buttons[0]]).toEqual([SEAT.person, 11, 9]);
    expect(Array.from(to.fields.wheat)).toEqual([40, 41, 42, 0, 0]);
    expect([...to.hens]).toEqual([1, 2]);
    expect([to.hens.x[2], to.hens.vx[2]]).toEqual([from.hens.x[2], from.hens.vx[2]]);
    expect([to.hens.generation[1], to.hens.generation[0]]).toEqual([from.hens.generation[1], from.hens.generation[0]]);
  });

  it("brings values into the range of their new column, and an input that may not be sent any more to rest", () => {
    const to = createWorld(second, {}, 1);
    carryOver(played(), to);
    expect([to.barn.hay, to.hens.eggs[1], to.hens.eggs[2]]).toEqual([0, 255, 0]);
    expect(to.seats.mx[0]).toBe(0);
  });

  it("keeps what only the new version has, but in rows that came from the old one", () => {
    const to = createWorld(second, {}, 1);
    carryOver(played(), to);
    expect([to.barn.straw, to.flags.up[1], to.seats.aim[0]]).toEqual([7, 1, 4]);
    expect(Array.from(to.fields.rye)).toEqual([3, 3, 3, 3, 3]);
    expect(Array.from(to.hens.age)).toEqual([0, 0, 0, 0]);
  });

  it("leaves out tables of another kind, and rows that there is no room for", () => {
    const to = createWorld(second, { seats: 2 }, 1);
    carryOver(played({ seats: 3 }), to);
    expect([to.moods.count(), to.seats.kind.length]).toEqual([0, 2]);
    expect(Array.from(to.fields.wheat)).toEqual([40, 41, 42, 0]);
  });

  it("leaves the older one as it is, and knows nothing of its past", () => {
    const from = played();
    const hash = from.hash();
    const to = createWorld(second, {}, 1);
    to.past.push(to);
    carryOver(from, to);
    expect(from.hash()).toBe(hash);
    expect(to.past.at(0)).toBeUndefined();
  });

  it("is the same world under the same rules", () => {
    const from = played();
    const to = createWorld(first, {}, 3);
    carryOver(from, to);
    expect(firstDifference(from, to)).toBeUndefined();
  });
});

describe("a match of an older version", () => {
  /** As it is found on a disk: a keyframe, and what its rules were. */
  function stored(world: WorldBase): WorldBase {
    const reader = new LogReader(foreign(world.layout));
    reader.begin(keyframe(world));
    return reader.world;
  }

  it("is asked of the game, which fills in the rest", () => {
    const from = createWorld(first, {}, 1);
    from.barn.gone = 5;
    const world = migrate(second, {}, { version: 1, world: stored(from) });
    expect(world && columnOf(world, "barn", "straw")?.[0]).toBe(5);
    expect(world?.layout.game.version).toBe(2);
  });

  it("does not go on where the game says no, has no way, is another, or has no such settings", () => {
    const world = stored(createWorld(first, { seats: 1 }, 1));
    const small = { version: 1, world };
    expect(migrate(second, { seats: 2 }, small)).toBeDefined();
    expect(migrate(second, { seats: 2 }, { version: 0, world })).toBeUndefined();
    expect(migrate(second, { seats: 1 }, small)).toBeUndefined();
    expect(migrate(second, { cows: 1 }, small)).toBeUndefined();
    expect(migrate(first, {}, small)).toBeUndefined();
    expect(migrate({ ...second, name: "zoo" }, {}, small)).toBeUndefined();
  });

  it("tells of a mistake in a game's own code", () => {
    const world = stored(createWorld(first, {}, 1));
    const wrong: AnyGame = {
      ...second,
      migrate() {
        throw new RangeError("off by one");
      },
    };
    expect(() => migrate(wrong, {}, { version: 1, world })).toThrow("off by one");
  });

  it.each([
    ["arena", arena, { seats: 6, mode: 1, lobby: 1, width: 900 }],
    ["puck", puck, { seats: 4, lobby: 1 }],
  ] as const)("goes on in %s exactly where it was", (_, game, settings) => {
    const before: AnyGame = { ...game, version: game.version - 1 };
    const match = new BotMatch(before, settings, 9);
    match.run(700);
    const saved = stored(match.world);
    const world = migrate(game, settings, { version: before.version, world: saved });
    if (!world) throw new Error("it did not go on");
    expect(firstDifference(match.world, world)).toBeUndefined();
    match.run(300, () => {
      advance(world, match.inputs);
      expect(firstDifference(match.world, world)).toBeUndefined();
    });
    expect(migrate(game, settings, { version: 0, world: saved })).toBeUndefined();
    expect(migrate(game, settings, { version: game.version + 1, world: saved })).toBeUndefined();
  });

  it("without players is the new match", () => {
    const world = migrate(puck, {}, { version: 1, world: stored(setUp(plan(puck, {}), 4)) });
    expect(world?.hash()).toBe(setUp(plan(puck, {}), 4).hash());
  });
});
