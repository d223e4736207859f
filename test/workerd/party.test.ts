/** Parties over HTTP and sockets: docs/PARTIES.md. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import {
  MAX_PARTY_MESSAGE,
  PARTY_SUBPROTOCOL,
  PartyAdmission,
  PartyDown,
  PLAYER_PREFIX,
} from "#shared/protocol/party.ts";
import { newPartyCode } from "#worker/auth/codes.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { partyOf, poolFor } from "#worker/objects.ts";
import { EMPTY_MS } from "#worker/party/object.ts";
import { COME_MS, HOLD_MS } from "#worker/party/party.ts";
import { ask, closeCode, freshCode, HOST, peek, post, refusal, upgrade, withTicket } from "./support/http.ts";
import { Searcher } from "./support/searcher.ts";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const admit = async (response: Response) => v.parse(PartyAdmission, await response.json());

const make = async (name: string, body = {}, headers = {}) =>
  admit(await post("/api/parties", { name, ...body }, headers));
const join = async (code: string, name: string) => admit(await post(`/api/parties/${code}/join`, { name }));

function open(code: string, token: string, protocols = [PARTY_SUBPROTOCOL, PLAYER_PREFIX + token]): Promise<Response> {
  return ask(`/ws/party/${code}`, {
    headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": protocols.join(", ") },
  });
}

/** A member with an open socket. */
class Line {
  readonly heard: PartyDown[] = [];
  closed: number | undefined;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.heard.push(v.parse(PartyDown, JSON.parse(String(data))));
    });
    socket.addEventListener("close", ({ code }) => {
      this.closed = code;
    });
    socket.accept();
  }

  static async open({ code, player }: PartyAdmission): Promise<Line> {
    const { webSocket } = await open(code, player);
    if (!webSocket) throw new Error("no socket");
    return new Line(webSocket);
  }

  say(message: unknown): void {
    this.#socket.send(
      typeof message === "string" || message instanceof ArrayBuffer ? message : JSON.stringify(message),
    );
  }

  close(): void {
    this.#socket.close(1000);
  }

  last<T extends PartyDown["type"]>(type: T): Extract<PartyDown, { type: T }> | undefined {
    return this.heard.findLast((one): one is Extract<PartyDown, { type: T }> => one.type === type);
  }

  /** The party as it was told last. */
  get party() {
    return this.last("party");
  }
}

const names = (line: Line) => line.party?.members.map(({ name }) => name);

/** Two members, both with open sockets. */
async function pair(body = {}) {
  const [ada, bob] = await (async () => {
    const made = await make("Ada", body);
    return [made, await join(made.code, "Bob")] as const;
  })();
  const lines = { ada: await Line.open(ada), bob: await Line.open(bob) };
  for (const line of [lines.ada, lines.bob])
    await vi.waitFor(() => expect(line.party?.members.filter(({ here }) => here)).toHaveLength(2));
  return { code: ada.code, admissions: { ada, bob }, ...lines };
}

describe("a party", () => {
  it("is made, told of, come into, and seen at once by all", async () => {
    const { code, player } = await make("Ada", { game: "arena", mode: "teams" });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    const info = {
      code,
      leader: "Ada",
      members: [{ name: "Ada", here: false }],
      game: "arena",
      mode: "teams",
      most: 8,
    };
    expect(await (await ask(`/api/parties/${code}`)).json()).toEqual(info);
    const ada = await Line.open({ code, player });
    const bob = await Line.open(await join(code.toLowerCase(), "Bob"));
    await vi.waitFor(() => expect(names(bob)).toEqual(["Ada", "Bob"]));
    await vi.waitFor(() =>
      expect(ada.party).toMatchObject({ you: 1, leader: 1, state: "idle", members: [{ here: true }, { here: true }] }),
    );
    expect(bob.party?.you).toBe(2);
  });

  it("does what its members say, and refuses what only the leader may", async () => {
    const { ada, bob } = await pair();
    bob.say({ type: "ready", ready: true });
    bob.say({ type: "name", name: "Bobby" });
    await vi.waitFor(() => expect(ada.party?.members[1]).toMatchObject({ name: "Bobby", ready: true }));
    bob.say({ type: "kick", member: 1 });
    await vi.waitFor(() => expect(bob.last("refused")).toMatchObject({ to: "kick", why: "not_leader" }));
    ada.say({ type: "choose", game: "arena", mode: "nope" });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "choose", why: "bad_request" }));
    ada.say({ type: "lead", member: 2 });
    await vi.waitFor(() => expect(bob.party?.leader).toBe(2));
    bob.say({ type: "kick", member: 1 });
    await vi.waitFor(() => expect(ada.closed).toBe(4412));
    bob.say({ type: "leave" });
    await vi.waitFor(() => expect(bob.closed).toBe(4000));
  });

  it("takes no ninth member, and no player who was kicked", async () => {
    const { code, admissions, ada } = await pair();
    for (let i = 3; i <= 8; i++) await join(code, `P${i}`);
    expect(await refusal(await post(`/api/parties/${code}/join`, { name: "Zoe" }))).toMatchObject({
      status: 409,
      error: "full",
    });
    ada.say({ type: "kick", member: 2 });
    await vi.waitFor(() => expect(ada.party?.members).toHaveLength(7));
    const back = await post(`/api/parties/${code}/join`, { name: "Bob" }, bearer(admissions.bob.player));
    expect(await refusal(back)).toMatchObject({ status: 403, error: "barred" });
    expect(await closeCode(await open(code, admissions.bob.player))).toBe(4412);
  });

  it("moves to the newest window of a member, and says so in the older one", async () => {
    const { ada, admissions } = await pair();
    const other = await Line.open(admissions.ada);
    await vi.waitFor(() => expect(ada.closed).toBe(4409));
    await vi.waitFor(() => expect(other.party?.members[0].here).toBe(true));
  });
});

describe("casual play", () => {
  it("takes all to one match and one team; after it they are back together", async () => {
    const { ada, bob } = await pair({ game: "arena", mode: "teams" });
    ada.say({ type: "play", kind: "casual" });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "play", why: "not_ready" }));
    bob.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(bob.last("refused")).toMatchObject({ to: "play", why: "not_leader" }));
    bob.say({ type: "ready", ready: true });
    await vi.waitFor(() => expect(ada.party?.members[1].ready).toBe(true));
    ada.say({ type: "play", kind: "casual" });
    await vi.waitFor(() => expect([ada.last("go"), bob.last("go")]).not.toContain(undefined));
    const [a, b] = [ada.last("go"), bob.last("go")].map((go) => peek(go?.ticket ?? ""));
    expect(a.match).toBe(b.match);
    expect(a.seat % 2).toBe(b.seat % 2);
    expect(a.seat).not.toBe(b.seat);
    expect([a.name, b.name]).toEqual(["Ada", "Bob"]);
    for (const line of [ada, bob]) {
      const go = line.last("go");
      expect(go).toMatchObject({ game: "arena", mode: "teams", region: "local" });
      const answer = await upgrade(go?.code ?? "", withTicket(go?.ticket ?? ""));
      expect(answer.webSocket).toBeTruthy();
      answer.webSocket?.accept();
    }
    expect(ada.party).toMatchObject({ state: "playing", match: { code: a.match, seat: a.seat } });
    bob.say({ type: "plays", plays: false });
    await vi.waitFor(() => expect(ada.party?.state).toBe("back"));
    ada.say({ type: "plays", plays: false });
    await vi.waitFor(() =>
      expect(bob.party).toMatchObject({ state: "idle", members: [{ plays: false }, { plays: false }] }),
    );
  });

  it("is not for more members than a team has seats", async () => {
    const { code, ada } = await pair({ game: "puck", mode: "duel" });
    await Line.open(await join(code, "Cyd"));
    ada.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "play", why: "too_big" }));
  });
});

describe("a competitive mode", () => {
  const pool = () => poolFor(env, { game: "arena", mode: "pairs", region: "local" });
  const searching = async () =>
    (await pool().snapshot({ game: "arena", mode: "pairs", region: "local" })).counts.searching;

  it("has all in its queue as one ticket, until one cancels; the match that it finds is the party's", async () => {
    const { ada, bob } = await pair({ game: "arena", mode: "pairs" });
    const before = await searching();
    ada.say({ type: "play", kind: "casual", anyway: true });
    const into = { game: "arena", mode: "pairs", region: "local" };
    for (const line of [ada, bob]) await vi.waitFor(() => expect(line.last("search")).toMatchObject(into));
    await vi.waitFor(() => expect(bob.party?.state).toBe("searching"));
    expect(await searching()).toBe(before + 2);
    ada.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "play", why: "busy" }));
    bob.say({ type: "cancel" });
    await vi.waitFor(() => expect(ada.party?.state).toBe("idle"));
    await vi.waitFor(async () => expect(await searching()).toBe(before));
    ada.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(bob.party?.state).toBe("searching"));
    const code = await freshCode();
    bob.say({ type: "found", code, game: "arena" });
    await vi.waitFor(() => expect(ada.party).toMatchObject({ state: "playing", match: { code } }));
    // The queue lets go of the ticket by itself.
    expect(await searching()).toBe(before + 2);
    ada.say({ type: "leave" });
  });

  it("has the party in the queue of the region where the worst round trip of its members is least", async () => {
    const { ada, bob } = await pair({ game: "arena", mode: "pairs" });
    expect(ada.party?.takesRtt).toBe(true);
    ada.say({
      type: "rtt",
      rtt: [
        ["weur", 12],
        ["enam", 80],
      ],
    });
    bob.say({
      type: "rtt",
      rtt: [
        ["weur", 140],
        ["enam", 75],
      ],
    });
    const heard = bob.heard.length;
    ada.say({ type: "play", kind: "casual", anyway: true });
    for (const line of [ada, bob]) await vi.waitFor(() => expect(line.last("search")?.region).toBe("enam"));
    // Round trips are the party's to know: no member hears of them.
    expect(JSON.stringify(bob.heard.slice(heard))).not.toContain("140");
    const there = poolFor(env, { game: "arena", mode: "pairs", region: "enam" });
    const rows = await runInDurableObject(there, (_, { storage }) =>
      storage.sql.exec<{ ticket: string }>("SELECT ticket FROM queue_tickets").toArray(),
    );
    expect(rows.map(({ ticket }) => JSON.parse(ticket).members)).toMatchObject([
      [{ rtt: { weur: 12, enam: 80 } }, { rtt: { weur: 140, enam: 75 } }],
    ]);
    ada.say({ type: "cancel" });
    await vi.waitFor(() => expect(bob.party?.state).toBe("idle"));
  });

  it("is told by the pool of the match that was found, though no member's client says so; a kill in between loses nothing", async () => {
    const solo = { game: "puck", mode: "faceoff" } as const;
    const place = { ...solo, region: "local" } as const;
    const { code, player } = await make("Ada", solo);
    const ada = await Line.open({ code, player });
    ada.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(ada.last("search")).toMatchObject(place));
    // The party does not answer when it is told first.
    const party = partyOf(env, code);
    const deaf = await runInDurableObject(party, (object) => {
      const found = vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(object)), "found");
      found.mockImplementationOnce(() => {
        throw new Error("the party has a fault");
      });
      return found;
    });
    const searchers = [
      await Searcher.join("Ada", solo.game, solo.mode, player),
      await Searcher.join("Eve", solo.game, solo.mode),
    ];
    const { admission } = await searchers[0].hear("admitted");
    await vi.waitFor(() => expect(deaf).toHaveBeenCalled());
    expect(ada.party?.state).toBe("searching");
    // The pool is killed before it can try again: what it has to tell is on its disk, and an alarm is set.
    await runInDurableObject(poolFor(env, place), (_, state) => state.abort()).catch(() => undefined);
    await runDurableObjectAlarm(poolFor(env, place));
    await vi.waitFor(() =>
      expect(ada.party).toMatchObject({ state: "playing", match: { code: admission.code, game: "puck" } }),
    );
    const untold = () =>
      runInDurableObject(poolFor(env, place), (_, { storage }) =>
        storage.sql.exec("SELECT search FROM queue_party_news").toArray(),
      );
    await vi.waitFor(async () => expect(await untold()).toEqual([]));
    for (const { socket } of searchers) socket.close(1000);
  });

  it("is not for more members than a team has seats", async () => {
    const { code, ada } = await pair({ game: "arena", mode: "pairs" });
    await Line.open(await join(code, "Cyd"));
    ada.say({ type: "play", kind: "casual", anyway: true });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "play", why: "too_big" }));
  });
});

describe("a private match", () => {
  it("takes all to one match, whose host is the leader", async () => {
    const { ada, bob, admissions } = await pair({ game: "arena", mode: "teams" });
    ada.say({ type: "play", kind: "private", anyway: true, settings: { seats: 4, fillTo: 0 } });
    await vi.waitFor(() => expect([ada.last("go"), bob.last("go")]).not.toContain(undefined));
    const [a, b] = [ada.last("go"), bob.last("go")].map((go) => peek(go?.ticket ?? ""));
    expect(a.match).toBe(b.match);
    const info = await (await ask(`/api/matches/${a.match}`, { headers: bearer(admissions.ada.player) })).json();
    expect(info).toMatchObject({ listed: false, mode: "teams", seats: 4 });
  });

  it("is refused with settings that there are not", async () => {
    const { ada } = await pair();
    ada.say({ type: "play", kind: "private", anyway: true, settings: { nope: 1 } });
    await vi.waitFor(() => expect(ada.last("refused")).toMatchObject({ to: "play", why: "bad_request" }));
  });
});

describe("a reload, a kill, and long absence", () => {
  it("lose no member, and nothing that was said", async () => {
    const { code, ada, bob, admissions } = await pair({ game: "arena", mode: "teams" });
    bob.say({ type: "ready", ready: true });
    await vi.waitFor(() => expect(ada.party?.members[1].ready).toBe(true));
    // A kill: the object's memory and its sockets are gone.
    await runInDurableObject(partyOf(env, code), (_, state) => state.abort("killed")).catch(() => undefined);
    const again = await Line.open(admissions.bob);
    await vi.waitFor(() =>
      expect(again.party).toMatchObject({
        leader: 1,
        mode: "teams",
        members: [
          { name: "Ada", here: false },
          { name: "Bob", here: true, ready: true },
        ],
      }),
    );
    const back = await Line.open(admissions.ada);
    await vi.waitFor(() => expect(back.party?.members.every(({ here }) => here)).toBe(true));
    back.say({ type: "play", kind: "casual" });
    await vi.waitFor(() => expect(again.last("go")?.code).toBe(back.last("go")?.code));
  });

  it("the sockets outlive the object's sleep", async () => {
    const { code, ada, bob } = await pair();
    await evictDurableObject(partyOf(env, code));
    bob.say({ type: "ready", ready: true });
    await vi.waitFor(() => expect(ada.party?.members).toMatchObject([{ here: true }, { here: true, ready: true }]));
  });

  it("a member whose line is gone stays for minutes, then goes; a party without members goes, too, with all that was stored", async () => {
    const { code, ada, bob } = await pair();
    const party = partyOf(env, code);
    bob.close();
    await vi.waitFor(() => expect(ada.party?.members[1].here).toBe(false));
    const real = Date.now();
    const clock = vi.spyOn(Date, "now");
    try {
      clock.mockReturnValue(real + HOLD_MS + 1000);
      await runDurableObjectAlarm(party);
      await vi.waitFor(() => expect(names(ada)).toEqual(["Ada"]));
      ada.say({ type: "leave" });
      await vi.waitFor(() => expect(ada.closed).toBe(4000));
      expect(await party.info()).toMatchObject({ members: [], leader: "" });
      clock.mockReturnValue(real + HOLD_MS + EMPTY_MS + 2000);
      await runDurableObjectAlarm(party);
      expect(await party.info()).toBeUndefined();
      const stored = await runInDurableObject(party, (_, { storage }) => storage.list());
      expect(stored.size).toBe(0);
      expect(await refusal(await ask(`/api/parties/${code}`))).toMatchObject({ status: 404, error: "no_party" });
    } finally {
      clock.mockRestore();
    }
  });

  it("a player who has joined and never comes is gone after a minute", async () => {
    const { code } = await make("Ada");
    const real = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(real + COME_MS + 1000);
    try {
      expect(await (await ask(`/api/parties/${code}`)).json()).toMatchObject({ members: [] });
    } finally {
      clock.mockRestore();
    }
  });
});

describe("bad input", () => {
  it.each([
    ["no JSON", "{", 4400],
    ["an unknown type", { type: "rule" }, 4400],
    ["an unknown field", { type: "leave", now: true }, 4400],
    ["a missing field", { type: "ready" }, 4400],
    ["a round trip below zero", { type: "rtt", rtt: [["weur", -1]] }, 4400],
    ["too many regions", { type: "rtt", rtt: Array.from({ length: 17 }, (_, n) => [`r${n}`, 5]) }, 4400],
    ["a name that is none", { type: "name", name: "" }, 4400],
    ["bytes", new Uint8Array([1, 2]).buffer, 4400],
    ["a message that is too long", " ".repeat(MAX_PARTY_MESSAGE + 1), 4413],
  ])("%s closes the socket, and changes nothing", async (_what, message, code) => {
    const { ada, bob } = await pair();
    const before = bob.heard.length;
    ada.say(message);
    await vi.waitFor(() => expect(ada.closed).toBe(code));
    await vi.waitFor(() => expect(bob.party?.members[0]).toMatchObject({ name: "Ada", here: false }));
    expect(bob.heard.length).toBe(before + 1);
  });

  it("far too many messages close the socket", async () => {
    const { ada } = await pair();
    for (let i = 0; i < 100; i++) ada.say({ type: "ready", ready: i % 2 === 0 });
    await vi.waitFor(() => expect(ada.closed).toBe(4429));
  });

  it("the handshake says readably what is wrong", async () => {
    const { code, player } = await make("Ada");
    const other = await make("Eve");
    const unknown = await newPartyCode((await keysOf(env)).party);
    expect(await closeCode(await open(code, player, ["scrim-party.9"]))).toBe(4405);
    expect(await closeCode(await open(code, "nope"))).toBe(4401);
    expect(await closeCode(await open(code, other.player))).toBe(4403);
    expect(await closeCode(await open(unknown, player))).toBe(4404);
    expect(await closeCode(await open("ZZZZZZZZZZZZ", player))).toBe(4404);
    expect(await refusal(await ask(`/ws/party/${code}`))).toMatchObject({ status: 426, error: "upgrade_required" });
    const evil = await ask(`/ws/party/${code}`, { headers: { Upgrade: "websocket", Origin: "http://evil.example" } });
    expect(await refusal(evil)).toMatchObject({ status: 403, error: "foreign_origin" });
    const accepted = await open(code, player);
    expect(accepted.headers.get("Sec-WebSocket-Protocol")).toBe(PARTY_SUBPROTOCOL);
    accepted.webSocket?.accept();
  });

  it("a code of a match is none of a party, and the other way round", async () => {
    const { code } = await make("Ada");
    expect(await refusal(await ask(`/api/parties/${await freshCode()}`))).toMatchObject({
      status: 404,
      error: "no_party",
    });
    expect(await refusal(await ask(`/api/matches/${code}`))).toMatchObject({ status: 404, error: "no_match" });
  });

  it.each([{}, { name: "" }, { name: "Ada", more: 1 }, { name: "Ada", mode: "nope" }])(
    "%j makes no party",
    async (sent) => {
      expect(await refusal(await post("/api/parties", sent))).toMatchObject({ status: 400, error: "bad_request" });
    },
  );
});

describe("a link in a chat", () => {
  const PAGE = "<!doctype html><html><head><title>Scrim</title></head><body></body></html>";
  const ASSETS = { fetch: async () => new Response(PAGE, { headers: { "Content-Type": "text/html" } }) };

  it("says who invites, and who is there", async () => {
    const { code } = await pair();
    const page = await ask(`/p/${code}`, {}, { ASSETS: ASSETS as unknown as typeof env.ASSETS });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("Ada invites you to a party");
    expect(text).toContain("Ada and Bob are there. Open the link, and play together: no account.");
  });

  it.each(["/p/ZZZZZZZZZZZZ", "/p/x"])("is the site's where there is no party: %s", async (path) => {
    const page = await ask(new URL(path, HOST).pathname, {}, { ASSETS: ASSETS as unknown as typeof env.ASSETS });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain("Scrim: a match in one click");
  });
});
