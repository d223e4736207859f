/** A member's line to the party comes back by itself, and knows when it must not. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { PartyLine, type PartyLink } from "#client/net/party.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { PartyDown, PartySnapshot } from "#shared/protocol/party.ts";
import type { Rtts } from "#shared/protocol/rtt.ts";

const party: PartySnapshot = {
  ...{ type: "party", code: "C0DEC0DEC0DE", you: 1, leader: 1, game: "arena", mode: "brawl", state: "idle" },
  members: [{ member: 1, name: "Ada", ready: false, here: true, plays: false }],
};

/** Stands in for a browser's socket. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readonly protocols: readonly string[];
  readonly sent: string[] = [];
  readyState = 0;
  closed = false;

  constructor(_url: string, protocols: readonly string[]) {
    super();
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  says(data: unknown): void {
    this.readyState = 1;
    this.dispatchEvent(
      Object.assign(new Event("message"), { data: typeof data === "string" ? data : JSON.stringify(data) }),
    );
  }
  ends(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const last = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error("no socket");
  return socket;
};

const lines: PartyLine[] = [];

function open(rejoin: () => Promise<unknown> = async () => undefined, rtt: () => Rtts = () => []) {
  const heard: PartyDown[] = [];
  const links: PartyLink[] = [];
  const line = new PartyLine({
    url: "ws://localhost/ws/party/C0DEC0DEC0DE",
    token: () => "token",
    rejoin,
    rtt,
    changed: () => links.push(line.link),
    heard: (message) => heard.push(message),
  });
  lines.push(line);
  return { line, heard, links };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a line to a party", () => {
  it("shows who is there by a subprotocol, and tells the party and all else that comes", () => {
    const { line, heard } = open();
    expect(last().protocols).toEqual(["scrim-party.1", "player.token"]);
    expect(line.link).toBe("connecting");
    last().says(party);
    expect([line.link, line.party]).toEqual(["live", party]);
    const go = { type: "go", code: "M", game: "arena", ticket: "t" };
    last().says(go);
    expect(heard).toEqual([go]);
  });

  it("tells a party that takes it how far the regions are: once on each socket, and when that has changed", () => {
    const told = () => last().sent.map((text): unknown => JSON.parse(text));
    let rtt: Rtts = [];
    const { line } = open(undefined, () => rtt);
    last().says(party);
    rtt = [["weur", 24]];
    line.measured();
    // This one runs a build that would close the socket.
    expect(last().sent).toEqual([]);
    const taking = { ...party, takesRtt: true };
    last().says(taking);
    last().says(taking);
    line.measured();
    expect(told()).toEqual([{ type: "rtt", rtt: [["weur", 24]] }]);
    rtt = [
      ["weur", 24],
      ["enam", 95],
    ];
    line.measured();
    expect(told().slice(1)).toEqual([{ type: "rtt", rtt }]);
    last().ends(1006);
    line.measured();
    vi.advanceTimersByTime(2000);
    last().says(taking);
    expect(told()).toEqual([{ type: "rtt", rtt }]);
  });

  it("leaves alone what it does not understand: a newer server has more to say", () => {
    const { line, heard } = open();
    last().says(party);
    for (const odd of ["{", { type: "news" }, { ...party, members: "many" }]) last().says(odd);
    expect([heard, line.party]).toEqual([[], party]);
    last().says({ ...party, more: 1 });
    expect(line.party).toEqual(party);
  });

  it.each([1000, 1001, 1006, 1012, 4429, 4500])("comes back after %i", (code) => {
    const { line } = open();
    last().says(party);
    last().ends(code);
    expect([line.link, line.party]).toEqual(["lost", party]);
    // The first wait is a second at most; a try that nothing answers is given up after eight.
    vi.advanceTimersByTime(2000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
    last().says(party);
    expect(line.link).toBe("live");
  });

  it.each([
    [4000, "left"],
    [4400, "refused"],
    [4404, "gone"],
    [4405, "outdated"],
    [4409, "elsewhere"],
    [4412, "removed"],
    [4413, "refused"],
  ])("ends after %i: %s", (code, ending) => {
    const { links } = open();
    last().says(party);
    last().ends(code);
    vi.advanceTimersByTime(600_000);
    expect([links.at(-1), FakeSocket.all.length]).toEqual([ending, 1]);
  });

  it.each([4401, 4403])("joins anew after %i, and then opens another socket", async (code) => {
    const rejoin = vi.fn(async () => undefined);
    open(rejoin);
    last().ends(code);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(rejoin).toHaveBeenCalledTimes(1);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it.each([
    [API_ERROR.noParty, "gone"],
    [API_ERROR.barred, "removed"],
    [API_ERROR.full, "full"],
  ] as const)("ends where it can't join anew: %s", async (why, ending) => {
    const { line } = open(() => Promise.reject(new ApiFailure(why, "no")));
    last().ends(4403);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(line.link).toBe(ending);
  });

  it("tries again to join where the server can't be reached", async () => {
    const rejoin = vi.fn(() => Promise.reject(new ApiFailure("unreachable", "no")));
    const { line } = open(rejoin);
    last().ends(4403);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rejoin.mock.calls.length).toBeGreaterThan(2);
    expect(line.link).toBe("lost");
  });

  it("asks whether it holds, and makes another where it does not", () => {
    const { line } = open();
    last().says(party);
    vi.advanceTimersByTime(20_000);
    expect(last().sent).toEqual(["ping"]);
    last().says("pong");
    vi.advanceTimersByTime(19_000);
    expect(line.link).toBe("live");
    vi.advanceTimersByTime(10_000);
    expect(line.link).toBe("lost");
    vi.advanceTimersByTime(20_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it("makes another where the handshake is never answered", () => {
    open();
    vi.advanceTimersByTime(30_000);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it("says nothing while it is lost, and nothing after its end", () => {
    const { line } = open();
    expect(line.say({ type: "ready", ready: true })).toBe(false);
    last().says(party);
    expect(line.say({ type: "ready", ready: true })).toBe(true);
    expect(last().sent).toEqual(['{"type":"ready","ready":true}']);
    line.close();
    expect(last().closed).toBe(true);
    vi.advanceTimersByTime(600_000);
    expect(FakeSocket.all).toHaveLength(1);
  });
});
