/** The queue by its sockets, inside workerd: who comes, who is refused, and what outlives a crash. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { QUEUE_CLOSE, QUEUE_SUBPROTOCOL } from "#shared/protocol/queue.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import { ladderOf, poolFor } from "#worker/objects.ts";
import { ask, closeCode, peek, refusal, upgrade, whose, withTicket } from "./support/http.ts";
import { Searcher } from "./support/searcher.ts";

const PLACE = { game: "puck", mode: "faceoff", region: "local" } as const;
const pool = () => poolFor(env, PLACE);
const open = (protocols: readonly string[], query = "game=puck&mode=faceoff", headers: Record<string, string> = {}) =>
  ask(`/queue?${query}`, {
    headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": protocols.join(", "), ...headers },
  });

const searchers: Searcher[] = [];

async function come(token?: string): Promise<Searcher> {
  const searcher = await Searcher.come("puck", "faceoff", token);
  searchers.push(searcher);
  return searcher;
}

async function join(name: string, token?: string): Promise<Searcher> {
  const searcher = await come(token);
  searcher.say({ type: "join", name });
  await searcher.hear("searching");
  return searcher;
}

/** The process ends without a word. */
const crash = () =>
  runInDurableObject(pool(), (_, state) => state.abort()).catch(() => {
    // The call is cut off too.
  });

const rows = () =>
  runInDurableObject(pool(), (_, { storage }) => storage.sql.exec("SELECT ticket FROM queue_tickets").toArray().length);

/** The pool outlives a test: the next one begins with an empty queue. */
afterEach(async () => {
  for (const { socket } of searchers.splice(0)) if (socket.readyState === WebSocket.OPEN) socket.close(1000);
  const left = await runInDurableObject(pool(), (_, { storage }) => {
    const tables = storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'queue_tickets'").toArray();
    if (tables.length === 0) return 0;
    storage.sql.exec("DELETE FROM queue_waits");
    return storage.sql.exec("DELETE FROM queue_tickets RETURNING id").toArray().length;
  });
  if (left > 0) await crash();
});

describe("the door", () => {
  it.each([
    ["game=chess&mode=faceoff", QUEUE_CLOSE.noMode],
    ["game=puck&mode=nonsense", QUEUE_CLOSE.noMode],
    ["game=puck&mode=constructor", QUEUE_CLOSE.noMode],
    ["", QUEUE_CLOSE.noMode],
    ["game=puck&mode=duel", QUEUE_CLOSE.casual],
  ])("closes %s with %i", async (query, code) => {
    expect(await closeCode(await open([QUEUE_SUBPROTOCOL], query))).toBe(code);
  });

  it("closes a socket of another edition, and answers with what was offered", async () => {
    const answer = await open(["scrim.queue.99"]);
    expect(answer.headers.get("Sec-WebSocket-Protocol")).toBe("scrim.queue.99");
    expect(await closeCode(answer)).toBe(QUEUE_CLOSE.wrongVersion);
  });

  it("takes WebSockets only, and no other site's pages", async () => {
    expect(await refusal(await ask("/queue?game=puck&mode=faceoff"))).toMatchObject({
      status: 426,
      error: "upgrade_required",
    });
    const foreign = await open([QUEUE_SUBPROTOCOL], undefined, { Origin: "https://elsewhere.example" });
    expect(await refusal(foreign)).toMatchObject({ status: 403, error: "foreign_origin" });
  });

  it.each([
    ["no JSON", "join", QUEUE_CLOSE.malformed],
    ["an unknown type", { type: "hurry" }, QUEUE_CLOSE.malformed],
    ["an unknown field", { type: "join", name: "Ann", rating: 5000 }, QUEUE_CLOSE.malformed],
    ["a field that every object has", '{"type":"join","name":"Ann","constructor":1}', QUEUE_CLOSE.malformed],
    ["no name", { type: "join" }, QUEUE_CLOSE.malformed],
    [
      "too many regions",
      { type: "join", name: "Ann", rtt: Array.from({ length: 17 }, (_, n) => [`r${n}`, 5]) },
      QUEUE_CLOSE.malformed,
    ],
    ["a round trip below zero", { type: "join", name: "Ann", rtt: [["weur", -1]] }, QUEUE_CLOSE.malformed],
    ["too long a message", " ".repeat(1025), QUEUE_CLOSE.tooBig],
  ])("closes the socket of a client that sends %s, which is in no queue", async (_, message, code) => {
    const searcher = await come();
    searcher.say(message);
    expect(await searcher.closes()).toBe(code);
    expect(await rows()).toBe(0);
  });

  it("closes the socket of a client that sends bytes, or joins twice", async () => {
    const bytes = await come();
    bytes.socket.send(new Uint8Array(3));
    expect(await bytes.closes()).toBe(QUEUE_CLOSE.binary);
    const twice = await join("Ann");
    twice.say({ type: "join", name: "Ann" });
    expect(await twice.closes()).toBe(QUEUE_CLOSE.malformed);
  });
});

describe("a search", () => {
  it("says how it stands, and claims to know no wait that it does not know", async () => {
    const ann = await join("Ann");
    expect(await ann.hear("searching")).toMatchObject({
      people: 1,
      estimate: null,
      away: 0,
      width: { skill: 5, rtt: 80, open: 0 },
    });
    expect(await rows()).toBe(1);
  });

  it("is told to the monitor: how long it takes, what the last wave found, and why a ticket waits", async () => {
    await join("Ann");
    const queue = async () => (await pool().news(PLACE, "")).row.queue;
    await expect.poll(queue).toMatchObject({
      tickets: 1,
      wave: { tickets: 1, matches: 0 },
      reasons: [{ reason: "too_few", tickets: 1 }],
    });
    const bob = await join("Bob");
    await bob.hear("admitted");
    await expect
      .poll(queue)
      .toMatchObject({ tickets: 0, wave: { tickets: 2, matches: 1 }, waitedS: expect.anything(), reasons: [] });
  });

  it("of two players ends with a match, in which each has a seat, and leaves nothing", async () => {
    const [ann, bob] = [await join("Ann"), await join("Bob")];
    const [a, b] = [(await ann.hear("admitted")).admission, (await bob.hear("admitted")).admission];
    expect(a.code).toBe(b.code);
    expect(a).toMatchObject({ role: "player", ...PLACE, queued: true });
    expect([peek(a.ticket).seat, peek(b.ticket).seat].sort()).toEqual([0, 1]);
    expect(peek(a.ticket)).toMatchObject({ match: a.code, role: "player", name: "Ann", sub: whose(ann.token) });
    expect(whose(a.player)).toBe(whose(ann.token));
    ann.socket.close(1000);
    bob.socket.close(1000);
    await expect.poll(rows).toBe(0);
    const { webSocket } = await upgrade(a.code, withTicket(a.ticket));
    expect(webSocket).toBeTruthy();
    webSocket?.accept();
    webSocket?.close(1000);
  });

  it("finds a match also for a player who is too far from each region", async () => {
    const [ann, bob] = [await come(), await join("Bob")];
    ann.say({
      type: "join",
      name: "Ann",
      rtt: [
        ["weur", 900],
        ["sam", 1200],
      ],
    });
    expect((await ann.hear("admitted")).admission.code).toBe((await bob.hear("admitted")).admission.code);
  });

  it("is cancelled by closing", async () => {
    const ann = await join("Ann");
    ann.socket.close(1000);
    await expect.poll(rows).toBe(0);
  });

  it("keeps its place through a reload, which a page closes with 1001", async () => {
    const ann = await join("Ann");
    const { token } = ann;
    ann.socket.close(1001);
    const again = await join("Ann", token);
    expect(await again.hear("joined")).toMatchObject({ again: true });
    expect(await rows()).toBe(1);
  });

  it("in a second window takes over, and says so in the first", async () => {
    const first = await join("Ann");
    const second = await join("Ann", first.token);
    expect(await first.closes()).toBe(QUEUE_CLOSE.takenOver);
    expect(await second.hear("joined")).toMatchObject({ again: true });
    expect((await second.hear("searching")).people).toBe(1);
    expect(await rows()).toBe(1);
  });

  it("outlives a crash of the pool: the player comes back to the same waiting time, and is matched", async () => {
    const ann = await join("Ann");
    const { token } = ann;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await crash();
    expect(await rows()).toBe(1);
    const again = await join("Ann", token);
    expect(await again.hear("joined")).toMatchObject({ again: true });
    expect((await again.hear("searching")).waited).toBeGreaterThanOrEqual(300);
    const bob = await join("Bob");
    expect((await again.hear("admitted")).admission.code).toBe((await bob.hear("admitted")).admission.code);
  });

  it("says after a crash too which match was found, until the player has heard", async () => {
    const [ann, bob] = [await join("Ann"), await join("Bob")];
    const { admission } = await ann.hear("admitted");
    await bob.hear("admitted");
    await crash();
    const again = await come(ann.token);
    again.say({ type: "join", name: "Ann" });
    expect((await again.hear("admitted")).admission).toMatchObject({ code: admission.code, region: "local" });
  });

  it("gives its seat to a bot where the cancel crosses the news of the match", async () => {
    const [ann, bob] = [await join("Ann"), await join("Bob")];
    const { admission } = await bob.hear("admitted");
    ann.socket.close(1000);
    bob.socket.close(1000);
    await expect.poll(rows).toBe(0);
    const { webSocket } = await upgrade(admission.code, withTicket(admission.ticket));
    expect(webSocket).toBeTruthy();
    webSocket?.accept();
    webSocket?.close(1000);
  });

  it("answers pings without being woken", async () => {
    const ann = await come();
    const pong = new Promise((resolve) => ann.socket.addEventListener("message", ({ data }) => resolve(data)));
    ann.say("ping");
    expect(await pong).toBe("pong");
  });
});

describe("how a player stands", () => {
  const ladder = { game: "puck", mode: "faceoff", season: seasonOf(Date.now()) };

  it("is read before there is a ticket, and stands in it", async () => {
    await join("Ann");
    const ticket = await runInDurableObject(pool(), (_, { storage }) => {
      const [{ ticket }] = storage.sql.exec<{ ticket: string }>("SELECT ticket FROM queue_tickets").toArray();
      return ticket;
    });
    expect(JSON.parse(ticket)).toMatchObject({
      members: [{ standing: { mu: 25, rounds: 0, met: [], at: expect.any(Number) } }],
    });
  });

  it("keeps a player out who has left rounds, and says for how long; casual play is open", async () => {
    const ann = await join("Ann");
    const { token } = ann;
    ann.socket.close(1000);
    await expect.poll(rows).toBe(0);
    const until = await leaveTwice(whose(token));
    expect(until).toBeGreaterThan(Date.now());
    const again = await come(token);
    again.say({ type: "join", name: "Ann" });
    const { ms } = await again.hear("paused");
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThanOrEqual(until - Date.now() + 10_000);
    expect(await again.closes()).toBe(QUEUE_CLOSE.paused);
    expect(await rows()).toBe(0);
  });

  it("ends the search of a player whose leave the ladder hears of later, when they come back to it", async () => {
    const ann = await join("Ann");
    const { token } = ann;
    await leaveTwice(whose(token));
    const again = await come(token);
    again.say({ type: "join", name: "Ann" });
    expect(await again.closes()).toBe(QUEUE_CLOSE.paused);
    expect(await rows()).toBe(0);
  });

  /** @returns until when the player may not search */
  async function leaveTwice(player: string): Promise<number> {
    const at = Date.now();
    const stub = ladderOf(env, ladder);
    await stub.leave(ladder, { code: "A".repeat(10), round: 1, player, at });
    return stub.leave(ladder, { code: "A".repeat(10), round: 2, player, at });
  }
});

describe("a player who searches in two queues", () => {
  const [HERE, THERE] = ["local", "weur"] as const;
  const tickets = async (region: typeof HERE | typeof THERE) =>
    (await poolFor(env, { ...PLACE, region }).snapshot({ ...PLACE, region })).counts.searching;

  async function wait(name: string, region: string, token?: string): Promise<Searcher> {
    const searcher = await Searcher.come("puck", "faceoff", token, region);
    searchers.push(searcher);
    searcher.say({ type: "join", name });
    return searcher;
  }

  it("has one ticket: the second window takes over, and the first one hears so", async () => {
    const first = await wait("Ann", HERE);
    await first.hear("searching");
    const second = await wait("Ann", THERE, first.token);
    expect(await second.hear("joined")).toMatchObject({ again: false });
    expect(await first.closes()).toBe(QUEUE_CLOSE.takenOver);
    expect([await tickets(HERE), await tickets(THERE)]).toEqual([0, 1]);
    // And back again.
    const third = await wait("Ann", HERE, first.token);
    await third.hear("searching");
    expect(await second.closes()).toBe(QUEUE_CLOSE.takenOver);
    expect([await tickets(HERE), await tickets(THERE)]).toEqual([1, 0]);
  });

  it("does not come back to a ticket that was let go of while the line was lost", async () => {
    const first = await wait("Ann", HERE);
    await first.hear("searching");
    const { token } = first;
    first.socket.close(1001);
    const second = await wait("Ann", THERE, token);
    await second.hear("searching");
    await expect.poll(() => tickets(HERE)).toBe(0);
  });

  it.each([1, 2, 3, 4])(
    "at the same moment is in one match, though an opponent waits in each: try %i",
    async (round) => {
      const opponents = [await wait("Bob", HERE), await wait("Cid", THERE)];
      for (const one of opponents) await one.hear("searching");
      // A token, by way of a queue in which none of them waits.
      const stranger = await Searcher.join("Ann", "arena", "pairs");
      const { token } = stranger;
      stranger.socket.close(1000);
      const windows = await Promise.all([
        Searcher.come("puck", "faceoff", token, HERE),
        Searcher.come("puck", "faceoff", token, THERE),
      ]);
      searchers.push(...windows);
      if (round > 2) windows.reverse();
      for (const window of windows) window.say({ type: "join", name: "Ann" });
      const found = () => windows.filter(({ heard }) => heard.some(({ type }) => type === "admitted"));
      await expect.poll(() => found().length, { timeout: 20_000 }).toBeGreaterThan(0);
      // As long as it takes for two more waves.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(found()).toHaveLength(1);
      const [other] = windows.filter((window) => !found().includes(window));
      expect(await other.closes()).toBe(QUEUE_CLOSE.takenOver);
    },
  );
});
