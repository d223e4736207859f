/** Every number with a width, at its edges: on the wire, in the world, in names. docs/WIRE.md, "Widths". */
import fc from "fast-check";
import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { InputSampler } from "#client/session/predict/input-sampler.ts";
import { pingTime, sincePing } from "#client/session/timeline/ping-time.ts";
import { keyframe, LogReader, LogWriter, readDelta, writeDelta } from "#shared/log/index.ts";
import {
  type DownMessage,
  decodeDown,
  decodeUp,
  encodeDown,
  encodeUp,
  readSince,
  writeSince,
} from "#shared/protocol/index.ts";
import { pack } from "#shared/protocol/wire.ts";
import { axis, buttons, emptyWorld, layoutFromSchema, plan, setUp } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { MatchBench, RULES, spec } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { toy } from "#test/support/toy.ts";
import { Wire } from "#test/support/wire.ts";
import { BucketArchive } from "#worker/archive/bucket-archive.ts";
import { readReplayId } from "#worker/archive/replay-id.ts";
import { EpochHistory } from "#worker/broadcast/epoch-history.ts";
import { TokenBucket } from "#worker/broadcast/token-bucket.ts";
import { firstPage } from "#worker/match/log/journal.ts";
import { Match } from "#worker/match/match.ts";
import { MOST_TICKS } from "#worker/match/stepper.ts";

const WORD = 2 ** 32;
/** A ping but for its time. */
const PING = { type: "ping", mark: 0 } as const;
const EDGES = [0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, WORD - 1];

/** What stands first in each element of a flat msgpack array. */
function heads(bytes: Uint8Array): number[] {
  const found: number[] = [];
  const size: Readonly<Record<number, number>> = { 204: 2, 205: 3, 206: 5, 208: 2, 209: 3, 210: 5 };
  for (let at = bytes[0] === 0xdc ? 3 : bytes[0] === 0xdd ? 5 : 1; at < bytes.length; at += size[bytes[at]] ?? 1)
    found.push(bytes[at]);
  return found;
}
/** Neither a float, nor 64 bits, nor anything that is no integer. */
const isWords = (bytes: Uint8Array): boolean =>
  heads(bytes).every((head) => head <= 0x7f || head >= 0xe0 || [0xcc, 0xcd, 0xce, 0xd0, 0xd1, 0xd2].includes(head));

describe("a ping's time", () => {
  const NOWS = [0, 0.4, 0.6, 1234.5, WORD - 1, WORD - 0.4, WORD, WORD + 0.4, WORD + 1e6, 3 * WORD - 0.6, 2 ** 52];

  it.each(NOWS)("is 32 bits of a clock at %d, and its round trip is what it took", (now) => {
    for (const took of [0, 0.3, 25, 2500, 60_000, 86_400_000]) {
      const time = pingTime(now);
      const bytes = encodeUp({ ...PING, time });
      expect(isWords(bytes)).toBe(true);
      expect(decodeUp(bytes, plan(toy))).toMatchObject([{ type: "ping", time }]);
      expect(Math.abs(sincePing(time, now + took) - took)).toBeLessThan(0.51);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -0.4])("is so at %d too", (now) => {
    expect(isWords(encodeUp({ ...PING, time: pingTime(now) }))).toBe(true);
  });

  it("passes 2^32 in a page that is open for 50 days, and no player notices", () => {
    const wire = new Wire({ seats: 2, fillTo: 0, autostart: 0 });
    wire.bench.now = WORD - 10_000;
    // The wire's next tick and frame are for its first moment.
    wire.play(0);
    const late = new Wire({ seats: 2, fillTo: 0, autostart: 0 });
    const played = (one: Wire, from: number) => {
      one.bench.now = from;
      const line = one.join("ada");
      one.play(20_000);
      return line;
    };
    const usual = played(wire, 1_000_000);
    const line = played(late, WORD - 10_000);
    const pings = line.said.filter(({ message }) => message.type === "ping");
    expect(pings.length).toBeGreaterThan(8);
    const { rtt } = line.client.stats(late.bench.now);
    expect(Math.abs(rtt - usual.client.stats(wire.bench.now).rtt)).toBeLessThan(20);
    expect(line.resyncs).toBe(0);
  });
});

describe("what was measured", () => {
  const MEASURED = [
    -0,
    -0.4,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e12,
    -1e12,
    -WORD,
    WORD,
  ];

  it.each(MEASURED)("goes into a message as an integer of 32 bits: %d", (value) => {
    const messages: DownMessage[] = [
      { type: "pong", time: 0, held: value, slack: value },
      { type: "late", by: value },
      { type: "roster", spectators: value, seats: [] },
    ];
    for (const message of messages) {
      const bytes = encodeDown(message);
      expect(isWords(bytes)).toBe(true);
      expect(decodeDown(bytes)).toHaveLength(1);
    }
  });

  it("is -0 nowhere: msgpack has none but as a float", () => {
    expect([...pack([-0, Math.round(-0.4)])]).toEqual([0x92, 0, 0]);
  });

  it("does not lock a client out where a clock jumps: the bucket fills by what passes", () => {
    const bucket = new TokenBucket(60);
    for (const at of [1e12, 0, Number.MAX_SAFE_INTEGER, -1e12, 1e12]) expect(bucket.spend(1, at, 0)).toBe(true);
  });

  it.each([1e12, -1e12])("is within its width in a match whose clock jumps by %d ms", (jump) => {
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
    const ada = bench.join("ada", RULES);
    bench.run(10);
    bench.say(ada, { ...PING, time: 7 });
    bench.say(ada, { type: "input", inputs: [{ tick: bench.match.tickNumber + 1, seen: 0, values: [0, 0, 0, 0] }] });
    bench.say(ada, { ...PING, time: 8 });
    bench.now += jump;
    bench.match.tick(bench.now);
    for (const { held, slack = 0 } of ada.of("pong")) {
      expect(held).toBeGreaterThanOrEqual(0);
      expect(held).toBeLessThan(WORD);
      expect(Math.abs(slack)).toBeLessThanOrEqual(2 ** 31);
    }
    expect(ada.of("pong")).toHaveLength(2);
    expect(ada.closed).toBeUndefined();
  });
});

describe("an input", () => {
  const columns = { wide: axis(0, WORD - 1), signed: axis(-(2 ** 31), 2 ** 31 - 1), keys: buttons(16) };

  it.each([Number.NaN, undefined])("that is %s changes nothing", (value) => {
    const sampler = new InputSampler(columns, 60);
    sampler.set({ wide: 5, signed: -5, keys: 3 });
    sampler.set({ wide: value, signed: value, keys: value } as Record<string, number>);
    expect(sampler.seal(1, 0)?.values).toEqual([5, -5, 3]);
  });

  it.each([
    [Number.POSITIVE_INFINITY, [WORD - 1, 2 ** 31 - 1, 65535]],
    [Number.NEGATIVE_INFINITY, [0, -(2 ** 31), 0]],
    [WORD, [WORD - 1, 2 ** 31 - 1, 65535]],
    [2 ** 31, [2 ** 31, 2 ** 31 - 1, 65535]],
    [-0.4, [0, 0, 0]],
  ])("of %d is brought into its range, however wide", (value, values) => {
    const sampler = new InputSampler(columns, 60);
    sampler.set({ wide: value, signed: value, keys: value });
    const input = sampler.seal(WORD - 1, 255);
    expect(input?.values.map((n) => n + 0)).toEqual(values);
    expect(isWords(encodeUp({ type: "input", inputs: input ? [input] : [] }))).toBe(true);
  });

  it.each([
    ["tick", [0, WORD, 0, 0, 0, 0]],
    ["tick below 0", [0, -1, 0, 0, 0, 0]],
    ["seen above 255", [0, 1, 256, 0, 0, 0]],
    ["seen below 0", [0, 1, -1, 0, 0, 0]],
    ["ping time above 32 bits", [1, WORD, 0]],
    ["ping time below 0", [1, -1, 0]],
    ["ping time with a fraction", [1, 0.5, 0]],
    ["resync above 32 bits", [2, WORD]],
    ["count of watchers above 32 bits", [4, WORD]],
    ["count of watchers below 0", [4, -1]],
  ])("is refused where its %s is out of its width", (_, ints) => {
    expect(decodeUp(new Packr({ useRecords: false }).pack(ints), plan(toy))).toBeUndefined();
  });
});

describe("a match's ticks", () => {
  /** A match that has lived through so many. */
  function aged(tick: number): MatchBench {
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
    const world = setUp(plan(scuffle, spec({ seats: 2, fillTo: 0, autostart: 0 }).settings), 1);
    world.tick = tick;
    const { header } = bench.match.save();
    bench.kill({ header, pages: [firstPage(world)] });
    return bench;
  }

  it("are told right up to their end, and the match is over before they have passed 32 bits", () => {
    const bench = aged(MOST_TICKS - 100);
    const rules = bench.join("ada", RULES);
    const state = bench.join("bob");
    for (let n = 0; n < 99; n++) {
      bench.say(rules, {
        type: "input",
        inputs: [{ tick: bench.match.tickNumber + 1, seen: 0, values: [1, 0, n % 7, 0] }],
      });
      bench.run(1);
    }
    expect(bench.match.awake(bench.now)).toBe(true);
    bench.run(1);
    expect([bench.match.tickNumber, bench.match.spent, bench.match.awake(bench.now)]).toEqual([
      MOST_TICKS,
      true,
      false,
    ]);
    expect(bench.match.reservations.reserve("cyd", "cyd", bench.now)).toEqual({ ok: false, reason: "over" });
    const layout = plan(scuffle, bench.match.spec.settings);
    expect(state.world(layout).tick).toBe(MOST_TICKS);
    expect(rules.world(layout).hash()).toBe(state.world(layout).hash());
    expect([rules.closed, state.closed]).toEqual([undefined, undefined]);
    expect(rules.of("refused")).toEqual([]);
    // An input of a client that is a second ahead has its tick still.
    expect(MOST_TICKS + 2 * 60).toBeLessThan(WORD);
  });

  it.each([2 ** 31 - 40, 2 ** 31 + 5])("around %d are like any others, signed or not", (tick) => {
    const bench = aged(tick);
    const ada = bench.join("ada", RULES);
    bench.run(80);
    const layout = plan(scuffle, bench.match.spec.settings);
    expect(ada.world(layout).tick).toBe(ada.tick);
    expect(bench.match.tickNumber).toBe(tick + 80);
    const saved = Match.restore(structuredClone(bench.match.save()), bench.now, testGames);
    expect(saved?.tickNumber).toBe(tick + 80);
  });
});

describe("a generation", () => {
  it("is counted by 32 bits, and the next one still knows the last", () => {
    const lineage = new EpochHistory({ generation: WORD - 1, forked: [5, 9] });
    lineage.resumed(20);
    expect(lineage.data).toEqual({ generation: 0, forked: [5, 9, 20] });
    expect(lineage.knows(WORD - 1, 20)).toBe(true);
    expect(lineage.knows(WORD - 1, 21)).toBe(false);
    expect(lineage.knows(WORD - 2, 9)).toBe(true);
    expect(lineage.knows(1, 0)).toBe(false);
    expect(lineage.knows(2 ** 31, 0)).toBe(false);
  });

  it.each(EDGES)("and a tick of %d are named in a handshake", (edge) => {
    const since = { generation: edge, tick: edge };
    expect(readSince([writeSince(since)])).toEqual(since);
  });

  it.each([
    "since.4294967296.0",
    "since.0.4294967296",
    "since.-1.0",
    "since.0",
    "since.0.1.2",
    "since.1e3.0",
    "since.NaN.0",
  ])("is not read from %s", (text) => expect(readSince([text])).toBeUndefined());
});

describe("a world's cells", () => {
  const TYPES = {
    i8: [-128, 127],
    u8: [0, 255],
    i16: [-32768, 32767],
    u16: [0, 65535],
    i32: [-(2 ** 31), 2 ** 31 - 1],
    u32: [0, WORD - 1],
  };
  const names = Object.keys(TYPES) as (keyof typeof TYPES)[];
  // Each type as a plain column, and one that grows by it.
  const columns = names.flatMap((type, n): [string, keyof typeof TYPES, number][] => [
    [type, type, -1],
    [`${type}Grows`, type, n],
  ]);
  const ordered = [...columns.filter(([, , rate]) => rate < 0), ...columns.filter(([, , rate]) => rate >= 0)];
  const layout = layoutFromSchema({
    game: "edges",
    version: 1,
    tickRate: 30,
    settings: { seats: 2 },
    schema: [
      [
        "world",
        "fixed",
        1,
        [
          ["tick", "u32", -1],
          ["seed", "u32", -1],
          ["draws", "u32", -1],
        ],
      ],
      [
        "seats",
        "fixed",
        2,
        [
          ["kind", "u8", -1],
          ["seen", "u8", -1],
        ],
      ],
      ["rows", "rows", 9, ordered],
      ["fixed", "fixed", 3, ordered],
    ],
  });

  /** One of a column's edges, or anything within. */
  const cell = fc.oneof(fc.constantFrom(...[...EDGES, -1, -128, -129, -32768, -32769, -(2 ** 31)]), fc.integer());
  const change = fc.record({
    table: fc.constantFrom(2, 3),
    row: fc.nat(8),
    column: fc.nat(11),
    value: cell,
    life: fc.boolean(),
  });

  it("lead from any world to any other by integers of 32 bits, over every edge", () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 8 }), (ticks) => {
        const world = emptyWorld(layout);
        const writer = new LogWriter(world, { stream: "state", heartbeat: 1, hashEvery: 1 });
        const reader = new LogReader(layout);
        reader.begin(keyframe(world));
        for (const changes of ticks) {
          world.tick += 1;
          for (const { table, row, column, value, life } of changes) {
            const view = world.views[table];
            const at = row % view.capacity;
            if (life && view.generation) view.spawnAt(at, {});
            if (view.has(at)) view.cells[column][at] = value;
          }
          const frame = writer.write(world);
          if (!frame) throw new Error("a frame a tick was asked for");
          const bytes = encodeDown({ type: "frame", ...frame });
          expect(isWords(bytes)).toBe(true);
          const [read] = decodeDown(bytes);
          if (read?.type !== "frame") throw new Error("no frame");
          reader.apply(read);
          expect(reader.world.hash()).toBe(world.hash());
        }
        const whole = encodeDown({ type: "keyframe", ...keyframe(world) });
        expect(isWords(whole)).toBe(true);
        const again = new LogReader(layout);
        const [first] = decodeDown(whole);
        if (first?.type === "keyframe") again.begin(first);
        expect([...again.world.bytes]).toEqual([...world.bytes]);
      }),
      { numRuns: 300 },
    );
  });

  it("that grow by a rate pass the end of their type to its other end, at both ends of the line", () => {
    for (const type of names) {
      const world = emptyWorld(layout);
      const at = world.views[3].placed.index;
      const [rate, grows] = [at.get(type) ?? -1, at.get(`${type}Grows`) ?? -1];
      world.views[3].cells[rate][0] = TYPES[type][1];
      world.views[3].cells[grows][0] = TYPES[type][1];
      const other = world.clone();
      const next = world.clone();
      next.views[3].cells[grows][0] += next.views[3].cells[rate][0];
      const delta: number[] = [];
      expect(writeDelta(delta, world, next)).toBe(true);
      expect([type, delta]).toEqual([type, []]);
      readDelta(other, delta);
      expect(other.hash()).toBe(next.hash());
    }
  });

  it("whose row has been born and has died 32,768 times are told from those of before", () => {
    const world = emptyWorld(layout);
    const [row] = [world.views[2].spawnAt(0, {})];
    for (let n = 0; n < 32_767; n++) world.views[2].spawnAt(row, {});
    expect(world.views[2].generation?.[row]).toBe(65_535);
    const delta: number[] = [];
    const next = world.clone();
    next.views[2].spawnAt(row, { i32: -7 });
    expect(next.views[2].generation?.[row]).toBe(1);
    const copy = world.clone();
    writeDelta(delta, world.clone(), next);
    readDelta(copy, delta);
    expect(copy.hash()).toBe(next.hash());
  });
});

describe("a hash", () => {
  it.each([0, 1, 2 ** 31, WORD - 1])("of %d is one", (hash) => {
    for (const message of [
      { type: "frame", stream: "state", ticks: 1, hash, delta: [] },
      { type: "keyframe", tick: 1, hash, delta: [] },
    ] as const) {
      const bytes = encodeDown(message);
      expect(isWords(bytes)).toBe(true);
      expect(decodeDown(bytes)).toEqual([message]);
    }
    // It is compared, also where it is 0.
    const reader = new LogReader(plan(toy));
    reader.begin(keyframe(emptyWorld(plan(toy))));
    expect(() => reader.apply({ stream: "state", ticks: 1, hash, delta: [] })).toThrow();
  });
});

it.each([
  ["0123456789-1", 1],
  ["0123456789-999999", 999_999],
  ["0123456789-4294967296", 4_294_967_296],
])("a round's number is read from %s", (text, round) => {
  expect(readReplayId(text)).toEqual({ code: "0123456789", round });
});

it("the latest of thousands of rounds is found, though a bucket lists them by their letters, and a part at a time", async () => {
  const keys = Array.from({ length: 2345 }, (_, n) => `replays/0123456789-${n + 1}`).sort();
  const asked: string[] = [];
  const bucket = {
    list: async ({ cursor = "0" }: { readonly cursor?: string }) => {
      const [from, to] = [Number(cursor), Number(cursor) + 1000];
      const objects = keys.slice(from, to).map((key) => ({ key }));
      return to < keys.length ? { objects, truncated: true, cursor: String(to) } : { objects, truncated: false };
    },
    get: async (key: string) => {
      asked.push(key);
      return null;
    },
  };
  const archive = new BucketArchive(bucket as unknown as ConstructorParameters<typeof BucketArchive>[0]);
  await archive.findReplay({ code: "0123456789", round: undefined });
  expect(asked).toEqual(["replays/0123456789-2345"]);
});
