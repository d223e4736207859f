/**
 * A page whose machine has slept: its own clock has gone on meanwhile, or has stood still, and the match has gone on
 * or not.
 */
import { expect, it } from "vitest";
import { Wire } from "#test/support/wire.ts";

const HOUR = 3_600_000;

/** A player whose page's clock is off by what `jump` adds. */
function page() {
  const wire = new Wire({ seats: 2, fillTo: 0, autostart: 0 });
  const line = wire.join("ada");
  const { client } = line;
  let off = 0;
  let asleep = false;
  const waiting: Uint8Array[] = [];
  const [receive, run, frame] = [client.receive.bind(client), client.run.bind(client), client.frame.bind(client)];
  client.receive = (bytes, now) => {
    if (asleep) waiting.push(bytes);
    else receive(bytes, now + off);
  };
  client.run = (now) => run(now + off);
  client.frame = (now) => frame(now + off);
  /** Sleeps for so long; by the page's own clock it was so much more or less. What has come meanwhile waits. */
  const sleep = (ms: number, more: number) => {
    line.stuck = asleep = true;
    wire.play(ms);
    line.stuck = asleep = false;
    off += more;
    for (const bytes of waiting.splice(0)) client.receive(bytes, wire.bench.now);
  };
  return { wire, line, sleep };
}

it.each([
  ["slept, and its clock went on", 0, HOUR],
  ["was held up for 3 seconds, and its clock went on", 0, 3000],
  ["slept, its clock stood still, and the match went on", 4000, -4000],
  ["slept, its clock went on for too long, and the match went on", 4000, HOUR],
])("a page that %s draws the present again, and is in time", (_, asleepMs, offMs) => {
  const { wire, line, sleep } = page();
  wire.play(5000);
  sleep(asleepMs, offMs);
  wire.play(6000);
  let shown = 0;
  line.each = ({ tick }) => {
    shown = tick;
  };
  wire.play(100);
  const { match } = wire.bench;
  expect(Math.abs(match.tickNumber - shown)).toBeLessThan(match.tickRate);
  const { rtt, ahead, delay } = line.client.stats(wire.bench.now);
  expect(rtt).toBeLessThan(500);
  expect(Math.abs(ahead)).toBeLessThan(1000);
  expect(Math.abs(delay)).toBeLessThan(1000);
  // What is wanted now is done at once.
  line.client.setInput({ mx: 1 });
  const before = line.inputs.length;
  wire.play(500);
  expect(line.inputs.length).toBeGreaterThan(before);
  expect(Math.abs((line.inputs.at(-1)?.tick ?? 0) - match.tickNumber)).toBeLessThan(match.tickRate);
  expect(line.resyncs).toBe(0);
});
