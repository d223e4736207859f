import { expect, it } from "vitest";
import { RoundEnd } from "#client/view/match/round-end.ts";

/**
 * What is drawn: a tick, and whether the round is over in it, or only foreseen to be over or to be on.
 * @returns by which tick each end was told
 */
function told(...drawn: readonly (readonly [tick: number, is?: "ended" | "end foreseen" | "next foreseen"])[]) {
  const ends: (number | undefined)[] = [];
  let begun = 0;
  const end = new RoundEnd({
    ended: (since) => ends.push(since),
    begun: () => {
      begun += 1;
    },
  });
  for (const [tick, is] of drawn) {
    const known = is === "ended" || is === "next foreseen";
    end.follow(tick, { drawn: is === "ended" || is === "end foreseen", known }, 60);
  }
  return { ends, begun, isOver: end.isOver };
}

it("tells an end by the round's first tick: the last one that was drawn may lie after the end", () => {
  expect(told([100], [130], [131], [126, "ended"]).ends).toEqual([100]);
  expect(told([100], [131], [129], [130], [126, "ended"]).ends).toEqual([100]);
});

it("begins anew with the next round, and where what is drawn leaps", () => {
  expect(told([100], [130, "ended"], [400], [430], [431, "ended"]).ends).toEqual([100, 400]);
  expect(told([100], [9000], [9001, "ended"]).ends).toEqual([9000]);
  expect(told([9000], [50], [60, "ended"]).ends).toEqual([50]);
});

it("knows no tick of a round that was never drawn live", () => {
  expect(told([100, "ended"]).ends).toEqual([undefined]);
});

it("tells an end once it is known: one that is only foreseen may be put right", () => {
  expect(told([100], [130, "end foreseen"])).toEqual({ ends: [], begun: 0, isOver: false });
  expect(told([100], [130, "end foreseen"], [131], [160])).toEqual({ ends: [], begun: 0, isOver: false });
  expect(told([100], [130, "end foreseen"], [131, "ended"])).toEqual({ ends: [100], begun: 0, isOver: true });
});

it("stays at the end while the next round is only foreseen, and knows still which one has ended", () => {
  const foreseen = [[100], [130, "ended"], [140, "next foreseen"]] as const;
  expect(told(...foreseen)).toEqual({ ends: [100], begun: 0, isOver: true });
  expect(told(...foreseen, [139, "ended"])).toEqual({ ends: [100], begun: 0, isOver: true });
  expect(told(...foreseen, [141])).toEqual({ ends: [100], begun: 1, isOver: false });
});
