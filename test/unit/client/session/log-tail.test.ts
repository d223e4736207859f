import { describe, expect, it } from "vitest";
import { LogTail } from "#client/session/log-tail.ts";
import type { Frame } from "#shared/log/index.ts";
import { decodeTail } from "#shared/protocol/index.ts";

const RATE = 30;
const frame = (ticks: number, tag: number | undefined): Frame => ({
  stream: "rules",
  ticks,
  hash: undefined,
  delta: [],
  tag,
});

/** What it tells from this tick on: where it begins, and the tags of its frames. */
function told(tail: LogTail, tick: number) {
  const bytes = tail.since(tick);
  const { tick: from, frames } = (bytes && decodeTail(bytes)) ?? {};
  return bytes && { from, tags: frames?.map(({ tag }) => tag) };
}

describe("the tail of a log", () => {
  it("is what came after a tick, from the frame on that goes beyond it", () => {
    const tail = new LogTail();
    tail.begin(100);
    for (const [ticks, tag] of [
      [1, 10],
      [3, 20],
      [1, 30],
    ])
      tail.add(frame(ticks, tag), RATE);
    expect(told(tail, 100)).toEqual({ from: 100, tags: [10, 20, 30] });
    expect(told(tail, 101)).toEqual({ from: 101, tags: [20, 30] });
    // A frame of several ticks is told whole.
    expect(told(tail, 103)).toEqual({ from: 101, tags: [20, 30] });
    expect(told(tail, 104)).toEqual({ from: 104, tags: [30] });
  });

  it("is nothing where there is nothing newer, or it begins later", () => {
    const tail = new LogTail();
    tail.begin(100);
    tail.add(frame(1, 10), RATE);
    expect([told(tail, 101), told(tail, 500), told(tail, 99)]).toEqual([undefined, undefined, undefined]);
  });

  it("begins anew with a keyframe, and after a frame that is not signed", () => {
    const tail = new LogTail();
    tail.begin(100);
    tail.add(frame(1, 10), RATE);
    tail.add(frame(2, undefined), RATE);
    tail.add(frame(1, 20), RATE);
    expect([told(tail, 102), told(tail, 103)]).toEqual([undefined, { from: 103, tags: [20] }]);
    tail.begin(7);
    tail.add(frame(1, 30), RATE);
    expect([told(tail, 103), told(tail, 7)]).toEqual([undefined, { from: 7, tags: [30] }]);
  });

  it("reaches back for twelve seconds", () => {
    const tail = new LogTail();
    tail.begin(0);
    for (let tick = 1; tick <= 1000; tick++) tail.add(frame(1, tick), RATE);
    expect(told(tail, 1000 - 12 * RATE)?.tags).toHaveLength(12 * RATE);
    expect(told(tail, 1000 - 12 * RATE - 1)).toBeUndefined();
  });
});
