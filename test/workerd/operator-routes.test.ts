/** What an operator's pages ask for by ids: acts, logs, replays, reports. docs/MONITOR.md */
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { matchId, monitorOf, reportsOf } from "#worker/objects.ts";
import { ask, freshCode, HOST, post, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

const TOKEN = "a token of the operator, 32 characters or more".replaceAll(" ", "-");
const LOCAL = { LOOPBACK_ONLY: "1" };
const ON = { OPERATOR_TOKEN: TOKEN };

const players: Player[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const player of players.splice(0)) player.close();
});

async function pair() {
  const ada = await Player.enter("/api/matches", { name: "Ada", settings: { seats: 4 } });
  const bob = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" });
  players.push(ada, bob);
  for (const one of [ada, bob]) await one.until(({ messages }) => messages.some(({ type }) => type === "keyframe"));
  return { ada, bob, id: matchId(env, ada.code) };
}

const signIn = async () => {
  const answer = await post("/api/operator/session", { token: TOKEN, name: "Grace" }, { Origin: HOST }, ON);
  return { Cookie: answer.headers.get("Set-Cookie")?.split(";")[0] ?? "", Origin: HOST };
};
const act = (id: string, body: object, headers = {}, changes: Parameters<typeof ask>[2] = LOCAL) =>
  post(`/api/operator/matches/${id}/acts`, body, headers, changes);
const written = async (match: string) => (await monitorOf(env).acts({ match, limit: 10 })).acts;

describe("an act", () => {
  it("is done in the match, and written down with the name that the operator gave", async () => {
    const { bob, id } = await pair();
    const answer = await act(id, { act: "kick", seat: 1 }, await signIn(), ON);
    expect(answer.status).toBe(200);
    const { detail } = await answer.json<{ detail: string }>();
    await bob.until(({ closed }) => closed !== undefined);
    expect(await written(id)).toMatchObject([{ by: "Grace", act: "kick", match: id, detail }]);
    expect(JSON.stringify(await written(id))).not.toContain(bob.code);
  });

  it("that the match refuses is answered with why, and written down as refused", async () => {
    const { id } = await pair();
    const answer = await refusal(await act(id, { act: "kick", seat: 3 }));
    expect(answer).toMatchObject({ status: 409, error: "refused" });
    expect(await written(id)).toMatchObject([{ by: "local", detail: `refused: ${answer.message}` }]);
  });

  it("that no match has answered says that it may have been done", async () => {
    const { ada, id } = await pair();
    vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = { code: async () => ada.code, operate: () => Promise.reject(new Error("lost")) };
    const MATCH = { idFromString: () => id, get: () => broken } as unknown as typeof env.MATCH;
    expect((await act(id, { act: "end" }, {}, { ...LOCAL, MATCH })).status).toBe(500);
    expect((await written(id))[0].detail).toContain("may have done it");
  });

  it("is not done where it cannot be written down", async () => {
    const { bob, id } = await pair();
    vi.spyOn(console, "error").mockImplementation(() => {});
    const silent = { act: () => Promise.reject(new Error("disk")), fault: async () => {}, count: async () => {} };
    const MONITOR = { getByName: () => silent } as unknown as typeof env.MONITOR;
    expect((await act(id, { act: "kick", seat: 1 }, {}, { ...LOCAL, MONITOR })).status).toBe(500);
    expect(bob.closed).toBeUndefined();
  });

  it.each([
    ["another act", { act: "delete" }],
    ["no seat", { act: "kick" }],
    ["a seat below zero", { act: "bar", seat: -1 }],
    ["nothing to say", { act: "announce", text: "  " }],
    ["too much to say", { act: "announce", text: "x".repeat(201) }],
    ["a field too many", { act: "end", now: true }],
  ])("with %s is a bad request, and nothing is written", async (_, body) => {
    const id = matchId(env, await freshCode());
    expect(await refusal(await act(id, body))).toMatchObject({ status: 400, error: "bad_request" });
    expect(await written(id)).toEqual([]);
  });

  it("needs a match, an operator and this server's own page", async () => {
    const id = matchId(env, await freshCode());
    expect(await refusal(await act(id, { act: "end" }))).toMatchObject({ status: 404, error: "no_match" });
    expect(await refusal(await act("0".repeat(64), { act: "end" }))).toMatchObject({ status: 404, error: "no_match" });
    expect(await written(id)).toEqual([]);
    expect((await act(id, { act: "end" }, {}, ON)).status).toBe(401);
    expect((await act(id, { act: "end" }, {}, {})).status).toBe(404);
    const foreign = await act(id, { act: "end" }, { ...(await signIn()), Origin: "https://elsewhere.example" }, ON);
    expect(await refusal(foreign)).toMatchObject({ status: 403, error: "foreign_origin" });
  });
});

describe("the files of a match", () => {
  it("are its log and its replays, by the id alone", async () => {
    const { id } = await pair();
    const log = await ask(`/api/operator/matches/${id}/log`, {}, LOCAL);
    expect([log.status, log.headers.get("Content-Type")]).toEqual([200, "application/octet-stream"]);
    expect((await log.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const replay = (query: string) => ask(`/api/operator/matches/${id}/replay${query}`, {}, LOCAL);
    expect(await refusal(await replay("?round=9"))).toMatchObject({ status: 404, error: "no_replay" });
    expect(await refusal(await replay("?round=x"))).toMatchObject({ status: 404, error: "no_round" });
    const none = matchId(env, await freshCode());
    for (const path of ["log", "replay"])
      expect((await ask(`/api/operator/matches/${none}/${path}`, {}, LOCAL)).status).toBe(404);
  });
});

describe("a report", () => {
  async function file() {
    const code = await freshCode();
    const filed = await reportsOf(env).file({
      ...{ code, round: 1, game: "arena", mode: "brawl", seat: 1, player: "b".repeat(32), name: "Bob" },
      ...{ reporter: "a".repeat(32), reason: "cheating", words: "", trace: await freshCode() },
    });
    if (!filed.ok) throw new Error("not filed");
    return { code, id: filed.id };
  }

  it("is listed for a page that has signed in without the code, however it asks", async () => {
    const { code, id } = await file();
    const headers = await signIn();
    for (const query of ["", "?codes=yes", "?codes=no"]) {
      const text = await (await ask(`/api/operator/reports${query}`, { headers }, ON)).text();
      expect(text).toContain(id);
      expect(text).not.toContain(code);
    }
    const bearer = { headers: { Authorization: `Bearer ${TOKEN}` } };
    expect(await (await ask("/api/operator/reports", bearer, ON)).text()).toContain(code);
  });

  it("leads to its replay and trace by its own id", async () => {
    const { id } = await file();
    for (const path of ["replay", "trace", "trace/log"]) {
      const answer = await refusal(await ask(`/api/operator/reports/${id}/${path}`, {}, LOCAL));
      expect(answer, path).toMatchObject({ status: 404, error: "no_replay" });
      const none = await refusal(await ask(`/api/operator/reports/none/${path}`, {}, LOCAL));
      expect(none, path).toMatchObject({ status: 404, error: "no_report" });
    }
  });

  it("that is marked is an act", async () => {
    const { code, id } = await file();
    expect((await post(`/api/operator/reports/${id}`, { done: "lag" }, await signIn(), ON)).status).toBe(200);
    const acts = await written(matchId(env, code));
    expect(acts).toMatchObject([{ by: "Grace", act: "report", detail: "a report is done: lag" }]);
    expect((await post("/api/operator/reports/none", { done: "lag" }, {}, LOCAL)).status).toBe(404);
  });
});
