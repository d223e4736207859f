import { expect, it } from "vitest";
import { due, isRunning, nextDue, remaining, share, takeDue, ticksOf, use } from "#shared/kit/index.ts";
import { FOREVER } from "#shared/sim/index.ts";

it("a timer runs until its tick, and is due from then on; one that was not set is never due", () => {
  expect([99, 100, 101].map((tick) => isRunning(100, tick))).toEqual([true, false, false]);
  expect([99, 100, 101].map((tick) => due(100, tick))).toEqual([false, true, true]);
  expect([due(0, 5), isRunning(0, 5)]).toEqual([false, false]);
  expect([remaining(100, 70), remaining(100, 100), remaining(0, 3)]).toEqual([30, 0, 0]);
  expect([share(100, 70, 60), share(100, 100, 60), share(100, 0, 60), share(5, 0, 0)]).toEqual([0.5, 0, 1, 0]);
  expect([ticksOf(2, 30), ticksOf(0.5, 15), ticksOf(0, 30)]).toEqual([60, 8, 1]);
});

it("a cooldown allows one use, and the next once it is over", () => {
  const until = [0, 0];
  const used = Array.from({ length: 10 }, (_, tick) => use(until, 1, tick + 1, 4)).map(Number);
  expect(used).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
  expect(until[0]).toBe(0);
});

it("a timer that has run out is told once", () => {
  const until = [12];
  expect([11, 12, 13].map((tick) => takeDue(until, 0, tick))).toEqual([false, true, false]);
});

it("the next timer to run out tells until when nothing happens", () => {
  expect(nextDue([0, 90, 40, 30], [0, 1, 2])).toBe(40);
  expect(nextDue([0, 0], [0, 1])).toBe(FOREVER);
});
