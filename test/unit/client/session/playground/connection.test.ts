/** A connection of the playground, whose server is the test. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ConnectionPorts, PlaygroundConnection } from "#client/session/playground/connection.ts";
import { logJson, MessageLog, MOST_ENTRIES } from "#client/session/playground/log.ts";
import type { Wanted } from "#client/session/playground/wanted.ts";
import { CLOSE, encodeDown, REFUSED, ruleName } from "#shared/protocol/index.ts";
import { only, testGames } from "#test/support/games.ts";
import { FakeSocket, OPENING } from "#test/support/returning.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { offeredGames } from "#worker/match/choice.ts";

const CODE = "4G7K2M9QXZ";
const TICKET = "secret-ticket-of-a-match";
const TOKEN = "secret-token-of-a-player";

const ADMISSION = { code: CODE, role: "player", game: "scuffle", mode: "scuffle", ticket: TICKET, player: TOKEN };

const answerOf = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

const WANTED: Wanted = {
  ...{ target: { kind: "new", game: "scuffle", mode: "scuffle", settings: {} }, role: "player" },
  ...{ name: "Ada", edition: 7, rules: true },
};

let asked: { url: string; init: RequestInit }[];
let answer: () => Promise<Response>;

function connectionOf(wanted: Partial<Wanted> = {}, ports: Partial<ConnectionPorts> = {}): PlaygroundConnection {
  return new PlaygroundConnection(
    { ...WANTED, ...wanted },
    {
      ...{ base: "", origin: "ws://test", games: offeredGames(testGames), now: () => performance.now() },
      fetch: (url, init) => {
        asked.push({ url, init });
        return answer();
      },
      rules: async () => only(scuffle),
      changed: () => {},
      ...ports,
    },
  );
}

async function opened(wanted: Partial<Wanted> = {}): Promise<PlaygroundConnection> {
  const connection = connectionOf(wanted);
  await connection.connect();
  Object.assign(FakeSocket.last, { protocol: "scrim.7" }).open();
  return connection;
}

const names = ({ log }: PlaygroundConnection): string[] => log.shown.map(({ name }) => name).reverse();

beforeEach(() => {
  asked = [];
  answer = async () => answerOf(ADMISSION);
  FakeSocket.install();
});
afterEach(() => FakeSocket.uninstall());

describe("the handshake", () => {
  it("offers what was chosen", async () => {
    await opened();
    expect(FakeSocket.last.url).toBe(`ws://test/ws/${CODE}`);
    expect(FakeSocket.last.protocols).toEqual(["scrim.7", `ticket.${TICKET}`, `rules.${ruleName(scuffle)}`]);
    await opened({ rules: false, edition: 6 });
    expect(FakeSocket.last.protocols).toEqual(["scrim.6", `ticket.${TICKET}`]);
  });

  it("is told step by step, without what admits a player", async () => {
    const { steps } = await opened();
    expect(steps).toMatchObject([
      { kind: "http", method: "POST", path: "/api/matches", status: 200 },
      { kind: "upgrade", chosen: "scrim.7" },
    ]);
    const told = JSON.stringify(steps);
    for (const secret of [CODE, TICKET, TOKEN]) expect(told).not.toContain(secret);
    expect(told).toContain(`rules.${ruleName(scuffle)}`);
  });

  it("comes back as the same player, with the world that it holds", async () => {
    const connection = await opened();
    FakeSocket.last.bring(OPENING);
    FakeSocket.last.shut(1006);
    expect(connection.canResume).toBe(true);
    await connection.connect(true);
    const { url, init } = asked[1];
    expect(url).toBe(`/api/matches/${CODE}/join`);
    expect(new Headers(init.headers).get("Authorization")).toBe(`Bearer ${TOKEN}`);
    expect(FakeSocket.last.protocols.at(-1)).toMatch(/^since\.\d+\.\d+$/);
    expect(JSON.stringify(connection.steps)).not.toContain(TOKEN);
  });

  it("opens a match for a spectator as another player", async () => {
    answer = async () => answerOf({ ...ADMISSION, role: "spectator" });
    await opened({ role: "spectator" });
    expect(asked.map(({ url }) => url)).toEqual(["/api/matches", `/api/matches/${CODE}/watch`]);
    expect(new Headers(asked[1].init.headers).get("Authorization")).toBeNull();
  });

  it("asks for an operator's ticket by the match's object", async () => {
    const id = "ab".repeat(32);
    answer = async () => answerOf({ ticket: TICKET, path: `/operator/ws/${id}`, game: "scuffle", mode: "scuffle" });
    const connection = await opened({ role: "operator", target: { kind: "object", id } });
    expect(asked[0].url).toBe(`/api/operator/matches/${id}/watch`);
    expect(FakeSocket.last.url).toBe(`ws://test/operator/ws/${id}`);
    expect(connection.code).toBeUndefined();
  });

  it("ends where there is no ticket, and says why", async () => {
    answer = async () => answerOf({ error: "full", message: "every seat is taken" }, 409);
    const connection = connectionOf();
    await connection.connect();
    expect(connection.standing).toEqual({
      state: "refused",
      code: "full",
      reason: "every seat is taken",
      next: "taken",
    });
    expect(FakeSocket.made).toHaveLength(0);
  });

  it("ends where the server does not answer it", async () => {
    const connection = connectionOf();
    await connection.connect();
    await vi.advanceTimersByTimeAsync(5000);
    expect(connection.standing).toMatchObject({ state: "ended", code: 1006, by: "line", next: "line" });
  });

  it("is given up while a ticket is awaited, and says so", async () => {
    answer = () => new Promise(() => {});
    const connection = connectionOf();
    void connection.connect();
    connection.close();
    expect(connection.standing).toMatchObject({ state: "ended", by: "page" });
  });

  it("drops what comes after the connection was ended", async () => {
    let late = (_: Response) => {};
    answer = () => new Promise((resolve) => (late = resolve));
    const connection = connectionOf();
    const connecting = connection.connect();
    connection.end();
    late(answerOf(ADMISSION));
    await connecting;
    expect(FakeSocket.made).toHaveLength(0);
  });
});

describe("messages", () => {
  it("are logged one by one, with what they mean", async () => {
    const connection = await opened();
    FakeSocket.last.bring(OPENING);
    expect(names(connection)).toContain("welcome");
    expect(names(connection)).toContain("keyframe");
    expect(connection.world.world?.layout.game.name).toBe("scuffle");
    expect([connection.seat >= 0, connection.stream]).toEqual([true, "rules"]);
    FakeSocket.last.bring(encodeDown({ type: "refused", reason: REFUSED.roundIsOn, tick: 9 }));
    expect(connection.log.shown[0]).toMatchObject({
      name: "refused",
      fields: [
        { name: "reason", value: "5", means: "roundIsOn: a round is on" },
        { name: "tick", value: "9" },
      ],
    });
  });

  it("that are none of this protocol are logged as such", async () => {
    const connection = await opened();
    FakeSocket.last.bring(Uint8Array.of(0x91, 99));
    expect(connection.log.shown[0]).toMatchObject({ name: "unknown", problem: expect.stringMatching("no message") });
  });

  it("go as they are, nonsense and texts too, and the log names them", async () => {
    const connection = await opened();
    const before = FakeSocket.last.sent.length;
    expect(connection.send(Uint8Array.of(0x91, 3, 0xc1))).toBe(true);
    expect(connection.send("hello")).toBe(true);
    const sent: readonly unknown[] = FakeSocket.last.sent;
    expect(sent[before]).toEqual(Uint8Array.of(0x91, 3, 0xc1));
    expect(sent[before + 1]).toBe("hello");
    expect(names(connection).slice(-3)).toEqual(["leave", "bytes", "text"]);
  });

  it("go again and again, until the socket ends", async () => {
    const connection = await opened();
    const before = FakeSocket.last.sent.length;
    connection.autopilot.pings = false;
    connection.autopilot.repeat(100, () => Uint8Array.of(0x91, 3));
    await vi.advanceTimersByTimeAsync(1000);
    expect(FakeSocket.last.sent.length - before).toBe(11);
    FakeSocket.last.shut(CLOSE.left);
    expect(connection.autopilot.repeats).toBe(false);
    expect(connection.send(Uint8Array.of(0x91, 3))).toBe(false);
  });

  it("return the newest mark with each ping", async () => {
    const connection = await opened();
    FakeSocket.last.bring(encodeDown({ type: "mark", mark: 77 }));
    await vi.advanceTimersByTimeAsync(2000);
    const ping = connection.log.shown.find(({ name }) => name === "ping");
    expect(ping?.fields).toContainEqual({ name: "mark", value: "77" });
  });

  it("arrive late on a line that is made slow, and the round trip shows it", async () => {
    const connection = await opened();
    await vi.advanceTimersByTimeAsync(2000);
    connection.conditions.set({ delay: 100 });
    const before = FakeSocket.last.sent.length;
    connection.send(Uint8Array.of(0x91, 3));
    expect(FakeSocket.last.sent.length).toBe(before);
    await vi.advanceTimersByTimeAsync(100);
    expect(FakeSocket.last.sent.length).toBe(before + 1);
    FakeSocket.last.bring(
      encodeDown({ type: "pong", time: connection.autopilot.value("clock"), held: 0, slack: undefined }),
    );
    await vi.advanceTimersByTimeAsync(100);
    expect(connection.autopilot.rtt).toBeCloseTo(100, -1);
  });
});

describe("an end", () => {
  it("says its code, whose it was, and what a client does then", async () => {
    const connection = await opened();
    FakeSocket.last.shut(CLOSE.malformed, "your message is malformed");
    expect(connection.standing).toEqual({
      ...{ state: "ended", code: 4400, reason: "your message is malformed", by: "server", next: "refused" },
    });
  });

  it("that the page has asked for comes, though the server does not answer", async () => {
    const connection = await opened();
    connection.close();
    await vi.advanceTimersByTimeAsync(2000);
    expect(connection.standing).toMatchObject({ state: "ended", by: "page", code: 1000 });
  });

  it("comes where the line is broken on purpose", async () => {
    const connection = await opened();
    connection.conditions.break();
    expect(connection.standing).toMatchObject({ state: "ended", by: "line", code: 1006 });
  });
});

describe("the log", () => {
  const entry = (name: string) => ({ ...({ at: 1, way: "down", bytes: Uint8Array.of(1), fields: [] } as const), name });

  it("keeps the newest, and says how many there were of each", () => {
    const log = new MessageLog();
    for (let i = 0; i < 2.5 * MOST_ENTRIES; i++) log.add(entry(i % 2 === 0 ? "a" : "b"));
    expect(log.shown).toHaveLength(MOST_ENTRIES);
    expect(log.shown[0].n).toBe(2.5 * MOST_ENTRIES - 1);
    expect(log.names.get("a")).toBe(1.25 * MOST_ENTRIES);
    log.toggle("a");
    expect(new Set(log.shown.map(({ name }) => name))).toEqual(new Set(["b"]));
    log.toggle("a");
    expect(log.shown).toHaveLength(MOST_ENTRIES);
  });

  it("stands still while it is paused, and says how many wait", () => {
    const log = new MessageLog();
    log.add(entry("a"));
    log.pause(true);
    log.add(entry("b"));
    log.add(entry("c"));
    expect([log.shown.length, log.waiting]).toEqual([1, 2]);
    log.pause(false);
    expect([log.shown.length, log.waiting]).toEqual([3, 0]);
    log.clear();
    expect([log.shown.length, log.names.size]).toEqual([0, 0]);
  });

  it("is copied as JSON, the oldest first", () => {
    const log = new MessageLog();
    log.add({ ...entry("a"), fields: [{ name: "x", value: "1" }] });
    log.add(entry("b"));
    expect(JSON.parse(logJson(log.shown))).toMatchObject([
      { name: "a", size: 1, bytes: [1], fields: { x: "1" } },
      { name: "b" },
    ]);
  });
});
