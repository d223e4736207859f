/** Every object's storage says which version it has; what a newer build has stored an object of this one leaves alone. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LadderRpc } from "#worker/ladder/rpc.ts";
import { partyOf, poolFor, quotaOf } from "#worker/objects.ts";
import type { PlayerRpc } from "#worker/player/rpc.ts";
import { MOST_OPEN } from "#worker/quota/openings.ts";
import { LOCAL } from "#worker/regions.ts";
import type { ReportsRpc } from "#worker/reports/rpc.ts";
import type { RevocationRpc } from "#worker/revocation/rpc.ts";
import type { TransferRpc } from "#worker/transfer/rpc.ts";
import { admission, ask, closeCode, post, refusal, upgrade, withTicket } from "./support/http.ts";
import { Player } from "./support/player.ts";

const KEY = "storage version";
const NEWER = 99;

let errors: string[] = [];
beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((line) => errors.push(JSON.parse(String(line)).event));
});
afterEach(() => vi.restoreAllMocks());

const versionOf = (stub: DurableObjectStub<never>) =>
  runInDurableObject(stub, (_, { storage }) => storage.kv.get<number>(KEY));

/** As an update that is taken back leaves it: the object comes into memory again, on what a newer build has stored. */
async function storeNewer(stub: DurableObjectStub<never>): Promise<void> {
  await runInDurableObject(stub, (_, { storage }) => storage.kv.put(KEY, NEWER));
  await evictDurableObject(stub);
}
const any = (stub: DurableObjectStub<never> | DurableObjectStub): DurableObjectStub<never> =>
  stub as unknown as DurableObjectStub<never>;

describe("a match", () => {
  it("of a newer build is ended for its clients as by an update, and stays on disk, for that build", async () => {
    const player = await Player.enter("/api/matches", { name: "Ada", settings: { seats: 2, autostart: 0 } });
    await player.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
    const stub = any(env.MATCH.getByName(player.code));
    expect(await versionOf(stub)).toBe(2);
    player.close();
    await player.until(({ closed }) => closed !== undefined);
    await vi.waitFor(() => storeNewer(stub), 20_000);
    const rejoin = () => post(`/api/matches/${player.code}/join`, { name: "Bob" });
    expect(await refusal(await rejoin())).toMatchObject({ status: 410, error: "updated" });
    expect((await ask(`/api/matches/${player.code}/results`)).status).toBe(404);
    expect(errors).toContain("storage_too_new");
    await runDurableObjectAlarm(stub);
    expect(await versionOf(stub)).toBe(NEWER);
    // The build that has stored it is back.
    await runInDurableObject(stub, (_, { storage }) => storage.kv.put(KEY, 2));
    await evictDurableObject(stub);
    const back = await admission(await rejoin());
    expect((await upgrade(back.code, withTicket(back.ticket))).webSocket).toBeTruthy();
  });
});

describe("a party", () => {
  it("of a newer build is refused over HTTP and by its socket, and stays on disk", async () => {
    const { code, player } = await (await post("/api/parties", { name: "Ada" })).json<{
      code: string;
      player: string;
    }>();
    const stub = any(partyOf(env, code));
    expect(await versionOf(stub)).toBe(1);
    await storeNewer(stub);
    const join = () => post(`/api/parties/${code}/join`, { name: "Bob" });
    expect(await refusal(await join())).toMatchObject({ status: 410, error: "updated" });
    const socket = await ask(`/ws/party/${code}`, {
      headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": `scrim-party.1, player.${player}` },
    });
    expect(await closeCode(socket)).toBe(4411);
    await runDurableObjectAlarm(stub);
    await runInDurableObject(stub, (_, { storage }) => storage.kv.put(KEY, 1));
    await evictDurableObject(stub);
    expect((await join()).status).toBe(200);
  });
});

describe("a pool", () => {
  it("of a newer build plays on from memory: it seats players, and writes nothing", async () => {
    const place = { game: "puck", mode: "duel", region: LOCAL };
    const stub = any(poolFor(env, place));
    await poolFor(env, place).snapshot(place);
    expect(await versionOf(stub)).toBe(1);
    await storeNewer(stub);
    const first = await admission(await post("/api/play", { name: "Ada", game: "puck", mode: "duel" }));
    const second = await admission(await post("/api/play", { name: "Bob", game: "puck", mode: "duel" }));
    expect(second.code).toBe(first.code);
    expect(await versionOf(stub)).toBe(NEWER);
    const stored = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM matches").one(),
    );
    expect(stored.rows).toBe(0);
  });
});

describe("a quota", () => {
  it("of a newer build keeps no player from playing, and counts nothing", async () => {
    const quota = quotaOf(env, "of a newer build");
    for (let n = 0; n < MOST_OPEN.address; n++) await quota.open(`match ${n}`, `player ${n}`);
    expect(await quota.open("one more", "player")).toBe(false);
    const stub = any(quota);
    expect(await versionOf(stub)).toBe(1);
    await storeNewer(stub);
    expect(await quota.open("one more", "player")).toBe(true);
    expect(await quota.takeTrace()).toBe(0);
    await runDurableObjectAlarm(stub);
    await runInDurableObject(stub, (_, { storage }) => storage.kv.put(KEY, 1));
    await evictDurableObject(stub);
    expect(await quota.open("one more", "player")).toBe(false);
  });
});

describe("an object whose memory is its disk", () => {
  const offer = { player: "p", generation: 0, secret: "s", expires: Date.now() + 60_000 };
  const place = { game: "arena", mode: "pairs", season: "2026-q4" };
  const accused = { code: "C", round: 1, game: "arena", mode: "pairs", seat: 1, player: "b", name: "Bob" };
  it.each([
    ["player", () => env.PLAYER.getByName("p"), (stub: DurableObjectStub<PlayerRpc>) => stub.keep("Ada", 0)],
    [
      "revocation",
      () => env.REVOCATION.getByName("r"),
      (stub: DurableObjectStub<RevocationRpc>) => stub.revoke("p", 0),
    ],
    [
      "transfer",
      () => env.TRANSFER.getByName("t"),
      (stub: DurableObjectStub<TransferRpc>) => stub.state("p").then(() => stub.offer(offer)),
    ],
    [
      "ladder",
      () => env.LADDER.getByName("l"),
      (stub: DurableObjectStub<LadderRpc>) => stub.leave(place, { code: "C", round: 1, player: "p", at: 1 }),
    ],
    [
      "reports",
      () => env.REPORTS.getByName("e"),
      (stub: DurableObjectStub<ReportsRpc>) => stub.flag({ ...accused, figures: [] }),
    ],
  ] as const)(
    "fails each call where a newer build has stored it, and is back with that build: %s",
    async (_, get, use) => {
      // Not the call's own promise: each look at a field of it would be another call.
      const call = async (stub: unknown) => {
        await (use as (stub: unknown) => Promise<unknown>)(stub);
      };
      await call(get());
      const stub = any(get() as unknown as DurableObjectStub<never>);
      expect(await versionOf(stub)).toBe(1);
      await storeNewer(stub);
      await expect(call(get())).rejects.toThrow("a newer build has stored this");
      expect(errors).toContain("storage_too_new");
    },
  );
});
