import { describe, expect, it } from "vitest";
import { type AnyGame, emptyWorld, MOST_WORDS, plan, rawCommand, rawRefusal, refusalOf } from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";

const put = { name: "put", args: { place: 0, value: 1 } };

const worldWhere = (legal: (() => unknown) | undefined) => {
  const { legal: _, ...lawless } = ledger;
  return emptyWorld(plan({ ...lawless, ...(legal && { legal }) } as unknown as AnyGame));
};
const why = (answer: unknown) =>
  refusalOf(
    worldWhere(() => answer),
    0,
    put,
  );

describe("why a command is refused", () => {
  it("is told in the game's own words, on one line of at most a hundred characters", () => {
    expect(why("It is not your turn")).toBe("It is not your turn");
    expect(why("  It is\nnot\u202e your\u0000\tturn ")).toBe("It is not your turn");
    const long = why("ä😀".repeat(90)) ?? "";
    expect([...long]).toHaveLength(MOST_WORDS);
    expect(long.endsWith("😀ä…") || long.endsWith("ä…") || long.endsWith("😀…")).toBe(true);
  });

  it("has words even where the game has none", () => {
    for (const answer of [false, "", " \n", undefined, 0, 1]) expect(why(answer)).toBe("Not now");
  });

  it("is nothing where the game allows it, or does not ask", () => {
    expect(why(true)).toBeUndefined();
    expect(refusalOf(worldWhere(undefined), 0, put)).toBeUndefined();
  });

  it("is not the game's to say of the runtime's own commands, nor of one that there is not", () => {
    const world = worldWhere(() => "No");
    expect(refusalOf(world, 0, { name: "emote", args: { which: 0 } })).toBeUndefined();
    expect(refusalOf(world, 0, { name: "fly", args: {} })).toBe("There is no such move");
    expect(refusalOf(world, 0, { name: "put", args: { place: 99, value: 1 } })).toBe("There is no such move");
    const raw = rawCommand(ledger, put);
    expect(raw && rawRefusal(world, 0, raw)).toBe("No");
  });
});
