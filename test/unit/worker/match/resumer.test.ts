import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeTail } from "#shared/protocol/index.ts";
import { crash, FakeTimer, hashOf, LOST } from "#test/support/crash.ts";
import { only } from "#test/support/games.ts";
import { connectionTo, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { meter } from "#test/support/vitals.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";
import { PATIENCE_MS } from "#worker/match/recovery.ts";
import { MatchResumer } from "#worker/match/resumer.ts";
import { RunningMatch } from "#worker/match/running-match.ts";

const PLAYERS = ["ada", "bob"];
const crashed = crash(PLAYERS);
const end = crashed.stored + LOST;

let errors: string[];
beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((line) => errors.push(String(line)));
  vi.spyOn(console, "log").mockImplementation(() => {});
});

/** An object that has just begun, over a disk which may change or be full. */
function object(disk: { saved: SavedMatch; full?: boolean }) {
  const timer = new FakeTimer();
  const events: string[] = [];
  let running: RunningMatch | undefined;
  const save = () => {
    if (disk.full) throw new Error("disk full");
    events.push("stored");
  };
  const resumer = new MatchResumer({
    ctx: { id: { toString: () => "an id", equals: () => false }, abort: () => events.push("aborted") },
    games: only(scuffle),
    clock: timer,
    store: { load: () => structuredClone(disk.saved) },
    usage: meter(),
    archivist: { file: () => {} },
    timer,
    run: (match) => {
      running = new RunningMatch(match, {
        ...{ timer, date: () => 42, store: { save }, archivist: { file: () => {} } },
        reporter: { offer: () => {} },
        usage: meter(),
        failed: () => events.push("failed"),
        owes: () => {},
        ticked: () => {},
        asleep: () => {},
      });
      return running;
    },
    outdated: () => events.push("outdated"),
    lost: () => events.push("lost"),
  });
  const come = (name: string) => {
    const closed: number[] = [];
    const port = { send: () => {}, close: (code: number) => closed.push(code) };
    const seat = PLAYERS.indexOf(name);
    const connection = connectionTo(port, name, seat, RULES, { since: { generation: 0, tick: end } });
    resumer.recovery?.admit(connection);
    return connection;
  };
  const give = (name: string) => {
    const connection = come(name);
    const tail = encodeTail({ tick: crashed.stored, frames: crashed.frames });
    resumer.recovery?.receive(connection, new Uint8Array(tail).buffer);
  };
  return { resumer, timer, events, give, come, match: () => running?.match };
}

describe("a match that is resumed", () => {
  it("after a sleep goes on at once, and its epoch is stored first", () => {
    const { resumer, events, match } = object(crashed);
    resumer.resume(true);
    expect(resumer.recovery).toBeUndefined();
    expect(events).toEqual(["stored"]);
    expect(match()?.tickNumber).toBe(crashed.stored);
  });

  it("after a crash waits for a tail, and goes on from its end", () => {
    const { resumer, timer, events, give, match } = object(crashed);
    resumer.resume(false);
    expect(events).toEqual([]);
    give("ada");
    timer.pass(PATIENCE_MS.player);
    expect(resumer.recovery).toBeUndefined();
    expect(events[0]).toBe("stored");
    expect(match()?.tickNumber).toBeGreaterThanOrEqual(end);
    expect(errors).toEqual([]);
  });

  it("goes on from what is stored where a tail does not lead on from there", () => {
    const disk = { saved: crashed.saved };
    const { resumer, timer, give, match } = object(disk);
    resumer.resume(false);
    give("ada");
    // Another world lies under the same tick, as on a disk that was put back: the frames' hashes do not fit.
    disk.saved = { ...crashed.saved, pages: crash(PLAYERS, 2).saved.pages };
    const before = hashOf({ save: () => crashed.saved });
    expect(hashOf({ save: () => disk.saved })).not.toBe(before);
    timer.pass(PATIENCE_MS.player);
    expect(errors).toEqual([expect.stringContaining("tail_refused")]);
    expect(match()?.tickNumber).toBeLessThan(end);
  });

  it("begins anew where the disk does not take the epoch: no client hears of it", () => {
    const disk = { saved: crashed.saved, full: true };
    const { resumer, timer, events, come } = object(disk);
    resumer.resume(false);
    const sent = vi.fn();
    const connection = come("ada");
    connection.tell = sent;
    timer.pass(PATIENCE_MS.player);
    expect(events).toEqual(["aborted"]);
    expect(sent).not.toHaveBeenCalled();
  });

  it("says so where what is stored cannot be read any more", () => {
    const disk = { saved: crashed.saved };
    const { resumer, timer, events, come } = object(disk);
    resumer.resume(false);
    come("ada");
    disk.saved = { ...crashed.saved, pages: [] };
    timer.pass(PATIENCE_MS.player);
    expect(events).toEqual(["lost"]);
    expect(errors.some((line) => line.includes("match_damaged"))).toBe(true);
  });
});
