import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { anatomyOf, hexOf } from "#client/session/playground/parts.ts";
import { join } from "#shared/protocol/wire.ts";

const packr = new Packr({ useRecords: false });
const pack = (value: unknown): Uint8Array => packr.pack(value);

const VALUES = [
  0,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  2 ** 32 - 1,
  -1,
  -32,
  -33,
  -129,
  -32_769,
  "",
  "Ada",
  "x".repeat(40),
  0.5,
  true,
  null,
];

describe("anatomyOf", () => {
  it.each(VALUES.map((value) => [value]))("reads %j, and each byte belongs to one part", (value) => {
    const bytes = pack([value, [7]]);
    const { messages, fault } = anatomyOf(bytes);
    expect(fault).toBeUndefined();
    expect(messages).toHaveLength(1);
    const [{ parts }] = messages;
    expect(parts.flatMap(({ from, to }) => [...bytes.subarray(from, to)])).toEqual([...bytes]);
    const said = typeof value === "string" ? JSON.stringify(value) : value === null ? "nil" : String(value);
    expect(parts[1]).toMatchObject({ value: said, index: 0, depth: 1 });
    expect(parts.at(-1)).toMatchObject({ value: "7", depth: 2, index: undefined });
  });

  it("tells messages that travel together apart", () => {
    const [one, two] = [pack([1, 70_000, 0]), pack([3])];
    const { messages } = anatomyOf(join([one, two]));
    expect(messages.map(({ from, to }) => [from, to])).toEqual([
      [0, one.length],
      [one.length, one.length + two.length],
    ]);
  });

  it("says where bytes end too early, and keeps what could be read", () => {
    const bytes = pack([1, 70_000, 0]).slice(0, 4);
    const { messages, fault } = anatomyOf(bytes);
    expect(fault).toEqual({ at: 2, text: "the uint 32 is cut off" });
    expect(messages[0].parts.map(({ value }) => value)).toEqual(["3 values", "1"]);
  });

  it.each([
    ["an extension", [0xd4, 1, 0], 0],
    ["a map", [0x81, 1, 1], 0],
    ["an array without its values", [0x92, 1], 2],
    ["a length without its bytes", [0xdc], 0],
  ])("says what is wrong with %s", (_, bytes, at) => {
    expect(anatomyOf(Uint8Array.from(bytes)).fault?.at).toBe(at);
  });

  it("does not go deeper than a stack bears", () => {
    const deep = new Uint8Array(5000).fill(0x91);
    expect(anatomyOf(deep).fault?.text).toMatch("too deep");
  });

  it("finds nothing in nothing", () => {
    expect(anatomyOf(new Uint8Array())).toEqual({ messages: [], fault: undefined });
  });
});

it("writes bytes as people do", () => {
  expect(hexOf(Uint8Array.of(0, 15, 255))).toBe("00 0f ff");
});
