/** What a build without pools has stored in its one matchmaker, and what its matches and Workers go on telling it, is not lost. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import type { Env } from "#worker/env.ts";
import type { MatchReport } from "#worker/match/spec.ts";
import { MatchmakerObject } from "#worker/matchmaker/object.ts";
import { matchmakerOf, poolFor, quotaOf } from "#worker/objects.ts";
import { MOST_OPEN } from "#worker/quota/openings.ts";
import { MOST_A_DAY } from "#worker/quota/trace-day.ts";
import { LOCAL } from "#worker/regions.ts";
import { ask, freshCode } from "./support/http.ts";

const report = (code: string, mode: string, playerIds: readonly string[]): MatchReport => ({
  ...{ code, game: "arena", mode, status: "live", seats: 4, bots: 3, spectators: 0, listed: true },
  ...{ players: playerIds.length, playerIds },
});

const poolOfMode = (mode: string) => ({ game: "arena", mode, region: LOCAL });
const codesOf = async (mode: string) =>
  (await poolFor(env, poolOfMode(mode)).snapshot(poolOfMode(mode))).matches.map(({ code }) => code).sort();

interface Before {
  readonly reports?: readonly MatchReport[];
  /** By network, the codes of the matches that are open. */
  readonly open?: Readonly<Record<string, readonly string[]>>;
  /** By network, today's traces. */
  readonly traces?: Readonly<Record<string, number>>;
}

/** The tables of the build before, as it wrote them. */
function write(sql: SqlStorage, { reports = [], open = {}, traces = {} }: Before): void {
  sql.exec("CREATE TABLE matches (code TEXT PRIMARY KEY, report TEXT NOT NULL, heard INTEGER NOT NULL)");
  sql.exec(
    `CREATE TABLE openings (code TEXT PRIMARY KEY, player TEXT NOT NULL, address TEXT NOT NULL,
     over INTEGER NOT NULL, heard INTEGER NOT NULL) WITHOUT ROWID`,
  );
  sql.exec(
    `CREATE TABLE flight_days (address TEXT PRIMARY KEY, since INTEGER NOT NULL, flights INTEGER NOT NULL)
     WITHOUT ROWID`,
  );
  const now = Date.now();
  for (const one of reports) sql.exec("INSERT INTO matches VALUES (?, ?, ?)", one.code, JSON.stringify(one), now);
  sql.exec("INSERT INTO matches VALUES ('unreadable', '{', 0)");
  for (const [address, codes] of Object.entries(open))
    for (const code of codes)
      sql.exec("INSERT INTO openings VALUES (?, ?, ?, FALSE, ?)", code, `p${code}`, address, now);
  for (const [address, flights] of Object.entries(traces))
    sql.exec("INSERT INTO flight_days VALUES (?, ?, ?)", address, now, flights);
}

const tables = (sql: SqlStorage) =>
  sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name IN ('matches', 'openings', 'flight_days')")
    .toArray()
    .map(({ name }) => name);

const many = (count: number, from = "m") => Array.from({ length: count }, (_, n) => `${from}${n}`);

describe("at the update", () => {
  it("what the matchmaker has stored is with pools and quotas, found, listed and counted as before", async () => {
    const stub = matchmakerOf(env);
    await runInDurableObject(stub, (_, { storage: { sql } }) =>
      write(sql, {
        reports: [report("AAAAAAAAAA", "brawl", ["ann"]), report("BBBBBBBBBB", "teams", ["bob", "cid"])],
        open: { home: many(MOST_OPEN.address), school: ["AAAAAAAAAA"] },
        traces: { home: MOST_A_DAY - 1 },
      }),
    );
    // The first who looks wakes a pool, and that the matchmaker.
    const body = await (await ask("/api/matches")).text();
    for (const code of ["AAAAAAAAAA", "BBBBBBBBBB"]) expect(body).toContain(code);
    expect(await runInDurableObject(stub, (_, { storage: { sql } }) => tables(sql))).toEqual([]);
    // A player who was in a match is sent back there.
    expect(await poolFor(env, poolOfMode("brawl")).play({ ...poolOfMode("brawl"), player: "ann" })).toBe("AAAAAAAAAA");
    expect(await quotaOf(env, "home").open("one more", "p")).toBe(false);
    expect(await quotaOf(env, "home").takeTrace()).toBe(0);
    expect(await quotaOf(env, "home").takeTrace()).toBeGreaterThan(0);
  });

  it("matches of the build before go on telling the matchmaker, also after it was evicted: it passes it on", async () => {
    const stub = matchmakerOf(env);
    await evictDurableObject(stub);
    await stub.report({ ...report("AAAAAAAAAA", "brawl", ["ann", "dan"]), spectators: 7 });
    const place = poolOfMode("brawl");
    const { matches } = await poolFor(env, place).snapshot(place);
    expect(matches.find(({ code }) => code === "AAAAAAAAAA")).toMatchObject({ players: 2, spectators: 7 });
    // A private one of a full network is over: then there is room for another.
    await stub.report({ ...report("m0", "custom", []), listed: false, status: "ended" });
    expect(await quotaOf(env, "home").open("one more", "p")).toBe(true);
    expect(await quotaOf(env, "home").open("two more", "p")).toBe(false);
    await stub.forget("m1");
    expect(await quotaOf(env, "home").open("two more", "p")).toBe(true);
    await stub.forget("AAAAAAAAAA");
    expect(await codesOf("brawl")).not.toContain("AAAAAAAAAA");
    expect((await stub.list()).map(({ code }) => code)).toContain("BBBBBBBBBB");
  });

  it("Workers of the build before are served by pools and quotas", async () => {
    const stub = matchmakerOf(env);
    const code = await stub.play({ game: "arena", mode: "teams", player: "eve", address: "office" });
    expect(code).toBe("BBBBBBBBBB");
    if (typeof code !== "string") throw new Error("no match");
    await stub.refused(code, "eve", "no_match");
    expect(await codesOf("teams")).not.toContain(code);
    const fresh = many(MOST_OPEN.address, "o");
    const counted: boolean[] = [];
    for (const one of fresh) counted.push(await stub.opens(one, { player: one, address: "office" }));
    expect(counted).not.toContain(false);
    expect(await stub.opens("too many", { player: "x", address: "office" })).toBe(false);
    await stub.forget("o0");
    expect(await stub.opens("again", { player: "x", address: "office" })).toBe(true);
    expect(await stub.takeFlight("office")).toBe(0);
    expect(await stub.play({ game: "arena", mode: "of yesterday", player: "x" })).toHaveProperty("unknown");
  });

  it("a match that this build has made under an older Worker's spec reports to the matchmaker", async () => {
    const stub = matchmakerOf(env);
    const code = await freshCode();
    expect(await stub.opens(code, { player: "fay", address: "cafe" })).toBe(true);
    await env.MATCH.getByName(code).create({
      ...{ code, game: "arena", mode: "custom", listed: false, delay: 0, maker: "fay" },
      settings: games.get("arena")?.modes.brawl.settings ?? {},
    });
    for (const one of many(MOST_OPEN.address - 1, "c")) await stub.opens(one, { player: one, address: "cafe" });
    expect(await quotaOf(env, "cafe").open("more", "x")).toBe(false);
    await runInDurableObject(env.MATCH.getByName(code), (object) =>
      (object as unknown as { alarm(): Promise<void> }).alarm(),
    );
    expect(await quotaOf(env, "cafe").open("more", "x")).toBe(true);
  });

  it.each([1, 2, 3, 4, 5])(
    "loses nothing, and counts nothing twice, where call %i of the handing over is cut off",
    async (at) => {
      const name = `cut ${at}`;
      const own = (address: string) => `${name} ${address}`;
      const modes = [`${name} a`, `${name} b`];
      await runInDurableObject(env.MATCHMAKER.getByName(name), async (_, state) => {
        write(state.storage.sql, {
          reports: modes.map((mode, n) => report(`${at}${n}`, mode, [`${n}`])),
          open: { [own("x")]: many(MOST_OPEN.address - 1), [own("y")]: ["y"] },
          traces: { [own("x")]: MOST_A_DAY - 1, [own("z")]: 3 },
        });
        let calls = 0;
        /** The new owner has it, or has not: the answer is lost either way. */
        const cut = (namespace: Env["POOL"] | Env["QUOTA"], isDone: boolean) => ({
          getByName: (called: string) => ({
            adopt: async (...args: unknown[]) => {
              calls += 1;
              const stub = namespace.getByName(called) as unknown as { adopt(...all: unknown[]): Promise<void> };
              if (calls !== at) return stub.adopt(...args);
              if (isDone) await stub.adopt(...args);
              throw new Error("cut off");
            },
          }),
        });
        for (const isDone of [true, false]) {
          calls = 0;
          const changes = { POOL: cut(env.POOL, isDone), QUOTA: cut(env.QUOTA, isDone) } as unknown as Partial<Env>;
          const broken = new MatchmakerObject(state, { ...env, ...changes }, games);
          // What has gone before is not done again, so that the second run has fewer calls.
          await broken.moved().catch((error: unknown) => expect(String(error)).toContain("cut off"));
        }
        vi.spyOn(console, "info").mockReturnValue();
        await new MatchmakerObject(state, env, games).moved();
        expect(tables(state.storage.sql)).toEqual([]);
      });
      for (const [n, mode] of modes.entries()) expect(await codesOf(mode)).toEqual([`${at}${n}`]);
      expect(await quotaOf(env, own("x")).open("last", "p")).toBe(true);
      expect(await quotaOf(env, own("x")).open("more", "p")).toBe(false);
      expect(await quotaOf(env, own("x")).takeTrace()).toBe(0);
      expect(await quotaOf(env, own("x")).takeTrace()).toBeGreaterThan(0);
    },
  );
});
