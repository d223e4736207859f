import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { answerError } from "#worker/http/answer-error.ts";
import type { App } from "#worker/http/app.ts";
import { findSeat } from "#worker/http/seating.ts";
import type { MatchReport } from "#worker/match/spec.ts";
import { poolFor } from "#worker/objects.ts";
import { PoolObject } from "#worker/pool/object.ts";
import { LOCAL } from "#worker/regions.ts";
import { admission, always, ask, peek, post, refusal, upgrade, withTicket } from "./support/http.ts";

const game = "arena";
const mode = "brawl";
const region = LOCAL;
const place = { game, mode, region };
const brawl = () => poolFor(env, place);

const listed = async (pool: ReturnType<typeof brawl>) => (await pool.snapshot(place)).matches.map(({ code }) => code);

const report = (code: string, change: Partial<MatchReport> = {}): MatchReport => ({
  ...{ code, game, mode, status: "live", seats: 4, players: 1, bots: 3, spectators: 0, listed: true },
  ...{ playerIds: ["p"], ...change },
});

describe("200 quick plays at once", () => {
  it("are all seated, none twice, no match above its seats, and no more matches than needed", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post("/api/play", { name: `P${i}` })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const tickets = (await Promise.all(answers.map(admission))).map(({ ticket }) => peek(ticket));
    expect(new Set(tickets.map(({ match, seat }) => `${match}/${seat}`)).size).toBe(200);
    expect(new Set(tickets.map(({ sub }) => sub)).size).toBe(200);
    const codes = [...new Set(tickets.map(({ match }) => match))];
    const infos = await Promise.all(codes.map((code) => env.MATCH.getByName(code).info()));
    for (const info of infos) {
      if (!info) throw new Error("a match is gone");
      expect(info.players).toBeLessThanOrEqual(info.seats);
    }
    const seats = infos[0]?.seats ?? 0;
    expect(codes).toHaveLength(Math.ceil(200 / seats));
  }, 60_000);
});

/** A match reports once a second at most, and the list may be two seconds old. */
const PATIENCE_MS = 20_000;

describe("a match that is listed", () => {
  it("shows in the list once a player has come in, and takes the next player", async () => {
    const { code, ticket } = await admission(await post("/api/play", { name: "Ann", mode: "teams" }));
    const { webSocket } = await upgrade(code, withTicket(ticket));
    webSocket?.accept();
    await vi.waitFor(async () => {
      const body = await (await ask("/api/matches")).json();
      expect(body).toMatchObject({ matches: expect.arrayContaining([expect.objectContaining({ code, players: 1 })]) });
      expect(JSON.stringify(body)).not.toContain("playerIds");
    }, PATIENCE_MS);
    expect((await admission(await post("/api/play", { name: "Bob", mode: "teams" }))).code).toBe(code);
    webSocket?.close(1000);
  });
});

describe("a pool", () => {
  it("refuses a mode that it does not know, such as a Worker of another build asks for, as the API does", async () => {
    const routes = new Hono<App>().onError(answerError).get("/:game/:mode", async (c) => {
      const { game, mode } = c.req.param();
      return c.json(
        await findSeat(
          env,
          { game, mode, settings: {} },
          { id: "p", name: "Ann" },
          { address: undefined, region: LOCAL },
        ),
      );
    });
    expect(await refusal(await routes.request("/arena/of-tomorrow", {}, env))).toMatchObject({
      ...{ status: 400, error: "bad_request", message: expect.stringContaining("there is no mode of-tomorrow") },
    });
    expect(await refusal(await routes.request("/chess/brawl", {}, env))).toMatchObject({
      status: 400,
      error: "bad_request",
    });
  });

  it("makes one match for all who come while it is being made", async () => {
    await runInDurableObject(env.POOL.getByName("slow"), async (_, state) => {
      const create = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
      const object = new PoolObject(state, { ...env, MATCH: always({ create }) }, games);
      const codes = await Promise.all(["a", "b", "c"].map((player) => object.play({ ...place, player })));
      expect(new Set(codes).size).toBe(1);
      expect(create).toHaveBeenCalledTimes(1);
      expect(create).toHaveBeenCalledWith(
        expect.objectContaining({ code: codes[0], game, mode, region, listed: true }),
      );
    });
  });

  it("tells all who wait when a match cannot be made, and makes another for the next", async () => {
    await runInDurableObject(env.POOL.getByName("failing"), async (_, state) => {
      const create = vi.fn(async () => {});
      create.mockRejectedValueOnce(new Error("no more disk"));
      const object = new PoolObject(state, { ...env, MATCH: always({ create }) }, games);
      const asked = await Promise.allSettled(["a", "b"].map((player) => object.play({ ...place, player })));
      expect(asked).toMatchObject([{ reason: { message: "no more disk" } }, { reason: { message: "no more disk" } }]);
      await expect(object.play({ ...place, player: "a" })).resolves.toMatch(/^\w{10}$/);
      expect(create).toHaveBeenCalledTimes(2);
    });
  });

  it("looks for another match where the player who was to open one may open no more", async () => {
    await runInDurableObject(env.POOL.getByName("refused"), async (_, state) => {
      const create = vi.fn(async () => {});
      const may = new Map([["a", false]]);
      const open = vi.fn(async (_code: string, player: string) => may.get(player) ?? true);
      const QUOTA = { getByName: () => ({ open }) } as unknown as typeof env.QUOTA;
      const object = new PoolObject(state, { ...env, MATCH: always({ create }), QUOTA }, games);
      const players = ["a", "b", "c"].map((player) => object.play({ ...place, player, address: "n" }));
      const [a, b, c] = await Promise.all(players);
      expect(a).toBeUndefined();
      expect(b).toMatch(/^\w{10}$/);
      expect(c).toBe(b);
      expect(open.mock.calls.map(([, player]) => player)).toEqual(["a", "b"]);
      expect(create).toHaveBeenCalledTimes(1);
      expect(create).toHaveBeenCalledWith(expect.objectContaining({ opener: { player: "b", address: "n" } }));
    });
  });

  it("gives a player who asks twice at once one seat", async () => {
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => env.POOL.getByName("twice").play({ ...place, player: "p" })),
    );
    expect(new Set(codes).size).toBe(1);
  });

  it("knows its matches after it was evicted", async () => {
    const stub = env.POOL.getByName("evicted");
    await stub.report(report("AAAAAAAAAA"));
    await stub.report(report("BBBBBBBBBB", { playerIds: ["q", "r"], players: 2 }));
    await stub.report(report("CCCCCCCCCC"));
    await stub.report(report("DDDDDDDDDD", { listed: false }));
    await stub.forget("CCCCCCCCCC");
    const before = await stub.snapshot(place);
    await evictDurableObject(stub);
    expect(await stub.snapshot(place)).toEqual(before);
    expect(before.matches.map(({ code }) => code)).toEqual(["BBBBBBBBBB", "AAAAAAAAAA"]);
    expect(await stub.play({ ...place, player: "s" })).toBe("BBBBBBBBBB");
    expect(await stub.play({ ...place, player: "p" })).toBe("AAAAAAAAAA");
  });

  it("lets go of a row that it cannot read", async () => {
    const stub = env.POOL.getByName("older");
    await stub.report(report("AAAAAAAAAA"));
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec("INSERT INTO matches VALUES ('BBBBBBBBBB', '{\"code\":1}', 0), ('CCCCCCCCCC', '{', 0)");
    });
    await evictDurableObject(stub);
    expect(await listed(stub)).toEqual(["AAAAAAAAAA"]);
  });

  it("forgets a match that no longer exists as soon as it hears so", async () => {
    const stub = brawl();
    await stub.report(report("XXXXXXXXXX", { seats: 4 }));
    expect(await listed(stub)).toContain("XXXXXXXXXX");
    await stub.refused("XXXXXXXXXX", "s", "no_match");
    expect(await listed(stub)).not.toContain("XXXXXXXXXX");
  });

  it("sends quick play past a match that is gone", async () => {
    // The fullest there is, so that it is picked first; no such object was ever made.
    const playerIds = Array.from({ length: 1000 }, (_, i) => `ghost${i}`);
    await brawl().report(report("WWWWWWWWWW", { seats: 1024, players: 1000, playerIds }));
    const { code, ticket } = await admission(await post("/api/play", { name: "Ann" }));
    expect(code).not.toBe("WWWWWWWWWW");
    const response = await upgrade(code, withTicket(ticket));
    expect(response.status).toBe(101);
    response.webSocket?.accept();
    response.webSocket?.close(1000);
  });
});
