import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { EpochHistory, EpochHistoryData } from "#worker/broadcast/epoch-history.ts";

describe("a lineage", () => {
  it("of a match that never was resumed knows its own log, and no other", () => {
    const lineage = new EpochHistory();
    expect(lineage.data).toEqual({ generation: 0, forked: [] });
    expect([lineage.knows(0, 0), lineage.knows(0, 1e9), lineage.knows(1, 0), lineage.knows(-1, 0)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("knows of a generation before what was until the resume", () => {
    const lineage = new EpochHistory();
    lineage.resumed(90);
    expect(lineage.generation).toBe(1);
    expect([89, 90, 91].map((tick) => lineage.knows(0, tick))).toEqual([true, true, false]);
    expect(lineage.knows(1, 5000)).toBe(true);
  });

  it("knows of older ones what was until the earliest resume since", () => {
    const lineage = new EpochHistory();
    for (const tick of [100, 150, 120]) lineage.resumed(tick);
    expect([100, 101].map((tick) => lineage.knows(0, tick))).toEqual([true, false]);
    expect([120, 121, 150].map((tick) => lineage.knows(1, tick))).toEqual([true, false, false]);
    expect([120, 121].map((tick) => lineage.knows(2, tick))).toEqual([true, false]);
    expect(lineage.knows(3, 121)).toBe(true);
  });

  it("remembers the last 16 resumes", () => {
    const lineage = new EpochHistory();
    for (let n = 1; n <= 20; n++) lineage.resumed(n * 100);
    expect([lineage.generation, lineage.data.forked.length, lineage.data.forked[0]]).toEqual([20, 16, 500]);
    expect([lineage.knows(3, 0), lineage.knows(4, 500), lineage.knows(4, 501)]).toEqual([false, true, false]);
  });

  it("is plain data, and goes on from what was stored", () => {
    const lineage = new EpochHistory();
    lineage.resumed(90);
    const again = new EpochHistory(v.parse(EpochHistoryData, structuredClone(lineage.data)));
    expect(again.data).toEqual(lineage.data);
    again.resumed(200);
    expect(again.data).toEqual({ generation: 2, forked: [90, 200] });
    expect(lineage.data).toEqual({ generation: 1, forked: [90] });
  });
});
