import { describe, expect, it } from "vitest";
import { LastMatch } from "#client/last-match.ts";
import { memory } from "#test/support/memory.ts";

const code = (n: number): string => `4G7K2M9QX${n}`;

describe("the matches that a browser has a seat in", () => {
  it("are kept newest first, five at most, each once", () => {
    const last = new LastMatch(memory());
    expect(last.code).toBeUndefined();
    expect(last.codes).toEqual([]);
    for (let n = 1; n <= 6; n++) last.entered(code(n));
    last.entered(code(4));
    expect(last.codes).toEqual([4, 6, 5, 3, 2].map(code));
    expect(last.code).toBe(code(4));
  });

  it("are forgotten one by one", () => {
    const last = new LastMatch(memory(`${code(1)} ${code(2)}`));
    last.left(code(3));
    last.left(code(1));
    expect(last.codes).toEqual([code(2)]);
    last.left(code(2));
    expect(last.codes).toEqual([]);
  });
});
