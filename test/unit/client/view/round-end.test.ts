import { expect, it } from "vitest";
import { RoundEnd } from "#client/view/match/round-end.ts";

/** What is drawn: a tick, and whether the round is over in it. @returns by which tick each end was told */
function told(...drawn: readonly (readonly [tick: number, ended?: "ended"])[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  const end = new RoundEnd({ ended: (since) => ends.push(since), begun() {} });
  for (const [tick, ended] of drawn) end.follow(tick, ended === "ended", 60);
  return ends;
}

it("tells an end by the round's first tick: the last one that was drawn may lie after the end", () => {
  expect(told([100], [130], [131], [126, "ended"])).toEqual([100]);
  expect(told([100], [131], [129], [130], [126, "ended"])).toEqual([100]);
});

it("begins anew with the next round, and where what is drawn leaps", () => {
  expect(told([100], [130, "ended"], [400], [430], [431, "ended"])).toEqual([100, 400]);
  expect(told([100], [9000], [9001, "ended"])).toEqual([9000]);
  expect(told([9000], [50], [60, "ended"])).toEqual([50]);
});

it("knows no tick of a round that was never drawn live", () => {
  expect(told([100, "ended"])).toEqual([undefined]);
});
