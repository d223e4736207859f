import { describe, expect, it } from "vitest";
import { MAX_CATCH_UP, TickLoop, type Timer } from "#worker/match/tick-loop.ts";

/** A clock that jumps from timer to timer, each `late` milliseconds after it was due. */
class ManualTimer implements Timer {
  time = 0;
  #next: { at: number; callback: () => void } | undefined;
  late = () => 0;
  now = () => this.time;
  set = (callback: () => void, ms: number) => {
    this.#next = { at: this.time + ms, callback };
    return this.#next;
  };
  clear = () => {
    this.#next = undefined;
  };
  runUntil(end: number): void {
    while (this.#next && this.#next.at <= end) {
      const { at, callback } = this.#next;
      this.#next = undefined;
      this.time = Math.max(this.time, at) + this.late();
      callback();
    }
  }
}

function start(rate: number) {
  const timer = new ManualTimer();
  const ticks: number[] = [];
  const loop = new TickLoop(timer, rate, (now) => ticks.push(now));
  loop.start();
  return { timer, ticks, loop };
}

describe("the tick loop", () => {
  it("holds its rate though every timer is late", () => {
    const { timer, ticks } = start(30);
    let n = 0;
    timer.late = () => (n++ * 7) % 5;
    timer.runUntil(60_000);
    expect(Math.abs(ticks.length / 60 - 30)).toBeLessThan(0.1);
  });

  it("makes up for a stall in capped steps, and gives up the rest", () => {
    const { timer, ticks } = start(30);
    timer.runUntil(1000);
    const before = ticks.length;
    timer.time += 10_000;
    timer.runUntil(timer.time);
    expect(ticks.length - before).toBe(MAX_CATCH_UP);
    const after = ticks.length;
    timer.runUntil(timer.time + 1000);
    expect(ticks.length - after).toBeGreaterThanOrEqual(29);
    expect(ticks.length - after).toBeLessThanOrEqual(31);
  });

  it("stops at once when its own tick says so, and can start again", () => {
    const { timer, ticks, loop } = start(30);
    timer.runUntil(100);
    loop.stop();
    const stopped = ticks.length;
    timer.runUntil(5000);
    expect(ticks.length).toBe(stopped);
    timer.time = 5000;
    loop.start();
    loop.start();
    timer.runUntil(5100);
    expect(ticks.length).toBe(stopped + 4);
  });
});
