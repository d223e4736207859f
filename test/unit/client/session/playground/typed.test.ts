import { describe, expect, it } from "vitest";
import { BAD, typedHex, typedJson } from "#client/session/playground/typed.ts";
import { CLOSE, decodeUp, MAX_MESSAGE } from "#shared/protocol/index.ts";
import { plan } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

const bytesOf = (typed: ReturnType<typeof typedHex>): number[] =>
  typed.ok && typeof typed.payload !== "string" ? [...typed.payload] : [];

describe("typedHex", () => {
  it.each(["93 01 00 ff", "0x93,0x01,0x00,0xFF", "930100ff", " 93\n0100 ff "])("reads %j", (text) => {
    expect(bytesOf(typedHex(text))).toEqual([0x93, 1, 0, 0xff]);
  });

  it.each([
    ["", "two hexadecimal digits"],
    ["9", "one is missing"],
    ["xy", "Only hexadecimal"],
  ])("says what is wrong with %j", (text, says) => {
    expect(typedHex(text)).toMatchObject({ ok: false, problem: expect.stringMatching(says) });
  });
});

describe("typedJson", () => {
  it("reads a message", () => {
    expect(bytesOf(typedJson("[1, 200, 0]"))).toEqual([0x93, 1, 0xcc, 200, 0]);
  });

  it("reads several that travel together", () => {
    expect(bytesOf(typedJson("[[3], [1, 0, 0]]"))).toEqual([0x91, 3, 0x93, 1, 0, 0]);
  });

  it.each(["", "{}", "7", "[1,"])("says what is wrong with %j", (text) => {
    expect(typedJson(text).ok).toBe(false);
  });
});

describe("what is wrong on purpose", () => {
  const layout = plan(toy);

  it.each(BAD.filter(({ expect: code }) => code === String(CLOSE.malformed)))(
    "$title is refused by the decoder",
    (bad) => {
      expect(typeof bad.payload).toBe("object");
      expect(decodeUp(bad.payload as Uint8Array, layout)).toBeUndefined();
    },
  );

  it("is too big where it says so", () => {
    const big = BAD.find(({ expect: code }) => code === String(CLOSE.tooBig));
    expect(big?.payload.length).toBeGreaterThan(MAX_MESSAGE);
  });

  it("expects codes of the protocol alone", () => {
    for (const { expect: code } of BAD) expect(Object.values<number>(CLOSE)).toContain(Number(code));
  });
});
