/** What an operator does in a match of the real platform, and what becomes of it when the match leaves memory; and how one watches. */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import type { MatchAct } from "#shared/monitor/index.ts";
import { CLOSE, PROTOCOL, SUBPROTOCOL, subprotocolOf, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { readReplay, verify } from "#shared/replay/index.ts";
import { matchId } from "#worker/objects.ts";
import { admission, ask, closeCode, post, refusal, upgrade, withTicket } from "./support/http.ts";
import { Player } from "./support/player.ts";

const TOKEN = "a token of the operator, 32 characters or more".replaceAll(" ", "-");
const OPERATOR = { OPERATOR_TOKEN: TOKEN };
const SIGNED = { Authorization: `Bearer ${TOKEN}` };

const here: Player[] = [];
const keep = (player: Player) => {
  here.push(player);
  return player;
};
const create = async (settings: Readonly<Record<string, number>> = {}, delay = 0) =>
  keep(
    await Player.enter("/api/matches", {
      name: "Ada",
      settings: { seats: 4, fillTo: 0, autostart: 1, lobby: 1, ...settings },
      delay,
    }),
  );
const join = async ({ code }: Player, name: string, token?: string) =>
  keep(await Player.enter(`/api/matches/${code}/join`, { name }, { token }));
const watch = async ({ code }: Player) => keep(await Player.enter(`/api/matches/${code}/watch`, {}));
const match = ({ code }: Player) => env.MATCH.getByName(code);
const operate = (player: Player, act: MatchAct) => match(player).operate(act, "grace");
const told = (text: string) => (player: Player) =>
  player.messages.some((message) => message.type === "notice" && message.text === text);
const begun = ({ messages }: Player) => messages.some(({ type }) => type === "keyframe");
const isLive = (player: Player) => begun(player) && player.world.layout.game.status(player.world) === "live";
const closed = (player: Player) => player.closed !== undefined;
const evict = (player: Player) => evictDurableObject(match(player));

afterEach(() => {
  for (const player of here.splice(0)) player.close();
});

describe("an operator's act", () => {
  it("kick: the player reads why, the others read who, and the seat is free for the player too", async () => {
    const ada = await create();
    const [bob, eve] = [await join(ada, "Bob"), await watch(ada)];
    await Promise.all([ada, bob, eve].map((one) => one.until(isLive)));
    expect(await operate(ada, { act: "kick", seat: bob.seat })).toEqual({
      ok: true,
      detail: "removed Bob from seat 1",
    });
    await bob.until(closed);
    expect(bob.closed).toBe(CLOSE.kicked);
    const line = told("The operator has removed Bob");
    await Promise.all([ada.until(line), eve.until(line)]);
    const again = await join(ada, "Bob", bob.token);
    await again.until(isLive);
    expect(again.closed).toBeUndefined();
  });

  it("bar: stored, so that the player is refused after the match has left memory, by old ticket and by new request", async () => {
    const ada = await create();
    const bob = await join(ada, "Bob");
    await Promise.all([ada, bob].map((one) => one.until(isLive)));
    const path = `/api/matches/${ada.code}/join`;
    const auth = { Authorization: `Bearer ${bob.token}` };
    const { ticket } = await admission(await post(path, { name: "Bob" }, auth));
    expect((await operate(ada, { act: "bar", seat: bob.seat })).ok).toBe(true);
    await bob.until(closed);
    expect(bob.closed).toBe(CLOSE.banned);
    // The match sleeps once no player is there.
    ada.say({ type: "leave" });
    await ada.until(closed);
    await evict(ada);
    expect(await closeCode(await upgrade(ada.code, withTicket(ticket)))).toBe(CLOSE.banned);
    expect(await refusal(await post(path, { name: "Bob" }, auth))).toMatchObject({ status: 403, error: "banned" });
    expect(await operate(ada, { act: "kick", seat: 1 })).toMatchObject({ ok: false });
  });

  it("end: the result so far is stored, all are told, and it is over also after the match has left memory", async () => {
    const ada = await create();
    const [bob, eve] = [await join(ada, "Bob"), await watch(ada)];
    await Promise.all([ada, bob, eve].map((one) => one.until(isLive)));
    const ended = await operate(ada, { act: "end" });
    const results = await match(ada).results();
    expect([ended.ok, results.length, results[0].cut]).toEqual([true, 1, true]);
    expect(results[0].standings.map(({ name }) => name).sort()).toEqual(["Ada", "Bob"]);
    await Promise.all([ada, bob, eve].map((one) => one.until(closed)));
    expect([ada, bob, eve].map((one) => one.closed)).toEqual([CLOSE.stopped, CLOSE.stopped, CLOSE.stopped]);
    const log = await match(ada).operatorLog();
    await evict(ada);
    const again = await post(`/api/matches/${ada.code}/join`, { name: "Cem" });
    expect(await refusal(again)).toMatchObject({ status: 409, error: "stopped" });
    const info: unknown = await (await ask(`/api/matches/${ada.code}`)).json();
    expect(info).toMatchObject({ status: "ended", players: 0 });
    expect(await operate(ada, { act: "end" })).toMatchObject({ ok: true });
    expect((await match(ada).results()).length).toBe(1);
    // And what was played is in the operator's file.
    const replay = await readReplay(log ?? new Uint8Array());
    const verdict = verify(replay, games);
    expect([verdict.mismatches, verdict.hashTrue, verdict.resultTrue]).toEqual([0, true, true]);
    expect(replay.head.id).not.toContain(ada.code);
  });

  it("announce: a client of the edition before is sent nothing that it does not know", async () => {
    const ada = await create();
    const eve = await watch(ada);
    const asked = await admission(await post(`/api/matches/${ada.code}/join`, { name: "Old" }));
    const answer = await upgrade(ada.code, [subprotocolOf(PROTOCOL - 1), TICKET_PREFIX + asked.ticket]);
    const socket = answer.webSocket;
    if (!socket) throw new Error("no socket");
    socket.binaryType = "arraybuffer";
    const heard: number[] = [];
    let code: number | undefined;
    socket.addEventListener("message", ({ data }) => {
      // The type of a message's first array stands behind its head.
      if (data instanceof ArrayBuffer) heard.push(...new Uint8Array(data));
    });
    socket.addEventListener("close", (event) => {
      code = event.code;
    });
    socket.accept();
    await Promise.all([ada, eve].map((one) => one.until(isLive)));
    await operate(ada, { act: "announce", text: "Back at six" });
    await Promise.all([ada, eve].map((one) => one.until(told("Back at six"))));
    expect(new TextDecoder().decode(new Uint8Array(heard))).not.toContain("Back at six");
    await operate(ada, { act: "end" });
    await ada.until(closed);
    while (code === undefined) await scheduler.wait(10);
    expect(code).toBe(CLOSE.over);
  });

  it("is refused where there is no match", async () => {
    const nothing = env.MATCH.getByName("0000000000");
    expect(await nothing.operate({ act: "end" }, "grace")).toMatchObject({ ok: false });
    expect(await nothing.operatorLog()).toBeUndefined();
  });
});

/** Opens an operator's socket. */
async function watchAsOperator(player: Player) {
  const id = matchId(env, player.code);
  const answer = await post(`/api/operator/matches/${id}/watch`, {}, SIGNED, OPERATOR);
  const text = await answer.text();
  expect([answer.status, text.includes(player.code)]).toEqual([200, false]);
  const { ticket, path, game } = JSON.parse(text) as { ticket: string; path: string; game: string };
  expect([path, game, atob(ticket.split(".")[1]).includes(player.code)]).toEqual([`/ws/${id}`, "arena", false]);
  return { id, ticket };
}

describe("an operator who watches", () => {
  it("is sent the match without delay, takes no seat, is counted nowhere, and outlives the object's sleep", async () => {
    const ada = await create({}, 30);
    await ada.until(begun);
    const { id, ticket } = await watchAsOperator(ada);
    const operator = keep(await Player.open({ code: id, player: "", ticket }));
    await operator.until(begun);
    const { tick } = ada.world;
    await operator.until(({ world }) => world.tick >= tick);
    await ada.until(({ world }) => world.tick >= operator.world.tick);
    expect([operator.seat, operator.messages.find(({ type }) => type === "welcome")]).toMatchObject([-1, { delay: 0 }]);
    const info: unknown = await (await ask(`/api/matches/${ada.code}`)).json();
    expect(info).toMatchObject({ players: 1, spectators: 0 });
    ada.say({ type: "leave" });
    await ada.until(closed);
    const before = operator.messages.length;
    await evict(ada);
    const bob = await join(ada, "Bob");
    await operator.until(({ messages }) => messages.slice(before).some(({ type }) => type === "keyframe"));
    expect(operator.closed).toBeUndefined();
    await operate(bob, { act: "end" });
    await operator.until(closed);
    expect(operator.closed).toBe(CLOSE.stopped);
  });

  it("needs the operator's token, an id, and the ticket that is for it, once", async () => {
    const ada = await create();
    const id = matchId(env, ada.code);
    expect((await post(`/api/operator/matches/${id}/watch`, {}, {}, OPERATOR)).status).toBe(401);
    for (const wrong of ["0".repeat(64), ada.code, "x"]) {
      const answer = await post(`/api/operator/matches/${wrong}/watch`, {}, SIGNED, OPERATOR);
      expect([wrong, answer.status]).toEqual([wrong, 404]);
    }
    const { ticket } = await watchAsOperator(ada);
    expect(await closeCode(await upgrade(ada.code, withTicket(ticket)))).toBe(CLOSE.foreignTicket);
    expect(await closeCode(await upgrade(id, withTicket(ada.ticket)))).toBe(CLOSE.foreignTicket);
    const first = await upgrade(id, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    first.webSocket?.accept();
    expect(await closeCode(await upgrade(id, withTicket(ticket)))).toBe(CLOSE.usedTicket);
    first.webSocket?.close(1000);
  });
});
