/** What a program that watches over the server is told. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { afterEach, describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { PROTOCOL } from "#shared/protocol/index.ts";
import type { Env } from "#worker/env.ts";
import type { App } from "#worker/http/app.ts";
import { healthFor } from "#worker/http/health.ts";
import { ask } from "./support/http.ts";

interface Told {
  readonly healthy: boolean;
  readonly checks: Readonly<Record<string, string>>;
  readonly at: number;
  readonly version: string | null;
  readonly edition: number;
}

/** Of a binding only what is called is there: a check that needs more fails loudly. */
const standIn = <K extends keyof Env>(_name: K, value: object): Env[K] => value as Env[K];
const ASSETS = standIn("ASSETS", { fetch: async () => new Response("") });
const SECRET = "a secret of this server, which is in no answer";

/** A server that has just started, with some of its bindings replaced. */
function server(changes: Partial<Env> = {}, limit?: number) {
  const app = new Hono<App>().route("/healthz", healthFor(games, limit));
  return async (method = "GET", more: Partial<Env> = {}): Promise<Response> =>
    app.fetch(
      new Request("https://scrim.example/healthz", { method }),
      { ...env, ASSETS, ...changes, ...more },
      createExecutionContext(),
    );
}

async function told(answer: Response | Promise<Response>): Promise<Told> {
  return (await answer).json();
}

/** A namespace whose every object does this, by each of its methods. */
const objects = (does: () => Promise<unknown>) => ({ getByName: () => ({ keeps: does, info: does, snapshot: does }) });
const refuses = () => objects(() => Promise.reject(new Error(`disk of ${SECRET} is full`)));
const hangs = () => objects(() => new Promise(() => {}));

const ALL_WELL = { secrets: "ok", storage: "ok", matches: "ok", pools: "ok", files: "ok" };

afterEach(() => void vi.restoreAllMocks());

describe("/healthz", () => {
  it("says that all is well, and what runs, and nothing more", async () => {
    const answer = await server({ OPERATOR_TOKEN: "t".repeat(32) })();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(await told(answer)).toEqual({
      healthy: true,
      checks: ALL_WELL,
      at: expect.any(Number),
      version: expect.toSatisfy((version: unknown) => version === null || typeof version === "string"),
      edition: PROTOCOL,
    });
  });

  it("is an address of the server", async () => {
    const answer = await ask("/healthz", {}, { ASSETS });
    expect([answer.status, (await told(answer)).healthy]).toEqual([200, true]);
  });

  it.each<[string, string, Partial<Env>]>([
    ["secrets", "is not set", { TICKET_SECRET: "" }],
    ["secrets", "is too short", { TICKET_SECRET: "short" }],
    ["secrets", "is too short, of those before", { TICKET_SECRET_PREVIOUS: "short" }],
    ["secrets", "is too short, of the operator", { OPERATOR_TOKEN: "short" }],
    ["storage", "refuses", { PROBE: standIn("PROBE", refuses()) }],
    ["matches", "refuse", { MATCH: standIn("MATCH", refuses()) }],
    ["pools", "refuse", { POOL: standIn("POOL", refuses()) }],
    ["files", "are gone", { ASSETS: standIn("ASSETS", { fetch: async () => new Response("", { status: 404 }) }) }],
    ["files", "cannot be had", { ASSETS: standIn("ASSETS", { fetch: () => Promise.reject(new Error(SECRET)) }) }],
  ])("503 and the name of the check: %s %s", async (name, _, changes) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await server(changes)();
    expect(answer.status).toBe(503);
    const text = await answer.clone().text();
    expect(text).not.toContain(SECRET);
    expect(await told(answer)).toMatchObject({ healthy: false, checks: { ...ALL_WELL, [name]: "failed" } });
    const lines = logged.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toEqual([expect.objectContaining({ event: "unhealthy", check: name })]);
  });

  it.each<[string, Partial<Env>]>([
    ["storage", { PROBE: standIn("PROBE", hangs()) }],
    ["matches", { MATCH: standIn("MATCH", hangs()) }],
    ["pools", { POOL: standIn("POOL", hangs()) }],
  ])("503 where %s say nothing in time; the others are told all the same", async (name, changes) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await server(changes, 1500)();
    expect(answer.status).toBe(503);
    expect((await told(answer)).checks).toEqual({ ...ALL_WELL, [name]: "overdue" });
  });

  it("503 without a body for HEAD, which some checkers send", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const answer = await server({ TICKET_SECRET: "" })("HEAD");
    expect([answer.status, await answer.text()]).toEqual([503, ""]);
  });

  it("checks once for all who ask within some seconds, and then anew", async () => {
    let files = 0;
    const counting = standIn("ASSETS", {
      fetch: async () => {
        files += 1;
        return new Response("");
      },
    });
    const health = server({ ASSETS: counting });
    const first = await Promise.all(Array.from({ length: 20 }, () => told(health())));
    expect(new Set(first.map(({ at }) => at)).size).toBe(1);
    expect(files).toBe(1);
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now + 4000);
    await health();
    expect(files).toBe(1);
    clock.mockReturnValue(now + 20_000);
    await health();
    expect(files).toBe(2);
  });

  it("is refused to no address, however often it asks", async () => {
    const full = { limit: async () => ({ success: false }) };
    const health = server({ READ_LIMIT: full, ADDRESS_LIMIT: full, TRY_LIMIT: full });
    expect((await health()).status).toBe(200);
  });

  it("finds storage broken as long as it is, and no longer", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const health = server();
    expect((await health("GET", { PROBE: standIn("PROBE", refuses()) })).status).toBe(503);
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 20_000);
    expect((await health()).status).toBe(200);
  });
});
