/** A player's own: docs/HTTP.md, "Your own player". */
import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { tagOf } from "#shared/names/tag.ts";
import {
  Me,
  SignedIn,
  TokenAnswer,
  TransferLook,
  TransferOffer,
  TransferState,
  Where,
} from "#shared/protocol/account.ts";
import { PartyAdmission } from "#shared/protocol/party.ts";
import { QUEUE_SUBPROTOCOL } from "#shared/protocol/queue.ts";
import { codeOf, orderOf, PLACE } from "#test/support/rounds.ts";
import { signPlayer } from "#worker/auth/players.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import type { Env } from "#worker/env.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import { ladderOf, playerOf } from "#worker/objects.ts";
import { MOST_BLOCKED } from "#worker/player/blocked.ts";
import { MOST_GUESSES } from "#worker/transfer/offer.ts";
import { admission, ask, closeCode, post, refusal, upgrade, whose, withTicket } from "./support/http.ts";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const get = (path: string, token?: string) => ask(path, token === undefined ? {} : { headers: bearer(token) });
const send = (path: string, token: string, body: object = {}, changes: Partial<Env> = {}) =>
  post(path, body, bearer(token), changes);
const read = async <T>(schema: v.GenericSchema<unknown, T>, answer: Response): Promise<T> =>
  v.parse(schema, await answer.json());

/** A new player's token. */
const guest = async (name = "Ann"): Promise<string> => (await admission(await post("/api/matches", { name }))).player;

/** A new player who has something to keep. */
async function keeper(name = "Ann"): Promise<string> {
  const { player } = await read(TransferOffer, await send("/api/me/transfer", await guest(name), { name }));
  return player;
}

const me = async (token: string) => read(Me, await get("/api/me", token));
const whereIs = async (token: string) => read(Where, await get("/api/me/where", token));
const offer = async (token: string, name = "Ann") =>
  read(TransferOffer, await send("/api/me/transfer", token, { name }));

/** Other isolates know of a revocation after two seconds: their clock is set on. */
const later = async <T>(work: () => Promise<T>): Promise<T> => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 2001);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
};

let played = 0;

/** A rated round in this season, which this player has won. */
async function ratedRound(player: string) {
  played += 1;
  const at = Date.now();
  const facts = orderOf([1, 2], { code: codeOf(1000 + played), at });
  const seats = facts.seats.map((seat, i) => (i === 0 ? { ...seat, player, name: "Ann" } : seat));
  const place = { ...PLACE, season: seasonOf(at) };
  expect(await ladderOf(env, place).apply(place, { ...facts, seats })).toMatchObject({ state: "rated" });
  return { facts, places: [place] };
}

const ID = "00112233445566778899aabbccddeeff";

describe("a guest", () => {
  it("has nothing that is kept, and nothing is stored for one who looks", async () => {
    const token = await guest();
    const answer = await me(token);
    expect(answer).toMatchObject({
      player: whose(token),
      tag: tagOf(whose(token)),
      kept: false,
      name: "",
      blocked: [],
    });
    expect(await whereIs(token)).toEqual({});
    const stored = await runInDurableObject(env.PLAYER.getByName(whose(token)), (_, { storage }) => storage.list());
    expect(stored.size).toBe(0);
  });

  it("is told that a token is needed", async () => {
    for (const token of [undefined, "nonsense", `${await guest()}x`])
      expect(await refusal(await get("/api/me", token))).toMatchObject({ status: 401, error: "no_token" });
  });
});

describe("a token of another purpose", () => {
  it("is none of a player", async () => {
    const { ticket } = await admission(await post("/api/matches", { name: "Ann" }));
    expect(await refusal(await get("/api/me", ticket))).toMatchObject({ status: 401, error: "no_token" });
  });
});

describe("where a player is", () => {
  it("is known on another device, as long as it is true", async () => {
    const token = await keeper();
    const { code, ticket } = await admission(await send("/api/matches", token, { name: "Ann" }));
    // A promised seat is none yet.
    expect(await whereIs(token)).toEqual({});
    const again = await admission(await send(`/api/matches/${code}/join`, token, { name: "Ann" }));
    const { webSocket } = await upgrade(code, withTicket(again.ticket));
    webSocket?.accept();
    await vi.waitFor(async () => expect((await whereIs(token)).match).toMatchObject({ code, game: "arena" }));
    expect(await closeCode(await upgrade(code, withTicket(`${ticket}x`)))).toBe(4401);
    webSocket?.close(1000);
  });

  it("is one queue, also for guests, of whom nothing stays", async () => {
    const object = playerOf(env, "a queueing guest");
    const [one, two] = ["weur", "enam"].map((region) => ({ game: "arena", mode: "pairs", region, at: Date.now() }));
    expect(await object.enterQueue(one)).toBeUndefined();
    expect(await object.enterQueue(two)).toEqual(one);
    await object.leaveQueue(one);
    expect((await object.whereabouts()).queue).toEqual(two);
    await object.leaveQueue(two);
    expect(await object.whereabouts()).toEqual({});
    const stub = env.PLAYER.getByName("a queueing guest");
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect((await runInDurableObject(stub, (_, { storage }) => storage.list())).size).toBe(0);
  });

  it("tells of a party until the player has left it", async () => {
    const token = await keeper();
    const { code } = await read(PartyAdmission, await send("/api/parties", token, { name: "Ann" }));
    await vi.waitFor(async () => expect((await whereIs(token)).party).toEqual({ code, leader: "Ann", members: 1 }));
    await runInDurableObject(env.PARTY.getByName(code), (_, { storage }) => storage.deleteAll());
    await evictDurableObject(env.PARTY.getByName(code));
    expect(await whereIs(token)).toEqual({});
    await vi.waitFor(async () => expect(await playerOf(env, whose(token)).whereabouts()).toEqual({}));
  });
});

describe("blocked players", () => {
  it("are kept by id and name, and can be let go", async () => {
    const { player: token } = await read(
      TokenAnswer,
      await send("/api/me/block", await guest(), { player: ID, name: "Zed" }),
    );
    expect((await me(token)).blocked).toMatchObject([{ player: ID, name: "Zed", tag: tagOf(ID) }]);
    expect((await me(token)).kept).toBe(true);
    expect(await playerOf(env, whose(token)).blocked()).toEqual([ID]);
    await send("/api/me/unblock", token, { player: ID });
    expect((await me(token)).blocked).toEqual([]);
  });

  it("are so many at most, never oneself, and have ids", async () => {
    const token = await keeper();
    const object = playerOf(env, whose(token));
    for (let i = 0; i < MOST_BLOCKED; i++) expect(await object.block(`${i}`.padStart(32, "0"), "Zed")).toBe(true);
    const block = async (player: string) => refusal(await send("/api/me/block", token, { player, name: "Zed" }));
    expect(await block(ID)).toMatchObject({ status: 409, error: "full" });
    expect(await block(whose(token))).toMatchObject({ status: 409, error: "yourself" });
    expect(await block("Zed")).toMatchObject({ status: 400, error: "bad_request" });
    expect((await me(token)).blocked).toHaveLength(MOST_BLOCKED);
  });
});

describe("a profile", () => {
  it("keeps name and settings, and refuses what is too long or no name", async () => {
    const token = await keeper("Ann");
    await send("/api/me/name", token, { name: "Bea" });
    await send("/api/me/settings", token, { settings: { aimFollows: true } });
    expect(await me(token)).toMatchObject({ name: "Bea", settings: { aimFollows: true } });
    expect(await refusal(await send("/api/me/name", token, { name: "a\u200Bb" }))).toMatchObject({ status: 400 });
    const long = { settings: { bindings: "x".repeat(5000) } };
    expect(await refusal(await send("/api/me/settings", token, long))).toMatchObject({ status: 413, error: "too_big" });
    expect(await refusal(await send("/api/me/settings", token, { settings: [1] }))).toMatchObject({ status: 400 });
    expect(await me(token)).toMatchObject({ name: "Bea", settings: { aimFollows: true } });
  });

  it("of a damaged part loses that part alone", async () => {
    const token = await keeper("Ann");
    await send("/api/me/block", token, { player: ID, name: "Zed" });
    await runInDurableObject(env.PLAYER.getByName(whose(token)), (_, { storage }) =>
      storage.kv.put("blocked", "nonsense"),
    );
    expect(await me(token)).toMatchObject({ name: "Ann", kept: true, blocked: [] });
  });
});

describe("a transfer code", () => {
  it("makes another device the same player, once", async () => {
    const mine = await keeper("Ann");
    await send("/api/me/settings", mine, { settings: { aimFollows: true } });
    const { code, lasts } = await offer(mine);
    expect(lasts).toBe(600_000);
    const other = await guest("Bob");
    const spelled = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase();
    const seen = await read(TransferLook, await send("/api/transfers/look", other, { code: spelled }));
    expect(seen).toEqual({ name: "Ann", tag: tagOf(whose(mine)), same: false });
    expect(await read(TransferState, await send("/api/me/transfer/state", mine, { code }))).toEqual({ state: "open" });
    const got = await read(SignedIn, await send("/api/transfers/take", other, { code }));
    expect(got).toMatchObject({ name: "Ann", same: false, settings: { aimFollows: true } });
    expect(whose(got.player)).toBe(whose(mine));
    expect((await me(got.player)).kept).toBe(true);
    expect(await read(TransferState, await send("/api/me/transfer/state", mine, { code }))).toEqual({ state: "taken" });
    // Replayed.
    for (const path of ["/api/transfers/look", "/api/transfers/take"])
      expect(await refusal(await post(path, { code }))).toMatchObject({ status: 404, error: "no_transfer" });
  });

  it("says so where the device is this player already", async () => {
    const mine = await keeper();
    const { code } = await offer(mine);
    expect(await read(TransferLook, await send("/api/transfers/look", mine, { code }))).toMatchObject({ same: true });
  });

  it("is good for ten minutes, and its object goes", async () => {
    const { code } = await offer(await keeper());
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 600_001);
    expect(await refusal(await post("/api/transfers/take", { code }))).toMatchObject({ error: "no_transfer" });
    clock.mockRestore();
    const stub = env.TRANSFER.getByName(code.slice(0, 8));
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect((await runInDurableObject(stub, (_, { storage }) => storage.list())).size).toBe(0);
  });

  it("is over after some guesses, and made-up codes reach no object", async () => {
    const { code } = await offer(await keeper());
    const wrong = (i: number) => `${code.slice(0, 8)}000${i}`;
    for (let i = 0; i < MOST_GUESSES; i++)
      expect(await refusal(await post("/api/transfers/look", { code: wrong(i) }))).toMatchObject({
        error: "no_transfer",
      });
    expect(await refusal(await post("/api/transfers/take", { code }))).toMatchObject({ error: "no_transfer" });
    const before = (await listDurableObjectIds(env.TRANSFER)).length;
    for (const forged of ["000000000000", "ZZZZZZZZZZZZ", "short", "x".repeat(41), `${code}0`])
      expect((await refusal(await post("/api/transfers/look", { code: forged }))).status).toBeGreaterThanOrEqual(400);
    expect(await listDurableObjectIds(env.TRANSFER)).toHaveLength(before);
  });

  it("is over once the player has signed out everywhere", async () => {
    const mine = await keeper();
    const { code } = await offer(mine);
    await send("/api/me/sign-out", mine);
    expect(await refusal(await post("/api/transfers/take", { code }))).toMatchObject({ error: "no_transfer" });
  });

  it("may be tried so often from one address", async () => {
    let left = 3;
    const TRY_LIMIT = { limit: async () => ({ success: left-- > 0 }) };
    const look = () =>
      post("/api/transfers/look", { code: "000000000000" }, { "CF-Connecting-IP": "203.0.113.9" }, { TRY_LIMIT });
    for (let i = 0; i < 3; i++) expect((await look()).status).toBe(404);
    const answer = await look();
    expect(answer.headers.get("Retry-After")).toBe("60");
    expect(await refusal(answer)).toMatchObject({ status: 429, error: "too_many" });
  });
});

describe("signing out everywhere", () => {
  it("ends all tokens but the one that comes, also those from before anything was kept", async () => {
    const old = await guest();
    const { player: kept } = await offer(old);
    const { player: fresh } = await read(TokenAnswer, await send("/api/me/sign-out", kept));
    expect(whose(fresh)).toBe(whose(old));
    for (const token of [old, kept]) {
      expect(await refusal(await send("/api/play", token, { name: "Ann" }))).toMatchObject({
        status: 401,
        error: "signed_out",
      });
      expect(await refusal(await get("/api/me", token))).toMatchObject({ status: 401, error: "signed_out" });
    }
    expect((await admission(await send("/api/play", fresh, { name: "Ann" }))).player).toBe(fresh);
    expect((await me(fresh)).kept).toBe(true);
  });

  it("counts everywhere: queue, party, traces and info", async () => {
    const token = await guest();
    const { code } = await read(PartyAdmission, await send("/api/parties", token, { name: "Ann" }));
    const { player: fresh } = await read(TokenAnswer, await send("/api/me/sign-out", token));
    const socket = (path: string, protocols: string) =>
      ask(path, { headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": protocols } });
    expect(await closeCode(await socket(`/ws/party/${code}`, `scrim-party.1, player.${token}`))).toBe(4401);
    expect(await closeCode(await socket("/queue?game=arena&mode=pairs", `${QUEUE_SUBPROTOCOL}, player.${token}`))).toBe(
      4401,
    );
    const match = await admission(await send("/api/matches", fresh, { name: "Ann" }));
    expect((await get(`/api/matches/${match.code}`, token)).status).toBe(401);
    expect((await send(`/api/matches/${match.code}/watch`, token)).status).toBe(401);
    expect((await send(`/api/parties/${code}/join`, token, { name: "Ann" })).status).toBe(401);
  });

  it("raises the generation each time, and costs no other player anything", async () => {
    const other = await guest("Bob");
    let token = await guest();
    const all = [token];
    for (let i = 0; i < 3; i++) {
      token = (await read(TokenAnswer, await send("/api/me/sign-out", token))).player;
      all.push(token);
    }
    const statuses = await Promise.all(all.map(async (one) => (await get("/api/me", one)).status));
    expect(statuses).toEqual([401, 401, 401, 200]);
    expect((await get("/api/me", other)).status).toBe(200);
  });

  it("is known in other isolates two seconds later, and asks an object no more often than that", async () => {
    const token = await guest();
    await send("/api/play", token, { name: "Ann" });
    const list = vi.fn(async () => ({ [whose(token)]: 1 }));
    const REVOCATION = { getByName: () => ({ list }) } as unknown as Env["REVOCATION"];
    const play = () => send("/api/play", token, { name: "Ann" }, { REVOCATION });
    expect((await play()).status).toBe(200);
    expect(list).not.toHaveBeenCalled();
    await later(async () => {
      for (let i = 0; i < 5; i++) expect((await play()).status).toBe(401);
    });
    expect(list).toHaveBeenCalledTimes(1);
  });

  it("goes on play where revocations can't be asked for", async () => {
    const token = await guest();
    const list = async () => {
      throw new Error("gone");
    };
    const REVOCATION = { getByName: () => ({ list }) } as unknown as Env["REVOCATION"];
    await later(async () => expect((await send("/api/play", token, { name: "Ann" }, { REVOCATION })).status).toBe(200));
  });

  it("is guarded by the player's object where an isolate has not heard of it", async () => {
    const token = await keeper();
    await playerOf(env, whose(token)).signOut(1);
    expect(await refusal(await get("/api/me", token))).toMatchObject({ status: 401, error: "signed_out" });
  });

  it("forgets a revocation once no token can be that old", async () => {
    const token = await guest();
    await send("/api/me/sign-out", token);
    const stub = env.REVOCATION.getByName(whose(token)[0]);
    const rows = () =>
      runInDurableObject(stub, (_, { storage }) => [
        ...storage.sql.exec("SELECT player FROM revoked WHERE player = ?", whose(token)),
      ]);
    await runDurableObjectAlarm(stub);
    expect(await rows()).toHaveLength(1);
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 92 * 24 * 3600_000);
    await runDurableObjectAlarm(stub);
    clock.mockRestore();
    expect(await rows()).toEqual([]);
  });
});

describe("a token", () => {
  it("of an older build, which knows no generations, is of the first one", async () => {
    const keys = await keysOf(env);
    const token = await signPlayer(keys, { id: ID, generation: 0, kept: false }, Date.now());
    expect(JSON.parse(atob(token.split(".")[1]))).not.toHaveProperty("gen");
    expect(await me(token)).toMatchObject({ player: ID, kept: false });
  });
});

describe("an export", () => {
  it("has all that is kept, and no secret", async () => {
    const token = await keeper("Ann");
    await send("/api/me/block", token, { player: ID, name: "Zed" });
    await send("/api/me/settings", token, { settings: { aimFollows: true } });
    const { facts, places } = await ratedRound(whose(token));
    const answer = await get("/api/me/export", token);
    expect(answer.headers.get("Content-Disposition")).toBe(`attachment; filename="scrim-${tagOf(whose(token))}.json"`);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      format: "scrim-player-1",
      player: { id: whose(token), tag: tagOf(whose(token)), name: "Ann" },
      blocked: [{ player: ID, name: "Zed" }],
      settings: { aimFollows: true },
      ladders: places.map(({ season }) => ({ mode: facts.mode, season, row: { player: whose(token), rounds: 1 } })),
    });
    expect(text).not.toContain(token);
  });
});

describe("deleting a player", () => {
  it("leaves nothing: object, ladders, codes and tokens are gone for good", async () => {
    const token = await keeper("Ann");
    const id = whose(token);
    await send("/api/me/block", token, { player: ID, name: "Zed" });
    const { code } = await offer(token);
    const { places } = await ratedRound(id);
    const wrong = await refusal(await send("/api/me/delete", token, { tag: "none" }));
    expect(wrong).toMatchObject({ status: 400, error: "bad_request" });
    expect((await me(token)).kept).toBe(true);
    expect((await send("/api/me/delete", token, { tag: tagOf(id) })).status).toBe(200);

    const stub = env.PLAYER.getByName(id);
    const stored = () => runInDurableObject(stub, (_, { storage }) => storage.list());
    expect([...(await stored()).keys()]).toEqual(["erased", "storage version"]);
    // A request that was on its way brings nothing back.
    expect(await playerOf(env, id).block(ID, "Zed")).toBe(false);
    await playerOf(env, id).moved("match", { code: "0000000000", game: "arena", at: Date.now() });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect((await stored()).size).toBe(0);

    for (const place of places) {
      expect(await ladderOf(env, place).profile(place, id)).toBeUndefined();
      const rows = await ladderOf(env, place).page(place, undefined);
      expect(JSON.stringify(rows)).not.toContain(id);
      expect(JSON.stringify(await ladderOf(env, place).rounds(place, 1, 10))).not.toContain(id);
    }
    expect(await refusal(await post("/api/transfers/take", { code }))).toMatchObject({ error: "no_transfer" });
    for (const answer of [await get("/api/me", token), await send("/api/play", token, { name: "Ann" })])
      expect(await refusal(answer)).toMatchObject({ status: 401, error: "signed_out" });
    const [least] = await runInDurableObject(env.REVOCATION.getByName(id[0]), (_, { storage }) => [
      ...storage.sql.exec<{ least: number }>("SELECT least FROM revoked WHERE player = ?", id),
    ]);
    expect(least.least).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("can be asked for again, should a ladder not answer", async () => {
    const token = await keeper("Ann");
    const erase = async () => {
      throw new Error("gone");
    };
    const LADDER = { getByName: () => ({ erase, isUsed: async () => true }) } as unknown as Env["LADDER"];
    const tag = { tag: tagOf(whose(token)) };
    expect((await send("/api/me/delete", token, tag, { LADDER })).status).toBe(500);
    expect((await me(token)).kept).toBe(true);
    expect((await send("/api/me/delete", token, tag)).status).toBe(200);
  });
});
