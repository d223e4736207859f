import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Predictor } from "#client/session/predict/predictor.ts";
import { type Frame, holdInputs, LogReader, LogWriter, opening } from "#shared/log/index.ts";
import type { Input } from "#shared/protocol/index.ts";
import {
  advance,
  createWorld,
  emptyWorld,
  firstDifference,
  describe as inWords,
  Random,
  SEAT,
  seatCells,
  type WorldBase,
} from "#shared/sim/index.ts";
import { inputsFor, type ToyWorld, toy } from "#test/support/toy.ts";
import { InputQueue } from "#worker/match/inputs/input-queue.ts";

const ME = 1;

function expectEqual(expected: WorldBase, actual: WorldBase | undefined): void {
  if (!actual) throw new Error(`nothing was predicted of tick ${expected.tick}`);
  const difference = firstDifference(expected, actual);
  if (difference) throw new Error(`tick ${expected.tick}: ${inWords(difference)}`);
}

/** A server that steps at once, and a client that hears of each tick later. */
class Line {
  readonly server: ToyWorld;
  readonly predictor: Predictor;
  readonly reader: LogReader;
  readonly others;
  readonly sent: Input[] = [];
  readonly #queue: InputQueue;
  readonly #writer: LogWriter;
  readonly #frames: Frame[] = [];

  constructor(seed: number) {
    this.server = createWorld(toy, { seats: 5 }, seed);
    this.others = inputsFor(this.server);
    const [kinds] = this.others.cells;
    // Another player, the own one, a bot, another, and an empty seat.
    for (const [seat, kind] of [SEAT.person, SEAT.person, SEAT.bot, SEAT.person].entries()) kinds[seat] = kind;
    this.#queue = new InputQueue(this.server.layout);
    advance(this.server, this.others);
    this.#writer = new LogWriter(this.server, { stream: "rules", heartbeat: 1, hashEvery: 32 });
    this.reader = new LogReader(this.server.layout);
    const { keyframe, frames } = opening(this.server);
    this.reader.begin(keyframe);
    for (const frame of frames) this.reader.apply(frame);
    this.predictor = new Predictor(this.server.layout, ME, 60);
    this.predictor.learn(this.reader.world);
  }

  /** An input for the next tick, which is there in time. */
  say(seen: number, values: readonly number[]): void {
    const input = { tick: this.server.tick + 1, seen, values };
    this.sent.push(input);
    this.predictor.seal(input);
    this.#queue.add([input], input.tick, this.server.layout.tickRate);
  }

  step(): void {
    this.#queue.apply(this.server.tick + 1, seatCells(this.others), ME);
    advance(this.server, this.others);
    const frame = this.#writer.write(this.server);
    if (frame) this.#frames.push(frame);
  }

  /** The client hears of all but the last `delay` ticks. */
  hear(delay: number): void {
    for (let ticks = this.#frames.length - delay; ticks > 0; ticks--) this.reader.apply(this.#frames.shift() as Frame);
    this.predictor.learn(this.reader.world);
  }

  predict(): WorldBase | undefined {
    this.predictor.run(this.reader.world, this.server.tick);
    return this.predictor.at(this.server.tick);
  }
}

describe("a prediction", () => {
  it("is what the server says, to the last bit, while no other seat does anything new", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, most) => {
        const line = new Line(seed);
        const random = new Random({ seed, draws: 0 });
        for (let tick = 0; tick < 300; tick++) {
          if (random.below(3) === 0)
            line.say(random.below(80), [random.below(15) - 7, random.below(1024), random.below(8)]);
          line.step();
          line.hear(1 + random.below(most));
          expectEqual(line.server, line.predict());
        }
        expect(line.server.scores.points[ME]).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it("is, after news of others, what a fold of all that is known gives", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, most) => {
        const line = new Line(seed);
        const random = new Random({ seed, draws: 0 });
        let wrong = 0;
        for (let tick = 0; tick < 200; tick++) {
          if (random.below(3) === 0) line.say(40, [random.below(15) - 7, 0, random.below(8)]);
          if (random.below(4) === 0) {
            line.others.cells[2][0] = random.below(15) - 7;
            line.others.cells[4][3] = random.below(8);
          }
          line.step();
          line.hear(1 + random.below(most));
          const predicted = line.predict();
          expectEqual(folded(line), predicted);
          if (predicted && firstDifference(predicted, line.server)) wrong += 1;
        }
        // Others do something new, which can't be known: else this shows nothing.
        expect(wrong).toBeGreaterThan(0);
        line.hear(0);
        expectEqual(line.server, line.predict());
      }),
      { numRuns: 20 },
    );
  });

  it("looks on with what is wanted now, and builds nothing on it", () => {
    const line = new Line(3);
    line.say(20, [3, 0, 0]);
    for (let tick = 0; tick < 8; tick++) {
      line.step();
      line.hear(4);
      line.predict();
    }
    const before = line.predict()?.clone();
    const shot = line.predictor.speculate([3, 0, 1]);
    const quiet = line.predictor.speculate(undefined).clone();
    expect(shot.tick).toBe(line.server.tick + 1);
    line.step();
    expectEqual(line.server, quiet);
    expectEqual(before as WorldBase, line.predictor.at(line.server.tick - 1));
    expectEqual(line.server, line.predict());
  });

  it("begins anew where nothing follows from what was before", () => {
    const line = new Line(4);
    for (let tick = 0; tick < 10; tick++) {
      line.say(20, [7, 0, tick % 8]);
      line.step();
    }
    line.hear(5);
    line.predict();
    line.predictor.clear();
    line.hear(0);
    expect(line.predictor.at(line.server.tick - 1)).toBeUndefined();
    expectEqual(line.server, line.predict());
  });
});

/** What is known, and on from there: others go on with what they do, the player's own inputs are as they were sent. */
function folded({ reader, server, sent }: Line): WorldBase {
  const world = emptyWorld(server.layout).forkFrom(reader.world);
  const inputs = inputsFor(world);
  // As the server's queue does it.
  const queue = new InputQueue(server.layout);
  const own = inputsFor(world);
  let at = 0;
  const take = (tick: number) => {
    for (; at < sent.length && sent[at].tick <= tick; at++) queue.add([sent[at]], tick, server.layout.tickRate);
    queue.apply(tick, seatCells(own), ME);
  };
  for (let tick = 1; tick <= world.tick; tick++) take(tick);
  while (world.tick < server.tick) {
    holdInputs(inputs, world.seatTable);
    take(world.tick + 1);
    for (const [i, cells] of own.cells.entries()) if (i > 0) inputs.cells[i][ME] = cells[ME];
    advance(world, inputs);
  }
  return world;
}
