import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { Env } from "#worker/env.ts";
import { poolFor } from "#worker/objects.ts";
import type { QuotaObject } from "#worker/quota/object.ts";
import { MOST_OPEN, Openings, SILENT_MS } from "#worker/quota/openings.ts";
import { LOCAL } from "#worker/regions.ts";
import { admission, post, refusal, upgrade, withTicket } from "./support/http.ts";

const teams = { game: "arena", mode: "teams", region: LOCAL };
const listed = async () => (await poolFor(env, teams).snapshot(teams)).matches.map(({ code }) => code);

/** The objects that count something. */
async function quotas(): Promise<DurableObjectStub<QuotaObject>[]> {
  const ids = await listDurableObjectIds(env.QUOTA);
  return ids.map((id) => env.QUOTA.get(id) as unknown as DurableObjectStub<QuotaObject>);
}

/** Makes a private match from this address: of the player whose token it is, else of a new one. */
const make = (address: string, token?: string, changes: Partial<Env> = {}): Promise<Response> =>
  post(
    "/api/matches",
    { name: "Ann" },
    { "CF-Connecting-IP": address, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    changes,
  );

async function fill(address: string): Promise<string[]> {
  const codes: string[] = [];
  while (codes.length < MOST_OPEN.address) codes.push((await admission(await make(address))).code);
  return codes;
}

async function expectTooMany(answer: Response): Promise<void> {
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
  const { status, error, message } = await refusal(answer);
  expect({ status, error }).toEqual({ status: 429, error: "too_many" });
  expect(message).toMatch(/join one of them, or try again/);
}

/** A quota in which the clock says what the test does. */
const openings = (name: string, work: (fresh: (now: number) => Openings) => void) =>
  runInDurableObject(env.QUOTA.getByName(name), (_, state) => work((now) => new Openings(state.storage.sql, now)));

describe("the matches of one network", () => {
  it("are so many at most, each client being a new player; others make theirs, and any match can be joined", async () => {
    const codes = await fill("203.0.113.20");
    await expectTooMany(await make("203.0.113.20"));
    const headers = { "CF-Connecting-IP": "203.0.113.20" };
    expect((await post(`/api/matches/${codes[0]}/join`, { name: "Bob" }, headers)).status).toBe(200);
    const other = await admission(await make("203.0.113.21"));
    expect((await post(`/api/matches/${other.code}/join`, { name: "Bob" }, headers)).status).toBe(200);
    // Quick play that finds a seat makes no match.
    const free = { mode: "teams", name: "Cid" };
    await expectTooMany(await post("/api/play", free, headers));
    const { code, ticket } = await admission(await post("/api/play", free, { "CF-Connecting-IP": "203.0.113.21" }));
    const { webSocket } = await upgrade(code, withTicket(ticket));
    webSocket?.accept();
    await vi.waitFor(async () => expect(await listed()).toContain(code), {
      timeout: 30_000,
    });
    expect((await admission(await post("/api/play", free, headers))).code).toBe(code);
    webSocket?.close(1000);
  });

  it("are counted for a /64 of IPv6 as one, of any of its addresses, and after a restart", async () => {
    await fill("2001:db8:1:2:3:4:5:6");
    for (const quota of await quotas()) {
      // One of a test before may have left memory by itself.
      await evictDurableObject(quota).catch((error: unknown) => expect(String(error)).toMatch(/not currently running/));
    }
    await expectTooMany(await make("2001:db8:1:2::7"));
    expect((await make("2001:db8:1:3::7")).status).toBe(201);
  });

  it("count no more once they are cleared away", async () => {
    const [code = ""] = await fill("203.0.113.22");
    await expectTooMany(await make("203.0.113.22"));
    expect(await runDurableObjectAlarm(env.MATCH.getByName(code))).toBe(true);
    expect((await make("203.0.113.22")).status).toBe(201);
    await expectTooMany(await make("203.0.113.22"));
  });

  it("are not counted on a server that this machine alone can reach, nor where no address is told", async () => {
    await fill("203.0.113.23");
    expect((await make("203.0.113.23", undefined, { LOOPBACK_ONLY: "1" })).status).toBe(201);
    expect((await post("/api/matches", { name: "Ann" })).status).toBe(201);
  });

  it("are known by no address: an object is called by a hash, and so is what a match keeps", async () => {
    const { code } = await admission(await make("203.0.113.24"));
    const kept = await runInDurableObject(env.MATCH.getByName(code), (_, state) =>
      JSON.stringify([...state.storage.kv.list()]),
    );
    expect(kept).toMatch(/"address":"[\w-]{22}"/);
    expect(kept).not.toContain("203.0.113.24");
  });
});

it("the matches of one player are so many at most within a network", async () => {
  const { player } = await admission(await make("198.51.100.1"));
  for (let n = 1; n < MOST_OPEN.player; n++) expect((await make("198.51.100.1", player)).status).toBe(201);
  await expectTooMany(await make("198.51.100.1", player));
  expect((await make("198.51.100.1")).status).toBe(201);
  expect((await make("198.51.100.2", player)).status).toBe(201);
});

it("a private match tells its quota that it goes on, and no pool anything", async () => {
  const { code, ticket } = await admission(await make("198.51.100.200"));
  const inQuota = async <T>(work: (sql: SqlStorage) => T): Promise<T> => {
    for (const quota of await quotas()) {
      const found = await runInDurableObject(quota, (_, { storage: { sql } }) => {
        const [row] = sql.exec("SELECT code FROM openings WHERE code = ?", code).toArray();
        return row && { done: work(sql) };
      });
      if (found) return found.done;
    }
    throw new Error("no quota counts this match");
  };
  const heard = () =>
    inQuota((sql) => sql.exec<{ heard: number }>("SELECT heard FROM openings WHERE code = ?", code).one().heard);
  await inQuota((sql) => void sql.exec("UPDATE openings SET heard = heard - 600000 WHERE code = ?", code));
  const before = await heard();
  const { webSocket } = await upgrade(code, withTicket(ticket));
  webSocket?.accept();
  await vi.waitFor(async () => expect(await heard()).toBeGreaterThan(before), { timeout: 30_000 });
  expect(await listed()).not.toContain(code);
  webSocket?.close(1000);
});

describe("a match counts", () => {
  it("until it has ended, and again when it begins anew", () =>
    openings("ended", (fresh) => {
      const open = fresh(0);
      for (let n = 0; n < MOST_OPEN.address; n++) expect(open.open(`${n}`, `p${n}`, 0)).toBe(true);
      open.heard("0", true, 1);
      expect(open.open("x", "p98", 1)).toBe(true);
      expect(open.open("y", "p99", 1)).toBe(false);
      open.heard("1", true, 2);
      open.heard("1", false, 3);
      expect(open.open("y", "p99", 3)).toBe(false);
      open.close("1");
      expect(open.open("y", "p99", 3)).toBe(true);
    }));

  it("until nothing was heard of it for long, also where the clock was set wrong before a restart", () =>
    openings("silent", (fresh) => {
      const open = fresh(0);
      for (let n = 0; n < MOST_OPEN.address; n++) open.open(`${n}`, `p${n}`, 1e9);
      const again = fresh(0);
      again.heard("0", false, SILENT_MS - 1);
      expect(again.open("x", "p98", SILENT_MS - 1)).toBe(false);
      for (let n = 1; n < MOST_OPEN.address; n++) expect(again.open(`x${n}`, `p${n}`, SILENT_MS)).toBe(true);
      expect(again.open("y", "p99", SILENT_MS)).toBe(false);
    }));
});

it("a quota leaves nothing on disk once it counts nothing", async () => {
  const stub = env.QUOTA.getByName("left") as unknown as DurableObjectStub<QuotaObject>;
  const tables = () =>
    runInDurableObject(stub, (_, { storage: { sql } }) =>
      sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('openings', 'trace_day')").toArray(),
    );
  expect(await stub.open("0", "p")).toBe(true);
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  expect(await tables()).toHaveLength(2);
  await stub.close("0");
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  expect(await tables()).toEqual([]);
  expect(await runDurableObjectAlarm(stub)).toBe(false);
  expect(await stub.open("0", "p")).toBe(true);
});
