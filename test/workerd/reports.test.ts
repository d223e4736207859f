/** Reports of players about players, and the operator's list: docs/HTTP.md, "Reports". */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ReportPage } from "#shared/protocol/reports.ts";
import { statusOf } from "#shared/sim/index.ts";
import { matchId, reportsOf } from "#worker/objects.ts";
import type { ReportsObject } from "#worker/reports/object.ts";
import type { Report } from "#worker/reports/rpc.ts";
import { KEPT_MS, MOST_A_DAY, MOST_REPORTS, ReportStore } from "#worker/reports/store.ts";
import { ask, freshCode, post, refusal, whose } from "./support/http.ts";
import { Player } from "./support/player.ts";

const OPERATOR = { LOOPBACK_ONLY: "1" };
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const list = async (query = "") =>
  v.parse(ReportPage, await (await ask(`/api/operator/reports${query}`, {}, OPERATOR)).json());
const object = () => reportsOf(env) as unknown as DurableObjectStub<ReportsObject>;

const here: Player[] = [];
let logged: string[] = [];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, "info").mockImplementation((line) => logged.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const player of here.splice(0)) player.close();
});

/** Ada and Bob, whose first round is on. */
async function pair() {
  const settings = { seats: 3, autostart: 1, lobby: 1 };
  const ada = await Player.enter("/api/matches", { name: "Ada", settings });
  const bob = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" });
  here.push(ada, bob);
  for (const one of [ada, bob]) await one.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
  await ada.until(({ world }) => statusOf(world) === "live");
  return { ada, bob, code: ada.code };
}

const report = (player: Player | string | undefined, body: object) =>
  post("/api/reports", body, player === undefined ? {} : bearer(typeof player === "string" ? player : player.token));

/** Such a report as the object is given. */
const given = (n: number, more: Partial<Report> = {}): Report => ({
  ...{ code: `CODE${n}`, round: 1, game: "arena", mode: "brawl", seat: 1, player: "b".repeat(32), name: "Bob" },
  ...{ reporter: "a".repeat(32), reason: "cheating", words: "" },
  ...more,
});

describe("a report", () => {
  it("is the operator's to see, with the player, the round and the moment; told twice it is one", async () => {
    const { ada, bob, code } = await pair();
    const body = { code, round: 1, seat: 1, reason: "cheating", words: "  never misses \n 😀 " };
    const first = await report(ada, body);
    expect(first.status).toBe(201);
    const { id } = await first.json<{ id: string }>();
    expect(await (await report(ada, { ...body, reason: "name" })).json()).toEqual({ id });
    const about = (await list(`?player=${whose(bob.token)}`)).reports;
    expect(about).toHaveLength(1);
    expect(about[0]).toMatchObject({
      ...{ id, kind: "report", code, round: 1, game: "arena", seat: 1, player: whose(bob.token), name: "Bob" },
      ...{ reporter: whose(ada.token), reason: "cheating", words: "never misses \n 😀" },
    });
    expect(about[0].replay).toMatch(new RegExp(`^/r/${code}-1\\?t=\\d+$`));
    // An operator's page gets no code, and its own addresses.
    const [shown] = (await list(`?player=${whose(bob.token)}&codes=no`)).reports;
    expect(JSON.stringify(shown)).not.toContain(code);
    expect(shown.match).toBe(about[0].match);
    expect(shown.match).toBe(matchId(env, code));
    expect(shown.replay).toMatch(new RegExp(`^/monitor/reports/${id}/replay\\?t=\\d+$`));
    expect(shown.trace).toBeUndefined();
    expect((await list(`?reporter=${whose(bob.token)}`)).reports).toEqual([]);
    // Neither a whole code nor an id, nor what was said.
    const lines = logged.filter((line) => line.includes("player_reported"));
    expect(lines).toHaveLength(1);
    for (const secret of [code, whose(ada.token), whose(bob.token), "misses"]) expect(lines[0]).not.toContain(secret);
  });

  it("may name the player, and one who has left; the moment is the reporter's to say", async () => {
    const { ada, bob, code } = await pair();
    bob.close();
    const body = { code, round: 1, player: whose(bob.token), reason: "sabotage", seconds: 7, trace: await freshCode() };
    expect((await report(ada, body)).status).toBe(201);
    const [entry] = (await list(`?player=${whose(bob.token)}`)).reports;
    expect(entry).toMatchObject({ seat: 1, name: "Bob", replay: `/r/${code}-1?t=7`, trace: `/f/${body.trace}` });
    const [shown] = (await list(`?player=${whose(bob.token)}&codes=no`)).reports;
    expect(shown.trace).toBe(`/monitor/reports/${shown.id}/trace`);
  });

  it("is refused of a player who was not there, about a bot, about oneself, and of a round that was none", async () => {
    const { ada, code } = await pair();
    const body = { code, round: 1, seat: 1, reason: "abuse" };
    const stranger = await Player.enter("/api/matches", { name: "Eve" });
    here.push(stranger);
    for (const who of [stranger, undefined, "no.token.atall"])
      expect(await refusal(await report(who, body))).toMatchObject({ status: 403, error: "not_yours" });
    expect(await refusal(await report(ada, { ...body, round: 2 }))).toMatchObject({ status: 403, error: "not_yours" });
    for (const seat of [2, 99])
      expect(await refusal(await report(ada, { ...body, seat }))).toMatchObject({ status: 404, error: "no_player" });
    const absent = { code, round: 1, player: "0".repeat(32), reason: "abuse" };
    expect(await refusal(await report(ada, absent))).toMatchObject({ status: 404, error: "no_player" });
    expect(await refusal(await report(ada, { ...body, seat: 0 }))).toMatchObject({ status: 400 });
    const unknown = { ...body, code: await freshCode() };
    expect(await refusal(await report(ada, unknown))).toMatchObject({ status: 404, error: "no_match" });
    expect(await refusal(await report(ada, { ...body, code: "x" }))).toMatchObject({ status: 404, error: "no_match" });
  });

  it.each([
    ["no seat and no player", { seat: undefined }],
    ["a seat below zero", { seat: -1 }],
    ["a seat that is no number", { seat: "1" }],
    ["a round of 0", { round: 0 }],
    ["a round with a fraction", { round: 1.5 }],
    ["a reason that there is not", { reason: "ugly" }],
    ["no reason", { reason: undefined }],
    ["301 characters", { words: "x".repeat(301) }],
    ["control characters", { words: "a\u001b[2J" }],
    ["words that are no text", { words: 5 }],
    ["a player who is none", { player: "Bob" }],
    ["a trace that is none", { trace: "x" }],
    ["a moment after the day", { seconds: 86_401 }],
    ["another field", { more: 1 }],
  ])("with %s is a bad request, and files nothing", async (_, change) => {
    const body = { code: await freshCode(), round: 1, seat: 1, reason: "other", ...change };
    expect(await refusal(await report(undefined, body))).toMatchObject({ status: 400, error: "bad_request" });
  });

  it("takes 300 characters of any kind", async () => {
    const { ada, code } = await pair();
    const words = "😀".repeat(300);
    expect((await report(ada, { code, round: 1, seat: 1, reason: "other", words })).status).toBe(201);
  });

  it("is one of ten in a day, of each player", async () => {
    const reporter = "c".repeat(32);
    for (let n = 0; n < MOST_A_DAY; n++)
      expect(await object().file(given(n, { reporter }))).toMatchObject({ ok: true });
    const refused = await object().file(given(99, { reporter }));
    expect(refused).toMatchObject({ ok: false });
    if (!refused.ok) expect(refused.retryAfter).toBeGreaterThan(86_000);
    // The same again is none more.
    expect(await object().file(given(3, { reporter }))).toMatchObject({ ok: true });
    expect(await object().file(given(99, { reporter: "d".repeat(32) }))).toMatchObject({ ok: true });
  });
});

describe("the operator's list", () => {
  it("is paged from the newest on, filtered, and notes what was done", async () => {
    const player = "e".repeat(32);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const filed = await object().file(given(n, { player, reporter: `${n}`.repeat(32) }));
      if (filed.ok) ids.unshift(filed.id);
    }
    const seen: string[] = [];
    for (let next: string | undefined = ""; next !== undefined; ) {
      const page: ReportPage = await list(`?player=${player}&limit=2${next === "" ? "" : `&before=${next}`}`);
      expect(page.reports.length).toBeLessThanOrEqual(2);
      seen.push(...page.reports.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(ids);
    const mark = (id: string, done: unknown) => post(`/api/operator/reports/${id}`, { done }, {}, OPERATOR);
    expect((await mark(ids[1], "looked at the replay: lag")).status).toBe(200);
    const open = (await list(`?player=${player}&done=no`)).reports.map(({ id }) => id);
    expect(open).toEqual(ids.filter((id) => id !== ids[1]));
    expect((await list(`?player=${player}&done=yes`)).reports[0].done?.what).toBe("looked at the replay: lag");
    expect((await mark(ids[1], "")).status).toBe(200);
    expect((await list(`?player=${player}&done=yes`)).reports).toEqual([]);
    expect(await refusal(await mark("none", "x"))).toMatchObject({ status: 404, error: "no_report" });
    for (const bad of [5, "x".repeat(301), undefined]) expect((await mark(ids[0], bad)).status).toBe(400);
  });

  it.each(["?limit=0", "?limit=201", "?limit=x", "?before=-1", "?kind=all", "?done=maybe", "?player=a&more=1"])(
    "refuses %s",
    async (query) => {
      const answer = await ask(`/api/operator/reports${query}`, {}, OPERATOR);
      expect(await refusal(answer)).toMatchObject({ status: 400, error: "bad_request" });
    },
  );

  it("is the operator's alone: without a token set there is nothing, and a wrong one is refused", async () => {
    const token = "an operator's token of 32 characters".replaceAll(" ", "-");
    expect((await ask("/api/operator/reports")).status).toBe(404);
    const changes = { OPERATOR_TOKEN: token };
    expect((await ask("/api/operator/reports", { headers: bearer("x".repeat(36)) }, changes)).status).toBe(401);
    expect((await post("/api/operator/reports/x", { done: "y" }, bearer("x".repeat(36)), changes)).status).toBe(401);
    expect((await ask("/api/operator/reports", { headers: bearer(token) }, changes)).status).toBe(200);
  });

  it("takes the flags of the operator's command, and no other", async () => {
    const figures = [{ name: "loop", value: 500, limit: 40 }];
    const flag = { ...given(1, { player: "9".repeat(32), code: await freshCode() }), figures };
    const { reporter: _, reason: __, words: ___, ...sent } = flag;
    const send = (body: object, changes: object = OPERATOR) => post("/api/operator/reports", body, {}, changes);
    expect((await send(sent, {})).status).toBe(404);
    const answer = await send(sent);
    expect(answer.status).toBe(201);
    const { reports } = await list(`?player=${sent.player}`);
    expect(reports).toMatchObject([{ kind: "flag", figures, replay: `/r/${sent.code}-1` }]);
    for (const bad of [
      { ...sent, figures: [] },
      { ...sent, figures: new Array(17).fill(figures[0]) },
      { ...sent, figures: [{ name: "loop" }] },
      { ...sent, player: "x" },
      { ...sent, round: 0 },
      { ...sent, more: 1 },
    ])
      expect((await send(bad)).status).toBe(400);
    expect((await send({ ...sent, code: "nonsense" })).status).toBe(404);
  });

  it("has flags too, one of a player and round, with their figures", async () => {
    const accused = given(1, { player: "f".repeat(32) });
    const figures = [{ name: "turns", value: 12, limit: 8 }];
    await object().flag({ ...accused, figures });
    const id = await object().flag({ ...accused, figures: [{ name: "turns", value: 13, limit: 8 }] });
    const { reports } = await list(`?player=${accused.player}&kind=flag`);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ id, reason: "figures", figures: [{ value: 13 }] });
    expect(reports[0]).not.toHaveProperty("reporter");
  });
});

describe("what is kept", () => {
  const elsewhere = (name: string) => env.REPORTS.getByName(name) as unknown as DurableObjectStub<ReportsObject>;

  it("is gone after 90 days, and the object with the last of it", async () => {
    const stub = elsewhere("old");
    for (let n = 0; n < 3; n++) await stub.file(given(n));
    await runInDurableObject(stub, (_, { storage: { sql } }) => {
      sql.exec("UPDATE reports SET at = ? WHERE code <> 'CODE2'", Date.now() - KEPT_MS - 1);
    });
    expect((await stub.page({ limit: 9 })).reports.map(({ code }) => code)).toEqual(["CODE2"]);
    await runInDurableObject(stub, (_, { storage: { sql } }) => {
      sql.exec("UPDATE reports SET at = ?", Date.now() - KEPT_MS - 1);
    });
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await runInDurableObject(stub, async (_, { storage }) => {
      const tables = storage.sql
        .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE name = 'reports'")
        .toArray();
      expect([tables, storage.kv.get("storage version")]).toEqual([[], undefined]);
    });
    // It begins anew.
    expect(await stub.file(given(7))).toMatchObject({ ok: true });
  });

  it("is 10,000 reports at most: of more, first those go about which something was done, and then the oldest", async () => {
    const stub = elsewhere("full");
    await stub.file(given(0));
    const done = await stub.file(given(1));
    if (done.ok) await stub.mark(done.id, "done");
    await runInDurableObject(stub, (_, { storage }) => {
      const store = new ReportStore(storage);
      for (let n = 2; n < MOST_REPORTS; n++) store.addReport(`id ${n}`, given(n), Date.now());
      store.addReport("one more", given(MOST_REPORTS), Date.now());
      expect(store.idOf(given(1))).toBeUndefined();
      expect(store.idOf(given(0))).toBeDefined();
      store.addReport("two more", given(MOST_REPORTS + 1), Date.now());
      expect(store.idOf(given(0))).toBeUndefined();
      expect(store.idOf(given(2))).toBe("id 2");
    });
  });

  it("names no reporter who has deleted what is kept of them", async () => {
    const stub = elsewhere("erased");
    await stub.file(given(1));
    await stub.erase("a".repeat(32));
    const { reports } = await stub.page({ limit: 9 });
    expect([reports.length, reports[0].reporter]).toEqual([1, undefined]);
  });
});
