import { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { MatchInfo, ModeCounts } from "#shared/protocol/index.ts";
import { Snapshots } from "#worker/http/snapshots.ts";
import type { MatchReport } from "#worker/match/spec.ts";
import { poolFor } from "#worker/objects.ts";
import { LOCAL, type Region } from "#worker/regions.ts";
import { admission, ask, post, refusal } from "./support/http.ts";

const List = v.strictObject({ matches: v.array(MatchInfo), next: v.optional(v.string()) });
const Counts = v.strictObject({ modes: v.array(ModeCounts) });

const list = async (query = "") => v.parse(List, await (await ask(`/api/matches${query}`)).json());
const codes = async (query = "") => (await list(query)).matches.map(({ code }) => code);
const counts = async (query = "") => v.parse(Counts, await (await ask(`/api/counts${query}`)).json()).modes;

async function tell(code: string, mode: string, players: number, change: Partial<MatchReport> & { in?: Region } = {}) {
  const { in: region = LOCAL, ...changes } = change;
  const report: MatchReport = {
    ...{ code, game: "arena", mode, status: "live", seats: 4, players, bots: 0, spectators: 0, listed: true },
    playerIds: Array.from({ length: players }, (_, n) => `${code}${n}`),
    ...changes,
  };
  await poolFor(env, { game: report.game, mode, region }).report(report);
}

/** Each test is at a time of its own, so that none is told what the one before was. */
let now = Date.now() + 86_400_000;
beforeEach(() => {
  now += 60_000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

describe("the list of matches", () => {
  it("has the ones with the most people first, and says where each runs", async () => {
    await tell("AAAAAAAAAA", "brawl", 1, { spectators: 1 });
    await tell("BBBBBBBBBB", "teams", 4);
    await tell("CCCCCCCCCC", "duel", 2, { game: "puck", seats: 2 });
    await tell("DDDDDDDDDD", "brawl", 0, { in: "weur" });
    const { matches } = await list();
    expect(matches.map(({ code }) => code)).toEqual(["BBBBBBBBBB", "AAAAAAAAAA", "CCCCCCCCCC"]);
    expect(matches[0]).toMatchObject({ game: "arena", mode: "teams", players: 4, region: LOCAL });
    expect(JSON.stringify(matches)).not.toContain("BBBBBBBBBB0");
  });

  it("is filtered by game, mode, region, open seats and text", async () => {
    expect(await codes("?game=puck")).toEqual(["CCCCCCCCCC"]);
    expect(await codes("?mode=brawl")).toEqual(["AAAAAAAAAA"]);
    expect(await codes("?region=weur")).toEqual(["DDDDDDDDDD"]);
    expect(await codes("?region=weur,local&mode=brawl")).toEqual(["AAAAAAAAAA", "DDDDDDDDDD"]);
    expect(await codes("?open=1")).toEqual(["AAAAAAAAAA"]);
    const title = games.get("arena")?.modes.teams.title ?? "";
    expect(await codes(`?q=${encodeURIComponent(` ${title.toUpperCase()} `)}`)).toEqual(["BBBBBBBBBB"]);
    expect(await codes("?q=arena&open=1&limit=1&game=arena")).toEqual(["AAAAAAAAAA"]);
    expect(await codes("?q=nothing")).toEqual([]);
  });

  it("comes in pages: each begins where the one before has ended, also where a match has gone between", async () => {
    const all = await codes();
    const [first, second] = [await list("?limit=1"), await list("?limit=2")];
    expect(first.matches.map(({ code }) => code)).toEqual(all.slice(0, 1));
    expect(second.next).toBeDefined();
    const rest = await list(`?limit=2&after=${first.next}`);
    expect(rest.matches.map(({ code }) => code)).toEqual(all.slice(1));
    expect(rest.next).toBeUndefined();
    await poolFor(env, { game: "arena", mode: "teams", region: LOCAL }).forget("BBBBBBBBBB");
    now += 2000;
    expect(await codes(`?after=${first.next}`)).toEqual(all.slice(1));
  });

  it.each([
    ["?game=chess", /there is no game chess: there are arena/],
    ["?mode=chess", /there is no mode chess/],
    ["?game=puck&mode=brawl", /there is no mode brawl/],
    ["?region=mars", /there is no region mars/],
    ["?open=yes", /^open: /],
    ["?limit=0", /^limit: a number from 1 to 100/],
    ["?limit=101", /^limit: /],
    ["?limit=-1", /^limit: /],
    ["?limit=1e1", /^limit: /],
    ["?after=x", /^after: /],
    [`?q=${"x".repeat(41)}`, /^q: at most 40 characters/],
    ["?page=2", /there is no parameter page/],
    ["?__proto__=2", /there is no parameter __proto__/],
    ["?game=arena&game=puck", /^game: it is given twice/],
  ])("refuses %s, and says why", async (query, message) => {
    expect(await refusal(await ask(`/api/matches${query}`))).toMatchObject({
      ...{ status: 400, error: "bad_request", message: expect.stringMatching(message) },
    });
  });

  it("leaves a pool out that does not answer, and says so in the log", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const POOL = {
      getByName: (name: string) =>
        name.startsWith("puck") ? { snapshot: () => Promise.reject(new Error("gone")) } : env.POOL.getByName(name),
    } as unknown as typeof env.POOL;
    const answer = await ask("/api/matches", {}, { POOL });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("AAAAAAAAAA");
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("pool_silent"));
  });
});

describe("the counts", () => {
  it("say of each mode how many play and search, and how many matches are open", async () => {
    await tell("EEEEEEEEEE", "brawl", 4);
    const brawl = { game: "arena", mode: "brawl", players: 5, searching: 0, matches: 2, open: 1 };
    const modes = await counts();
    expect(modes).toContainEqual(brawl);
    expect(modes).toHaveLength([...games.values()].reduce((sum, game) => sum + Object.keys(game.modes).length, 0));
    expect(await counts("?game=arena&mode=brawl&region=local,weur")).toEqual([{ ...brawl, matches: 3, open: 2 }]);
    expect(await refusal(await ask("/api/counts?limit=1"))).toMatchObject({ status: 400 });
  });
});

describe("pages that only look", () => {
  it("reach an object at most once in two seconds, all of them together", async () => {
    const asked = new Map<string, number>();
    const POOL = {
      getByName: (name: string) => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return env.POOL.getByName(name);
      },
    } as unknown as typeof env.POOL;
    const most = () => Math.max(0, ...asked.values());
    const looks = [
      "/api/matches",
      "/api/counts",
      "/api/matches?open=1&q=a",
      "/api/matches?limit=1",
      "/api/counts?game=puck",
    ];
    const all = () =>
      Promise.all(
        Array.from({ length: 10 }, () => looks)
          .flat()
          .map((path) => ask(path, {}, { POOL })),
      );
    const answers = await all();
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(most()).toBe(1);
    for (const answer of answers) expect(answer.headers.get("Cache-Control")).toBe("public, max-age=2");
    now += 1001;
    const later = await ask("/api/matches", {}, { POOL });
    expect(most()).toBe(1);
    // What a browser keeps is no older than what the server keeps.
    expect(later.headers.get("Cache-Control")).toBe("no-store");
    now += 999;
    await all();
    expect(most()).toBe(2);
  });

  it("reach none from another isolate of the data centre, which has its cache", async () => {
    const place = { game: "arena", mode: "brawl", region: LOCAL };
    const getByName = vi.fn((name: string) => env.POOL.getByName(name));
    const work: Promise<unknown>[] = [];
    const looker = {
      env: { POOL: { getByName } as unknown as typeof env.POOL },
      url: "http://localhost/api/matches",
      waitUntil: (one: Promise<unknown>) => work.push(one),
    };
    const first = await new Snapshots().of(looker, place, now);
    await Promise.all(work);
    // Of the same age there as here: it does not begin anew.
    const other = new Snapshots();
    expect(await other.of(looker, place, now + 1999)).toEqual(first);
    expect(getByName).toHaveBeenCalledTimes(1);
    expect((await other.of(looker, place, now + 2000)).at).toBe(now + 2000);
    expect(getByName).toHaveBeenCalledTimes(2);
  });
});

describe("casual play", () => {
  const play = async (body: object) => admission(await post("/api/play", { name: "Ann", mode: "teams", ...body }));

  it("goes to a region that is farther where there are people, unless the player has chosen one", async () => {
    await tell("FFFFFFFFFF", "teams", 2, { in: "eeur" });
    const isThere = async (code: string) => {
      const { matches } = await list("?region=eeur&mode=teams");
      return matches.some((match) => match.code === code);
    };
    // No such match was ever made: the pool sends the first player there, and then makes one in its own region.
    const near = await play({ rtt: { weur: 20, eeur: 200 } });
    const chosen = await play({ region: "weur", rtt: { weur: 20, eeur: 40 } });
    expect(near.code).toBe(chosen.code);
    await tell(near.code, "teams", 0, { in: "weur" });
    const far = await play({ rtt: { weur: 20, eeur: 40 } });
    expect(far.code).not.toBe(near.code);
    now += 2000;
    expect(await isThere("FFFFFFFFFF")).toBe(false);
  });

  it("leads a player who asks again, such as from a second window, to the same seat, wherever others are by then", async () => {
    const rtt = { oc: 20, afr: 30 };
    const first = await play({ rtt });
    await tell(first.code, "teams", 0, { in: "oc" });
    await tell("GGGGGGGGGG", "teams", 3, { in: "afr" });
    now += 2000;
    const authorization = { Authorization: `Bearer ${first.player}` };
    const again = await admission(await post("/api/play", { name: "Ann", mode: "teams", rtt }, authorization));
    expect(again.code).toBe(first.code);
  });
});
