import { describe, expect, it } from "vitest";
import { tagOf } from "#shared/names/tag.ts";

const idOf = (n: number): string => n.toString(16).padStart(32, "0");

describe("a tag", () => {
  it("is four characters that people do not mistake, the same each time", () => {
    for (let i = 0; i < 1000; i++) expect(tagOf(idOf(i))).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(tagOf("00112233445566778899aabbccddeeff")).toBe("3HBN");
  });

  it("tells players apart, wherever their ids differ", () => {
    const ids = [
      ...Array.from({ length: 500 }, (_, i) => idOf(i)),
      ...Array.from({ length: 500 }, (_, i) => `${i}`.padEnd(32, "f")),
    ];
    // Of 1,000 draws out of 2^20 one in two runs has a pair that is alike, and hardly any has three.
    expect(new Set(ids.map(tagOf)).size).toBeGreaterThanOrEqual(997);
  });
});
