/** The monitor's socket, and what the Monitor object keeps: docs/MONITOR.md. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, withEnv } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MONITOR_CLOSE } from "#shared/monitor/index.ts";
import { log } from "#worker/log.ts";
import { REFUSED } from "#worker/monitor/counters.ts";
import type { MonitorObject } from "#worker/monitor/object.ts";
import { matchId, monitorOf } from "#worker/objects.ts";
import { ask, closeCode, freshCode, HOST, post, refusal, upgrade } from "./support/http.ts";
import { MonitorPage, openMonitor } from "./support/monitor-page.ts";
import { Player } from "./support/player.ts";

const TOKEN = "a token of the operator, 32 characters or more".replaceAll(" ", "-");
const LOCAL = { LOOPBACK_ONLY: "1" };
const ON = { OPERATOR_TOKEN: TOKEN };

const object = () => monitorOf(env) as unknown as DurableObjectStub<MonitorObject>;
const alarm = () => runInDurableObject(object(), (_, { storage }) => storage.getAlarm());

const open: MonitorPage[] = [];
async function page(...how: Parameters<typeof MonitorPage.open>): Promise<MonitorPage> {
  const one = await MonitorPage.open(...how);
  open.push(one);
  return one;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const one of open.splice(0)) one.close();
});

async function cookie(): Promise<Record<string, string>> {
  const answer = await post("/api/operator/session", { token: TOKEN, name: "Grace" }, { Origin: HOST }, ON);
  return { Cookie: answer.headers.get("Set-Cookie")?.split(";")[0] ?? "" };
}

describe("the monitor's socket", () => {
  it("says hello, and everything there is", async () => {
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    expect(ada.news.slice(0, 6).map(({ type }) => type)).toEqual(
      ["hello", "matches", "pools", "faults", "acts", "refusals"], // In this order.
    );
    const [hello] = ada.of("hello");
    expect(hello.operator).toBe("local");
    expect(Math.abs(hello.now - Date.now())).toBeLessThan(60_000);
  });

  it("is open to an operator who has signed in, by name", async () => {
    const grace = await page({ ...(await cookie()), Origin: HOST }, ON);
    await grace.until(({ news }) => news.length > 0);
    expect(grace.of("hello")[0].operator).toBe("Grace");
    const token = await page({ Authorization: `Bearer ${TOKEN}` }, ON);
    await token.until(({ news }) => news.length > 0);
    expect(token.of("hello")[0].operator).toBe("token");
  });

  it("is closed to all others, and not there where the server has no operator", async () => {
    expect(await closeCode(await openMonitor({}, ON))).toBe(MONITOR_CLOSE.signedOut);
    expect(await closeCode(await openMonitor({ Cookie: "scrim-operator=a.b.c" }, ON))).toBe(MONITOR_CLOSE.signedOut);
    expect(await refusal(await openMonitor({}, {}))).toMatchObject({ status: 404, error: "no_route" });
    const foreign = await openMonitor({ ...(await cookie()), Origin: "https://elsewhere.example" }, ON);
    expect(await refusal(foreign)).toMatchObject({ status: 403, error: "foreign_origin" });
    expect((await ask("/monitor/socket", {}, LOCAL)).status).toBe(426);
  });

  it("cannot be made to believe that an operator comes by a header of the client's", async () => {
    const forged = JSON.stringify({ operator: "Eve", here: ["local"] });
    expect(await closeCode(await openMonitor({ "x-scrim-operator": forged }, ON))).toBe(MONITOR_CLOSE.signedOut);
  });

  it.each([
    ["no JSON", "look"],
    ["another message", '{"type":"act"}'],
    ["a wish with a field too many", '{"type":"look","more":1}'],
    ["a match that is none", '{"type":"look","match":"../x"}'],
    ["a message that is too long", JSON.stringify({ type: "look", more: "x".repeat(2000) })],
    ["bytes", new Uint8Array([1, 2]).buffer],
  ])("closes for %s", async (_, message) => {
    const ada = await page();
    ada.say(message);
    await ada.until(({ closed }) => closed !== undefined);
    expect(ada.closed).toBe(MONITOR_CLOSE.malformed);
  });

  it("answers a ping by itself", async () => {
    const ada = await page();
    ada.say("ping");
    await ada.until(({ texts }) => texts.includes("pong"));
  });

  it("ends with the sign-in", async () => {
    const grace = await page({ ...(await cookie()), Origin: HOST }, ON);
    await grace.until(({ news }) => news.length >= 6);
    vi.setSystemTime(Date.now() + 12 * 3_600_000 + 1000);
    await runDurableObjectAlarm(object());
    await grace.until(({ closed }) => closed !== undefined);
    expect(grace.closed).toBe(MONITOR_CLOSE.signedOut);
  });

  it("says that there is no such match to a page that looks at one", async () => {
    const ada = await page();
    const id = matchId(env, await freshCode());
    for (const match of [id, "0".repeat(64)]) {
      ada.look({ match });
      await ada.until((one) => one.of("match").some((news) => news.id === match));
      expect(ada.of("match").find((news) => news.id === match)).toMatchObject({ row: null, look: null });
    }
  });
});

describe("matches", () => {
  const players: Player[] = [];
  afterEach(() => {
    for (const player of players.splice(0)) player.close();
  });

  it("are told by id, private ones too, and their codes by no message; what changes is told, and the one that is looked at", async () => {
    const ada = await Player.enter("/api/matches", { name: "Ada", settings: { seats: 4 } });
    players.push(ada);
    const id = matchId(env, ada.code);
    const grace = await page();
    const rows = () => grace.of("matches").flatMap((news) => news.rows.filter((row) => row.id === id));
    await grace.until(() => rows().length > 0);
    expect(rows()[0]).toMatchObject({
      listed: false,
      region: "local",
      code: `${ada.code.slice(0, 4)}…(10)`,
      game: "arena",
    });
    players.push(await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" }));
    await grace.until(() => rows().at(-1)?.players === 2);
    // A change is told alone.
    expect(grace.of("hello")).toHaveLength(1);
    grace.look({ match: id, tables: true });
    await grace.until((one) => one.of("match").length >= 2);
    expect(grace.of("match")[0].row?.id).toBe(id);
    expect(
      grace
        .of("pools")
        .at(-1)
        ?.rows.some(({ players: there }) => there >= 2),
    ).toBe(true);
    expect(grace.texts.join()).not.toContain(ada.code);
    const { matches } = await object().snapshot(["local"]);
    expect(matches.some((row) => row.id === id)).toBe(true);
    expect(JSON.stringify(matches)).not.toContain(ada.code);
  });

  it("of a pool that does not answer hold up no other", async () => {
    const ada = await Player.enter("/api/matches", { name: "Ada" });
    players.push(ada);
    const id = matchId(env, ada.code);
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const named = env.POOL.getByName.bind(env.POOL);
    vi.spyOn(env.POOL, "getByName").mockImplementation((name, options) => {
      const stub = named(name, options);
      if (name.startsWith("arena/")) return stub;
      return { news: () => new Promise(() => {}) } as unknown as typeof stub;
    });
    const grace = await page();
    await grace.until((one) => one.of("matches").some(({ rows }) => rows.some((row) => row.id === id)));
  });
});

describe("with no page that looks", () => {
  it("there is no alarm and no question, and the page that looks again is told everything", async () => {
    const asked = vi.fn();
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    expect(await alarm()).not.toBeNull();
    ada.look({ hidden: true });
    ada.say("ping");
    await vi.waitFor(async () => {
      const at = await alarm();
      // What is stored goes one day: that is an alarm of its own, a day from now.
      expect(at === null || at > Date.now() + 3_600_000).toBe(true);
    });
    const pool = vi.spyOn(env.POOL, "getByName").mockImplementation((name) => {
      asked(name);
      throw new Error("no pool is to be asked");
    });
    const heard = ada.news.length;
    await runDurableObjectAlarm(object());
    await object().fault({ event: "match_failed", game: "arena", match: "", code: "", detail: "unseen" });
    expect(asked).not.toHaveBeenCalled();
    pool.mockRestore();
    ada.look({});
    await ada.until(({ news }) => news.length >= heard + 6);
    const again = ada.news.slice(heard, heard + 6);
    expect(again.map(({ type }) => type)).toEqual(["hello", "matches", "pools", "faults", "acts", "refusals"]);
    expect(JSON.stringify(again[3])).toContain("unseen");
  });

  it("a page that has closed leaves no alarm that looks", async () => {
    const ada = await page();
    await ada.until(({ news }) => news.length > 0);
    ada.close();
    await vi.waitFor(async () => {
      const at = await alarm();
      expect(at === null || at > Date.now() + 3_600_000).toBe(true);
    });
  });
});

describe("faults", () => {
  it("are what the log has as errors: the page hears of each at once, in one line and without a code", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    const code = await freshCode();
    await withEnv({ ...env, ...LOCAL }, async () =>
      log.error("wave_failed", { game: "arena", detail: `Error: no ${code}\n    at step` }),
    );
    await ada.until((one) => one.of("faults").some(({ rows }) => rows.some(({ event }) => event === "wave_failed")));
    const fault = ada
      .of("faults")
      .flatMap(({ rows }) => rows)
      .find(({ event }) => event === "wave_failed");
    expect(fault).toMatchObject({ game: "arena", match: "", detail: `Error: no ${code.slice(0, 4)}…(10)` });
    expect(ada.texts.join()).not.toContain(code);
  });

  it("are told to no monitor where the server has none", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    log.error("untold_failed", {});
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    expect(ada.texts.join()).not.toContain("untold_failed");
  });
});

describe("refusals", () => {
  it("are counted by route and reason, without a code, and told", async () => {
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    const code = await freshCode();
    expect((await ask(`/api/matches/${code}`, {}, LOCAL)).status).toBe(404);
    expect((await ask(`/api/${code}`, {}, LOCAL)).status).toBe(404);
    expect((await post(`/api/matches/${code}/join`, {}, { "Content-Type": "text/plain" }, LOCAL)).status).toBe(415);
    await closeCode(await upgrade(code, ["scrim.99"], {}, LOCAL));
    const counted = () => ada.of("refusals").at(-1)?.rows ?? [];
    const has = (where: string, reason: string) =>
      counted().some((row) => row.where === where && row.reason === reason);
    await ada.until(() => has("socket", "wrongVersion"));
    expect(has("GET /api/matches/:code", "no_match")).toBe(true);
    expect(has("other", "no_route")).toBe(true);
    expect(has("POST /api/matches/:code/join", "bad_request")).toBe(true);
    expect(ada.texts.join()).not.toContain(code);
    // One of some seconds ago is kept.
    vi.setSystemTime(Date.now() + 10_000);
    const { refusals, counters } = await object().snapshot(["local"]);
    expect(refusals).toEqual(expect.arrayContaining(counted()));
    expect(counters.map(({ name }) => name)).not.toContain(REFUSED);
  });

  it("are not the only counts: others are the metrics' own", async () => {
    await object().count([{ name: "rounds", labels: { game: "arena" }, by: 2 }]);
    await object().count([{ name: "rounds", labels: { game: "arena" }, by: 3 }]);
    vi.setSystemTime(Date.now() + 30_000);
    const { counters } = await object().snapshot(["local"]);
    expect(counters).toContainEqual({ name: "rounds", labels: { game: "arena" }, by: 5 });
  });
});

describe("acts", () => {
  it("are written down before they are done, and again with what has come of them; none is lost by a restart", async () => {
    const ada = await page();
    await ada.until(({ news }) => news.length >= 6);
    const match = matchId(env, await freshCode());
    const act = await object().act({ by: "Grace", act: "kick", match, code: "ABCD…(10)", detail: "asked for: seat 1" });
    await object().settle(act.id, "Bob was removed");
    await ada.until((one) => one.of("acts").some(({ rows }) => rows[0]?.detail === "Bob was removed"));
    const told = ada
      .of("acts")
      .flatMap(({ rows }) => rows)
      .filter(({ id }) => id === act.id);
    expect(told.map(({ detail }) => detail)).toEqual(["asked for: seat 1", "Bob was removed"]);
    await evictDurableObject(object());
    const answer = await ask(`/api/operator/acts?match=${match}`, {}, LOCAL);
    expect(await answer.json()).toEqual({ acts: [{ ...act, detail: "Bob was removed" }] });
    expect(await object().settle("none", "x")).toBeUndefined();
  });

  it("are paged, the newest first", async () => {
    const match = matchId(env, await freshCode());
    for (const detail of ["one", "two", "three"])
      await object().act({ by: "Grace", act: "announce", match, code: "", detail });
    const list = async (query: string) =>
      (await ask(`/api/operator/acts?match=${match}&${query}`, {}, LOCAL)).json<{
        acts: { detail: string }[];
        next?: string;
      }>();
    const first = await list("limit=2");
    expect(first.acts.map(({ detail }) => detail)).toEqual(["three", "two"]);
    const second = await list(`limit=2&before=${first.next}`);
    expect(second.acts.map(({ detail }) => detail)).toEqual(["one"]);
    expect(second.next).toBeUndefined();
    for (const bad of ["limit=0", "limit=x", "before=-1", "more=1"])
      expect((await ask(`/api/operator/acts?${bad}`, {}, LOCAL)).status).toBe(400);
  });
});
