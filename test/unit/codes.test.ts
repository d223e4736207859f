import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newCode, readCode } from "#worker/codes.ts";

describe("a match code", () => {
  it("is ten characters that are hard to mistake, each of 32 as often as any other", () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 3200; i++) {
      const code = newCode();
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
      for (const character of code) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    // 1000 expected; the standard deviation is 31.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  });

  it("is not given twice", () => {
    expect(new Set(Array.from({ length: 5000 }, newCode)).size).toBe(5000);
  });

  it("is read as it is written", () => {
    for (let i = 0; i < 100; i++) {
      const code = newCode();
      expect(readCode(code)).toBe(code);
    }
  });

  it.each([
    ["abcdefghjk", "ABCDEFGHJK"],
    ["ABCDE-FGHJK", "ABCDEFGHJK"],
    ["-a-b-c-d-e-f-g-h-j-k-", "ABCDEFGHJK"],
    ["oO0iIlL123", "0001111123"],
  ])("%s is %s", (typed, code) => expect(readCode(typed)).toBe(code));

  it.each([
    "",
    "-",
    "ABCDEFGHJ",
    "ABCDEFGHJKM",
    "UBCDEFGHJK",
    "ABCDE FGHJK",
    "ABCDEFGHJé",
    "ABCDEFGHJ\n",
    "ABCDEFGHJK\n",
  ])("%j is none", (typed) => expect(readCode(typed)).toBeUndefined());

  it("reads anything without throwing, and what it reads is in its one true form", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9a-zA-Z-]{8,12}$/)), (typed) => {
        const code = readCode(typed);
        expect(code === undefined || (/^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) && readCode(code) === code)).toBe(true);
      }),
    );
  });
});
