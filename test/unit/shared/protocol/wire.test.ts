import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import { asI32, asU32, join, pack, unpackAll, unpackManyInts } from "#shared/protocol/wire.ts";

/** The only array in these bytes. */
function unpackInts(bytes: Uint8Array): number[] | undefined {
  const arrays = unpackManyInts(bytes);
  return arrays?.length === 1 ? arrays[0] : undefined;
}

const packr = new Packr({ useRecords: false });

/** The ends of each length that msgpack has for an integer of up to 32 bits. */
const EDGES = [
  ...[0, 127, 128, 255, 256, 65_535, 65_536, 0xffffffff],
  ...[-1, -32, -33, -128, -129, -32_768, -32_769, -0x80000000],
];

describe("an array of integers", () => {
  it.each([0, 1, 14, 15, 16, 17, 255, 256, 257, 700])("of %i comes back as it went", (count) => {
    const ints = Array.from({ length: count }, (_, n) => EDGES[n % EDGES.length]);
    expect(unpackInts(pack(ints))).toEqual(ints);
  });

  it.each(EDGES)("holds %i", (value) => {
    expect(unpackInts(pack([value, 1]))).toEqual([value, 1]);
  });

  it("is read in any length that msgpack allows", () => {
    expect(unpackInts(Uint8Array.of(0xdc, 0, 0))).toEqual([]);
    expect(unpackInts(Uint8Array.of(0xdc, 0, 1, 7))).toEqual([7]);
    expect(unpackInts(Uint8Array.of(0x92, 0xcd, 0, 7, 0xd2, 0xff, 0xff, 0xff, 0xff))).toEqual([7, -1]);
  });

  it.each([
    ["no bytes", []],
    ["a number", [5]],
    ["an empty map", [0x80]],
    ["an empty text", [0xa0]],
    ["a text of one letter", [0xa1, 0x41]],
    ["nil", [0xc0]],
    ["the head of a longer array, cut off", [0xdc, 0]],
    ["the head of a longer array alone", [0xdc]],
    ["an array of 32 bits' length", [0xdd, 0, 0, 0, 1, 7]],
    ["an array that lacks its last element", [0x92, 7]],
    ["an array that lacks its last byte", [0x91, 0xcd, 0]],
    ["an array with something behind it", [0x91, 7, 7]],
    ["a float", [0x91, 0xca, 0, 0, 0, 0]],
    ["64 bits", [0x91, 0xcf, 0, 0, 0, 0, 0, 0, 0, 1]],
    ["true", [0x91, 0xc3]],
    ["a byte that means nothing", [0x91, 0xc1]],
    ["a nested array", [0x91, 0x90]],
    ["a text in an array", [0x91, 0xa0]],
    ["a text as long as a byte says", [0x91, 0xd9, 0]],
  ])("is not read from %s", (_, bytes) => {
    expect(unpackInts(Uint8Array.from(bytes))).toBeUndefined();
  });
});

describe("several messages as one", () => {
  it("come back one by one, in their order", () => {
    const messages = [[1, 2, 3], ["x"], [], [300]];
    expect(unpackAll(join(messages.map(pack)))).toEqual(messages);
    expect(unpackAll(join([pack([1])]))).toEqual([[1]]);
    expect(unpackAll(join([]))).toEqual([]);
  });

  it("are as many bytes as they have", () => {
    expect(join([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)])).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("hold plain maps only as what is no message: keys of a map cannot pass for properties", () => {
    const [read] = unpackAll(packr.pack({ length: 2 }));
    expect(Object.hasOwn(read as object, "length")).toBe(false);
  });
});

describe("a measured number", () => {
  it("becomes the nearest integer of its width that is not greater in size", () => {
    expect([-1, -0.5, 0, 0.9, 7.9, 0xffffffff, 2 ** 32, 1e300, Number.POSITIVE_INFINITY].map(asU32)).toEqual([
      ...[0, 0, 0, 0, 7],
      ...[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    ]);
    expect([Number.NEGATIVE_INFINITY, -(2 ** 31) - 1, -7.9, -0.5, 7.9, 2 ** 31, 1e300].map(asI32)).toEqual([
      ...[-(2 ** 31), -(2 ** 31), -7, 0, 7],
      ...[2 ** 31 - 1, 2 ** 31 - 1],
    ]);
  });

  it("is 0 where it is none", () => {
    expect([asU32(Number.NaN), asI32(Number.NaN)]).toEqual([0, 0]);
  });
});
