import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCode } from "#shared/protocol/index.ts";
import { isGiven, newCode } from "#worker/auth/codes.ts";
import { keysOf } from "#worker/auth/secrets.ts";

const SECRETS = { first: "0123456789abcdef0123456789abcdef", second: "fedcba9876543210fedcba9876543210" };

const ringOf = async (current: string, previous?: string) =>
  (await keysOf({ TICKET_SECRET: current, ...(previous && { TICKET_SECRET_PREVIOUS: previous }) })).code;

describe("a match code", () => {
  it("is ten characters that are hard to mistake, each of 32 as often as any other", async () => {
    const keys = await ringOf(SECRETS.first);
    const counts = new Map<string, number>();
    for (let i = 0; i < 3200; i++) {
      const code = await newCode(keys);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
      for (const character of code) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    // 1000 expected; the standard deviation is 31.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  });

  it("is not given twice", async () => {
    const keys = await ringOf(SECRETS.first);
    expect(new Set(await Promise.all(Array.from({ length: 5000 }, () => newCode(keys)))).size).toBe(5000);
  });

  it("is known as given, however it was typed", async () => {
    const keys = await ringOf(SECRETS.first);
    for (let i = 0; i < 100; i++) {
      const code = await newCode(keys);
      expect(readCode(code)).toBe(code);
      expect(await isGiven(keys, code)).toBe(true);
    }
  });

  it("is not known where one character is another, nor under another secret, but for one of 1,024", async () => {
    const [keys, others] = [await ringOf(SECRETS.first), await ringOf(SECRETS.second)];
    let passed = 0;
    for (let i = 0; i < 2000; i++) {
      const code = await newCode(keys);
      const wrong = code.slice(0, i % 10) + (code[i % 10] === "0" ? "1" : "0") + code.slice((i % 10) + 1);
      // The check part has no room for another: a slip there is always found.
      if (i % 10 >= 8) expect(await isGiven(keys, wrong)).toBe(false);
      if (await isGiven(keys, wrong)) passed += 1;
      if (await isGiven(others, code)) passed += 1;
    }
    // 3.5 expected; the standard deviation is 1.9.
    expect(passed).toBeLessThan(25);
  });

  it("opens while its secret is the one before, or the one to come", async () => {
    const code = await newCode(await ringOf(SECRETS.first));
    expect(await isGiven(await ringOf(SECRETS.second, SECRETS.first), code)).toBe(true);
    expect(await isGiven(await ringOf(SECRETS.first, SECRETS.second), code)).toBe(true);
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
