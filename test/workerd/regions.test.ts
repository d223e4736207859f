/** Probes, which are measured, and the list of regions. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CLOSE, PROBE_PING, PROBE_PONG, RegionList } from "#shared/protocol/index.ts";
import { ProbeObject } from "#worker/index.ts";
import { admission, ask, post, refusal } from "./support/http.ts";

const RAY = { "CF-Ray": "8f0000000000-FRA" };
const UPGRADE = { Upgrade: "websocket" };
const here: WebSocket[] = [];

async function open(region: string): Promise<WebSocket> {
  const { webSocket, status } = await ask(`/probe/${region}`, { headers: UPGRADE });
  if (!webSocket) throw new Error(`no socket, but ${status}`);
  webSocket.accept();
  here.push(webSocket);
  return webSocket;
}

const answer = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.addEventListener("message", ({ data }) => resolve(data), { once: true }));

const regionsAt = async (path: string, headers: Record<string, string> = {}, changes = {}) =>
  v.parse(RegionList, await (await ask(path, { headers }, changes)).json()).regions;

afterEach(() => {
  vi.restoreAllMocks();
  for (const socket of here.splice(0)) socket.close();
});

describe("a probe", () => {
  it("answers pings while it sleeps: the runtime does it", async () => {
    const awake = vi.spyOn(ProbeObject.prototype, "webSocketMessage");
    const socket = await open("weur");
    const stub = env.PROBE.getByName("weur/1");
    await evictDurableObject(stub);
    for (let ping = 0; ping < 5; ping++) {
      socket.send(PROBE_PING);
      expect(await answer(socket)).toBe(PROBE_PONG);
    }
    expect(awake).not.toHaveBeenCalled();
    const answered = await runInDurableObject(stub, (_, ctx) =>
      ctx.getWebSockets().map((one) => ctx.getWebSocketAutoResponseTimestamp(one)),
    );
    expect(answered).toEqual([expect.any(Date)]);
  });

  it("ends a socket that says something else", async () => {
    const socket = await open("eeur");
    const closed = new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
    socket.send("pong");
    expect(await closed).toBe(CLOSE.malformed);
  });

  it("is made where its hint says", async () => {
    const asked: unknown[] = [];
    const PROBE = {
      getByName: (...args: unknown[]) => {
        asked.push(args);
        return { fetch: async () => new Response(null) };
      },
    } as unknown as typeof env.PROBE;
    await ask("/probe/apac-ne", { headers: UPGRADE }, { PROBE });
    await ask("/probe/local", { headers: UPGRADE }, { PROBE });
    expect(asked).toEqual([
      ["apac-ne/1", { locationHint: "apac-ne" }],
      ["local/1", {}],
    ]);
  });

  it("takes sockets alone, of this site, from an address within its limit, at the address of a region", async () => {
    expect(await refusal(await ask("/probe/weur"))).toMatchObject({ status: 426, error: "upgrade_required" });
    expect(await refusal(await ask("/probe/moon", { headers: UPGRADE }))).toMatchObject({ error: "no_route" });
    expect(await refusal(await ask("/probe/weur", { method: "POST" }))).toMatchObject({ error: "no_route" });
    const foreign = await ask("/probe/weur", { headers: { ...UPGRADE, Origin: "https://elsewhere.example" } });
    expect(await refusal(foreign)).toMatchObject({ status: 403, error: "foreign_origin" });
    const ADDRESS_LIMIT = { limit: async () => ({ success: false }) };
    const often = await ask(
      "/probe/weur",
      { headers: { ...UPGRADE, "CF-Connecting-IP": "203.0.113.7" } },
      { ADDRESS_LIMIT },
    );
    expect(await refusal(often)).toMatchObject({ status: 429, error: "too_many" });
  });
});

describe("the regions", () => {
  it("are one on a server that is not Cloudflare's, also where its runtime makes a place up", async () => {
    expect(await regionsAt("/api/regions")).toEqual([{ region: "local", name: "This server" }]);
  });

  it("are the likeliest three behind Cloudflare's edge, with names for players", async () => {
    const found = await regionsAt("/api/regions", RAY);
    expect(found).toHaveLength(3);
    expect(found).toContainEqual({ region: "weur", name: "Europe, west" });
  });

  it("are made up with their round trips, on a server that this machine alone can reach", async () => {
    const path = "/api/regions?regions=weur:24,enam:95";
    expect(await regionsAt(path, {}, { LOOPBACK_ONLY: "1" })).toEqual([
      { region: "weur", name: "Europe, west", rtt: 24 },
      { region: "enam", name: "North America, east", rtt: 95 },
    ]);
    expect(await refusal(await ask(path))).toMatchObject({ status: 400, error: "bad_request" });
    for (const bad of ["", "weur", "moon:3", "weur:24,", "weur:-1", "weur:99999"]) {
      const answered = await ask(`/api/regions?regions=${bad}`, {}, { LOOPBACK_ONLY: "1" });
      expect(await refusal(answered), bad).toMatchObject({ status: 400, error: "bad_request" });
    }
  });
});

describe("a request that plays", () => {
  const placedAt = async (body: object, headers: Record<string, string> = {}) => {
    const asked: unknown[] = [];
    const MATCH = {
      getByName: (code: string, options?: unknown) => {
        asked.push(options);
        return env.MATCH.getByName(code);
      },
    } as unknown as typeof env.MATCH;
    const { region } = await admission(await post("/api/matches", { name: "Ann", ...body }, headers, { MATCH }));
    return { asked: asked[0], region };
  };

  it("has its private match made in the region that it asks for, or to which the line is best, and hears of it", async () => {
    expect(await placedAt({ region: "oc", rtt: { weur: 3 } }, RAY)).toEqual({
      asked: { locationHint: "oc" },
      region: "oc",
    });
    expect(await placedAt({ rtt: { weur: 300.5, sam: 20 } }, RAY)).toEqual({
      asked: { locationHint: "sam" },
      region: "sam",
    });
    expect(await placedAt({ region: "local" }, RAY)).toEqual({ asked: { locationHint: "weur" }, region: "weur" });
    expect(await placedAt({})).toEqual({ asked: {}, region: "local" });
  });

  it("is refused for a region that there is not, and for a round trip that is none", async () => {
    const bad = [
      { region: "moon" },
      { region: "constructor" },
      { region: 1 },
      { rtt: { moon: 3 } },
      { rtt: JSON.parse('{"__proto__": 3}') },
      { rtt: { weur: -1 } },
      { rtt: { weur: 10_001 } },
      { rtt: { weur: "24" } },
      { rtt: [] },
      { rtt: 24 },
    ];
    for (const body of bad)
      for (const path of ["/api/play", "/api/matches"])
        expect(await refusal(await post(path, { name: "Ann", ...body })), JSON.stringify(body)).toMatchObject({
          status: 400,
          error: "bad_request",
        });
    expect((await post("/api/play", { name: "Ann", region: "weur", rtt: { weur: 24, local: 0 } })).status).toBe(200);
  });
});
