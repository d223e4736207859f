/** The shapes of what comes from outside by HTTP, or from a disk. */
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  Admission,
  ClientTrace,
  ClientTraceBody,
  MAX_TRACE,
  MatchInfo,
  MOST_OF_TRACE,
  Result,
  Standing,
  TRACE_MS,
  TraceId,
} from "#shared/protocol/index.ts";

const LAST = 0xffffffff;

type Entry = readonly unknown[];
type List = keyof typeof MOST_OF_TRACE;

const EMPTY = Object.fromEntries(Object.keys(MOST_OF_TRACE).map((list) => [list, []]));
const trace = (list: List, ...entries: readonly Entry[]) => ({ edition: 1, lasted: 0, ...EMPTY, [list]: entries });
const takes = (list: List, ...entry: Entry) => v.is(ClientTraceBody, trace(list, entry));

/** Entries with the least and the greatest value in each place. */
const GOOD: readonly (readonly [List, ...Entry])[] = [
  ["inputs", 0, 0, 0, []],
  ["inputs", TRACE_MS, LAST, 255, Array.from({ length: 32 }, (_, n) => (n % 2 === 0 ? -(2 ** 31) : LAST))],
  ["arrivals", 0, 0, 0],
  ["arrivals", TRACE_MS, LAST, 1 << 24],
  ["roundTrips", 0, 0],
  ["roundTrips", TRACE_MS, TRACE_MS],
  ["slacks", 0, -TRACE_MS],
  ["slacks", TRACE_MS, TRACE_MS],
  ["corrections", 0, 0, 0],
  ["corrections", TRACE_MS, LAST, LAST],
  ["corrections", 1, 1, 0.5],
  ["clocks", 0, -TRACE_MS, -TRACE_MS],
  ["clocks", TRACE_MS, TRACE_MS, TRACE_MS],
  ...(["connecting", "live", "reconnecting", "closed"] as const).map((state) => ["links", 5, state] as const),
  ["drawn", 0, 0, 0, null, null],
  ["drawn", 0, 0.5, 0.5, -1e6, -1e6],
  ["drawn", TRACE_MS, LAST, LAST, 1e6, 1e6],
];

const NO_TIME = [-1, TRACE_MS + 1, 0.5, "0", null];
const NO_TICK = [-1, LAST + 1, 0.5, "0", null];
const NO_SPAN = [-TRACE_MS - 1, TRACE_MS + 1, 0.5, null];

/** Values that one place of an entry does not take, in an entry that is right otherwise. */
const BAD: readonly (readonly [List, place: number, entry: Entry, values: Entry])[] = [
  ["inputs", 0, [0, 0, 0, []], NO_TIME],
  ["inputs", 1, [0, 0, 0, []], NO_TICK],
  ["inputs", 2, [0, 0, 0, []], [-1, 256, 0.5, null]],
  ["inputs", 3, [0, 0, 0, []], [0, [-(2 ** 31) - 1], [LAST + 1], [0.5], Array.from({ length: 33 }, () => 0)]],
  ["arrivals", 0, [0, 0, 0], NO_TIME],
  ["arrivals", 1, [0, 0, 0], NO_TICK],
  ["arrivals", 2, [0, 0, 0], [-1, (1 << 24) + 1, 0.5]],
  ["roundTrips", 0, [0, 0], NO_TIME],
  ["roundTrips", 1, [0, 0], NO_TIME],
  ["slacks", 0, [0, 0], NO_TIME],
  ["slacks", 1, [0, 0], NO_SPAN],
  ["corrections", 0, [0, 0, 0], NO_TIME],
  ["corrections", 1, [0, 0, 0], NO_TICK],
  ["corrections", 2, [0, 0, 0], [-1, LAST + 1, Number.NaN, null]],
  ["clocks", 0, [0, 0, 0], NO_TIME],
  ["clocks", 1, [0, 0, 0], NO_SPAN],
  ["clocks", 2, [0, 0, 0], NO_SPAN],
  ["links", 0, [0, "live"], NO_TIME],
  ["links", 1, [0, "live"], ["asleep", "", null, 1]],
  ["drawn", 0, [0, 0, 0, 0, 0], NO_TIME],
  ["drawn", 1, [0, 0, 0, 0, 0], [-1, LAST + 1, null]],
  ["drawn", 2, [0, 0, 0, 0, 0], [-1, LAST + 1, null]],
  ["drawn", 3, [0, 0, 0, 0, 0], [-1e6 - 1, 1e6 + 1, "0"]],
  ["drawn", 4, [0, 0, 0, 0, 0], [-1e6 - 1, 1e6 + 1, "0"]],
];

describe("a client trace", () => {
  it.each(GOOD.map(([list, ...entry]) => [list, entry] as const))("takes in %s: %j", (list, entry) => {
    expect(takes(list, ...entry)).toBe(true);
  });

  it.each(BAD)("refuses other values in %s, at place %i", (list, place, entry, values) => {
    expect(takes(list, ...entry)).toBe(true);
    for (const value of values) expect(takes(list, ...entry.with(place, value))).toBe(false);
    expect(takes(list, ...entry, 0)).toBe(false);
    expect(takes(list, ...entry.slice(0, -1))).toBe(false);
  });

  it.each(Object.entries(MOST_OF_TRACE) as [List, number][])("has in %s no more than %i entries", (list, most) => {
    const [, ...entry] = GOOD.find(([name]) => name === list) ?? [];
    const full = Array.from({ length: most }, () => entry);
    expect(v.is(ClientTraceBody, trace(list, ...full))).toBe(true);
    expect(v.is(ClientTraceBody, trace(list, ...full, entry))).toBe(false);
  });

  it("has all its lists, says how long it lasted, and has nothing else", () => {
    const good = trace("inputs");
    expect(v.is(ClientTraceBody, { ...good, lasted: TRACE_MS })).toBe(true);
    for (const lasted of NO_TIME) expect(v.is(ClientTraceBody, { ...good, lasted })).toBe(false);
    expect(v.is(ClientTraceBody, { ...good, edition: 2 })).toBe(false);
    expect(v.is(ClientTraceBody, { ...good, name: "Ada" })).toBe(false);
    for (const list of Object.keys(MOST_OF_TRACE)) {
      expect(v.is(ClientTraceBody, { ...good, [list]: undefined })).toBe(false);
    }
  });

  it("is a quarter of a megabyte at most", () => {
    expect(MAX_TRACE).toBe(262_144);
  });

  it("has the seat and the moment where a server keeps it", () => {
    const kept = { ...trace("inputs"), seat: 3, at: "2026-10-01T12:00:00.000Z" };
    expect(v.parse(ClientTrace, kept)).toEqual(kept);
    expect(v.is(ClientTrace, trace("inputs"))).toBe(false);
    for (const seat of [-1, 256, 0.5, undefined]) expect(v.is(ClientTrace, { ...kept, seat })).toBe(false);
    for (const at of ["today", 5, undefined]) expect(v.is(ClientTrace, { ...kept, at })).toBe(false);
    expect(v.is(ClientTrace, { ...kept, lasted: -1 })).toBe(false);
  });

  it("has an id", () => {
    expect(v.parse(TraceId, { id: "ABC" })).toEqual({ id: "ABC" });
    expect(v.is(TraceId, {})).toBe(false);
  });
});

/** Each field of this object is asked for, with its type. */
function needsAll(schema: v.GenericSchema, good: Readonly<Record<string, unknown>>): void {
  expect(v.parse(schema, good)).toEqual(good);
  for (const field of Object.keys(good)) {
    expect(v.is(schema, { ...good, [field]: undefined }), `without ${field}`).toBe(false);
    expect(v.is(schema, { ...good, [field]: Symbol("other") }), `another ${field}`).toBe(false);
  }
}

describe("an answer of the server", () => {
  const match = {
    ...{ code: "0123456789", game: "toy", mode: "plain", status: "live", listed: true },
    ...{ seats: 4, players: 1, bots: 2, spectators: 3 },
  };
  const admission = { code: "0123456789", role: "player", ticket: "t", player: "p" };

  it("about a match has all its fields, and one of three states", () => {
    needsAll(MatchInfo, match);
    for (const status of ["waiting", "live", "ended"]) expect(v.is(MatchInfo, { ...match, status })).toBe(true);
    expect(v.is(MatchInfo, { ...match, status: "" })).toBe(false);
  });

  it("that admits has all its fields, and one of two roles", () => {
    needsAll(Admission, admission);
    for (const role of ["player", "spectator"]) expect(v.is(Admission, { ...admission, role })).toBe(true);
    for (const role of ["relay", ""]) expect(v.is(Admission, { ...admission, role })).toBe(false);
  });
});

describe("a result", () => {
  const standing = { seat: 0, place: 1, score: 5, team: -1 };
  const named = { ...standing, name: "Ada" };
  const result = { round: 1, tick: 900, at: 5, cut: false, standings: [named] };

  it("has all its fields", () => {
    needsAll(Standing, standing);
    needsAll(Result, result);
    needsAll(
      v.pipe(
        v.unknown(),
        v.transform((one) => ({ ...result, standings: [one] })),
        Result,
        v.transform(({ standings: [one] }) => one),
      ),
      named,
    );
  });
});
