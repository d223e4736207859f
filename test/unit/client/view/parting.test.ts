import { describe, expect, it } from "vitest";
import { MatchBench } from "#test/support/match.ts";

/** A match with two players in it, of which one goes. */
function parting(...words: readonly ("leave" | "nonsense")[]) {
  const bench = new MatchBench();
  const ada = bench.join("ada");
  bench.join("bob");
  bench.run(3);
  for (const word of words) bench.say(ada, word === "leave" ? { type: "leave" } : new Uint8Array([1]));
  bench.drop(ada);
  bench.run(2);
  return { bench, ada };
}

describe("a player whose socket closes", () => {
  it("has given up the seat if they said so in the same moment", () => {
    const { bench, ada } = parting("leave");
    expect(bench.match.report().players).toBe(1);
    expect(bench.reserve("carl")).toBe(ada.connection.seat);
  });

  it("keeps it if they said nothing: a lost line, or the browser's Back", () => {
    const { bench, ada } = parting();
    expect(bench.match.report().players).toBe(2);
    expect(bench.reserve("carl")).not.toBe(ada.connection.seat);
    expect(bench.reserve("ada")).toBe(ada.connection.seat);
  });

  it("is let go once, after any last message", () => {
    const { bench, ada } = parting("nonsense");
    expect(bench.match.report().players).toBe(2);
    expect(bench.reserve("ada")).toBe(ada.connection.seat);
  });
});
