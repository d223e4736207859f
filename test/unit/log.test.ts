import fc from "fast-check";
import { expect, it } from "vitest";
import { type Frame, LogReader, LogWriter, OutOfStep, readDelta, writeDelta } from "#shared/log/index.ts";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { advance, createWorld, describe, emptyWorld, firstDifference, Random } from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";

const options = { heartbeat: 15, hashEvery: 32 };

/** A frame, sent and received. */
function overTheWire(frame: Frame): Frame {
  const [message] = decodeDown(encodeDown({ type: "frame", ...frame }));
  if (message.type !== "frame") throw new Error(`it came back as ${message.type}`);
  return message;
}

it("leads every reader to the writer's world at every tick, whenever they join", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 150 }), (seed, joinAt) => {
      const random = new Random({ seed, draws: 0 });
      const world = createWorld(toy, { seats: 9 }, seed);
      const inputs = inputsFor(world);
      const writer = new LogWriter(world, options);
      const readers: LogReader[] = [new LogReader(world.layout)];
      readers[0].begin(writer.keyframe());
      for (let tick = 0; tick < 200; tick++) {
        // Every other stretch nobody does anything, so that there are silent ticks.
        if ((tick >> 5) % 2 === 0) shuffle(inputs, (n) => random.below(n));
        advance(world, inputs);
        const frame = writer.write(world);
        if (frame) for (const reader of readers) reader.apply(overTheWire(frame));
        if (tick === joinAt) {
          const late = new LogReader(world.layout);
          late.begin(writer.keyframe());
          readers.push(late);
        }
        if (!frame) continue;
        for (const reader of readers) {
          const difference = firstDifference(world, reader.world);
          if (difference) throw new Error(`tick ${tick}: ${describe(difference)}`);
        }
      }
      expect(readers.length).toBe(2);
    }),
    { numRuns: 40 },
  );
});

it("says nothing while nothing changes, and covers the silence with the next frame", () => {
  const world = createWorld(toy, {}, 1);
  const inputs = inputsFor(world);
  const writer = new LogWriter(world, options);
  const reader = new LogReader(world.layout);
  reader.begin(writer.keyframe());
  const frames: Frame[] = [];
  const seen: number[] = [];
  for (let tick = 1; tick <= 20; tick++) {
    if (tick === 20) inputs.cells[1][0] = 3;
    advance(world, inputs);
    const frame = writer.write(world);
    if (!frame) continue;
    frames.push(frame);
    reader.apply(frame, (w) => seen.push(w.tick));
  }
  expect(frames.map((frame) => frame.ticks)).toEqual([15, 5]);
  expect(encodeDown({ type: "frame", ...frames[0] }).length).toBe(3);
  expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(reader.world.hash()).toBe(world.hash());
});

it("sends what drifts at its rate for no bytes, and still ticks", () => {
  const world = createWorld(toy, {}, 1);
  world.shots.spawn({ x: 32760, vx: 5, dieAt: 100 });
  const writer = new LogWriter(world, options);
  const reader = new LogReader(world.layout);
  reader.begin(writer.keyframe());
  advance(world, inputsFor(world));
  const frame = writer.write(world);
  expect(frame?.delta).toEqual([]);
  if (frame) reader.apply(frame);
  expect(firstDifference(world, reader.world)).toBeUndefined();
});

it("notices a reader who has fallen out of step", () => {
  const world = createWorld(toy, {}, 1);
  const writer = new LogWriter(world, { heartbeat: 1, hashEvery: 1 });
  const reader = new LogReader(world.layout);
  reader.begin(writer.keyframe());
  reader.world.bytes[40] ^= 1;
  advance(world, inputsFor(world));
  const frame = writer.write(world) as Frame;
  expect(() => reader.apply(frame)).toThrow(OutOfStep);
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
              if (view.life) view.life[row] = bytes[row];
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

it("answers integers that are no delta with a RangeError, and nothing else", () => {
  const { layout } = createWorld(toy, {}, 1);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -300, max: 300 })), (ints) => {
      try {
        readDelta(emptyWorld(layout), ints);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
