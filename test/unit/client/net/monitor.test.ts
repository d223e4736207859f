import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MonitorFeed } from "#client/net/monitor-feed.ts";
import { MonitorStore } from "#client/net/monitor-store.ts";
import type { LineSocket } from "#client/net/returning-line.ts";
import { MONITOR_CLOSE, type MonitorNews } from "#shared/monitor/index.ts";
import { MATCH_ID, matchLook, matchRow, NOW, vitals } from "#test/support/monitor.ts";

/** A socket that a test opens, closes and speaks for. */
class FakeSocket extends EventTarget implements LineSocket {
  readyState: WebSocket["readyState"] = 0;
  readonly sent: string[] = [];

  send(data: unknown): void {
    this.sent.push(String(data));
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(news: MonitorNews | string): void {
    const data = typeof news === "string" ? news : JSON.stringify(news);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  end(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

function stand() {
  const sockets: FakeSocket[] = [];
  const feed = new MonitorFeed({
    url: "ws://here/monitor/socket",
    date: () => NOW - 5000,
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
  });
  const changes: string[] = [];
  feed.watch((change) => changes.push(change), new AbortController().signal);
  return { feed, sockets, changes, newest: () => sockets.at(-1) as FakeSocket };
}

const wish = (changes: object) =>
  JSON.stringify({ type: "look", hidden: false, ladders: false, match: null, tables: false, ...changes });
const hello: MonitorNews = { type: "hello", operator: "Ada", now: NOW };

describe("the line to the monitor", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says what the page looks at when it opens and when that changes, and nothing twice", () => {
    const { feed, newest } = stand();
    feed.look({ ladders: true });
    newest().open();
    feed.look({ ladders: true });
    feed.look({ match: MATCH_ID, tables: true });
    expect(newest().sent).toEqual([wish({ ladders: true }), wish({ match: MATCH_ID, tables: true })]);
    feed.close();
  });

  it("says again every 30 seconds what it looks at: the server forgets a page that is silent", async () => {
    const { feed, newest } = stand();
    newest().open();
    newest().say(hello);
    for (const seconds of [15, 15, 15, 15]) {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      newest().say(hello);
    }
    expect(newest().sent.filter((text) => text !== "ping")).toEqual([wish({}), wish({}), wish({})]);
    feed.close();
  });

  it("comes back after a loss, and says again what the page looks at", async () => {
    const { feed, sockets, newest, changes } = stand();
    newest().open();
    newest().say(hello);
    expect(feed.link).toBe("live");
    feed.look({ match: MATCH_ID });
    newest().end(1006);
    expect(feed.link).toBe("lost");
    await vi.advanceTimersByTimeAsync(2000);
    expect(sockets).toHaveLength(2);
    newest().open();
    expect(newest().sent).toEqual([wish({ match: MATCH_ID })]);
    newest().say(hello);
    expect(feed.link).toBe("live");
    expect(changes).toEqual(["link", "hello", "link", "link", "hello"]);
    feed.close();
  });

  it.each([
    [MONITOR_CLOSE.signedOut, "signedOut"],
    [MONITOR_CLOSE.malformed, "refused"],
  ] as const)("does not come back after %d", async (code, link) => {
    const { feed, sockets, newest } = stand();
    newest().open();
    newest().end(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(feed.link).toBe(link);
    expect(sockets).toHaveLength(1);
  });

  it("leaves out what it can't read, logs it once, and goes on", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { feed, newest } = stand();
    newest().open();
    newest().say("pong");
    newest().say("no JSON");
    newest().say('{"type":"weather"}');
    newest().say({ type: "matches", rows: [matchRow({ seats: -1 })], gone: [] });
    expect(feed.store.isTold).toBe(false);
    expect(log).toHaveBeenCalledTimes(1);
    newest().say({ type: "matches", rows: [matchRow()], gone: [] });
    expect(feed.store.matches.size).toBe(1);
    log.mockRestore();
    feed.close();
  });

  it("knows the server's time, the operator, and the one match that is looked at", () => {
    const { feed, newest } = stand();
    newest().open();
    newest().say(hello);
    expect(feed.now()).toBe(NOW);
    expect(feed.operator).toBe("Ada");
    feed.look({ match: MATCH_ID });
    newest().say({ type: "match", id: MATCH_ID, row: matchRow(), look: matchLook() });
    expect(feed.match?.row?.code).toBe("4G7K");
    feed.look({});
    expect(feed.match).toBeUndefined();
    feed.close();
  });
});

describe("the store", () => {
  const tell = (store: MonitorStore, ...rows: Parameters<typeof matchRow>[0][]) =>
    store.apply({ type: "matches", rows: rows.map(matchRow), gone: [] });
  const paceOf = (store: MonitorStore) => store.matches.get(MATCH_ID)?.pace;

  it("takes rows that change, and lets go of those that are gone", () => {
    const store = new MonitorStore();
    expect(store.isTold).toBe(false);
    tell(store, { id: "a" }, { id: "b" });
    tell(store, { id: "a", players: 7 });
    store.apply({ type: "matches", rows: [], gone: ["b"] });
    expect([...store.matches.values()].map(({ row }) => [row.id, row.players])).toEqual([["a", 7]]);
  });

  it("begins anew with a hello", () => {
    const store = new MonitorStore();
    tell(store, {});
    store.apply(hello);
    expect(store.matches.size).toBe(0);
    expect(store.isTold).toBe(false);
  });

  it("takes the pace of a match over the last seconds, and that of its life before", () => {
    const store = new MonitorStore();
    const [bytesOut, dollars] = [6_000_000, 0.06];
    const made = NOW - 600_000;
    tell(store, { vitals: vitals({ made, bytesOut, dollars }) });
    expect(paceOf(store)).toMatchObject({ bytesPerS: 10_000, dollarsPerH: expect.closeTo(0.36) });
    // A moment later: too short to say anything.
    tell(store, { heard: NOW + 1000, vitals: vitals({ made, bytesOut: bytesOut + 90_000, dollars }) });
    expect(paceOf(store)?.bytesPerS).toBe(10_000);
    tell(store, { heard: NOW + 10_000, vitals: vitals({ made, bytesOut: bytesOut + 200_000, dollars: 0.07 }) });
    expect(paceOf(store)).toMatchObject({ bytesPerS: 20_000, dollarsPerH: expect.closeTo(3.6) });
  });

  it("knows no pace of a match that tells nothing", () => {
    const store = new MonitorStore();
    tell(store, { vitals: undefined });
    expect(paceOf(store)?.bytesPerS).toBeUndefined();
  });

  it("puts the newest faults first, and takes one that is told again in place of what it was", () => {
    const store = new MonitorStore();
    const act = (id: string, at: number, detail: string) => ({
      id,
      at,
      detail,
      by: "Ada",
      act: "kick",
      match: "",
      code: "",
    });
    store.apply({ type: "acts", rows: [act("2", 20, "kicks"), act("1", 10, "ends")] });
    store.apply({ type: "acts", rows: [act("3", 30, "bars")] });
    store.apply({ type: "acts", rows: [act("2", 20, "kicked")] });
    expect(store.acts.map(({ detail }) => detail)).toEqual(["bars", "kicked", "ends"]);
  });

  it("counts what was refused since the page was opened", () => {
    const store = new MonitorStore();
    const row = { where: "POST /api/play", reason: "too_many", count: 40, lastAt: NOW };
    store.apply({ type: "refusals", rows: [row] });
    expect(store.refusedSince(row)).toBe(0);
    const later = { ...row, count: 45 };
    const other = { ...row, reason: "no_name", count: 2 };
    store.apply({ type: "refusals", rows: [later, other] });
    expect([later, other].map((one) => store.refusedSince(one))).toEqual([5, 2]);
  });
});
