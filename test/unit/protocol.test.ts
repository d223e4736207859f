import fc from "fast-check";
import { Packr } from "msgpackr";
import { describe, expect, it } from "vitest";
import {
  type DownMessage,
  decodeDown,
  decodeUp,
  encodeDown,
  encodeUp,
  join,
  schemaOf,
  type UpMessage,
} from "#shared/protocol/index.ts";
import { plan } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";

const layout = plan(toy);
const packr = new Packr({ useRecords: false });

const ups: UpMessage[] = [
  {
    type: "input",
    inputs: [
      { tick: 7, values: [-7, 1023, 7] },
      { tick: 4294967295, values: [7, 0, 0] },
    ],
  },
  { type: "ping", time: 4294967295 },
  { type: "resync", tick: 0 },
  { type: "leave" },
];

const downs: DownMessage[] = [
  { type: "frame", ticks: 1, hash: undefined, delta: [] },
  { type: "frame", ticks: 15, hash: 4294967295, delta: [1, -3, 200] },
  { type: "keyframe", tick: 9, hash: 3, delta: [5] },
  { type: "roster", spectators: 2, seats: [{ seat: 0, kind: 2, name: "Ada <b>" }] },
  { type: "roster", spectators: 0, seats: [] },
  { type: "pong", time: 5, held: 12 },
  { type: "refused", reason: 1, tick: 77 },
  {
    type: "welcome",
    seat: -1,
    game: "toy",
    gameVersion: 1,
    tickRate: 30,
    settings: { seats: 4 },
    schema: schemaOf(layout),
  },
];

describe("messages", () => {
  it.each(ups)("up: $type comes back as it went", (message) => {
    expect(decodeUp(encodeUp(message), layout)).toEqual(message);
  });

  it("down: all of them, back to back in one message, come back as they went", () => {
    expect(decodeDown(join(downs.map(encodeDown)))).toEqual(downs);
  });

  it.each([
    ["an unknown type", [9]],
    ["nothing", []],
    ["text", [0, 1, "x", 0, 0]],
    ["a fraction", [0, 1, 0.5, 0, 0]],
    ["a nested array", [0, 1, [1], 0, 0]],
    ["a map", [0, 1, { a: 1 }, 0, 0]],
    ["a date, which is an extension type", [1, new Date(0)]],
    ["64 bits", [1, 2 ** 33]],
    ["null", [1, null]],
    ["too few columns", [0, 1, 0, 0]],
    ["too many columns", [0, 1, 0, 0, 0, 0]],
    ["no inputs", [0]],
    ["nine inputs", [0, ...Array.from({ length: 9 }, () => [1, 0, 0, 0]).flat()]],
    ["a column below its range", [0, 1, -8, 0, 0]],
    ["a column above its range", [0, 1, 0, 1024, 0]],
    ["a button that is not there", [0, 1, 0, 0, 8]],
    ["a negative tick", [0, -1, 0, 0, 0]],
    ["a ping without a time", [1]],
    ["a leave with more", [3, 1]],
  ])("up: refuses %s", (_, message) => {
    expect(decodeUp(packr.pack(message), layout)).toBeUndefined();
  });

  it("up: refuses every truncation and every message with something behind it", () => {
    for (const message of ups.map(encodeUp)) {
      for (let length = 0; length < message.length; length++) {
        expect(decodeUp(message.subarray(0, length), layout)).toBeUndefined();
      }
      expect(decodeUp(join([message, new Uint8Array([0])]), layout)).toBeUndefined();
    }
  });

  it("up: answers any bytes with a message or undefined, and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        decodeUp(bytes, layout);
      }),
      { numRuns: 20_000 },
    );
  });
});
