import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { traceBy } from "#client/session/recording/sources.ts";
import { openTrace } from "#client/session/recording/trace-files.ts";
import { TraceReading } from "#client/session/recording/trace-reading.ts";
import { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import { parsePath } from "#client/view/router.ts";
import { type ClientTrace, ClientTraceBody, MAX_TRACE, MOST_OF_TRACE, TRACE_MS } from "#shared/protocol/index.ts";
import { isTrue, readReplay, verify } from "#shared/replay/index.ts";
import { emptyWorld, type Layout, plan } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { MatchBench } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { toy } from "#test/support/toy.ts";
import { excerpt } from "#worker/archive/replay-file.ts";
import { logFor, TraceRate } from "#worker/archive/traces.ts";
import type { Page } from "#worker/match/log/journal.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";

const RATE = 30;
const PERIOD = 1000 / RATE;

const layout: Layout = plan(toy, { seats: 2 });

/** A recorder that has lived through so many seconds: each tick comes 100 ms after it was, the player's own is 3 ahead. */
function lived(seconds: number, inputs = [1]): TraceRecorder {
  const recorder = new TraceRecorder();
  const world = emptyWorld(layout);
  recorder.linked("live", 5000);
  for (let tick = 0; tick < seconds * RATE; tick++) {
    const now = 5000 + tick * PERIOD;
    world.tick = tick;
    recorder.frame(world, 40, now);
    recorder.sent(9, now, [{ tick: tick + 3, seen: 8, values: inputs }]);
    recorder.drew({ tick: tick - 1.5, ownTick: tick + 3 }, { x: tick * 2, y: 7 }, now);
    recorder.measure(() => ({ ahead: 90, delay: 50 }), now);
    if (tick % RATE === 0) recorder.roundTrip(80.4, now);
  }
  return recorder;
}

const traceOf = (body: ClientTraceBody, seat = 0): ClientTrace => ({ ...body, seat, at: "2026-01-01T00:00:00.000Z" });

describe("the trace recorder", () => {
  it("keeps the last minute and no more, and says when by its beginning", () => {
    const recorder = lived(300);
    expect(recorder.size).toBeLessThan(6500);
    const body = recorder.trace(5000 + 300_000);
    expect(v.parse(ClientTraceBody, JSON.parse(JSON.stringify(body)))).toEqual(body);
    expect(body.lasted).toBe(TRACE_MS);
    expect(body.arrivals.length).toBe(60 * RATE);
    expect(body.arrivals[0]).toEqual([0, 240 * RATE, 40]);
    expect(body.links).toEqual([[0, "live"]]);
    expect(body.roundTrips[0]).toEqual([0, 80]);
    expect(body.drawn.length).toBeGreaterThan(60 * 14);
    expect(body.drawn.length).toBeLessThanOrEqual(60 * 20);
    expect(body.clocks.length).toBeGreaterThan(100);
    expect(JSON.stringify(body).length).toBeLessThan(MAX_TRACE / 2);
  });

  it("covers as long as it has recorded, and nothing where it has not", () => {
    expect(lived(2).trace(7000).lasted).toBe(2000);
    expect(new TraceRecorder().trace(1e6)).toMatchObject({ lasted: 0, drawn: [], links: [] });
  });

  it("covers less where all of it would be too long to be sent", () => {
    const body = lived(
      60,
      Array.from({ length: 32 }, () => -2_000_000_000),
    ).trace(65_000);
    expect(body.lasted).toBeLessThan(TRACE_MS);
    expect(body.lasted).toBeGreaterThan(TRACE_MS / 4);
    expect(JSON.stringify(body).length).toBeLessThanOrEqual(MAX_TRACE);
    expect(v.is(ClientTraceBody, body)).toBe(true);
  });

  it("writes down nothing that its schema refuses, also of odd measurements", () => {
    const recorder = new TraceRecorder();
    recorder.roundTrip(1e9, 10);
    recorder.heard(-1e9, 20);
    recorder.corrected(7, 12.3456, 30);
    recorder.drew({ tick: -1, ownTick: 4.123456 }, undefined, 40);
    recorder.linked("reconnecting", 50);
    recorder.linked("reconnecting", 60);
    for (let n = 0; n < 5000; n++) recorder.corrected(n, 1, 70);
    const body = recorder.trace(100);
    expect(v.is(ClientTraceBody, body)).toBe(true);
    expect(body).toMatchObject({
      roundTrips: [[0, TRACE_MS]],
      slacks: [[10, -TRACE_MS]],
      links: [[40, "reconnecting"]],
    });
    expect(body.drawn).toEqual([[30, 0, 4.12, null, null]]);
    expect(body.corrections.length).toBe(MOST_OF_TRACE.corrections);
  });
});

describe("a trace's schema", () => {
  const good: ClientTraceBody = lived(2).trace(7000);

  it.each([
    ["another edition", { ...good, edition: 2 }],
    ["a list that is missing", { ...good, drawn: undefined }],
    ["an unknown field", { ...good, name: "Ada" }],
    ["a time beyond the minute", { ...good, roundTrips: [[TRACE_MS + 1, 5]] }],
    ["a tick with a fraction", { ...good, arrivals: [[0, 1.5, 40]] }],
    ["no number", { ...good, corrections: [[0, 1, "2"]] }],
    ["a state that there is not", { ...good, links: [[0, "asleep"]] }],
    ["more than there can be", { ...good, clocks: Array.from({ length: 201 }, () => [0, 1, 1]) }],
    ["an entry that is too long", { ...good, slacks: [[0, 1, 1]] }],
  ])("refuses %s", (_, body) => {
    expect(v.is(ClientTraceBody, body)).toBe(false);
  });
});

describe("the reading of a trace", () => {
  it("tells where the player saw themselves at a tick, between two pictures too", () => {
    const reading = new TraceReading(traceOf(lived(10).trace(15_000)), RATE);
    expect(reading.placeAt(103)).toEqual({ x: 200, y: 7 });
    expect(reading.placeAt(104)?.x).toBeCloseTo(202, 5);
    expect(reading.placeAt(2)).toBeUndefined();
    expect(reading.placeAt(1e6)).toBeUndefined();
    expect(reading.behindAt(103.5)).toBeCloseTo(4.5, 5);
    expect(reading.tickAt(1000)).toBeCloseTo(33, 0);
    expect(reading.whenAt(33)).toBeCloseTo(1000, -1);
    expect(reading.roundTripAt(5)).toBe(80);
  });

  it("knows nothing of a pause, and of time that goes back the last", () => {
    const recorder = new TraceRecorder();
    const at = (now: number, ownTick: number, x: number) => recorder.drew({ tick: 0, ownTick }, { x, y: 0 }, now);
    at(0, 10, 1);
    at(60, 12, 3);
    at(2000, 60, 50);
    at(2060, 62, 52);
    at(2120, 11, 90);
    at(2180, 13, 92);
    const reading = new TraceReading(traceOf(recorder.trace(2200)), RATE);
    expect(reading.placeAt(40)).toBeUndefined();
    expect(reading.placeAt(61)?.x).toBeCloseTo(51, 5);
    expect(reading.placeAt(12)?.x).toBeCloseTo(91, 5);
  });

  it("finds the gaps in the arrivals, and not the silence of a tick in which nothing was sent", () => {
    const recorder = new TraceRecorder();
    const world = emptyWorld(layout);
    for (let tick = 0; tick < 300; tick++) {
      // Nothing to be told for half a second; then a stall of 200 ms, behind which frames wait.
      if (tick > 60 && tick < 75) continue;
      const due = tick * PERIOD;
      const stalled = tick >= 150 && tick < 156;
      world.tick = tick;
      recorder.drew({ tick, ownTick: tick + 3 }, undefined, due);
      recorder.frame(world, 40, stalled ? 150 * PERIOD + 200 : due);
    }
    const reading = new TraceReading(traceOf(recorder.trace(10_000)), RATE);
    const gaps = reading.gaps();
    expect(Math.max(...gaps.map(({ most }) => most))).toBe(200);
    expect(gaps.length).toBe(5);
    for (const { tick } of gaps) expect(Math.abs(tick - 154)).toBeLessThan(4);
  });

  it("finds an outage, although each frame after it is in time", () => {
    const recorder = new TraceRecorder();
    const world = emptyWorld(layout);
    recorder.linked("live", 0);
    for (let tick = 0; tick < 300; tick++) {
      const now = tick * PERIOD;
      if (tick === 150) recorder.linked("reconnecting", now);
      if (tick >= 150 && tick < 180) continue;
      if (tick === 180) recorder.linked("live", now);
      world.tick = tick;
      recorder.drew({ tick, ownTick: tick + 3 }, undefined, now);
      recorder.frame(world, 40, now);
    }
    recorder.linked("reconnecting", 300 * PERIOD);
    const gaps = new TraceReading(traceOf(recorder.trace(10_000)), RATE).gaps();
    expect(gaps.map(({ most }) => most)).toEqual([1000]);
    expect(Math.abs(gaps[0].tick - 153)).toBeLessThan(2);
  });
});

/** A match of two players of which one moves; its log, and what that one has sent. */
async function flown() {
  const bench = new MatchBench({ seats: 2, fillTo: 2, autostart: 1, lobby: 1 });
  const ada = bench.join("Ada");
  const bob = bench.join("Bob");
  const written: Page[] = [];
  const recorder = new TraceRecorder();
  const columns = Object.values(scuffle.input);
  const idle = columns.map((column) => column.idle);
  const move = (value: number) => idle.map((one, i) => (columns[i].bits || columns[i].blend === "turn" ? one : value));
  for (let n = 0; n < 100 * RATE; n++) {
    const next = bench.match.tickNumber + 1;
    // The other only looks about, else a bot would play for him.
    if (n % 600 === 0)
      bench.act(
        bob,
        idle.map((one, i) => (columns[i].blend === "turn" ? n / 600 : one)),
      );
    if (n % 40 === 0) {
      // Every other one is late by four ticks.
      const tick = n % 80 === 0 ? next : next - 4;
      const input = { tick, seen: 0, values: move(n % 80 < 40 ? 1 : -1) };
      bench.say(ada, { type: "input", inputs: [input] });
      recorder.sent(9, bench.now, [input]);
    }
    recorder.drew({ tick: next - 3, ownTick: next }, { x: n, y: 0 }, bench.now);
    bench.run(1);
    written.push(...bench.match.takeUnsaved(false).pages);
  }
  written.push(...bench.match.takeUnsaved(true).pages);
  const { header } = bench.match.save();
  const startTick = written.at(-1)?.startTick;
  const current = written.filter((page) => page.startTick === startTick);
  return { header, pages: current, body: recorder.trace(bench.now), last: bench.match.tickNumber };
}

const match = await flown();
const saved = ({ header, pages }: SavedMatch): SavedMatch => ({ header, pages: structuredClone(pages) });

describe("the server's log of a trace", () => {
  it("is a replay that ends now, true to the rules, and says how it stands", async () => {
    const about = { player: "Ada", id: "0123456789", at: 1_760_000_000_000 };
    const logged = await logFor(saved(match), about, testGames);
    if (!logged.ok) throw new Error(logged.reason);
    expect(logged.seat).toBe(0);
    const replay = await readReplay(logged.log);
    expect(replay.head).toMatchObject({ id: "0123456789", last: match.last, cut: false });
    expect(isTrue(verify(replay, testGames))).toBe(true);
  });

  it("begins with any page that one can begin with", async () => {
    const begin = match.pages.findLastIndex(({ opening }) => opening !== undefined);
    expect(begin).toBeGreaterThan(0);
    const file = await excerpt(match.header, { id: "X", at: 0 }, match.pages.slice(begin));
    const replay = await readReplay(file);
    expect(replay.head.first).toBeGreaterThan(match.pages[0].startTick);
    expect(isTrue(verify(replay, testGames))).toBe(true);
  });

  it("is for a player with a seat, and is none without a match or of an empty log", async () => {
    const about = { player: "Eve", id: "X", at: 0 };
    expect(await logFor(saved(match), about, testGames)).toEqual({ ok: false, reason: "not_yours" });
    expect(await logFor(undefined, about, testGames)).toEqual({ ok: false, reason: "no_match" });
    await expect(logFor({ header: match.header, pages: [] }, { ...about, player: "Ada" }, testGames)).rejects.toThrow(
      "empty",
    );
  });

  it("is asked for once each ten seconds a person", () => {
    const traces = new TraceRate();
    expect(["Ada", "Ada", "Bob"].map((player) => traces.allow(player, 1000))).toEqual([true, false, true]);
    expect([traces.allow("Ada", 10_999), traces.allow("Ada", 11_000)]).toEqual([false, true]);
  });
});

describe("a trace and its log together", () => {
  const answers = (trace: BodyInit | undefined, log: BodyInit | undefined) => async (url: string) => {
    const body = url.endsWith("/log") ? log : trace;
    return new Response(body ?? "{}", { status: body === undefined ? 404 : 200 });
  };
  const file = async () => new Uint8Array(await excerpt(match.header, { id: "X", at: 0 }, match.pages));

  const rules = async () => testGames;

  it("begin some seconds before the trace ends, and show which inputs came too late", async () => {
    const { session, reading, marks } = await openTrace(
      answers(JSON.stringify(traceOf(match.body)), await file()),
      rules,
      traceBy("0123456789"),
    );
    expect(session.playhead.position).toBeCloseTo(reading.tickAt(match.body.lasted) - 8 * RATE, 0);
    const late = marks.filter(({ kind }) => kind === "late");
    // In the last minute 1800 ticks: one input each 40, of which every other is late.
    expect(late.length).toBeGreaterThan(18);
    expect(late.length).toBeLessThan(26);
    for (const { tick } of late) expect((tick - late[0].tick) % 80).toBe(0);
  });

  it.each([
    ["missing", undefined, undefined, "no recording"],
    ["bad", "{}", "x", "this recording is damaged"],
    ["bad", "no JSON", "x", "this recording is damaged"],
    ["bad", JSON.stringify(traceOf(match.body)), "x", "this is no replay"],
  ] as const)("are refused as %s", async (problem, trace, log, words) => {
    await expect(openTrace(answers(trace, log), rules, traceBy("0123456789"))).rejects.toMatchObject({
      problem,
      message: expect.stringContaining(words),
    });
  });

  it("have an address", () => {
    expect(parsePath("/f/4g7k2m9qxz")).toEqual({ page: "trace", id: "4G7K2M9QXZ" });
    expect(parsePath("/f/short")).toEqual({ page: "unknown" });
  });
});
