import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { QueueLine, type QueueState } from "#client/net/queue.ts";
import type { LineSocket } from "#client/net/returning-line.ts";
import { encodeQueue, QUEUE_CLOSE, QUEUE_GRACE_MS, QUEUE_PING_MS, type QueueNews } from "#shared/protocol/queue.ts";

/** A socket that a test opens, closes and speaks for. */
class FakeSocket extends EventTarget implements LineSocket {
  readyState: WebSocket["readyState"] = 0;
  readonly protocols: readonly string[];
  readonly sent: string[] = [];
  closedWith: number | undefined;

  constructor(protocols: readonly string[]) {
    super();
    this.protocols = protocols;
  }

  send(data: unknown): void {
    this.sent.push(String(data));
  }

  close(code = 1005): void {
    this.closedWith = code;
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(news: QueueNews): void {
    this.dispatchEvent(new MessageEvent("message", { data: encodeQueue(news) }));
  }

  end(code: number, reason = ""): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

const searching: QueueNews = {
  type: "searching",
  ...{ waited: 4000, people: 3, estimate: null, width: { skill: 5, rtt: 80, open: 0 }, away: 0 },
};
const admission = { code: "4G7K2M9QXZ", role: "player", game: "arena", ticket: "t.t.t", player: "p.p.p" } as const;

function stand({ hidden = false } = {}) {
  const sockets: FakeSocket[] = [];
  const states: QueueState[] = [];
  const line = new QueueLine({
    url: "ws://here/queue?game=arena&mode=pairs",
    name: "Ann",
    token: undefined,
    keep: () => {},
    changed: (state) => states.push(state),
    connect: (_url, protocols) => {
      const socket = new FakeSocket(protocols);
      sockets.push(socket);
      return socket;
    },
    now: () => Date.now(),
    hidden: () => hidden,
  });
  const newest = () => sockets[sockets.length - 1];
  const join = () => {
    newest().open();
    newest().say({ type: "joined", player: "p.p.p", again: false });
    newest().say(searching);
  };
  return { line, sockets, states, newest, join };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("joins, and hears how the search stands", () => {
  const { line, newest, join } = stand();
  join();
  expect(newest().sent).toEqual(['{"type":"join","name":"Ann"}']);
  expect(line.state).toMatchObject({ is: "searching", last: { news: searching } });
});

it("comes back by itself as the same player, in time for its place, and keeps what it knew meanwhile", () => {
  const { line, sockets, newest, join } = stand();
  join();
  newest().end(1006);
  expect(line.state).toMatchObject({ is: "connecting", last: { news: { waited: 4000 } } });
  vi.advanceTimersByTime(QUEUE_GRACE_MS / 4);
  expect(sockets.length).toBeGreaterThan(1);
  expect(newest().protocols).toContain("player.p.p.p");
  join();
  expect(line.state.is).toBe("searching");
});

it("comes back at once where the page is not seen: its timers come late", () => {
  const { sockets, newest, join } = stand({ hidden: true });
  join();
  newest().end(1006);
  expect(sockets).toHaveLength(2);
});

it("tries on while the server is away", () => {
  const { sockets, newest, join, line } = stand();
  join();
  for (let n = 0; n < 20; n++) {
    newest().end(1006);
    vi.advanceTimersByTime(15_000);
  }
  expect(sockets.length).toBeGreaterThan(20);
  expect(line.state.is).toBe("connecting");
});

it("takes a line that answers no ping for a lost one, and does not cancel by that", () => {
  const { sockets, newest, join } = stand();
  join();
  const first = newest();
  vi.advanceTimersByTime(QUEUE_PING_MS);
  expect(first.sent).toContain("ping");
  vi.advanceTimersByTime(20_000);
  expect(sockets.length).toBeGreaterThan(1);
  expect(first.closedWith).not.toBe(1000);
  expect(first.closedWith).not.toBe(1005);
});

it("says that it has heard of its match by closing, and is over", () => {
  const { line, sockets, newest, join } = stand();
  join();
  newest().say({ type: "admitted", admission });
  expect(line.state).toEqual({ is: "admitted", admission });
  expect(newest().closedWith).toBe(1000);
  newest().end(1000);
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

it("cancels by closing", () => {
  const { line, newest, join } = stand();
  join();
  line.cancel();
  expect(newest().closedWith).toBe(1000);
  expect(line.state).toMatchObject({ is: "over", why: "cancelled" });
});

it.each([
  [QUEUE_CLOSE.takenOver, "elsewhere"],
  [QUEUE_CLOSE.partyGone, "party"],
  [QUEUE_CLOSE.casual, "refused"],
  [QUEUE_CLOSE.wrongVersion, "outdated"],
] as const)("after code %i it does not come back: %s", (code, why) => {
  const { line, sockets, newest, join } = stand();
  join();
  newest().end(code, "because");
  vi.advanceTimersByTime(60_000);
  expect(line.state).toEqual({ is: "over", why, reason: "because" });
  expect(sockets).toHaveLength(1);
});

it("drops messages that it does not know", () => {
  const { line, newest, join } = stand();
  join();
  newest().dispatchEvent(new MessageEvent("message", { data: '{"type":"weather"}' }));
  newest().dispatchEvent(new MessageEvent("message", { data: "pong" }));
  newest().dispatchEvent(new MessageEvent("message", { data: new ArrayBuffer(2) }));
  expect(line.state.is).toBe("searching");
});
