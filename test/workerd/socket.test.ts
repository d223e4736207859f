import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import {
  CLOSE,
  FINAL,
  PROTOCOL,
  RULES_PREFIX,
  ruleName,
  SUBPROTOCOL,
  subprotocolOf,
  TICKET_PREFIX,
} from "#shared/protocol/index.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { signTicket } from "#worker/auth/tickets.ts";
import { ARRIVAL_HEADER } from "#worker/broadcast/arrival.ts";
import { admission, always, ask, closeCode, peek, post, refusal, upgrade, withTicket } from "./support/http.ts";

const CODE = "ABCDEFGHJK";
const SECRET = "another secret of the right length";
const claims = { role: "player", seat: 0, player: "p", name: "Ann" } as const;

const forged = async () => signTicket(await keysOf({ TICKET_SECRET: SECRET }), CODE, claims, Date.now());
const signed = async (code: string, at = Date.now(), what: Parameters<typeof signTicket>[2] = claims) =>
  signTicket(await keysOf(env), code, what, at);

/** Stands in for a match: keeps what the Worker sent it. */
function listening() {
  const requests: Request[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    requests.push(new Request(url, init));
    const { 0: webSocket, 1: server } = new WebSocketPair();
    server.accept();
    return new Response(null, { status: 101, webSocket });
  };
  return { requests, MATCH: always({ fetch }) };
}

afterEach(() => vi.restoreAllMocks());

describe("the handshake", () => {
  it.each([{}, { Upgrade: "h2c" }])("answers 426 to what is no WebSocket", async (headers: Record<string, string>) => {
    const response = await ask(`/ws/${CODE}`, { headers });
    expect(response.headers.get("Upgrade")).toBe("websocket");
    expect(await refusal(response)).toMatchObject({ status: 426, error: "upgrade_required" });
  });

  it.each(["http://evil.example", "null"])("answers 403 to pages of %s", async (Origin) => {
    const { MATCH, requests } = listening();
    const response = await upgrade(CODE, withTicket(await signed(CODE)), { Origin }, { MATCH });
    expect(await refusal(response)).toMatchObject({ status: 403, error: "foreign_origin" });
    expect(requests).toEqual([]);
  });

  it.each(["/ws", "/ws/", `/ws/${CODE}/x`])("answers 404 at %s", async (path) => {
    expect(await refusal(await ask(path, { headers: { Upgrade: "websocket" } }))).toMatchObject({
      status: 404,
      error: "no_route",
    });
  });

  it("names our protocol alone, and hands on the ticket's claims and nothing of the client's", async () => {
    const { MATCH, requests } = listening();
    const name = "Zoë \u{1F600}";
    const ticket = await signed(CODE, Date.now(), { ...claims, seat: 3, name });
    const lies = { [ARRIVAL_HEADER]: '{"seat":0}', Cookie: "a=b", Origin: "http://localhost" };
    const response = await upgrade("abcde-fghjk", withTicket(ticket), lies, { MATCH });
    expect(response.status).toBe(101);
    expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(SUBPROTOCOL);
    expect(JSON.stringify([...response.headers])).not.toContain(ticket);
    const [{ headers }] = requests;
    expect(JSON.parse(headers.get(ARRIVAL_HEADER) ?? "")).toMatchObject({
      seat: 3,
      role: "player",
      player: "p",
      name,
      rules: [],
    });
    expect(JSON.stringify([...headers])).not.toContain(ticket);
    expect(headers.get("Cookie")).toBeNull();
    expect(headers.get("Sec-WebSocket-Protocol")).toBe(SUBPROTOCOL);
  });

  it("hands on which of this server's rules the client has, and no others", async () => {
    const rules = async (...offered: string[]) => {
      const { MATCH, requests } = listening();
      const response = await upgrade(CODE, [...withTicket(await signed(CODE)), ...offered], {}, { MATCH });
      expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(SUBPROTOCOL);
      return JSON.parse(requests[0].headers.get(ARRIVAL_HEADER) ?? "").rules;
    };
    const arenas = ruleName(arena);
    expect(await rules(`${RULES_PREFIX}chess-1.${arenas}.arena-0`)).toEqual([arenas]);
    expect(await rules(`${RULES_PREFIX}arena-0.${arenas}0`)).toEqual([]);
    expect(await rules(RULES_PREFIX)).toEqual([]);
    expect(await rules()).toEqual([]);
  });

  it.each([
    ["the edition before, alone", [], PROTOCOL - 1, subprotocolOf(PROTOCOL - 1)],
    ["the best that is offered, in any order", ["scrim.9", SUBPROTOCOL], PROTOCOL, SUBPROTOCOL],
  ])("speaks %s", async (_, more, edition, answered) => {
    const { MATCH, requests } = listening();
    const ticket = TICKET_PREFIX + (await signed(CODE));
    const response = await upgrade(CODE, ["since.1.90", subprotocolOf(PROTOCOL - 1), ...more, ticket], {}, { MATCH });
    expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(answered);
    const arrival = JSON.parse(requests[0].headers.get(ARRIVAL_HEADER) ?? "");
    expect([arrival.edition, arrival.since]).toEqual([edition, { generation: 1, tick: 90 }]);
  });

  it("hands on what the client says that it holds, if that makes sense", async () => {
    const since = async (...offered: string[]) => {
      const { MATCH, requests } = listening();
      const response = await upgrade(CODE, [...offered, ...withTicket(await signed(CODE))], {}, { MATCH });
      expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(SUBPROTOCOL);
      return JSON.parse(requests[0].headers.get(ARRIVAL_HEADER) ?? "").since;
    };
    expect(await since("since.0.4000")).toEqual({ generation: 0, tick: 4000 });
    for (const strange of ["since.", "since.1", "since.0.x", "since.0.4294967296", "since.-1.2"])
      expect(await since(strange)).toBeUndefined();
    expect(await since("since.0.1", "since.0.2")).toBeUndefined();
  });

  it("lets in programs, which name no origin", async () => {
    const { MATCH } = listening();
    expect((await upgrade(CODE, withTicket(await signed(CODE)), {}, { MATCH })).status).toBe(101);
  });

  it("says what to do where there is no secret", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": withTicket(await signed(CODE)).join(", ") };
    expect(await refusal(await ask(`http://localhost/ws/${CODE}`, { headers }, { TICKET_SECRET: "" }))).toMatchObject({
      status: 500,
      message: expect.stringContaining("wrangler secret put"),
    });
  });
});

describe("a socket that is refused is opened and closed at once, so that a page can read why", () => {
  const { MATCH, requests } = listening();
  const player = async () => (await admission(await post("/api/play", { name: "Ann" }))).player;

  it.each<[string, number, string | null, () => Promise<string[]>]>([
    ["no protocol", CLOSE.wrongVersion, null, async () => []],
    [
      "another version",
      CLOSE.wrongVersion,
      "scrim.999",
      async () => ["scrim.999", TICKET_PREFIX + (await signed(CODE))],
    ],
    [
      "an edition from long ago",
      CLOSE.wrongVersion,
      "scrim.1",
      async () => ["scrim.1", `${RULES_PREFIX}arena-1`, TICKET_PREFIX + (await signed(CODE))],
    ],
    [
      "rules and a ticket alone",
      CLOSE.wrongVersion,
      null,
      async () => [`${RULES_PREFIX}arena-1`, TICKET_PREFIX + (await signed(CODE))],
    ],
    ["a ticket alone", CLOSE.wrongVersion, null, async () => [TICKET_PREFIX + (await signed(CODE))]],
    ["no ticket", CLOSE.badTicket, SUBPROTOCOL, async () => [SUBPROTOCOL]],
    ["an empty ticket", CLOSE.badTicket, SUBPROTOCOL, async () => withTicket("")],
    ["garbage", CLOSE.badTicket, SUBPROTOCOL, async () => withTicket("a.b.c")],
    ["another server's ticket", CLOSE.badTicket, SUBPROTOCOL, async () => withTicket(await forged())],
    ["a player token", CLOSE.badTicket, SUBPROTOCOL, async () => withTicket(await player())],
    [
      "an expired ticket",
      CLOSE.expiredTicket,
      SUBPROTOCOL,
      async () => withTicket(await signed(CODE, Date.now() - 31_000)),
    ],
    ["another match's ticket", CLOSE.foreignTicket, SUBPROTOCOL, async () => withTicket(await signed("ZZZZZZZZZZ"))],
  ])("%s", async (_, code, chosen, protocols) => {
    const response = await upgrade(CODE, await protocols(), {}, { MATCH });
    expect(response.status).toBe(101);
    expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(chosen);
    expect(await closeCode(response)).toBe(code);
    expect(requests).toEqual([]);
  });

  it("for an address that has asked too often, and its ticket is still good", async () => {
    const keys: string[] = [];
    const limit = async ({ key }: RateLimitOptions) => ({ success: keys.push(key) > 1 });
    const protocols = withTicket(await signTicket(await keysOf({ TICKET_SECRET: SECRET }), CODE, claims, Date.now()));
    const headers = {
      Upgrade: "websocket",
      "Sec-WebSocket-Protocol": protocols.join(", "),
      "CF-Connecting-IP": "2001:db8:1:2:3:4:5:6",
    };
    const come = () =>
      ask(`https://scrim.example/ws/${CODE}`, { headers }, { MATCH, TICKET_SECRET: SECRET, ADDRESS_LIMIT: { limit } });
    expect(await closeCode(await come())).toBe(CLOSE.tooMany);
    // A client tries again by itself.
    expect(FINAL.has(CLOSE.tooMany)).toBe(false);
    expect(requests).toEqual([]);
    expect((await come()).status).toBe(101);
    expect(requests.splice(0).length).toBe(1);
    expect(keys).toEqual(["2001:db8:1:2::/64", "2001:db8:1:2::/64"]);
  });

  it("for a malformed code", async () => {
    expect(await closeCode(await upgrade("nope", withTicket(await signed("nope"))))).toBe(CLOSE.noMatch);
  });
});

describe("with a match", () => {
  it("a ticket opens one socket", async () => {
    const { code, ticket } = await admission(await post("/api/matches", { name: "Ann" }));
    const response = await upgrade(code, withTicket(ticket));
    expect(response.status).toBe(101);
    expect(response.headers.get("Sec-WebSocket-Protocol")).toBe(SUBPROTOCOL);
    const socket = response.webSocket;
    if (!socket) throw new Error("no socket");
    socket.binaryType = "arraybuffer";
    const first = new Promise((resolve) => socket.addEventListener("message", (event) => resolve(event.data)));
    socket.accept();
    expect(await first).toBeInstanceOf(ArrayBuffer);
    expect(await closeCode(await upgrade(code, withTicket(ticket)))).toBe(CLOSE.usedTicket);
    socket.close(1000);
  });

  it("a handshake that the next one has overtaken is closed, though both tickets are of one second", async () => {
    const { code, ticket } = await admission(await post("/api/matches", { name: "Ann" }));
    const { seat, sub: player, name } = peek(ticket);
    const second = Math.floor(Date.now() / 1000) * 1000;
    const come = async (at: number) => {
      const { webSocket } = await upgrade(
        code,
        withTicket(await signed(code, at, { role: "player", seat, player, name })),
      );
      if (!webSocket) throw new Error("no socket");
      const closed = new Promise<number>((resolve) =>
        webSocket.addEventListener("close", (event) => resolve(event.code)),
      );
      const open = new Promise<"open">((resolve) => webSocket.addEventListener("message", () => resolve("open")));
      webSocket.accept();
      return { closed, first: await Promise.race([closed, open]), webSocket };
    };
    const later = await come(second + 2);
    expect(later.first).toBe("open");
    expect((await come(second + 1)).first).toBe(CLOSE.takenOver);
    // Of two that were signed at once, the newcomer stays.
    const newcomer = await come(second + 2);
    expect(newcomer.first).toBe("open");
    expect(await later.closed).toBe(CLOSE.takenOver);
    newcomer.webSocket.close(1000);
  });

  it("that does not exist, the socket is closed", async () => {
    expect(await closeCode(await upgrade("YYYYYYYYYY", withTicket(await signed("YYYYYYYYYY"))))).toBe(CLOSE.noMatch);
  });
});
