import fc from "fast-check";
import { expect, describe as group, it } from "vitest";
import { difference } from "#shared/log/cells.ts";
import {
  type Frame,
  holdInputs,
  keyframe,
  LogReader,
  LogWriter,
  OutOfStep,
  opening,
  readDelta,
  readInputs,
  type Stream,
  writeDelta,
  writeInputs,
} from "#shared/log/index.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import {
  advance,
  createWorld,
  describe,
  eachPassed,
  emptyWorld,
  FIRST_INPUT,
  firstDifference,
  Random,
  ReplayedNature,
  SEAT,
  type WorldBase,
} from "#shared/sim/index.ts";
import { inputsFor, seatAll, shuffle, type ToyWorld, toy } from "#test/support/toy.ts";

const options = { heartbeat: 15, hashEvery: 32 };
const STREAMS: readonly Stream[] = ["state", "rules"];

/** A frame, sent and received. */
function overTheWire(frame: Frame): Frame {
  const [message] = decodeDown(encodeDown({ type: "frame", ...frame }));
  if (message.type !== "frame") throw new Error(`it came back as ${message.type}`);
  const { type: _, ...received } = message;
  return received;
}

/** A reader that begins here. */
function newcomer(world: WorldBase, stream: Stream): LogReader {
  const reader = new LogReader(world.layout);
  if (stream === "state") {
    reader.begin(keyframe(world));
    return reader;
  }
  const { keyframe: first, frames } = opening(world);
  reader.begin(first);
  for (const frame of frames) reader.apply(overTheWire(frame));
  return reader;
}

function expectEqual(expected: WorldBase, actual: WorldBase, what: string): void {
  const difference = firstDifference(expected, actual);
  if (difference) throw new Error(`${what}, tick ${expected.tick}: ${describe(difference)}`);
}

/** As `expectEqual`, and the worlds of the last ticks too. */
function expectSamePast(expected: WorldBase, actual: WorldBase): void {
  for (let tick = expected.tick - expected.layout.rewind; tick < expected.tick; tick++) {
    const [theirs, ours] = [expected.past.at(tick), actual.past.at(tick)];
    expect([tick, ours?.tick]).toEqual([tick, theirs?.tick]);
    if (theirs && ours) expectEqual(theirs, ours, "the past");
  }
}

group.each(STREAMS)("the %s stream", (stream) => {
  it("leads every reader to the writer's world at every tick, whenever they join", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 199 }), { minLength: 1, maxLength: 4 }),
        (seed, joins) => {
          const random = new Random({ seed, draws: 0 });
          const world = createWorld(toy, { seats: 9 }, seed);
          const inputs = inputsFor(world);
          const writer = new LogWriter(world, { ...options, stream });
          const readers = [newcomer(world, stream)];
          const worlds = new Map<number, WorldBase>();
          /** Every tick that a frame covers must be right, not only its last. */
          const tell = (frame: Frame | undefined) => {
            for (const reader of frame ? readers : [])
              reader.apply(overTheWire(frame as Frame), (now) =>
                expectEqual(worlds.get(now.tick) as WorldBase, now, "on the way"),
              );
            for (const reader of frame ? readers : []) expectEqual(world, reader.world, "after the frame");
          };
          for (let tick = 0; tick < 200; tick++) {
            // In every other stretch no input changes, so that there are silent ticks.
            if ((tick >> 5) % 2 === 0) shuffle(inputs, (n) => random.below(n));
            advance(world, inputs);
            worlds.set(world.tick, world.clone());
            tell(writer.write(world));
            for (const _ of joins.filter((at) => at === tick)) {
              tell(writer.settle());
              const late = newcomer(world, stream);
              expectEqual(world, late.world, "the newcomer");
              if (stream === "rules") expectSamePast(world, late.world);
              readers.push(late);
            }
          }
          tell(writer.settle());
          expect(readers.length).toBe(joins.length + 1);
          for (const reader of readers) expectEqual(world, reader.world, "at the end");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("notices a reader who has fallen out of step", () => {
    const world = createWorld(toy, {}, 1);
    const writer = new LogWriter(world, { stream, heartbeat: 1, hashEvery: 1 });
    const reader = newcomer(world, stream);
    reader.world.bytes[40] ^= 1;
    advance(world, inputsFor(world));
    const frame = writer.write(world) as Frame;
    expect(() => reader.apply(frame)).toThrow(OutOfStep);
  });

  it("says nothing while nothing changes, and covers the silence with the next frame", () => {
    const world = createWorld(toy, {}, 1);
    const inputs = inputsFor(world);
    const writer = new LogWriter(world, { ...options, stream });
    const reader = newcomer(world, stream);
    const frames: Frame[] = [];
    const seen: number[] = [];
    for (let tick = 1; tick <= 20; tick++) {
      if (tick === 20) inputs.cells[FIRST_INPUT][0] = 3;
      advance(world, inputs);
      const frame = writer.write(world);
      if (!frame) continue;
      frames.push(frame);
      reader.apply(frame, (w, passed) => eachPassed(w, passed, passed, ({ tick: at }) => seen.push(at)));
    }
    expect(frames.map((frame) => frame.ticks)).toEqual([15, 5]);
    expect(encodeDown({ type: "frame", ...frames[0] }).length).toBe(3);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(reader.world.hash()).toBe(world.hash());
  });
});

group("a rules stream", () => {
  it("holds nothing of what bots do, nor of what the rules make of it", () => {
    const world = createWorld(toy, {}, 1);
    const inputs = inputsFor(world);
    seatAll(inputs, SEAT.bot);
    const writer = new LogWriter(world, { ...options, stream: "rules" });
    const reader = newcomer(world, "rules");
    advance(world, inputs);
    const first = writer.write(world) as Frame;
    expect(first.delta.length).toBeGreaterThan(0);
    reader.apply(first);
    const frames: Frame[] = [];
    for (let tick = 0; tick < 120; tick++) {
      advance(world, inputs);
      const frame = writer.write(world);
      if (!frame) continue;
      frames.push(frame);
      reader.apply(frame);
    }
    expect(new Set(frames.flatMap(({ delta }) => delta))).toEqual(new Set());
    expect(world.scores.points[0]).toBeGreaterThan(0);
    const last = writer.settle();
    if (last) reader.apply(last);
    expectEqual(world, reader.world, "at the end");
  });

  it("carries a change of owner from a bot to a player, and back", () => {
    const world = createWorld(toy, { seats: 1 }, 1);
    const inputs = inputsFor(world);
    const writer = new LogWriter(world, { stream: "rules", heartbeat: 1, hashEvery: 1 });
    const reader = newcomer(world, "rules");
    for (const kind of [SEAT.bot, SEAT.bot, SEAT.person, SEAT.bot, SEAT.empty, SEAT.person]) {
      inputs.cells[0][0] = kind;
      if (kind === SEAT.person) inputs.cells[FIRST_INPUT][0] = 5;
      advance(world, inputs);
      reader.apply(overTheWire(writer.write(world) as Frame));
      expectEqual(world, reader.world, `kind ${kind}`);
    }
  });

  it("needs the past for a newcomer: a bare keyframe is not enough where the rules look back", () => {
    const world = createWorld(toy, { seats: 2 }, 1);
    const inputs = inputsFor(world);
    const [, seen, mx, , buttons] = inputs.cells;
    seatAll(inputs, SEAT.person);
    for (let tick = 0; tick < 20; tick++) {
      // One stands, the other comes by at 100 a tick, and was near six ticks ago.
      mx[1] = 0;
      advance(world, inputs);
      world.players.x[0] = 0;
      world.players.vx[0] = 0;
      world.players.x[1] = tick * 100 - 1000;
    }
    const [bare, whole] = [new LogReader(world.layout), newcomer(world, "rules")];
    bare.begin(keyframe(world));
    const writer = new LogWriter(world, { stream: "rules", heartbeat: 1, hashEvery: 1 });
    seen[0] = 48;
    buttons[0] = 2;
    advance(world, inputs);
    expect(world.scores.points[0]).toBe(1);
    const frame = writer.write(world) as Frame;
    whole.apply(frame);
    expectEqual(world, whole.world, "with the past");
    expect(() => bare.apply(frame)).toThrow(OutOfStep);
  });
});

it("sends what drifts at its rate for no bytes, and still ticks", () => {
  const world = createWorld(toy, {}, 1);
  world.shots.spawn({ x: 32760, vx: 5, dieAt: 100 });
  const writer = new LogWriter(world, { ...options, stream: "state" });
  const reader = newcomer(world, "state");
  advance(world, inputsFor(world));
  const frame = writer.write(world);
  expect(frame?.delta).toEqual([]);
  if (frame) reader.apply(frame);
  expect(firstDifference(world, reader.world)).toBeUndefined();
});

group("a delta", () => {
  /** What makes a world with one player into what `change` makes of it, and whether a cell has moved by its rate. */
  const deltaOf = (change: (next: ToyWorld) => void): readonly [readonly number[], boolean] => {
    const base = createWorld(toy, {}, 1);
    base.players.spawnAt(1, { x: 5, vx: 0, hp: 100 });
    const next = base.clone() as ToyWorld;
    change(next);
    const delta: number[] = [];
    const moved = writeDelta(delta, base, next);
    return [delta, moved];
  };

  it("is nothing where nothing changes, and no change is told of a row that stands still", () => {
    expect(deltaOf(() => {})).toEqual([[], false]);
  });

  it("tells that a row has moved by its rate, though it takes no integer", () => {
    const base = createWorld(toy, {}, 1);
    base.players.spawnAt(1, { x: 5, vx: 3, hp: 100 });
    const next = base.clone() as ToyWorld;
    next.players.x[1] += 3;
    const delta: number[] = [];
    expect([writeDelta(delta, base, next), delta]).toEqual([true, []]);
  });

  it("names the cells that change, and no others", () => {
    const loses = ({ scores }: ToyWorld) => {
      scores.points[2] = -1;
    };
    expect(deltaOf(loses)).toEqual([[23, 0b100, 1], false]);
  });

  it("has every cell of a row that is born, and nothing of its neighbours", () => {
    const [delta, moved] = deltaOf(({ players }) => players.spawnAt(3, { x: 7, vx: -2, hp: 50 }));
    expect([delta, moved]).toEqual([[14, 0b1000, 1, 3, 100, 14], false]);
  });
});

it("makes any world from any other of its layout", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2000, maxLength: 2000 }),
      fc.uint8Array({ minLength: 2000, maxLength: 2000 }),
      (a, b) => {
        const layout = createWorld(toy, {}, 1).layout;
        const [base, next] = [a, b].map((bytes) => {
          const world = emptyWorld(layout);
          for (const view of world.views) {
            for (let row = 0; row < view.capacity; row++) {
              if (view.generation) view.generation[row] = bytes[row];
              if (view.has(row))
                for (const [i, cells] of view.cells.entries()) cells[row] = bytes[row * 7 + i] * 16_843_009;
            }
          }
          return world;
        });
        const reader = base.clone();
        const delta: number[] = [];
        writeDelta(delta, base, next);
        expect(firstDifference(base, next)).toBeUndefined();
        readDelta(reader, delta);
        expect(firstDifference(reader, next)).toBeUndefined();
      },
    ),
  );
});

it("marks the rows of seven in one integer, and of the next seven in another", () => {
  const base = createWorld(toy, { seats: 16 }, 1);
  const next = base.clone();
  for (const seat of [6, 7]) next.seatTable.cells[0][seat] += 1;
  const delta: number[] = [];
  writeDelta(delta, base, next);
  expect(delta).toEqual([4, 0b1000000, 2, 0b1, 2, 0]);
});

it.each([
  ["u8", 0, 255, -1],
  ["u8", 255, 0, 1],
  ["u8", 0, 127, 127],
  ["u8", 0, 128, -128],
  ["u8", 128, 0, -128],
  ["u8", 129, 0, 127],
  ["i16", -32768, 32767, -1],
  ["i16", 32767, -32768, 1],
  ["u32", 4294967295, 0, 1],
] as const)("a cell of type %s goes the shorter way round from %i to %i: by %i", (type, from, to, by) => {
  expect(difference(type, from, to)).toBe(by);
});

it("marks inputs that change beside each other in one integer, and names one that changes alone", () => {
  const { layout } = createWorld(toy, { seats: 16 }, 1);
  const deltaTo = (...seats: number[]) => {
    const [from, to] = [emptyWorld(layout), emptyWorld(layout)];
    for (const seat of seats) to.seatTable.cells[0][seat] = SEAT.person;
    const delta: number[] = [];
    writeInputs(delta, from, to);
    return delta;
  };
  const changed = 2 * SEAT.person;
  expect(deltaTo(7)).toEqual([7, changed]);
  expect(deltaTo(1, 4)).toEqual([~0b10010, changed, changed]);
  expect(deltaTo(0, 1, 5, 6, 15)).toEqual([~0b11, changed, changed, ~0b11, changed, changed, 5, changed]);
});

group("what nature brings", () => {
  it("stands behind the cells of the seats, and is read as it was written", () => {
    const { layout } = createWorld(toy, {}, 1);
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(word, { maxLength: 40 }),
        fc.array(fc.nat(39)),
        (before, after, draws, cells) => {
          const [from, to] = [emptyWorld(layout), emptyWorld(layout)];
          from.seed(before);
          to.seed(after);
          for (const cell of cells) to.seatTable.cells[Math.trunc(cell / 4)][cell % 4] = SEAT.person;
          const delta: number[] = [];
          writeInputs(delta, from, to, draws);
          expect(delta.every((n) => Number.isInteger(n) && n >= -(2 ** 31) && n < 2 ** 32)).toBe(true);
          const read = emptyWorld(layout);
          const seed = before === after ? undefined : after;
          expect(readInputs(read.seatTable, delta, before)).toEqual({ seed, draws });
          expect(read.seatTable.bytes).toEqual(to.seatTable.bytes);
        },
      ),
    );
  });

  it("ends a silence, and adds no byte to other frames", () => {
    const world = createWorld(toy, {}, 1);
    const [writer, reader] = [new LogWriter(world, { ...options, stream: "rules" }), new LogReader(world.layout)];
    reader.begin(keyframe(world));
    const inputs = inputsFor(world);
    const frames = [undefined, undefined, 99, undefined].map((seed) => {
      advance(world, inputs, new ReplayedNature({ seed, draws: [] }));
      return writer.write(world);
    });
    expect(frames.map((frame) => frame && [frame.ticks, frame.delta])).toEqual([
      undefined,
      undefined,
      [3, [40, 2 * (99 - 1)]],
      undefined,
    ]);
    for (const frame of [...frames, writer.settle()]) if (frame) reader.apply(frame);
    expect(firstDifference(reader.world, world)).toBeUndefined();
  });

  it("leads to another world where the step draws less than was drawn", () => {
    const world = createWorld(toy, {}, 1);
    const reader = new LogReader(world.layout);
    reader.begin(keyframe(world));
    const frame = { stream: "rules", ticks: 1, hash: undefined, delta: [41, 14] } as const;
    expect(() => reader.apply(frame)).toThrow(OutOfStep);
  });
});

group("a keyframe", () => {
  const first = createWorld(toy, { seats: 16 }, 1);
  const second = createWorld(toy, {}, 2);

  it.each([
    ["tick", { tick: 1 }],
    ["hash", { hash: 1 }],
  ])("that does not lead to the %s that it names is told", (_, lie) => {
    const reader = new LogReader(first.layout);
    expect(() => reader.begin({ ...keyframe(first), ...lie })).toThrow(OutOfStep);
    expect(() => reader.begin({ ...keyframe(first), ...lie })).toThrow(/tick/);
  });

  it("begins anew, and drops what the reader had before", () => {
    const reader = newcomer(second, "rules");
    for (let n = 0; n < 40; n++) advance(reader.world, inputsFor(reader.world));
    expect(reader.world.past.at(39)).toBeDefined();
    reader.begin(keyframe(second));
    expect(firstDifference(reader.world, second)).toBeUndefined();
    expect(reader.world.past.at(39)).toBeUndefined();
  });
});

it("makes any inputs from any others", () => {
  const { layout } = createWorld(toy, { seats: 16 }, 1);
  const cells = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 80, maxLength: 80 });
  fc.assert(
    fc.property(cells, cells, (a, b) => {
      const [from, to] = [a, b].map((ints) => {
        const world = emptyWorld(layout);
        const { seatTable } = world;
        for (const [i, column] of seatTable.cells.entries())
          for (let seat = 0; seat < 16; seat++) column[seat] = ints[i * 16 + seat] * 257;
        // Bots are left out, by design.
        for (let seat = 0; seat < 16; seat++) if (seatTable.cells[0][seat] === SEAT.bot) seatTable.cells[0][seat] = 0;
        return world;
      });
      const delta: number[] = [];
      writeInputs(delta, from, to);
      const read = inputsFor(emptyWorld(layout));
      holdInputs(read, from.seatTable);
      readInputs(read, delta);
      expect(read.cells).toEqual(to.seatTable.cells);
    }),
  );
});

group("integers that are no frame", () => {
  const { layout } = createWorld(toy, {}, 1);
  const readers: Record<string, (ints: readonly number[]) => void> = {
    delta: (ints) => readDelta(emptyWorld(layout), ints),
    inputs: (ints) => readInputs(emptyWorld(layout).seatTable, ints),
  };

  it.each(Object.keys(readers))("are answered with a RangeError, and nothing else (%s)", (which) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 300 })), (ints) => {
        try {
          readers[which](ints);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  // The first entry's one cell is [1, 1, 2]: the entry, a mark for its row, and by how much it has changed.
  it.each([
    ["the same entry twice", [1, 1, 2, 0, 1, 2], /ascend/],
    ["an entry before the last one", [2, 1, 2, -1, 1, 2], /ascend/],
    ["an end before its beginning", [2, 1, 2, -2], /ascend/],
    ["a row that is not there", [1, 0b10, 2], /row 1 of 1/],
    ["an entry that is not there", [100], /entry 99 of 28/],
    ["an entry behind the last one", [29, 1, 2], /entry 28 of 28/],
  ])("such as a delta with %s", (_, ints, complaint) => {
    expect(() => readers.delta([1, 1, 2, 1, 1, 2])).not.toThrow();
    expect(() => readers.delta(ints)).toThrow(RangeError);
    expect(() => readers.delta(ints)).toThrow(complaint);
  });

  it.each([
    // Cell 40 is the seed, and from 41 on follow the secrets that were drawn, without a gap.
    ["a cell that is not there", [42, 2]],
    ["a cell that is not there after one that is", [39, 2, 2, 2]],
    ["a marked cell that is not there", [37, 2, ~0b10000, 2]],
    ["marks beyond their group", [~0b100000]],
    ["no value for a cell", [3]],
    ["no value for a marked cell", [~0b11, 4]],
  ])("such as inputs with %s", (_, ints) => {
    expect(() => readers.inputs(ints)).toThrow(RangeError);
  });
});
