/** Watching through the real objects: which clients may, by which ticket, and what no client may pretend to be. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { CLOSE, encodeUp, PROTOCOL } from "#shared/protocol/index.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { signTicket } from "#worker/auth/tickets.ts";
import { ARRIVAL_HEADER } from "#worker/broadcast/arrival.ts";
import { relayName } from "#worker/objects.ts";
import { admission, ask, closeCode, peek, post, refusal, upgrade, whose, withTicket } from "./support/http.ts";
import { Player } from "./support/player.ts";

const here: Player[] = [];
const keep = (player: Player) => {
  here.push(player);
  return player;
};
const create = async (more: Readonly<Record<string, unknown>> = {}) =>
  keep(await Player.enter("/api/matches", { name: "Ada", settings: { seats: 4, autostart: 0 }, ...more }));
const watch = async (code: string) => keep(await Player.enter(`/api/matches/${code}/watch`, {}));
const told = (player: Player) => player.messages.some(({ type }) => type === "keyframe");
const ticked = (tick: number) => (player: Player) => told(player) && player.world.tick >= tick;
const watchers = ({ messages }: Player) => messages.findLast((message) => message.type === "roster")?.spectators;
const relayOf = ({ code }: Player) => env.RELAY.getByName(relayName(code, 0));
const sockets = (object: DurableObjectStub) =>
  runInDurableObject(
    object,
    (_, state) => state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN).length,
  );
const infoOf = async ({ code }: Player): Promise<unknown> => (await ask(`/api/matches/${code}`)).json();
const sign = async (code: string, claims: Parameters<typeof signTicket>[2], at = Date.now(), secret?: string) =>
  signTicket(await keysOf(secret === undefined ? env : { TICKET_SECRET: secret }), code, claims, at);

afterEach(() => {
  for (const player of here.splice(0)) player.close();
});

describe("who watches", () => {
  it("does so through a relay, and is counted; the match has that relay's socket and no other", async () => {
    const ada = await create();
    const watching = [await watch(ada.code), await watch(ada.code)];
    for (const eve of watching) await eve.until(ticked(60));
    expect(watching.map(({ seat }) => seat)).toEqual([-1, -1]);
    expect(await infoOf(ada)).toMatchObject({ players: 1, spectators: 2 });
    // Ada's, and the relay's.
    expect(await sockets(env.MATCH.getByName(ada.code))).toBe(2);
    expect(await sockets(relayOf(ada))).toBe(2);
    expect(watchers(ada)).toBe(2);
    for (const eve of watching) eve.close();
    await ada.until((player) => watchers(player) === 0);
    expect(await sockets(env.MATCH.getByName(ada.code))).toBe(1);
  });

  it("is refused inputs, and thrown out for garbage, alone", async () => {
    const ada = await create();
    const [eve, fay] = [await watch(ada.code), await watch(ada.code)];
    await Promise.all([eve, fay].map((one) => one.until(ticked(5))));
    eve.say({ type: "input", inputs: [{ tick: 9, seen: 0, values: [1, 0, 0, 0] }] });
    await eve.until(({ messages }) => messages.some(({ type }) => type === "refused"));
    eve.say(encodeUp({ type: "watchers", count: 5000 }));
    await eve.until(({ closed }) => closed !== undefined);
    fay.say("hello");
    await fay.until(({ closed }) => closed !== undefined);
    expect([eve.closed, fay.closed]).toEqual([CLOSE.malformed, CLOSE.text]);
    await ada.until(ticked(ada.world.tick + 20));
    expect(ada.closed).toBeUndefined();
  });

  it("is told when the match is cleared away", async () => {
    const ada = await create();
    const eve = await watch(ada.code);
    await eve.until(ticked(2));
    ada.say({ type: "leave" });
    await ada.until(({ closed }) => closed !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await runDurableObjectAlarm(env.MATCH.getByName(ada.code))).toBe(true);
    await eve.until(({ closed }) => closed !== undefined);
    expect(eve.closed).toBe(CLOSE.over);
  });

  it("keeps watching while the match's object is put away and comes back", async () => {
    const ada = await create();
    const eve = await watch(ada.code);
    await eve.until(ticked(20));
    ada.close();
    await ada.until(({ closed }) => closed !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { tick } = eve.world;
    await evictDurableObject(env.MATCH.getByName(ada.code));
    const again = keep(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Ada" }, { token: ada.token }));
    await again.until(ticked(tick + 20));
    await eve.until(ticked(tick + 20));
    expect([eve.closed, eve.messages.filter(({ type }) => type === "keyframe").length]).toEqual([undefined, 1]);
  });

  it("leaves nothing on disk", async () => {
    const ada = await create();
    const eve = await watch(ada.code);
    await eve.until(ticked(2));
    eve.close();
    expect(await runDurableObjectAlarm(relayOf(ada))).toBe(true);
    const rows = await runInDurableObject(
      relayOf(ada),
      (_, { storage }) =>
        [...storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")].length,
    );
    expect(rows).toBe(0);
  });
});

describe("a delay", () => {
  it("is told to who watches, and kept", async () => {
    const ada = await create({ delay: 1 });
    const eve = await watch(ada.code);
    await ada.until(ticked(30));
    await eve.until(told);
    const welcome = eve.messages.find(({ type }) => type === "welcome");
    expect(welcome).toMatchObject({ type: "welcome", delay: 1, seat: -1 });
    for (let n = 0; n < 5; n++) {
      await eve.until(ticked(eve.world.tick + 4));
      // What Ada knows may itself be some ticks behind the match.
      expect(ada.world.tick - eve.world.tick).toBeGreaterThanOrEqual(24);
    }
  });

  it.each([-1, 181, 0.5, "5", null])("of %j is none", async (delay) => {
    expect(await refusal(await post("/api/matches", { name: "Ada", delay }))).toMatchObject({
      status: 400,
      error: "bad_request",
    });
  });

  it.each([0, 180])("of %j is one", async (delay) => {
    expect((await post("/api/matches", { name: "Ada", delay })).status).toBe(201);
  });

  it("of a match of quick play is ten seconds", async () => {
    const { code } = await admission(await post("/api/play", { name: "Ann" }));
    const eve = await watch(code);
    await eve.until(({ messages }) => messages.some(({ type }) => type === "welcome"));
    expect(eve.messages.find(({ type }) => type === "welcome")).toMatchObject({ delay: 10 });
  });
});

describe("tickets", () => {
  it("to watch take no seat, and those to play show nothing else", async () => {
    const ada = await create();
    const watching = await admission(await post(`/api/matches/${ada.code}/watch`, {}));
    expect(peek(watching.ticket)).toMatchObject({ seat: -1, role: "spectator" });
    const bob = keep(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" }));
    await bob.until(ticked(2));
    expect(bob.seat).toBe(1);
    // It went to the match: no relay has heard of it.
    expect(await sockets(relayOf(ada))).toBe(0);
    expect(await infoOf(ada)).toMatchObject({ players: 2, spectators: 0 });
  });

  it("open one socket, for half a minute, of this match, where this server has signed them", async () => {
    const ada = await create();
    const claims = { role: "spectator", seat: -1, relay: 0, player: "eve", name: "" } as const;
    const eve = await watch(ada.code);
    await eve.until(told);
    const open = async (ticket: string) => closeCode(await upgrade(ada.code, withTicket(ticket)));
    expect(await open(eve.ticket)).toBe(CLOSE.usedTicket);
    expect(await open(await sign(ada.code, claims, Date.now() - 31_000))).toBe(CLOSE.expiredTicket);
    expect(await open(await sign("ZZZZZZZZZZ", claims))).toBe(CLOSE.foreignTicket);
    expect(await open(await sign(ada.code, claims, Date.now(), "another secret of the right length"))).toBe(
      CLOSE.badTicket,
    );
    for (const relay of [-1, 0.5]) expect(await open(await sign(ada.code, { ...claims, relay }))).toBe(CLOSE.badTicket);
    expect(await open(await sign(ada.code, { ...claims, role: "relay" }))).toBe(CLOSE.badTicket);
    expect(eve.closed).toBeUndefined();
  });

  it("of a match that is not there lead to a relay, which says so", async () => {
    const claims = { role: "spectator", seat: -1, relay: 0, player: "eve", name: "" } as const;
    expect(await closeCode(await upgrade("YYYYYYYYYY", withTicket(await sign("YYYYYYYYYY", claims))))).toBe(
      CLOSE.noMatch,
    );
  });
});

describe("who may not watch", () => {
  it("is who plays, by their token; they may when they have left their seat to others", async () => {
    const ada = await create();
    await ada.until(ticked(1));
    const asAda = { Authorization: `Bearer ${ada.token}` };
    const refused = await refusal(await post(`/api/matches/${ada.code}/watch`, {}, asAda));
    expect(refused).toMatchObject({ status: 409, error: "plays" });
    ada.say({ type: "leave" });
    await ada.until(({ closed }) => closed !== undefined);
    const watching = await admission(await post(`/api/matches/${ada.code}/watch`, {}, asAda));
    expect(whose(watching.player)).toBe(whose(ada.token));
  });

  it("is not who was promised a seat and has not come to it", async () => {
    const ada = await create();
    const promised = await admission(await post(`/api/matches/${ada.code}/join`, { name: "Bob" }));
    expect(await infoOf(ada)).toMatchObject({ players: 1 });
    const asBob = { Authorization: `Bearer ${promised.player}` };
    expect((await post(`/api/matches/${ada.code}/watch`, {}, asBob)).status).toBe(200);
  });

  it("is who has come to play since: their socket is closed, an older ticket is void, and others watch on", async () => {
    const ada = await create();
    const [bob, eve] = [await watch(ada.code), await watch(ada.code)];
    for (const one of [bob, eve]) await one.until(ticked(2));
    const asBob = { Authorization: `Bearer ${bob.token}` };
    const unused = await admission(await post(`/api/matches/${ada.code}/watch`, {}, asBob));
    const playing = keep(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" }, { token: bob.token }));
    await playing.until(ticked(2));
    await bob.until(({ closed }) => closed !== undefined);
    expect(bob.closed).toBe(CLOSE.takenOver);
    expect(await closeCode(await upgrade(ada.code, withTicket(unused.ticket)))).toBe(CLOSE.takenOver);
    await eve.until(ticked(eve.world.tick + 10));
    expect([eve.closed, playing.closed]).toEqual([undefined, undefined]);
    // When the seat has been left there is nothing against it.
    playing.say({ type: "leave" });
    await playing.until(({ closed }) => closed !== undefined);
    const again = keep(await Player.enter(`/api/matches/${ada.code}/watch`, {}, { token: bob.token }));
    await again.until(ticked(2));
  });

  it.each([
    ["a relay that is new to the match", 0],
    ["a relay that follows another relay", 32],
  ])("is who plays with a ticket from before, through %s", async (_, relay) => {
    const ada = await create();
    const eve = await watch(ada.code);
    await eve.until(ticked(2));
    if (relay === 0) eve.close();
    const bob = await admission(await post(`/api/matches/${ada.code}/watch`, {}));
    const claims = { role: "spectator", seat: -1, relay, player: whose(bob.player), name: "" } as const;
    const later = { ...claims, relay: 2 * relay };
    const tickets = [await sign(ada.code, claims), await sign(ada.code, later)];
    const open = async (ticket: string) => closeCode(await upgrade(ada.code, withTicket(ticket)));
    // One is used before there is a seat, and one after.
    const watching = open(tickets[0]);
    const playing = keep(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" }, { token: bob.player }));
    await playing.until(ticked(2));
    expect(await watching).toBe(CLOSE.takenOver);
    expect(await open(tickets[1])).toBe(CLOSE.takenOver);
  });

  it("is who does not have the code of a private match: it is in no list", async () => {
    const ada = await create();
    expect(await refusal(await post("/api/matches/ZZZZZZZZZZ/watch", {}))).toMatchObject({
      status: 404,
      error: "no_match",
    });
    expect(JSON.stringify(await (await ask("/api/matches")).json())).not.toContain(ada.code);
  });

  it.each(["relay", "player", "spectator"])(
    "is a client that says of itself that it has arrived as a %s",
    async (role) => {
      const ada = await create();
      await ada.until(ticked(1));
      const place = role === "spectator" ? { code: ada.code, relay: 0 } : undefined;
      const arrival = {
        id: "mine",
        role,
        seat: 0,
        player: "p",
        name: "",
        at: 1,
        expires: 9e15,
        rules: [],
        edition: PROTOCOL,
        place,
      };
      const lies = { [ARRIVAL_HEADER]: JSON.stringify(arrival) };
      expect(await closeCode(await upgrade(ada.code, withTicket("x.y.z"), lies))).toBe(CLOSE.badTicket);
      const { ticket } = await admission(await post(`/api/matches/${ada.code}/watch`, {}));
      const { webSocket } = await upgrade(ada.code, withTicket(ticket), lies);
      webSocket?.accept();
      // The ticket counts: it is one who watches.
      const roles = await runInDurableObject(relayOf(ada), (_, state) =>
        state.getWebSockets().map((socket) => socket.deserializeAttachment()),
      );
      expect(roles).toMatchObject([{ role: "spectator", seat: -1, place: { code: ada.code, relay: 0 } }]);
      webSocket?.close(1000);
    },
  );
});
