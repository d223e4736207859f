/** Requests of the page: each has a limit, and says in a sentence what became of it. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Api, ApiFailure } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { openReplay } from "#client/session/recording/replay-files.ts";
import { codeFor, hasReplay, ReplayFailure } from "#client/session/recording/replay-request.ts";
import { replayBy } from "#client/session/recording/sources.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { testGames } from "#test/support/games.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const never: Fetch = () => new Promise(() => {});
const api = (fetch: Fetch) => new Api({ fetch, base: "", game: "arena", identity: ownIdentity() });
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

/** What it fails with, and after how long; time goes on until it does. */
async function failure(work: Promise<unknown>): Promise<{ readonly error: unknown; readonly after: number }> {
  const began = performance.now();
  let failed: { readonly error: unknown; readonly after: number } | undefined;
  work.then(
    () => {
      throw new Error("it has not failed");
    },
    (error: unknown) => {
      failed = { error, after: performance.now() - began };
    },
  );
  while (!failed) {
    if (performance.now() - began > 300_000) throw new Error("it waits for ever");
    await vi.advanceTimersByTimeAsync(100);
  }
  return failed;
}

describe("a request that is not answered", () => {
  const trace = {
    edition: 1,
    lasted: 0,
    inputs: [],
    arrivals: [],
    roundTrips: [],
    slacks: [],
    corrections: [],
    clocks: [],
    links: [],
    drawn: [],
  } as const;
  const requests: [string, number, (by: Api) => Promise<unknown>][] = [
    ["quick play", 10_000, (by) => by.play("Ada", "brawl")],
    ["a new match", 10_000, (by) => by.createMatch("Ada", "brawl")],
    ["a join", 10_000, (by) => by.join("4G7K2M9QXZ", "Ada")],
    ["a return", 10_000, (by) => by.rejoin("4G7K2M9QXZ", "Ada")],
    ["watching", 10_000, (by) => by.watch("4G7K2M9QXZ")],
    ["the list", 10_000, (by) => by.list()],
    ["a match's info", 10_000, (by) => by.info("4G7K2M9QXZ")],
    ["its results", 10_000, (by) => by.results("4G7K2M9QXZ")],
    ["a trace", 60_000, (by) => by.keepTrace("4G7K2M9QXZ", trace)],
  ];

  it.each(requests)("%s ends after %i ms", async (_, ms, ask) => {
    const { error, after } = await failure(ask(api(never)));
    expect(error).toMatchObject({ code: "unreachable", message: "The server does not answer. Try again." });
    expect(after).toBe(ms);
  });

  it("is aborted, so that the browser lets go of it", async () => {
    let signal: AbortSignal | null | undefined;
    const fetch: Fetch = (_, init) => {
      signal = init.signal;
      return never("", init);
    };
    await failure(api(fetch).list());
    expect(signal?.aborted).toBe(true);
  });

  it("nor is one whose answer stands still half way", async () => {
    const half = new ReadableStream({ start: (out) => out.enqueue(new TextEncoder().encode('{"matches"')) });
    const { error, after } = await failure(api(async () => new Response(half)).list());
    expect([error instanceof ApiFailure && error.code, after]).toEqual(["unreachable", 10_000]);
  });

  it("leaves no timer behind where it is answered", async () => {
    await api(async () => json(200, { matches: [] })).list();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("an answer that breaks off", () => {
  it("is a lost line, and one that is no JSON a fault", async () => {
    const broken = new ReadableStream({ start: (out) => out.error(new TypeError("network error")) });
    expect((await failure(api(async () => new Response(broken)).list())).error).toMatchObject({ code: "unreachable" });
    expect((await failure(api(async () => new Response("<html>")).list())).error).toMatchObject({ code: "fault" });
  });
});

describe("Retry-After", () => {
  const told = async (
    status: number,
    text: string | undefined,
    body: unknown = { error: "too_many", message: "wait" },
  ) => {
    const headers: Record<string, string> = text === undefined ? {} : { "Retry-After": text };
    const { error } = await failure(api(async () => json(status, body, headers)).list());
    return error instanceof ApiFailure ? error.retryAfter : error;
  };

  it("is read as seconds or as a date, up to five minutes", async () => {
    expect(await told(429, "60")).toBe(60);
    expect(await told(429, "0")).toBe(0);
    expect(await told(429, new Date(Date.now() + 30_000).toUTCString())).toBeGreaterThanOrEqual(28);
    expect(await told(429, new Date(Date.now() - 30_000).toUTCString())).toBe(0);
    expect(await told(429, "99999999999999999999")).toBe(300);
    for (const text of [undefined, "", "soon", "1e9x"])
      expect([text, await told(429, text)]).toEqual([text, undefined]);
  });

  it("counts also where something before the server says it, in its own words", async () => {
    expect(await told(503, "20", "busy")).toBe(20);
  });
});

describe("a player who comes back", () => {
  const admission: Admission = { code: "4G7K2M9QXZ", role: "player", ticket: "t", player: "p" };
  const refusal = { error: "bad_request", message: "name: a name shows something" };

  /** The names that were sent. @param seated whether the player has a seat there still */
  function server(seated: boolean, refuses: (name: string) => boolean = () => false) {
    const names: (string | undefined)[] = [];
    const fetch: Fetch = async (_, init) => {
      const { name } = JSON.parse(String(init.body));
      names.push(name);
      if (name === undefined) return seated ? json(200, admission) : json(400, { error: "no_name", message: "" });
      return refuses(name) ? json(400, refusal) : json(200, admission);
    };
    return { names, api: api(fetch) };
  }

  it("says no name: the seat has its own", async () => {
    const { names, api } = server(true);
    expect(await api.rejoin("4G7K2M9QXZ", "Ada")).toEqual(admission);
    expect(names).toEqual([undefined]);
  });

  it("takes another seat under their name when their own is gone", async () => {
    const { names, api } = server(false);
    expect(await api.rejoin("4G7K2M9QXZ", "Ada")).toEqual(admission);
    expect(names).toEqual([undefined, "Ada"]);
  });

  it("is not kept out by a server that has come to refuse that name", async () => {
    const { names, api } = server(false, (name) => name === "Ada");
    expect(await api.rejoin("4G7K2M9QXZ", "Ada")).toEqual(admission);
    expect(names).toEqual([undefined, "Ada", "Player"]);
  });

  it("is told of a refusal that is not for the name", async () => {
    const { names, api } = server(false, () => true);
    await expect(api.rejoin("4G7K2M9QXZ", "Ada")).rejects.toMatchObject({ code: "bad_request" });
    expect(names).toEqual([undefined, "Ada", "Player"]);
  });
});

describe("a replay", () => {
  /** A file that comes in pieces, each after so long; undefined stands for never. */
  const rules = async () => testGames;
  const file =
    (waits: readonly (number | undefined)[]): Fetch =>
    async () => {
      const left = [...waits];
      const body = new ReadableStream<Uint8Array>({
        async pull(out) {
          if (left.length === 0) return out.close();
          const ms = left.shift();
          await new Promise<void>((resolve) => ms !== undefined && setTimeout(resolve, ms));
          out.enqueue(new Uint8Array(1000));
        },
      });
      return new Response(body);
    };

  it("that stands still half way is given up", async () => {
    const { error, after } = await failure(openReplay(file([500, 500, undefined]), rules, replayBy("X"), 0));
    expect(error).toMatchObject({ problem: "unreachable", message: "The server does not answer." });
    expect(after).toBe(11_000);
  });

  it("that is slow, but comes, is read to its end", async () => {
    const { error, after } = await failure(openReplay(file(new Array(12).fill(9000)), rules, replayBy("X"), 0));
    // It has been read, and is none.
    expect(error).toMatchObject({ problem: "bad" });
    expect(after).toBeGreaterThan(100_000);
  });

  it("is taken to be none where whether it is there can't be told", async () => {
    const looked = hasReplay(never, "X");
    await vi.advanceTimersByTimeAsync(5000);
    expect(await looked).toBe(false);
  });

  it("whose code does not come, or is no more after a deploy, is told apart: only loading the page again helps", async () => {
    const gone = await failure(codeFor(Promise.reject(new TypeError("Failed to fetch dynamically imported module"))));
    const slow = await failure(codeFor(new Promise(() => {})));
    for (const { error } of [gone, slow]) expect(error).toMatchObject({ problem: "unloaded" });
    expect(slow.error).toBeInstanceOf(ReplayFailure);
    expect(slow.after).toBe(45_000);
  });
});
