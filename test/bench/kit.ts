/** What the kit costs: step, copy, hash, encode, decode, in microseconds, for worlds in mid-match. */
import { Bench } from "tinybench";
import { arena } from "#shared/games/arena/index.ts";
import { readDelta, writeDelta } from "#shared/log/index.ts";
import { encodeDown } from "#shared/protocol/index.ts";
import { advance, beginTick } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { show } from "./results.ts";

/** One row a call: median and 99th percentile. */
async function measure(seats: number) {
  const match = new BotMatch(arena, { seats, lobby: 1 }, 1);
  match.run(30 * 20);
  const { world, inputs } = match;
  const copy = world.clone();
  const before = world.clone();
  match.run(1);
  const delta: number[] = [];
  const started = before.clone();
  beginTick(started);
  writeDelta(delta, started, world);
  const base = before.clone();

  const bench = new Bench({ time: 300, warmupTime: 100 });
  bench.add("copy", () => void copy.copyFrom(world));
  bench.add("hash", () => void world.hash());
  bench.add("bots decide", () => void match.decide());
  bench.add("step (with its copy)", () => void advance(copy.copyFrom(world), inputs));
  bench.add("encode (with its copy)", () => {
    copy.copyFrom(before);
    beginTick(copy);
    writeDelta([], copy, world);
  });
  bench.add("msgpack of the frame", () => void encodeDown({ type: "frame", ticks: 1, hash: undefined, delta }));
  bench.add("decode (with its copy)", () => {
    base.copyFrom(before);
    beginTick(base);
    readDelta(base, delta);
  });
  await bench.run();
  return bench.tasks.map((task) => {
    if (!("latency" in task.result)) throw new Error(`${task.name} did not run`);
    const { p50, p99 } = task.result.latency;
    return { seats, call: task.name, "median µs": round(p50 * 1000), "p99 µs": round(p99 * 1000) };
  });
}

const round = (n: number) => Math.round(n * 100) / 100;

export async function kit(): Promise<void> {
  for (const seats of [16, 100]) {
    const rows = await measure(seats);
    const { size } = new BotMatch(arena, { seats }, 1).world.layout;
    show(`The kit in Node, ${seats} seats, a world of ${size} bytes`, rows);
  }
}
