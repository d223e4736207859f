import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeUp } from "#shared/protocol/index.ts";
import { testGames } from "#test/support/games.ts";
import { FakeClient, RULES, spec } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { meter } from "#test/support/vitals.ts";
import type { Unsaved } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import { RunningMatch } from "#worker/match/running-match.ts";
import type { MatchReport } from "#worker/match/spec.ts";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** A match whose timer the test fires, and whose disk is full on demand. */
function running(settings: Readonly<Record<string, number>> = {}) {
  const match = Match.create(spec(settings), 1, testGames);
  const events: string[] = [];
  const saved: Unsaved[] = [];
  const reports: MatchReport[] = [];
  const disk = { full: false };
  const usage = meter();
  let now = 1_000_000;
  let due: (() => void) | undefined;
  const around = new RunningMatch(match, {
    timer: {
      now: () => now,
      set: (callback) => {
        due = callback;
        return callback;
      },
      clear: () => {
        due = undefined;
      },
    },
    date: () => 42,
    store: {
      save: (unsaved) => {
        if (disk.full) throw new Error("disk full");
        saved.push(unsaved);
      },
    },
    archivist: { file: () => events.push("filed") },
    reporter: {
      offer: (make, _now, final = false) => {
        reports.push(make().report);
        events.push(final ? "last report" : "report");
      },
    },
    usage: {
      ...{ in: usage.in, out: usage.out, totals: (at) => usage.totals(at) },
      wake: () => events.push("wake"),
      sleep: () => events.push("sleep"),
    },
    failed: (_match, error) => events.push(`failed: ${error instanceof Error ? error.message : error}`),
    owes: () => {},
    ticked: () => {},
    asleep: () => events.push("asleep"),
  });
  const join = () => {
    const reservation = match.reservations.reserve("ada", "ada", now);
    if (!reservation.ok) throw new Error(reservation.reason);
    const client = new FakeClient("ada", reservation.seat, RULES);
    around.attempt(() => match.connect(client.connection, now));
    around.wake(now);
    const values = Object.values(scuffle.input).map(({ idle }) => idle);
    const input = encodeUp({ type: "input", inputs: [{ tick: match.tickNumber + 1, seen: 0, values }] });
    match.receive(client.connection, new Uint8Array(input).buffer, now);
    return client;
  };
  const tick = (ticks = 1) => {
    for (; ticks > 0; ticks--) {
      now += 1000 / match.tickRate;
      due?.();
    }
  };
  return { match, around, events, reports, saved, disk, join, tick, now: () => now };
}

describe("a match in memory", () => {
  it("ticks while a player is there, and sleeps once the player has gone: stored whole, and told", () => {
    const { match, around, events, reports, saved, join, tick, now } = running();
    around.wake(now());
    expect([around.ticks, match.tickNumber]).toEqual([false, 0]);
    const ada = join();
    tick(3);
    // The first tick is due at once.
    expect([around.ticks, match.tickNumber]).toEqual([true, 4]);
    expect(events.slice(0, 2)).toEqual(["wake", "report"]);
    match.disconnect(ada.connection, now());
    tick();
    expect(around.ticks).toBe(false);
    expect(events.slice(-3)).toEqual(["sleep", "last report", "asleep"]);
    expect(reports.map(({ players }) => players)).toEqual(reports.map(() => 1));
    // The second that had begun is stored too.
    expect(saved.at(-1)?.pages).toHaveLength(1);
    expect(around.ended).toBe(false);
  });

  it("ends when its game throws, once, and does nothing more", () => {
    const { match, around, events, join, tick } = running();
    join();
    tick();
    vi.spyOn(match, "tick").mockImplementation(() => {
      throw new Error("brittle");
    });
    tick(5);
    expect([around.ended, around.ticks]).toEqual([true, false]);
    expect(events.filter((event) => event.startsWith("failed"))).toEqual(["failed: brittle"]);
    expect(around.attempt(() => "work")).toBeUndefined();
  });

  it("goes on when the disk is full, and gives it all once more when it is not", () => {
    const { around, saved, disk, join, tick, match } = running();
    join();
    tick(match.tickRate);
    const before = saved.length;
    disk.full = true;
    tick(3 * match.tickRate);
    expect([around.ended, saved.length]).toEqual([false, before]);
    disk.full = false;
    tick(2 * match.tickRate);
    const first = saved.slice(before).flatMap(({ pages }) => pages)[0];
    expect(first?.slot).toBe(0);
    expect(saved.slice(before).some(({ header }) => header !== undefined)).toBe(true);
  });

  it("goes on when a round begins on a full disk, and writes the round's first page within a second of there being room", () => {
    const { around, saved, disk, join, tick, match } = running({ autostart: 1, lobby: 1 });
    join();
    disk.full = true;
    for (let n = 0; n < 1000 && match.report().status !== "live"; n++) tick();
    tick(3);
    expect([around.ended, match.report().status]).toEqual([false, "live"]);
    const before = saved.length;
    disk.full = false;
    tick(match.tickRate + 1);
    const since = saved.slice(before);
    expect(since.flatMap(({ pages }) => pages)).toMatchObject([{ slot: 0, stand: { status: "live" } }]);
    expect(since.some(({ header }) => header !== undefined)).toBe(true);
  });

  it("answers at once what has come in while it sleeps, and leaves it to the next tick while it ticks", () => {
    const { match, around, join, tick, now } = running();
    const rest = vi.spyOn(match, "rest");
    around.rest(now());
    expect(rest).toHaveBeenCalledTimes(1);
    join();
    // Before the first tick it answers once more.
    expect(rest).toHaveBeenCalledTimes(2);
    tick();
    around.rest(now());
    around.wake(now());
    expect(rest).toHaveBeenCalledTimes(2);
  });

  it("does nothing more once it was cleared away", () => {
    const { match, around, events, join, tick } = running();
    join();
    tick();
    around.end();
    const { tickNumber } = match;
    tick(3);
    expect([around.ended, around.ticks, match.tickNumber]).toEqual([true, false, tickNumber]);
    expect(events.filter((event) => event === "sleep")).toHaveLength(1);
    expect(events).not.toContain("asleep");
  });

  it("files a round with its result, which has the machine's date", () => {
    const { match, around, events, saved, disk } = running();
    const result = { round: 1, tick: 5, at: 7, cut: false, standings: [] };
    const { header } = match.save();
    const unsaved = vi.spyOn(match, "takeUnsaved");
    unsaved.mockReturnValueOnce({ header, pages: [], result });
    around.commit(false);
    expect(saved.at(-1)).toEqual({ header, pages: [], result: { ...result, at: 42 } });
    expect(events).toEqual(["filed"]);
    unsaved.mockReturnValueOnce({ header, pages: [] });
    around.commit(false);
    unsaved.mockReturnValueOnce({ header: undefined, pages: [], result });
    around.commit(false);
    expect(events).toEqual(["filed"]);
    // What must not be lost is not passed over.
    disk.full = true;
    expect(() => around.commit(true)).toThrow("disk full");
    expect(unsaved).toHaveBeenLastCalledWith(true);
  });

  it("stores what a tick has decided before the tick sends", () => {
    const { match, saved, join, tick } = running();
    join();
    const unsaved = vi.spyOn(match, "takeUnsaved");
    const saves: number[] = [];
    vi.spyOn(match, "tick").mockImplementationOnce((_now, commit) => {
      saves.push(saved.length);
      commit?.("end");
      saves.push(saved.length);
    });
    tick();
    expect(saves).toEqual([0, 1]);
    // The second that has begun goes on.
    expect(unsaved).toHaveBeenNthCalledWith(1, false);
  });

  it("says in the log what failed, without the whole code", () => {
    const { around, disk } = running();
    vi.mocked(console.error).mockClear();
    disk.full = true;
    around.save(true);
    disk.full = false;
    around.attempt(() => {
      throw new Error("brittle");
    });
    const lines = vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toMatchObject([
      { event: "match_unsaved", code: "TEST…(10)" },
      { event: "match_failed", code: "TEST…(10)", game: "scuffle", tick: 0 },
    ]);
    expect(lines.map(({ detail }) => String(detail).split("\n")[0])).toEqual(["Error: disk full", "Error: brittle"]);
  });

  it("stores nothing of a match that fails as it is asked for what is new", () => {
    const { match, around, events, saved } = running();
    vi.spyOn(match, "takeUnsaved").mockImplementation(() => {
      throw new Error("brittle");
    });
    around.commit(true);
    expect([around.ended, saved, events]).toEqual([true, [], ["sleep", "failed: brittle"]]);
  });
});
