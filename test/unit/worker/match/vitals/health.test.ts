import { describe, expect, it } from "vitest";
import { Health, KEPT_S, WINDOW_S } from "#worker/match/vitals/health.ts";
import { stepOf } from "#worker/match/vitals/lateness-step.ts";

const RATE = 20;
const NOW = 1_700_000_000_000;

describe("a match's health", () => {
  it("is the lateness of the last ten seconds, with ticks that were skipped", () => {
    const health = new Health(RATE);
    expect(health.lateness(NOW)).toEqual({ lateMs: 0, lateTicks: 0, lateInputs: 0 });
    // A tick is 50 ms: one that is as late as that is not yet too late.
    for (const lateMs of [0, 50, 50.04, 75.26]) health.ticked(NOW, lateMs);
    expect(health.lateness(NOW)).toEqual({ lateMs: 75.3, lateTicks: 0.5, lateInputs: 0 });
    health.skipped(NOW + 500, 4, 400);
    expect(health.lateness(NOW + 500)).toEqual({ lateMs: 400, lateTicks: 0.75, lateInputs: 0 });
    for (const isLate of [true, false, false, false]) health.heard(NOW + 900, isLate);
    expect(health.lateness(NOW + WINDOW_S * 1000 - 1)).toEqual({ lateMs: 400, lateTicks: 0.75, lateInputs: 0.25 });
    expect(health.lateness(NOW + WINDOW_S * 1000)).toEqual({ lateMs: 0, lateTicks: 0, lateInputs: 0 });
  });

  it("is kept second by second for two minutes, without those in which it slept", () => {
    const health = new Health(RATE);
    let [bytesIn, bytesOut] = [1000, 5000];
    for (let second = 0; second < KEPT_S + 30; second++) {
      const at = NOW + second * 1000;
      // What was carried before the first look is of no second.
      health.carried(at, bytesIn, bytesOut);
      // It sleeps for a while, and is only asked something.
      if (second >= 60 && second < 70) continue;
      for (let tick = 0; tick < RATE; tick++) health.ticked(at + tick * 50, second);
      health.heard(at, second % 2 === 0);
      bytesIn += second;
      bytesOut += 2 * second;
      health.carried(at + 999, bytesIn, bytesOut);
    }
    const last = NOW + (KEPT_S + 29) * 1000;
    const history = health.history(last + 10);
    expect(history).toHaveLength(KEPT_S - 10);
    expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(history[0]).toEqual({
      ...{ at: NOW + 30_000, ticks: RATE, lateMs: 30, inputs: 1, lateInputs: 1, bytesIn: 30, bytesOut: 60 },
    });
    expect(history.at(-1)).toMatchObject({ at: last, lateMs: KEPT_S + 29, lateInputs: 0 });
    expect(health.history(last + KEPT_S * 1000)).toEqual([]);
  });
});

it("a step of lateness begins at its edge, and ends at half of it", () => {
  const steps: number[] = [];
  let step = 0;
  for (const share of [0, 0.19, 0.2, 0.11, 0.1, 0.09, 0.5, 0.26, 0.24, 1, 0]) {
    step = stepOf(share, [0.2, 0.5], step);
    steps.push(step);
  }
  expect(steps).toEqual([0, 0, 1, 1, 1, 0, 2, 2, 1, 2, 0]);
});
