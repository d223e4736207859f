/** What a game does wrong is told as it is declared: by name, in one sentence, with what to do. */
import { describe, expect, it } from "vitest";
import { decodeUp, encodeUp, MAX_INPUTS, MAX_MESSAGE } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  aim,
  axis,
  brokenGames,
  buttons,
  type Column,
  CUSTOM,
  configure,
  createWorld,
  defineGame,
  discrete,
  events,
  fixed,
  gather,
  type InputColumn,
  i16,
  i32,
  plan,
  registry,
  rows,
  single,
  type Table,
  u8,
  u32,
  WorldBase,
} from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

type Parts = Readonly<Record<string, unknown>>;

const good = {
  name: "good",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 2, max: 8, default: 4 }, hares: { min: 1, max: 20, default: 5 } },
  modes: { plain: { title: "Plain", settings: {} }, crowd: { title: "Crowd", settings: { hares: 20 } } },
  input: { mx: axis(-7, 7), aim: aim(), buttons: buttons(3) },
  level: () => undefined,
  tables: ({ seats, hares }: { seats: number; hares: number }) => ({
    players: rows({ x: i32({ rate: "vx", snap: 9 }), vx: i16() }, { capacity: seats, perSeat: true }),
    hares: fixed({ x: i16() }, { capacity: hares }),
    hits: events({ who: discrete() }, { capacity: 4, by: "who" }),
    round: single({ it: discrete() }),
  }),
  setup() {},
  step() {},
  join() {},
  leave() {},
  status: () => "live",
  bot() {},
};

/** Declares the good game with some parts put in others' places, as a JavaScript author might write it. */
const declare = (parts: Parts) => () => defineGame({ ...good, ...parts } as unknown as AnyGame);

const withInput = (name: string, column: Parts | InputColumn) =>
  declare({ input: { mx: axis(-7, 7), [name]: column } });
const withSetting = (name: string, setting: unknown) => declare({ settings: { ...good.settings, [name]: setting } });
const withMode = (name: string, mode: unknown) => declare({ modes: { ...good.modes, [name]: mode } });
const withTable = (name: string, table: Parts | Table) =>
  declare({ tables: (config: never) => ({ ...good.tables(config), [name]: table }) });
const withColumn = (name: string, column: Parts | Column) =>
  withTable("birds", fixed({ y: u8(), [name]: column as Column }, { capacity: 1 }));

const own = (names: readonly string[]): string[] =>
  names.filter((name) => name !== "constructor" && !name.startsWith("#"));
const propertiesOf = (object: object): string[] => [
  ...own(Object.getOwnPropertyNames(object)),
  ...own(Object.getOwnPropertyNames(Object.getPrototypeOf(object))),
];
const OF_EVERY_OBJECT = Object.getOwnPropertyNames(Object.prototype);
const ODD = ["", " ", "a b", "a.b", "a-b", "1", "1st", "é", "x".repeat(65), "a\n"];

/** One sentence that names the game and the field. */
const saying = (...parts: readonly string[]) =>
  new RegExp(
    `^game good: [^\\n]*${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^\\n]*")}[^\\n]*$`,
  );

it("a good game is taken as it is", () => {
  const game = declare({})();
  expect(game.name).toBe("good");
  expect(declare({ rewind: 0, standIn: true, result: () => [], migrate: () => false })).not.toThrow();
});

describe("names", () => {
  // The list is the classes' own: a new member without a test fails here.
  const world = new WorldBase(plan({ ...(toy as AnyGame), tables: () => ({}), input: {} }));
  it.each(propertiesOf(world))("no table is called %s, which a world has", (name) => {
    expect(withTable(name, single({ x: u8() }))).toThrow(saying("table", name, "use another name"));
  });

  const seats = world.seatTable.placed.columns.map(({ name }) => name);
  it.each(seats)("no input is called %s, which world.seats has", (name) => {
    expect(withInput(name, axis(0, 1))).toThrow(saying("input", name, "use another name"));
  });

  it("kind and seen, by which the runtime knows a seat, are among them", () => {
    expect(seats).toEqual(expect.arrayContaining(["kind", "seen", "commandSeq", "command"]));
  });

  const members = [
    ...propertiesOf(world.seatTable),
    ...propertiesOf(createWorld(toy, {}, 1).players satisfies object),
  ].filter((name) => !OF_EVERY_OBJECT.includes(name));
  it.each(members)("a column and an input may be called %s, which a table has as a member", (name) => {
    expect(withColumn(name, u8())).not.toThrow();
    if (!seats.includes(name)) expect(withInput(name, axis(0, 1))).not.toThrow();
  });

  it.each([...OF_EVERY_OBJECT, ...ODD])("nothing is called %j", (name) => {
    expect(withTable(name, single({ x: u8() }))).toThrow(saying("table", "use"));
    expect(withInput(name, axis(0, 1))).toThrow(saying("input", "use"));
    expect(withColumn(name, u8())).toThrow(saying("column of birds", "use"));
    expect(withSetting(name, { min: 0, max: 1, default: 0 })).toThrow(saying("setting", "use"));
    if (name === "a-b") return;
    expect(withMode(name, { title: "A mode", settings: {} })).toThrow(saying("mode", "use"));
    expect(declare({ name })).toThrow(/^a game: it cannot be called [^\n]*: use /);
  });

  it.each(["rules.x", "a/b", "a,b", "a;b", "-a", "ü", "x".repeat(33), 5, undefined])("no game is called %j", (name) => {
    expect(declare({ name })).toThrow(/^a game[^\n]*$/);
  });

  it("no mode is called as that of a match without one", () => {
    expect(withMode(CUSTOM, { title: "Mine", settings: {} })).toThrow(saying("mode", CUSTOM, "use another name"));
  });

  it("__proto__, written as it is, is told, and declares nothing in silence", () => {
    expect(declare({ input: { __proto__: { mx: axis(-7, 7) } } })).toThrow(saying("input inherits mx"));
    expect(declare({ modes: { ...good.modes, __proto__: { title: "T", settings: {} } } })).toThrow(
      saying("modes inherits title"),
    );
    expect(withTable("birds", fixed({ y: u8(), __proto__: u8() } as never, { capacity: 1 }))).toThrow(
      saying("birds inherits type"),
    );
  });

  it("usual names are taken", () => {
    for (const name of ["x", "_x", "x2", "camelCase", "UPPER", "x".repeat(64)]) {
      expect(withTable(name, single({ x: u8() }))).not.toThrow();
      expect(withColumn(name, u8())).not.toThrow();
      expect(withInput(name, axis(0, 1))).not.toThrow();
      expect(withSetting(name, { min: 0, max: 1, default: 0 })).not.toThrow();
    }
    for (const name of ["tag", "Tag2", "capture-the-flag", "a_b", "x".repeat(32)]) {
      expect(declare({ name })).not.toThrow();
      expect(withMode(name, { title: "A mode", settings: {} })).not.toThrow();
    }
  });
});

describe("numbers", () => {
  it.each([0, 61, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, "30", undefined])("tickRate %s", (tickRate) => {
    expect(declare({ tickRate })).toThrow(saying("tickRate", "1 to 60"));
  });

  it.each([0, -1, 1.5, 2 ** 32, Number.NaN, "2"])("version %s", (version) => {
    expect(declare({ version })).toThrow(saying("version", "from 1 up"));
  });

  it.each([-1, Number.NaN, "x"])("rewind %s", (rewind) => {
    expect(declare({ rewind })).toThrow(saying("rewind", "from 0 up"));
  });

  it("rewind is as far as the view's age can be told: at every tick rate", () => {
    expect(declare({ rewind: 1034 })).not.toThrow();
    expect(declare({ rewind: 1100 })).toThrow(saying("rewind", "31 ticks at most"));
    expect(declare({ rewind: Number.POSITIVE_INFINITY })).toThrow(saying("rewind"));
    const settings = { ...good.settings, tickRate: { min: 10, max: 60, default: 30 } };
    expect(declare({ settings, rewind: 1000 })).toThrow(saying("rewind", "60", "31 ticks at most"));
    expect(declare({ settings, rewind: 400 })).not.toThrow();
  });
});

describe("settings", () => {
  it.each([
    { min: 0, max: 5, default: 6 },
    { min: 0, max: 5, default: -1 },
    { min: 5, max: 0, default: 3 },
  ])("%j contradicts itself", (setting) => {
    expect(withSetting("speed", setting)).toThrow(saying("settings.speed", "within its range"));
  });

  it.each([
    { min: 0.5, max: 5, default: 1 },
    { min: 0, max: 5, default: 1.5 },
    { min: 0, max: Number.POSITIVE_INFINITY, default: 1 },
    { min: 0, max: 2 ** 32, default: 1 },
    { min: -(2 ** 31) - 1, max: 0, default: 0 },
    { min: 0, max: 5 },
    { min: "0", max: 5, default: 1 },
  ])("%j is no range of whole numbers", (setting) => {
    expect(withSetting("speed", setting)).toThrow(saying("settings.speed", "whole numbers"));
  });

  it("those that the runtime knows have ranges of their own", () => {
    expect(withSetting("seats", { min: 0, max: 8, default: 4 })).toThrow(saying("settings.seats", "from 1"));
    expect(withSetting("fillTo", { min: -1, max: 8, default: 4 })).toThrow(saying("settings.fillTo", "from 0"));
    expect(withSetting("tickRate", { min: 1, max: 61, default: 30 })).toThrow(saying("settings.tickRate", "to 60"));
    expect(withSetting("tickRate", { min: 0, max: 60, default: 30 })).toThrow(saying("settings.tickRate", "from 1"));
  });

  it.each([5, null, {}, { min: -1, max: 5 }, { min: 0, max: 10 }, { min: 5, max: 4 }, { min: 0.5, max: 4 }])(
    "the public range %j is within the setting's own",
    (open) => {
      expect(withSetting("speed", { min: 0, max: 9, default: 5, public: open })).toThrow(
        saying("settings.speed.public", "within 0 to 9, or false"),
      );
    },
  );

  it("every game says how many seats it has", () => {
    expect(declare({ settings: {} })).toThrow(saying("settings.seats is missing"));
    expect(declare({ settings: undefined })).toThrow(saying("settings must be an object"));
    expect(withSetting("speed", 5)).toThrow(saying("settings.speed must be an object"));
  });
});

describe("modes", () => {
  it("there is one at least", () => expect(declare({ modes: {} })).toThrow(saying("modes is empty")));

  it.each([
    [{ nope: 1 }, "there is no setting nope"],
    [{ constructor: 1 }, "there is no setting constructor"],
    [{ hares: 21 }, "hares must be a whole number from 1 to 20"],
    [{ hares: 0 }, "hares must be a whole number from 1 to 20"],
    [{ hares: 1.5 }, "hares must be a whole number from 1 to 20"],
    [{ hares: "3" }, "hares must be a whole number from 1 to 20"],
  ])("its settings %j are the game's", (settings, what) => {
    expect(withMode("rush", { title: "Rush", settings })).toThrow(saying("modes.rush.settings", what));
  });

  it("no mode asks for what no player may choose", () => {
    const settings = { ...good.settings, speed: { min: 0, max: 9, default: 5, public: { min: 4, max: 6 } } };
    const modes = { rush: { title: "Rush", settings: { speed: 9 } } };
    expect(declare({ settings, modes })).toThrow(saying("modes.rush.settings", "speed must be", "from 4 to 6"));
    expect(declare({ settings, modes: { rush: { title: "Rush", settings: { speed: 6 } } } })).not.toThrow();
  });

  it("each has a title and settings", () => {
    expect(withMode("rush", { title: "", settings: {} })).toThrow(saying("modes.rush.title"));
    expect(withMode("rush", { settings: {} })).toThrow(saying("modes.rush.title"));
    expect(withMode("rush", { title: "Rush" })).toThrow(saying("modes.rush.settings"));
    expect(withMode("rush", "Rush")).toThrow(saying("modes.rush must be an object"));
  });
});

describe("input", () => {
  it.each([
    [{ ...axis(0, 9), min: 0.5 }, "whole numbers"],
    [{ ...axis(0, 9), idle: Number.NaN }, "whole numbers"],
    [{ ...axis(0, 9), idle: 10 }, "within its range, 0 to 9"],
    [{ ...axis(0, 9), min: 9, max: 0, idle: 5 }, "within its range"],
    [{ ...axis(0, 9), max: 200 }, "i8 holds -128 to 127"],
    [{ ...axis(0, 9), min: 0, max: 2 ** 32, type: "u32" }, "u32 holds 0 to 4294967295"],
    [{ ...buttons(3), type: "u32", max: 2 ** 32 - 1 }, "buttons(1) to buttons(16)"],
    [{ ...buttons(3), type: "i8", min: -1 }, "buttons(1) to buttons(16)"],
    [{ ...axis(0, 9), type: "f32" }, "the type f32"],
    [{ ...axis(0, 9), type: "constructor" }, "the type constructor"],
    [{ ...axis(0, 9), blend: "curve" }, "the blend curve"],
    [{ ...axis(0, 9), rate: "mx" }, "has a rate"],
  ])("%j", (column, what) => expect(withInput("speed", column)).toThrow(saying("input.speed", what)));

  it("must be an object", () => {
    expect(declare({ input: 5 })).toThrow(saying("input must be an object"));
    expect(declare({ input: [axis(0, 1)] })).toThrow(saying("input must be an object"));
    expect(withInput("speed", 5 as never)).toThrow(saying("input.speed must be an object"));
  });

  it("axes and buttons that are none are refused at once", () => {
    expect(() => axis(0.5, 3)).toThrow("axis: 0.5 to 3, idle 0: use whole numbers");
    expect(() => axis(5, 1)).toThrow(RangeError);
    expect(() => axis(1, 5)).toThrow("axis: idle 0 is not within 1 to 5");
    expect(() => axis(0, 2 ** 32)).toThrow("axis: no integer column holds 0 to 4294967296");
    expect(() => axis(-1, 2 ** 31)).toThrow(RangeError);
    for (const count of [0, 17, 1.5, Number.NaN]) expect(() => buttons(count)).toThrow("whole number from 1 to 16");
  });

  it("has no more columns than fit into the longest message", () => {
    const widest = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`c${n}`, axis(0, 2 ** 32 - 1)]));
    expect(declare({ input: widest(25) })).toThrow(saying("input has 25 columns", "24 at most"));
    const layout = plan(declare({ input: widest(24) })());
    const one = { tick: 2 ** 32 - 1, seen: 255, values: Array.from({ length: 24 }, () => 2 ** 32 - 1) };
    const message = { type: "input", inputs: Array.from({ length: MAX_INPUTS }, () => one) } as const;
    const bytes = encodeUp(message);
    expect(bytes.length).toBeLessThanOrEqual(MAX_MESSAGE);
    expect(decodeUp(bytes, layout)).toEqual([message]);
  });
});

describe("tables", () => {
  it.each([-1, 1.5, Number.NaN, 2 ** 21, undefined, "8"])("the capacity %s", (capacity) => {
    expect(withTable("birds", rows({ x: u8() }, { capacity: capacity as number }))).toThrow(
      saying("table birds", "capacity", "from 0 to"),
    );
  });

  it("a setting may leave a table without rows, but not by default", () => {
    expect(withTable("birds", rows({ x: u8() }, { capacity: 0 }))).toThrow(saying("table birds", "no rows by default"));
    const settings = { ...good.settings, birds: { min: 0, max: 9, default: 3 } };
    const tables = ({ birds }: { birds: number }) => ({ birds: rows({ x: u8() }, { capacity: birds }) });
    expect(declare({ settings, tables })).not.toThrow();
  });

  it("a world has an end", () => {
    expect(withTable("birds", rows({ x: u32() }, { capacity: 300_000 }))).toThrow(saying("a world has", "bytes"));
  });

  it("a table that has a row a seat has just these", () => {
    expect(withTable("birds", rows({ x: u8() }, { capacity: 3, perSeat: true }))).toThrow(
      saying("table birds", "perSeat", "one row a seat"),
    );
  });

  it.each([
    [{ rate: "vy" }, "no such column"],
    [{ rate: "constructor" }, "no such column"],
    [{ rate: "" }, "no such column"],
    [{ rate: "x" }, "grows by a rate itself"],
    [{ snap: -1 }, "from 0 up"],
    [{ snap: Number.NaN }, "from 0 up"],
    [{ type: "u64" }, "the type u64"],
    [{ blend: "curve" }, "the blend curve"],
  ])("a column with %j", (wrong, what) => {
    const table = fixed({ x: { ...i16(), ...wrong } as Column, v: i16() }, { capacity: 1 });
    expect(withTable("birds", table)).toThrow(saying("birds.x", what));
  });

  it("events are caused by one of their columns", () => {
    expect(withTable("cries", events({ x: u8() }, { capacity: 1, by: "who" as "x" }))).toThrow(
      saying("table cries", "who", "one of the columns"),
    );
    expect(withTable("birds", { ...fixed({ x: u8() }, { capacity: 1 }), by: "x" })).toThrow(saying("table of events"));
  });

  it("what is no table", () => {
    expect(withTable("birds", { x: u8() })).toThrow(saying("table birds", "of no kind"));
    expect(withTable("birds", { ...single({ x: u8() }), show: "blink" })).toThrow(saying("table birds", "blink"));
    expect(withTable("birds", { ...single({ x: u8() }), capacity: 2 })).toThrow(saying("table birds", "single"));
    expect(withTable("birds", 5 as never)).toThrow(saying("tables().birds must be an object"));
    expect(declare({ tables: () => undefined })).toThrow(saying("tables() must be an object"));
    expect(withColumn("wing", 5 as never)).toThrow(saying("birds.wing must be an object"));
  });

  it("are looked at for every mode, and for the ends of every setting", () => {
    const unless = (wrong: (config: { seats: number; hares: number }) => boolean) =>
      declare({
        tables: (config: { seats: number; hares: number }) =>
          wrong(config) ? { clone: single({ x: u8() }) } : good.tables(config),
      });
    expect(unless(() => false)).not.toThrow();
    expect(unless(({ hares }) => hares === 20)).toThrow(saying("called clone", '"hares":20'));
    expect(unless(({ seats }) => seats === 2)).toThrow(saying("called clone", '"seats":2'));
    expect(unless(({ seats, hares }) => seats === 8 && hares === 20)).toThrow(
      saying("called clone", '"seats":8,"hares":20'),
    );
    const throwing = declare({
      tables(config: { seats: number; hares: number }) {
        if (config.hares === 1) throw new Error("too few hares");
        return good.tables(config);
      },
    });
    expect(throwing).toThrow(saying("tables() has thrown Error: too few hares", '"hares":1'));
  });

  it("that change by themselves are told", () => {
    let n = 0;
    const tables = (config: never) => ({ ...good.tables(config), [`t${n++ % 7}`]: single({ x: u8() }) });
    expect(declare({ tables })).toThrow(saying("tables() answers the same settings differently"));
  });

  it("are looked at again as a match is planned", () => {
    const odd = ({ seats }: { seats: number }) => ({ t: rows({ x: u8() }, { capacity: seats === 5 ? -1 : seats }) });
    const game = declare({ tables: odd })();
    expect(() => plan(game, { seats: 5 })).toThrow(saying("table t", "capacity -1"));
  });
});

describe("functions", () => {
  it("step is there", () => {
    expect(declare({ step: undefined })).toThrow(saying("step is missing"));
    expect(declare({ step: {}, standIn: true })).toThrow(TypeError);
  });

  it.each([
    ...["level", "tables", "setup", "join", "leave", "status", "bot"],
    ...["result", "roundLeft", "highlight", "migrate", "teamOf", "quietUntil", "turn", "keeps"],
  ])("%s is a function, if there is one", (name) => {
    expect(declare({ [name]: {} })).toThrow(saying(name, "or left out"));
  });

  it("a view has its two", () => {
    expect(declare({ view: {} })).toThrow(saying("view", "of and hide"));
    expect(declare({ view: null })).toThrow(saying("view", "of and hide"));
    expect(declare({ view: { of: () => 0, hide() {} } })).not.toThrow();
  });
});

describe("a registry", () => {
  const game = (parts: Parts): AnyGame => declare(parts)();

  it("has each game under its own name, in their order", () => {
    const all = registry(game({}), game({ name: "other" }));
    expect([...all.keys()]).toEqual(["good", "other"]);
    expect(all.get("other")?.name).toBe("other");
  });

  it("has no two of one name", () => {
    expect(() => registry(game({}), game({ version: 2 }))).toThrow("two games are called good: give one another name");
  });

  it.each([
    ["level", /no map/],
    ["setup", /no map/],
    ["status", /no map/],
  ])("tells of a game whose %s throws", (name, what) => {
    const broken = game({
      [name]: () => {
        throw new Error("no map");
      },
    });
    expect(() => registry(broken)).toThrow(/^game good cannot begin: /);
    expect(() => registry(broken)).toThrow(what);
  });

  it("takes no game whose input is called as a column of the runtime's, though defineGame has not seen it", () => {
    const undeclared = { ...good, input: { kind: axis(0, 1) } } as unknown as AnyGame;
    expect(() => registry(undeclared)).toThrow(/^game good cannot begin: [^\n]*input cannot be called kind/);
  });

  it("tells of a status and a view that are none", () => {
    expect(() => registry(game({ status: () => "over" }))).toThrow(
      /status answers "over": use "waiting", "live", "ended"/,
    );
    expect(() => registry(game({ status: () => undefined }))).toThrow(/status answers undefined/);
    expect(() => registry(game({ view: { of: () => 0.5, hide() {} } }))).toThrow(/view.of answers 0.5 for seat -1/);
  });
});

describe("games that are loaded each by itself", () => {
  const game = (parts: Parts): AnyGame => declare(parts)();
  const fault = new Error("no such tile");
  const failing = {
    loads: () => Promise.reject(fault),
    begins: async () =>
      game({
        name: "begins",
        setup() {
          throw fault;
        },
      }),
    declares: async () => game({ name: "declares", tickRate: 0 }),
    throws: () => {
      throw "a text";
    },
    twin: async () => game({ name: "good" }),
  };

  it("are played, but for those that cannot be loaded, declared or begun: of these it is known why", async () => {
    const games = await gather({
      good: async () => game({}),
      ...failing,
      other: async () => game({ name: "other" }),
    });
    expect([...games.keys()]).toEqual(["good", "other"]);
    expect(brokenGames(games).map(({ name, error }) => [name, error.message])).toEqual([
      ["loads", "no such tile"],
      ["begins", "game begins cannot begin: Error: no such tile"],
      ["declares", expect.stringContaining("game declares: tickRate is 0")],
      ["throws", "a text"],
      ["twin", "two games are called good: give one another name"],
    ]);
    expect(brokenGames(registry(game({})))).toEqual([]);
  });

  it("are refused where none is left", async () => {
    await expect(gather({ loads: failing.loads })).rejects.toThrow("no game of this build can be played");
  });
});

it("settings are refused by name", () => {
  expect(() => configure(good.settings, { hares: 0 })).toThrow("hares must be a whole number from 1 to 20");
});

describe("a game's commands", () => {
  const declared = (commands: unknown, others: object = {}) =>
    defineGame({ ...plainly, ...others, commands } as unknown as typeof plainly);
  const plainly = {
    name: "plainly",
    version: 1,
    tickRate: 30,
    settings: { seats: { min: 1, max: 2, default: 2 } },
    modes: { plain: { title: "Plain", settings: {} } },
    input: {},
    level: () => undefined,
    tables: () => ({}),
    setup: () => {},
    step: () => {},
    join: () => {},
    leave: () => {},
    status: () => "live" as const,
    bot: () => {},
  };
  const range = { min: 0, max: 3 };

  it("are declared with up to three arguments", () => {
    expect(() => declared({ swap: { a: range, b: range, c: { min: -5, max: -5 } }, pass: {} })).not.toThrow();
  });

  it.each([
    ["a text", "swap", /commands must be an object/],
    ["a command that is the runtime's", { emote: {} }, /a command cannot be called emote/],
    ["a name that is none", { "swap!": {} }, /a command cannot be called "swap!"/],
    [
      "too many arguments",
      { swap: { a: range, b: range, c: range, d: range } },
      /commands.swap has 4 arguments: use 3/,
    ],
    ["an argument without a name", { swap: { "": range } }, /an argument of commands.swap cannot be called ""/],
    ["an argument that is no range", { swap: { a: 3 } }, /commands.swap.a must be an object/],
    ["a fraction", { swap: { a: { min: 0, max: 1.5 } } }, /commands.swap.a goes from 0 to 1.5: use whole numbers/],
    ["a number too large", { swap: { a: { min: 0, max: 2 ** 31 } } }, /use whole numbers from -2147483648/],
    ["no values", { swap: { a: { min: 1, max: 0 } } }, /goes from 1 to 0: put the lesser number first/],
    ["too many", Object.fromEntries([...Array(65).keys()].map((n) => [`c${n}`, {}])), /has 65 of them: use 64/],
  ])("are refused with %s", (_, commands, complaint) => {
    expect(() => declared(commands)).toThrow(complaint);
  });

  it("have no names in tables and inputs", () => {
    const column = { type: "u8", blend: "step", min: 0, max: 1, idle: 0, bits: false };
    for (const name of ["command", "commandSeq", "commandA"])
      expect(() => declared({}, { input: { [name]: column } })).toThrow(/the runtime has itself/);
    for (const name of ["command", "commands"]) {
      const tables = () => ({ [name]: { kind: "fixed", columns: {}, capacity: 1, show: "snap", perSeat: false } });
      expect(() => declared({}, { tables })).toThrow(/the runtime has itself/);
    }
    expect(() => declared({}, { legal: 3 })).toThrow(/legal must be a function/);
  });
});
