import type { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { cleanName } from "#shared/names/clean.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import { realNames } from "#test/support/names.ts";
import { addressKey } from "#worker/http/address.ts";
import { isForeign } from "#worker/http/origin.ts";
import {
  admission,
  always,
  ask,
  closeCode,
  freshCode,
  peek,
  post,
  refusal,
  upgrade,
  whose,
  withTicket,
} from "./support/http.ts";

/** The lists of a flight, which may be empty. */
const FLIGHT_LISTS = ["inputs", "arrivals", "roundTrips", "slacks", "corrections", "clocks", "links", "drawn"];
/** The page, for any file that is asked for. */
const ASSETS = { fetch: async () => new Response("page") } as unknown as Fetcher;
const UNKNOWN = "ZZZZZZZZZZ";
const List = v.object({ matches: v.array(v.object({ code: v.string(), listed: v.boolean() })) });

const privateMatch = async (settings: Record<string, number> = {}) =>
  admission(await post("/api/matches", { name: "Ann", settings }));

/** A ticket for a seat of this match. */
const join = async (code: string, name: string) =>
  (await admission(await post(`/api/matches/${code}/join`, { name }))).ticket;

/** The socket of a player who has come in. */
async function comeIn(code: string, ticket: string): Promise<WebSocket> {
  const { webSocket } = await upgrade(code, withTicket(ticket));
  if (!webSocket) throw new Error("no socket");
  webSocket.accept();
  return webSocket;
}

describe("quick play", () => {
  it("gives a seat, a ticket for it and an identity", async () => {
    const response = await post("/api/play", { name: "  Ann  " });
    expect(response.status).toBe(200);
    const { code, role, ticket, player } = await admission(response);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(role).toBe("player");
    expect(peek(ticket)).toMatchObject({ match: code, role: "player", name: "Ann" });
    expect(peek(ticket).seat).toBeGreaterThanOrEqual(0);
    expect(whose(player)).toMatch(/^[0-9a-f]{32}$/);
  });

  it("brings a player who asks again back into their seat", async () => {
    const first = await admission(await post("/api/play", { name: "Bob" }));
    const again = await admission(
      await post("/api/play", { name: "Bob" }, { Authorization: `Bearer ${first.player}` }),
    );
    expect(again.code).toBe(first.code);
    expect(again.player).toBe(first.player);
    expect(peek(again.ticket).seat).toBe(peek(first.ticket).seat);
  });

  it("takes a player with an invalid token for a new one", async () => {
    const first = await admission(await post("/api/play", { name: "Bob" }));
    for (const token of ["x", first.ticket, `${first.player}x`]) {
      const other = await admission(await post("/api/play", { name: "Bob" }, { Authorization: `Bearer ${token}` }));
      expect(whose(other.player)).not.toBe(whose(first.player));
    }
  });

  it("asks for another match when one has filled meanwhile, and gives up at last", async () => {
    let refusals = 3;
    const reserve = async () => (refusals-- > 0 ? { ok: false, reason: "full" } : { ok: true, seat: 7, name: "Cid" });
    const MATCH = always({ create: async () => {}, reserve });
    const late = await admission(await post("/api/play", { name: "Cid" }, {}, { MATCH }));
    expect(peek(late.ticket).seat).toBe(7);
    refusals = 5;
    const none = await post("/api/play", { name: "Cid" }, {}, { MATCH });
    expect(await refusal(none)).toMatchObject({ status: 503, error: "busy" });
  });
});

describe("private matches", () => {
  it("are made with settings of one's own and listed nowhere", async () => {
    const response = await post("/api/matches", { name: "Ann", mode: "teams", settings: { autostart: 0, seats: 4 } });
    expect(response.status).toBe(201);
    const { code } = await admission(response);
    const info = await (await ask(`/api/matches/${code}`)).json();
    expect(info).toMatchObject({ code, mode: "teams", seats: 4, listed: false, players: 0, bots: 0, spectators: 0 });
    const { matches } = v.parse(List, await (await ask("/api/matches")).json());
    expect(matches.map((match) => match.code)).not.toContain(code);
  });

  it("are never picked by quick play", async () => {
    const { code } = await privateMatch();
    for (let i = 0; i < 10; i++)
      expect((await admission(await post("/api/play", { name: "Eve" }))).code).not.toBe(code);
  });

  it("are joined by their code, however it is typed", async () => {
    const { code } = await privateMatch({ seats: 16 });
    const typed = [code, code.toLowerCase(), `${code.slice(0, 5)}-${code.slice(5)}`];
    typed.push(code.replaceAll("0", "o").replaceAll("1", "l"), code.replaceAll("1", "I"));
    const joined = await Promise.all(
      typed.map(async (text) => admission(await post(`/api/matches/${text}/join`, { name: "Bob" }))),
    );
    for (const one of joined) expect(one.code).toBe(code);
    expect(new Set(joined.map(({ ticket }) => peek(ticket).seat)).size).toBe(typed.length);
  });

  it("refuse one player more than there are seats, but not one who has a seat", async () => {
    const { code, player, ticket } = await privateMatch({ seats: 2 });
    const sockets = [await comeIn(code, ticket), await comeIn(code, await join(code, "Bob"))];
    expect(await refusal(await post(`/api/matches/${code}/join`, { name: "Cid" }))).toMatchObject({
      status: 409,
      error: "full",
    });
    expect(
      (await post(`/api/matches/${code}/join`, { name: "Ann" }, { Authorization: `Bearer ${player}` })).status,
    ).toBe(200);
    for (const socket of sockets) socket.close();
  });

  it("keep no player out for those who were promised a seat and never come", async () => {
    const { code, ticket } = await privateMatch({ seats: 2 });
    const ghosts = [];
    for (let i = 0; i < 20; i++) ghosts.push(await join(code, `Ghost ${i}`));
    expect(await (await ask(`/api/matches/${code}`)).json()).toMatchObject({ players: 0 });
    const sockets = [await comeIn(code, ticket), await comeIn(code, await join(code, "Bob"))];
    expect(await (await ask(`/api/matches/${code}`)).json()).toMatchObject({ players: 2 });
    for (const ghost of ghosts) expect(await closeCode(await upgrade(code, withTicket(ghost)))).toBe(CLOSE.seatGone);
    for (const socket of sockets) socket.close();
  });

  it("are come back to without a name by who has a seat, under the name that is there", async () => {
    const { code, player, ticket } = await privateMatch({ seats: 2 });
    const socket = await comeIn(code, ticket);
    const asAnn = { Authorization: `Bearer ${player}` };
    const again = await admission(await post(`/api/matches/${code}/join`, {}, asAnn));
    expect(again).toMatchObject({ code, role: "player", mode: "brawl", region: "local", player });
    expect(again).not.toHaveProperty("queued");
    expect(peek(again.ticket)).toMatchObject({ seat: 0, name: "Ann" });
    socket.close();
  });

  it("want a name of who has no seat, while there is one to be had", async () => {
    const { code, player, ticket } = await privateMatch({ seats: 2 });
    const sockets = [await comeIn(code, ticket)];
    const unnamed = () => post(`/api/matches/${code}/join`, {});
    expect(await refusal(await unnamed())).toMatchObject({ status: 400, error: "no_name" });
    const stranger = { Authorization: `Bearer ${player}x` };
    expect(await refusal(await post(`/api/matches/${code}/join`, {}, stranger))).toMatchObject({ error: "no_name" });
    expect(await (await ask(`/api/matches/${code}`)).json()).toMatchObject({ players: 1 });
    sockets.push(await comeIn(code, await join(code, "Bob")));
    expect(await refusal(await unnamed())).toMatchObject({ status: 409, error: "full" });
    for (const socket of sockets) socket.close();
    expect(await refusal(await post(`/api/matches/${code}/join`, { name: null }))).toMatchObject({
      error: "bad_request",
    });
  });

  it("say when they are over", async () => {
    const MATCH = always({ reserve: async () => ({ ok: false, reason: "over" }) });
    const response = await post(`/api/matches/${await freshCode()}/join`, { name: "Bob" }, {}, { MATCH });
    expect(await refusal(response)).toMatchObject({ status: 409, error: "over" });
  });

  it("are watched without a seat", async () => {
    const { code } = await privateMatch();
    const watching = await admission(await post(`/api/matches/${code}/watch`, {}));
    expect(watching).toMatchObject({ code, role: "spectator", mode: "brawl" });
    expect(peek(watching.ticket)).toMatchObject({ seat: -1, role: "spectator" });
  });
});

describe("an admission", () => {
  it("names the game of its match", async () => {
    const played = await admission(await post("/api/play", { name: "Ann", game: "puck" }));
    const opened = await admission(await post("/api/matches", { name: "Ann", game: "puck" }));
    const joined = await admission(await post(`/api/matches/${opened.code}/join`, { name: "Bob" }));
    const watched = await admission(await post(`/api/matches/${opened.code}/watch`, {}));
    expect([played, opened, joined, watched].map(({ game }) => game)).toEqual(["puck", "puck", "puck", "puck"]);
  });

  it("leaves the game out where the match still runs older code, which does not say it", async () => {
    const MATCH = always({ reserve: async () => ({ ok: true, seat: 1, name: "Bob", at: 1 }) });
    const answer = await post(`/api/matches/${await freshCode()}/join`, { name: "Bob" }, {}, { MATCH });
    expect(Object.keys(v.parse(v.record(v.string(), v.string()), await answer.json()))).toEqual([
      "code",
      "role",
      "ticket",
      "player",
    ]);
  });
});

describe("the list of games", () => {
  it("tells modes by title, and ranges of settings", async () => {
    const body = await (await ask("/api/games")).json();
    const { games: listed } = v.parse(v.object({ games: v.array(v.looseObject({ name: v.string() })) }), body);
    // Every game that there is, in its order; the first is the one by default.
    expect(listed.map(({ name }) => name)).toEqual([...games.keys()]);
    for (const game of listed)
      expect(game).toMatchObject({
        version: expect.any(Number),
        tickRate: expect.any(Number),
        input: expect.any(Array),
      });
    expect(listed.find(({ name }) => name === "arena")).toMatchObject({
      modes: { teams: expect.any(String) },
      settings: { seats: { min: 2 } },
    });
  });
});

describe("refusals", () => {
  const at = (path: string, init: RequestInit) => async () => ask(path, init);
  const json = { "Content-Type": "application/json" };
  const raw = (body: BodyInit, headers: Record<string, string> = json) =>
    at("/api/play", { method: "POST", body, headers });
  const play = (body: unknown) => raw(JSON.stringify(body));
  const create = (body: unknown) => at("/api/matches", { method: "POST", body: JSON.stringify(body), headers: json });
  const own = (settings: unknown) => create({ name: "Ann", settings });
  const stream = () => new Blob([`{"name":"${"x".repeat(5000)}"}`]).stream();

  it.each<[string, number, string, RegExp, () => Promise<Response>]>([
    ["no JSON", 400, "bad_request", /JSON/, raw("{name:")],
    ["an empty body", 400, "bad_request", /JSON/, raw("")],
    ["JSON that is no object", 400, "bad_request", /Object/, play(null)],
    ["a list", 400, "bad_request", /name/, play(["Ann"])],
    ["no name", 400, "bad_request", /name/, play({})],
    ["a name that is no text", 400, "bad_request", /name/, play({ name: 7 })],
    ["an unknown field", 400, "bad_request", /nick/, play({ name: "Ann", nick: "A" })],
    ["an unknown game", 400, "bad_request", /no game chess/, play({ name: "Ann", game: "chess" })],
    ["an unknown mode", 400, "bad_request", /no mode x: there are/, play({ name: "Ann", mode: "x" })],
    ["a mode of every object", 400, "bad_request", /no mode toString/, play({ name: "Ann", mode: "toString" })],
    ["custom quick play", 400, "bad_request", /no mode custom/, play({ name: "Ann", mode: "custom" })],
    ["a setting too high", 400, "bad_request", /seats must be a whole number from/, own({ seats: 99999 })],
    ["a broken setting", 400, "bad_request", /settings/, own({ seats: 2.5 })],
    ["a setting that is text", 400, "bad_request", /settings/, own({ seats: "4" })],
    ["a setting that every object seems to have", 400, "bad_request", /constructor/, own({ constructor: 5 })],
    ["another such setting", 400, "bad_request", /toString/, own({ toString: 5 })],
    [
      "a setting with the name of the prototype",
      400,
      "bad_request",
      /__proto__/,
      create(JSON.parse(`{"name":"Ann","settings":{"__proto__":5}}`)),
    ],
    ["settings in a list", 400, "bad_request", /settings/, own([5])],
    ["no settings at all", 400, "bad_request", /settings/, own(null)],
    [
      "a field that every object seems to have",
      400,
      "bad_request",
      /constructor/,
      raw(`{"name":"Ann","constructor":1}`),
    ],
    ["an unknown setting", 400, "bad_request", /no setting gold/, own({ gold: 1 })],
    ["a setting of every object", 400, "bad_request", /no setting valueOf/, own({ valueOf: 1 })],
    ["no content type", 415, "bad_request", /application\/json/, raw(new Uint8Array([123, 125]), {})],
    ["a form", 415, "bad_request", /application\/json/, raw("{}", { "Content-Type": "text/plain" })],
    ["a long body", 413, "too_big", /4096/, play({ name: "x".repeat(4096) })],
    ["a long stream", 413, "too_big", /4096/, raw(stream())],
    ["an unknown match", 404, "no_match", /match/, at(`/api/matches/${UNKNOWN}`, {})],
    ["a malformed code", 404, "no_match", /match/, at("/api/matches/U123", {})],
    ["a code that is no URL text", 404, "no_match", /match/, at("/api/matches/%E0%A4%A", {})],
    ["an unknown route", 404, "no_route", /nothing/, at("/api/nope", {})],
    ["the API's root", 404, "no_route", /nothing/, at("/api", {})],
    ["an unknown method", 404, "no_route", /nothing/, at("/api/play", { method: "DELETE" })],
    ["GET for POST", 404, "no_route", /nothing/, at("/api/play", {})],
  ])("%s", async (_, status, error, message, request) => {
    const response = await request();
    expect(response.headers.get("Content-Type")).toContain("application/json");
    expect(await refusal(response)).toMatchObject({ status, error, message: expect.stringMatching(message) });
  });

  it.each(["join", "watch"])("%s of an unknown match", async (verb) => {
    const body = verb === "join" ? { name: "Ann" } : {};
    for (const code of [UNKNOWN, "short", "U".repeat(10)]) {
      expect(await refusal(await post(`/api/matches/${code}/${verb}`, body))).toMatchObject({
        status: 404,
        error: "no_match",
      });
    }
  });

  it.each(["http://evil.example", "https://localhost.evil.example", "http://localhost:81", "null", "garbage"])(
    "pages of %s",
    async (Origin) => {
      for (const path of [
        "/api/play",
        "/api/matches",
        `/api/matches/${UNKNOWN}/join`,
        `/api/matches/${UNKNOWN}/watch`,
      ]) {
        expect(await refusal(await post(path, { name: "Ann" }, { Origin }))).toMatchObject({
          status: 403,
          error: "foreign_origin",
        });
      }
    },
  );

  it("not those of our own pages", async () => {
    expect((await post("/api/play", { name: "Ann" }, { Origin: "http://localhost" })).status).toBe(200);
  });

  it.each<[string, string, string, boolean]>([
    ["https://a.example", "https://a.example/", "a.example:443", false],
    ["https://a.example", "https://a.example/", "A.EXAMPLE", false],
    ["https://a.example:443", "https://a.example/", "a.example", false],
    ["http://a.example", "http://a.example/", "a.example:80", false],
    // A proxy has taken TLS off.
    ["https://a.example", "http://a.example/", "a.example", false],
    ["http://a.example", "https://a.example/", "a.example", true],
    ["https://a.example:80", "https://a.example/", "a.example", true],
    ["https://a.example:8443", "https://a.example/", "a.example", true],
    ["ftp://a.example", "http://a.example/", "a.example", true],
    ["chrome-extension://a.example", "https://a.example/", "a.example", true],
    ["https://a.example.evil.example", "https://a.example/", "a.example", true],
  ])("a page of %s at %s with the Host %s: foreign is %s", (Origin, url, Host, foreign) => {
    expect(isForeign(new Request(url, { headers: { Origin, Host } }))).toBe(foreign);
  });

  it.each<[string, RegExp]>([
    ["", /at least one/],
    [" \t\n ", /at least one/],
    ["a\u0000b", /control/],
    ["a\u202Eb", /direction/],
    ["\u2066a\u2069", /direction/],
    ["a\u200Bb", /invisible/],
    ["a\u200Db", /invisible/],
    ["\u3164", /invisible/],
    ["\u{1D159}", /invisible/],
    ["\uD800", /surrogate/],
    ["\uE000", /Unicode does not define/],
    ["x".repeat(21), /20 characters/],
    [`a${"\u0301".repeat(9)}`, /accents/],
  ])("the name %j", async (name, message) => {
    expect(await refusal(await post("/api/play", { name }))).toMatchObject({
      status: 400,
      error: "bad_request",
      message: expect.stringMatching(message),
    });
  });

  it("not names as people write them, in any script", async () => {
    for (const name of realNames.flatMap(([, ...names]) => names))
      expect(cleanName(name), name).toMatchObject({ ok: true });
    for (const name of ["علی\u200Cرضا", "ශ්\u200Dරී", "👨‍👩‍👧‍👦".repeat(20)])
      expect(peek((await admission(await post("/api/play", { name }))).ticket).name).toBe(name);
  });

  it("not a name with markup: it is text", async () => {
    const name = "<b>&amp;'\"</b>";
    expect(peek((await admission(await post("/api/play", { name }))).ticket).name).toBe(name);
  });
});

describe("a code that this server has not given", () => {
  it.each([
    ["GET", "/api/matches/CODE"],
    ["GET", "/api/matches/CODE/results"],
    ["GET", "/api/matches/CODE/fault"],
    ["GET", "/api/matches/CODE/stats"],
    ["GET", "/api/replays/CODE"],
    ["GET", "/api/replays/CODE-3"],
    ["GET", "/api/flights/CODE"],
    ["GET", "/api/flights/CODE/log"],
    ["GET", "/m/CODE"],
    ["GET", "/w/CODE"],
    ["GET", "/r/CODE"],
    ["GET", "/f/CODE"],
    ["POST", "/api/matches/CODE/join"],
    ["POST", "/api/matches/CODE/watch"],
    ["POST", "/api/matches/CODE/flights"],
  ])("gets no object asked: %s %s", async (method, path) => {
    const code = await freshCode();
    const other = code.slice(0, 9) + (code[9] === "0" ? "1" : "0");
    const touched = () => {
      throw new Error("an object is asked");
    };
    // Only what would be called is there.
    const MATCH = { getByName: touched } as unknown as typeof env.MATCH;
    const REPLAYS = { get: touched, list: touched } as unknown as R2Bucket;
    const changes = { MATCH, REPLAYS, ASSETS };
    const body = path.endsWith("flights")
      ? { edition: 1, lasted: 1, ...Object.fromEntries(FLIGHT_LISTS.map((list) => [list, []])) }
      : path.endsWith("watch")
        ? {}
        : { name: "Ann" };
    const at = path.replace("CODE", other);
    const response = method === "POST" ? await post(at, body, {}, changes) : await ask(at, {}, changes);
    expect(response.status).toBe(404);
  });
});

describe("the list of live matches", () => {
  const NONE = { matches: [], counts: { players: 0, searching: 0, matches: 0, open: 0 }, succeeded: true };
  const POOLS = [...games.values()].reduce((sum, { modes }) => sum + Object.keys(modes).length, 0);

  afterEach(() => vi.restoreAllMocks());

  it("is asked for once, however many look, and may be kept for two seconds", async () => {
    let asked = 0;
    const snapshot = async () => {
      asked += 1;
      return NONE;
    };
    const POOL = { getByName: () => ({ snapshot }) } as unknown as typeof env.POOL;
    const later = Date.now() + 3_600_000;
    vi.spyOn(Date, "now").mockReturnValue(later);
    for (let n = 0; n < 100; n++) {
      const response = await ask("/api/matches", {}, { POOL });
      expect(response.headers.get("Cache-Control")).toBe("public, max-age=2");
    }
    expect(asked).toBe(POOLS);
    vi.spyOn(Date, "now").mockReturnValue(later + 2000);
    await ask("/api/matches", {}, { POOL });
    expect(asked).toBe(2 * POOLS);
  });

  it("is asked for anew after a failure", async () => {
    let fails = true;
    const snapshot = async () => {
      if (fails) throw new Error("the pool is gone");
      return NONE;
    };
    const POOL = { getByName: () => ({ snapshot }) } as unknown as typeof env.POOL;
    vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 7_200_000);
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await ask("/api/matches", {}, { POOL })).status);
    fails = false;
    statuses.push((await ask("/api/matches", {}, { POOL })).status);
    expect(statuses).toEqual([500, 500, 500, 200]);
  });
});

describe("the limit by address", () => {
  const secret = { TICKET_SECRET: "0123456789abcdef0123456789abcdef" };
  const play = "https://scrim.example/api/play";

  /** Counts whom it is asked for, and refuses all after so many. */
  function counting(most: number) {
    const keys: string[] = [];
    const limit = async ({ key }: RateLimitOptions) => ({ success: keys.push(key) <= most });
    return { keys, changes: { ...secret, ADDRESS_LIMIT: { limit } } };
  }

  it("lets 300 requests in a minute pass, and answers 429 to the next ones, of this address alone", async () => {
    const from = (address: string) => ask(play, { method: "POST", headers: { "CF-Connecting-IP": address } });
    let passed = 0;
    let answer = await from("203.0.113.7");
    // A minute of the clock may end in between, and another one begin: not two of them.
    for (; answer.status === 415 && passed < 700; passed++) answer = await from("203.0.113.7");
    expect(passed).toBeGreaterThanOrEqual(300);
    expect(passed).toBeLessThanOrEqual(600);
    expect(answer.headers.get("Retry-After")).toBe("60");
    expect(await refusal(answer)).toMatchObject({ status: 429, error: "too_many" });
    expect((await from("203.0.113.8")).status).toBe(415);
  });

  it("counts requests that create and join matches, refused ones too, and not those that look at them", async () => {
    const { keys, changes } = counting(3);
    const headers = { "CF-Connecting-IP": "203.0.113.7" };
    const at = (path: string) => `https://scrim.example${path}`;
    expect((await post(at("/api/play"), { name: "Ann" }, headers, changes)).status).toBe(200);
    expect((await post(at(`/api/matches/${UNKNOWN}/join`), { name: "Ann" }, headers, changes)).status).toBe(404);
    expect((await post(at("/api/matches"), { name: 7 }, headers, changes)).status).toBe(400);
    expect((await post(at("/api/matches"), { name: "Ann" }, headers, changes)).status).toBe(429);
    expect((await ask(at("/api/games"), { headers }, changes)).status).toBe(200);
    expect(keys).toEqual(Array.from({ length: 4 }, () => "203.0.113.7"));
  });

  it("counts reads by themselves", async () => {
    const read = counting(2);
    const changes = { ...secret, READ_LIMIT: read.changes.ADDRESS_LIMIT };
    const headers = { "CF-Connecting-IP": "203.0.113.9" };
    const at = (path: string) => `https://scrim.example${path}`;
    expect((await post(at("/api/play"), { name: "Ann" }, headers, changes)).status).toBe(200);
    const look = (path: string) => ask(at(path), { headers }, changes);
    expect([(await look("/api/games")).status, (await look("/api/matches/x")).status]).toEqual([200, 404]);
    for (const path of ["/api/matches", "/api/matches/x", "/api/replays/x", "/api/flights/x", "/api/flights/x/log"])
      expect(await refusal(await look(path))).toMatchObject({ status: 429, error: "too_many" });
    // A page is there for all who look: it is the match that is not asked any more.
    const changed = { ...changes, MATCH: always({}), ASSETS };
    expect((await ask(at(`/m/${await freshCode(secret)}`), { headers }, changed)).status).toBe(200);
  });

  it("cannot be used up by a page of another host", async () => {
    const { keys, changes } = counting(0);
    const headers = { "CF-Connecting-IP": "203.0.113.7", Origin: "http://evil.example" };
    expect((await post(play, { name: "Ann" }, headers, changes)).status).toBe(403);
    expect(keys).toEqual([]);
  });

  it("is none on a server that listens on loopback, where the platform has none, and where it tells no address", async () => {
    const { keys, changes } = counting(0);
    const headers = { "CF-Connecting-IP": "203.0.113.7" };
    expect((await post(play, { name: "Ann" }, headers, { ...changes, LOOPBACK_ONLY: "1" })).status).toBe(200);
    expect((await post(play, { name: "Ann" }, headers, { ...secret, ADDRESS_LIMIT: undefined })).status).toBe(200);
    expect((await post(play, { name: "Ann" }, {}, changes)).status).toBe(200);
    expect(keys).toEqual([]);
    // The Host header is the client's own word.
    for (const host of ["localhost", "scrim.localhost", "127.0.0.1", "[::1]", "192.168.0.7"])
      expect((await post(`http://${host}/api/play`, { name: "Ann" }, headers, changes)).status).toBe(429);
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8::/64"],
    ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
    ["::1", "::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
  ])("takes %s for %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe("faults", () => {
  afterEach(() => vi.restoreAllMocks());

  it("without a secret, says what to do, and nothing is signed", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    for (const host of ["https://scrim.example", "http://localhost", "http://x.localhost"]) {
      const response = await post(`${host}/api/play`, { name: "Ann" }, {}, { TICKET_SECRET: "" });
      expect(await refusal(response)).toEqual({
        status: 500,
        error: "fault",
        message: "TICKET_SECRET is not set: run `wrangler secret put TICKET_SECRET`",
      });
    }
    expect(log).toHaveBeenCalledTimes(3);
    expect((await ask("https://scrim.example/api/games")).status).toBe(200);
  });

  it("with a secret, signs anywhere; with a short one, nowhere", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const url = "https://scrim.example/api/play";
    const good = { TICKET_SECRET: "0123456789abcdef0123456789abcdef" };
    expect((await post(url, { name: "Ann" }, {}, good)).status).toBe(200);
    const short = await refusal(await post(url, { name: "Ann" }, {}, { TICKET_SECRET: "short" }));
    expect(short).toMatchObject({ status: 500, message: expect.stringMatching(/32/) });
    expect(short.message).not.toContain("short ");
  });

  it("are logged as one line without tokens, and answered without insides", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const MATCH = always({
      info: async () => {
        throw new Error("disk on fire");
      },
    });
    const headers = { Authorization: "Bearer secret-token" };
    const answer = await refusal(await ask(`/api/matches/${await freshCode()}`, { headers }, { MATCH }));
    expect(answer).toEqual({ status: 500, error: "fault", message: "the server had a fault" });
    expect(log).toHaveBeenCalledTimes(1);
    const line = String(log.mock.calls[0][0]);
    expect(JSON.parse(line)).toMatchObject({ level: "error", method: "GET", message: "disk on fire" });
    expect(line).not.toContain("secret-token");
    expect(line).not.toContain("\n");
  });
});
