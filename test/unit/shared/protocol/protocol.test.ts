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
      { tick: 7, seen: 0, values: [-7, 1023, 7] },
      { tick: 4294967295, seen: 255, values: [7, 0, 0] },
    ],
  },
  { type: "ping", time: 4294967295, mark: 0 },
  { type: "ping", time: 0, mark: 4294967295 },
  { type: "ping", time: 0, mark: 1, rtt: 0 },
  { type: "ping", time: 0, mark: 1, rtt: 65_535 },
  { type: "resync", tick: 0 },
  { type: "leave" },
  { type: "watchers", count: 300 },
];

const downs: DownMessage[] = [
  { type: "frame", stream: "state", ticks: 1, hash: undefined, delta: [] },
  { type: "frame", stream: "state", ticks: 15, hash: 4294967295, delta: [1, -3, 200] },
  { type: "frame", stream: "rules", ticks: 1, hash: undefined, delta: [] },
  { type: "frame", stream: "rules", ticks: 15, hash: 4294967295, delta: [1, -3, 200] },
  { type: "keyframe", tick: 9, hash: 3, delta: [5] },
  { type: "roster", spectators: 2, seats: [{ seat: 0, kind: 2, name: "Ada <b>" }] },
  { type: "roster", spectators: 0, seats: [] },
  { type: "pong", time: 5, held: 12, slack: undefined },
  { type: "pong", time: 5, held: 12, slack: -40 },
  { type: "late", by: 40 },
  { type: "mark", mark: 4294967295 },
  { type: "refused", reason: 1, tick: 77 },
  {
    type: "welcome",
    seat: -1,
    game: "toy",
    gameVersion: 1,
    tickRate: 30,
    settings: { seats: 4 },
    schema: schemaOf(layout),
    stream: "state",
    generation: 3,
    forked: [90, 4000],
    delay: 0,
  },
];

describe("messages", () => {
  it.each(ups)("up: $type comes back as it went", (message) => {
    expect(decodeUp(encodeUp(message), layout)).toEqual([message]);
  });

  it("up: eight inputs are one message, in their order", () => {
    const inputs = Array.from({ length: 8 }, (_, n) => ({ tick: n, seen: n * 9, values: [n - 4, n, n] }));
    expect(decodeUp(encodeUp({ type: "input", inputs }), layout)).toEqual([{ type: "input", inputs }]);
  });

  it("down: the two streams' frames are of different types", () => {
    const types = downs.filter(({ type }) => type === "frame").map((message) => packr.unpack(encodeDown(message))[0]);
    expect(types).toEqual([0, 1, 7, 8]);
  });

  it.each([
    ["a frame without its ticks", [0]],
    ["a checked frame without its hash", [8, 1]],
    ["a pong with more", [5, 1, 2, 3, 4]],
    ["a late that does not say by how much", [9]],
    ["a type that is not there", [11, 1]],
    ["a welcome of edition 1, that names no stream", [3, 0, "toy", 1, 30, [], []]],
    ["a mark that is none", [10]],
    ["a welcome of edition 2, that names no generation", [3, 0, "toy", 1, 30, [], [], 1]],
    ["a welcome with another stream", [3, 0, "toy", 1, 30, [], [], 2, 0, 0, []]],
    ["a keyframe without its hash", [2, 9]],
    ["a frame with a fraction", [0, 1, 0.5]],
    ["a frame with text", [0, 1, "x", 2]],
    ["a refusal without its tick", [6, 1]],
    ["a refusal with more", [6, 1, 77, 0]],
    ["a roster without its spectators", [4]],
    ["a roster with half an entry", [4, 2, 0, 2]],
    ["a roster with an entry and a half", [4, 2, 0, 2, "Ada", 1]],
    ["a roster that counts its spectators in words", [4, "two"]],
    ["a roster with a seat in words", [4, 2, "one", 2, "Ada"]],
    ["a roster with a kind in words", [4, 2, 0, "bot", "Ada"]],
    ["a roster with a name that is a number", [4, 2, 0, 2, 7]],
    ["a number", 5],
    ["nothing but an array", []],
  ])("down: refuses %s", (_, message) => {
    expect(() => decodeDown(packr.pack(message))).toThrow("no message of this protocol");
  });

  it("down: reads a keyframe of an empty world, and a roster of several", () => {
    const empty: DownMessage = { type: "keyframe", tick: 0, hash: 1, delta: [] };
    const seats = [0, 1, 5].map((seat) => ({ seat, kind: 1, name: `Bot ${seat}` }));
    const roster: DownMessage = { type: "roster", spectators: 0, seats };
    expect(decodeDown(join([empty, roster].map(encodeDown)))).toEqual([empty, roster]);
  });

  it("down: finds nothing in no bytes", () => {
    expect(decodeDown(new Uint8Array())).toEqual([]);
  });

  it("down: all of them, back to back in one message, come back as they went", () => {
    expect(decodeDown(join(downs.map(encodeDown)))).toEqual(downs);
  });

  it.each([
    ["an unknown type", [5]],
    ["a type below all", [-1, 0]],
    ["nothing", []],
    ["text", [0, 1, 0, "x", 0, 0]],
    ["a fraction", [0, 1, 0, 0.5, 0, 0]],
    ["a nested array", [0, 1, 0, [1], 0, 0]],
    ["a map", [0, 1, 0, { a: 1 }, 0, 0]],
    ["a date, which is an extension type", [1, new Date(0), 0]],
    ["64 bits", [1, 2 ** 33, 0]],
    ["null", [1, null, 0]],
    ["too few columns", [0, 1, 0, 0, 0]],
    ["too many columns", [0, 1, 0, 0, 0, 0, 0]],
    ["no inputs", [0]],
    ["nine inputs", [0, ...Array.from({ length: 9 }, () => [1, 0, 0, 0, 0]).flat()]],
    ["a column below its range", [0, 1, 0, -8, 0, 0]],
    ["a column above its range", [0, 1, 0, 0, 1024, 0]],
    ["a button that is not there", [0, 1, 0, 0, 0, 8]],
    ["a negative tick", [0, -1, 0, 0, 0, 0]],
    ["a negative look back", [0, 1, -1, 0, 0, 0]],
    ["a look back above its range", [0, 1, 256, 0, 0, 0]],
    ["a ping without a time", [1]],
    ["a ping of edition 2, without a mark", [1, 5]],
    ["a ping with more", [1, 5, 6, 7, 8]],
    ["a ping of a round trip that is too long", [1, 5, 6, 65_536]],
    ["a ping of a round trip below nothing", [1, 5, 6, -1]],
    ["a ping with a negative mark", [1, 5, -1]],
    ["a ping with a negative time", [1, -1, 5]],
    ["a resync without a tick", [2]],
    ["a resync with a negative tick", [2, -1]],
    ["a resync with more", [2, 5, 6]],
    ["watchers without their number", [4]],
    ["less than no watchers", [4, -1]],
    ["watchers with more", [4, 5, 6]],
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
