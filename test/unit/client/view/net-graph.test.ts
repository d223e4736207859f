import { describe, expect, it } from "vitest";
import type { NetStats } from "#client/session/types.ts";
import { figures } from "#client/view/net/figures.ts";
import { lateness } from "#client/view/net/lateness.ts";

const STATS: NetStats = {
  rtt: 82.4,
  jitter: 3.2,
  ahead: 96,
  slack: 8.4,
  delay: 61,
  corrections: 0,
  correction: 0,
  down: 5325,
  up: 412,
  messages: 27.6,
  gaps: [],
};

const read = (stats: Partial<NetStats>, plays = true) =>
  Object.fromEntries(figures({ ...STATS, ...stats }, plays).map(({ id, value, tone }) => [id, `${value}, ${tone}`]));

describe("the net graph's numbers", () => {
  it("are in the units of people", () => {
    expect(read({})).toEqual({
      rtt: "82 ms, plain",
      jitter: "3 ms, plain",
      ahead: "96 ms, plain",
      slack: "8 ms early, good",
      delay: "61 ms ago, plain",
      corrections: "0 in 10 s, plain",
      correction: "–, plain",
      down: "5.2 KiB/s, plain",
      up: "412 B/s, plain",
      messages: "28 a second, plain",
    });
  });

  it("say in words and by colour what is out of order", () => {
    expect(read({ slack: -12 }).slack).toBe("12 ms late, warn");
    expect(read({ slack: -120 }).slack).toBe("120 ms late, bad");
    expect(read({ slack: 140 }).slack).toBe("140 ms early, warn");
    expect(read({ slack: undefined }).slack).toBe("–, plain");
    expect(read({ rtt: 320 }).rtt).toBe("320 ms, bad");
    expect(read({ corrections: 3, correction: 12.6 })).toMatchObject({
      corrections: "3 in 10 s, warn",
      correction: "13, plain",
    });
  });

  it("say nothing of a spectator's own", () => {
    expect(read({ ahead: 0, corrections: 2, correction: 9 }, false)).toMatchObject({
      ahead: "–, plain",
      slack: "–, plain",
      corrections: "–, plain",
      correction: "–, plain",
    });
  });
});

describe("lateness", () => {
  it("is none of a long silence alone, and of frames at the tick's own pace", () => {
    expect(lateness([33, 34, 33, 400, 33, 20], 33)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("is what those behind had to wait", () => {
    // Four ticks' frames come at once: the first of them is three ticks late.
    expect(lateness([33, 133, 0, 1, 0, 33], 33)).toEqual([0, 98, 65, 33, 0, 0]);
    expect(lateness([], 33)).toEqual([]);
  });
});
