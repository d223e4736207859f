import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { games } from "#shared/games/index.ts";
import type { ClientTraceBody } from "#shared/protocol/index.ts";
import { isTrue, readReplay, verify } from "#shared/replay/index.ts";
import { MOST_KEPT, TraceQuota } from "#worker/archive/trace-quota.ts";
import { DAY_MS } from "#worker/clock.ts";
import type { Env } from "#worker/env.ts";
import { MOST_A_DAY, TraceDay } from "#worker/quota/trace-day.ts";
import { ask, freshCode, post, refusal, whose } from "./support/http.ts";
import { Player } from "./support/player.ts";

const FLIGHT: ClientTraceBody = {
  edition: 1,
  lasted: 1000,
  inputs: [[5, 12, 8, [0, 1, 0, 512]]],
  arrivals: [[10, 11, 40]],
  roundTrips: [[20, 31]],
  slacks: [[20, -4]],
  corrections: [[30, 11, 2.5]],
  clocks: [[0, 90, 50]],
  links: [[0, "live"]],
  drawn: [
    [0, 9.5, 12.25, 100.5, 80],
    [50, 10.5, 13.75, null, null],
  ],
};

const enter = async (name: string): Promise<Player> => {
  const player = await Player.enter("/api/matches", { name, settings: { seats: 2, fillTo: 2, autostart: 0 } });
  return player.until(({ messages }) => messages.filter(({ type }) => type === "frame").length > 10);
};

const send = (player: Pick<Player, "code" | "token">, body: unknown = FLIGHT, changes: Partial<Env> = {}) =>
  post(`/api/matches/${player.code}/flights`, body, { Authorization: `Bearer ${player.token}` }, changes);

const idOf = async (answer: Response): Promise<string> => {
  expect(answer.status).toBe(201);
  const { id } = await answer.json<{ id: string }>();
  expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  return id;
};

async function found(id: string, player: Player, changes: Partial<Env> = {}): Promise<void> {
  const answer = await ask(`/api/flights/${id.toLowerCase()}`, {}, changes);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ ...FLIGHT, seat: player.seat });
  expect(text).not.toContain(player.code);
  const log = await ask(`/api/flights/${id}/log`, {}, changes);
  const replay = await readReplay(new Uint8Array(await log.arrayBuffer()));
  expect(replay.head.id).toBe(id);
  expect(replay.head.seats.map(({ name }) => name)).toContain("Ada");
  expect(replay.head.last).toBeGreaterThan(10);
  expect(isTrue(verify(replay, games))).toBe(true);
}

describe("a flight", () => {
  it("is kept beside the server's log of the same minute, in the bucket", async () => {
    const ada = await enter("Ada");
    const id = await idOf(await send(ada));
    expect(id).not.toBe(ada.code);
    await found(id, ada);
    expect(await env.REPLAYS?.head(`flights/${id}`)).not.toBeNull();
    const site = { fetch: async () => new Response("<!doctype html>") };
    const ASSETS = site as unknown as Env["ASSETS"];
    expect((await ask(`/f/${id}`, {}, { ASSETS })).status).toBe(200);
    expect((await ask("/f/short", {}, { ASSETS })).status).toBe(404);
    ada.close();
  });

  it("is kept in an object of its own where there is no bucket, for as long as a replay", async () => {
    const none = { REPLAYS: undefined } as unknown as Partial<Env>;
    const ada = await enter("Ada");
    const id = await idOf(await send(ada, FLIGHT, none));
    await found(id, ada, none);
    const object = env.MATCH.getByName(id);
    // The object is no match: no player can enter it.
    expect(await refusal(await post(`/api/matches/${id}/join`, { name: "Bob" }))).toMatchObject({ error: "no_match" });
    expect(await runDurableObjectAlarm(object)).toBe(true);
    expect(await refusal(await ask(`/api/flights/${id}`, {}, none))).toMatchObject({ status: 404, error: "no_replay" });
    ada.close();
  });

  it("is one each ten seconds, and only of a player who has a seat", async () => {
    const ada = await enter("Ada");
    const eve = await enter("Eve");
    await idOf(await send(ada));
    const again = await send(ada);
    expect(again.headers.get("Retry-After")).toBe("10");
    expect(await refusal(again)).toMatchObject({ status: 429, error: "too_many" });
    for (const token of [eve.token, "x"])
      expect(await refusal(await send({ code: ada.code, token }))).toMatchObject({ status: 403, error: "not_yours" });
    for (const code of ["ZZZZZZZZZZ", "x"])
      expect(await refusal(await send({ code, token: ada.token }))).toMatchObject({ status: 404, error: "no_match" });
    ada.close();
    eve.close();
  });

  it("is one of so many that are kept of a player in a match: the next one is refused, and others' are kept", async () => {
    const ada = await enter("Ada");
    const bob = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" });
    await runInDurableObject(env.MATCH.getByName(ada.code), (_, state) => {
      // It is on disk: what a restart forgets is when one was sent last.
      const quota = new TraceQuota(state.storage.sql);
      for (let n = 0; n < MOST_KEPT.player.flights; n++) quota.allow(whose(ada.token), 1);
    });
    const answer = await send(ada);
    // Waiting does not help.
    expect(answer.headers.get("Retry-After")).toBeNull();
    const { status, error, message } = await refusal(answer);
    expect({ status, error }).toEqual({ status: 429, error: "too_many" });
    expect(message).toMatch(/no more recordings are kept of this match/);
    await idOf(await send(bob));
    ada.close();
    bob.close();
  });

  it("counts with its bytes and those of the log beside it", async () => {
    const ada = await enter("Ada");
    await idOf(await send(ada));
    const kept = await runInDurableObject(env.MATCH.getByName(ada.code), (_, state) =>
      state.storage.sql.exec<{ flights: number; bytes: number }>("SELECT flights, bytes FROM flights_kept").toArray(),
    );
    expect(kept).toMatchObject([{ flights: 1 }]);
    expect(kept[0]?.bytes).toBeGreaterThan(JSON.stringify(FLIGHT).length + 200);
    ada.close();
  });

  it("is one too many where its player, or all of the match, have as many flights or bytes as may be kept", () =>
    runInDurableObject(env.MATCH.getByName("of no match"), (_, state) => {
      const quota = new TraceQuota(state.storage.sql);
      const { player, match } = MOST_KEPT;
      for (let n = 0; n < player.flights; n++) expect(quota.allow("a", 1)).toBe(true);
      expect(quota.allow("a", 1)).toBe(false);
      expect(quota.allow("b", 1)).toBe(true);
      quota.grow("b", player.bytes - 2);
      expect(quota.allow("b", 1)).toBe(true);
      expect(quota.allow("b", 1)).toBe(false);
      for (let n = player.flights + 2; n < match.flights; n++) expect(quota.allow(`c${n}`, 1)).toBe(true);
      expect(quota.allow("d", 1)).toBe(false);
      state.storage.sql.exec("DELETE FROM flights_kept");
      expect(quota.allow("a", match.bytes)).toBe(true);
      expect(quota.allow("d", 1)).toBe(false);
    }));

  it("is one of so many that are kept of a network in a day, however many matches it makes", async () => {
    const address = "203.0.113.40";
    const from = (player: Player) =>
      post(`/api/matches/${player.code}/flights`, FLIGHT, {
        Authorization: `Bearer ${player.token}`,
        "CF-Connecting-IP": address,
      });
    const [ada, bob] = [await enter("Ada"), await enter("Bob")];
    await idOf(await from(ada));
    for (const id of await listDurableObjectIds(env.QUOTA)) {
      await runInDurableObject(env.QUOTA.get(id), (_, state) => {
        const { traces } = state.storage.sql.exec<{ traces: number }>("SELECT traces FROM trace_day").one();
        expect(traces).toBe(1);
        state.storage.sql.exec("UPDATE trace_day SET traces = ?", MOST_A_DAY);
      });
    }
    const answer = await from(bob);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refusal(answer)).toMatchObject({
      ...{ status: 429, error: "too_many", message: expect.stringContaining("try again tomorrow") },
    });
    ada.close();
    bob.close();
  });

  it("counts for a day that begins with a network's first, also where the clock was set wrong before a restart", () =>
    runInDurableObject(env.QUOTA.getByName("days"), (_, state) => {
      const before = new TraceDay(state.storage.sql, 0);
      for (let n = 0; n < MOST_A_DAY; n++) expect(before.take(1e12)).toBe(0);
      const day = new TraceDay(state.storage.sql, 1000);
      expect(day.take(2000)).toBe(DAY_MS - 1000);
      expect(day.take(DAY_MS + 999)).toBe(1);
      expect(day.take(DAY_MS + 1000)).toBe(0);
    }));

  it("is refused where it is malformed, too big, or not declared as JSON", async () => {
    const ada = await enter("Ada");
    const bad = [{}, { ...FLIGHT, edition: 9 }, { ...FLIGHT, arrivals: [[0, -1, 4]] }, { ...FLIGHT, name: "Ada" }];
    for (const body of bad)
      expect(await refusal(await send(ada, body))).toMatchObject({ status: 400, error: "bad_request" });
    const long = { ...FLIGHT, more: "x".repeat(256 * 1024) };
    expect(await refusal(await send(ada, long))).toMatchObject({ status: 413, error: "too_big" });
    const path = `/api/matches/${ada.code}/flights`;
    expect(await refusal(await ask(path, { method: "POST", body: "{}" }))).toMatchObject({ status: 415 });
    const foreign = await post(path, FLIGHT, { Origin: "https://elsewhere.example" });
    expect(await refusal(foreign)).toMatchObject({ status: 403, error: "foreign_origin" });
    // What was refused does not count as one; and it may be longer than what other routes take.
    const arrivals = Array.from({ length: 1800 }, (_, n): [number, number, number] => [n * 33, n, 40]);
    await idOf(await send(ada, { ...FLIGHT, arrivals }));
    const others = await post("/api/play", { name: "Ada", game: "x".repeat(5000) });
    expect(await refusal(others)).toMatchObject({ status: 413, error: "too_big" });
    ada.close();
  });

  it("that is not there, kept no more, or damaged is said to be so", async () => {
    for (const path of ["/api/flights/ZZZZZZZZZZ", "/api/flights/ZZZZZZZZZZ/log", "/api/flights/x"])
      expect(await refusal(await ask(path))).toMatchObject({ status: 404, error: "no_replay" });
    const id = await freshCode();
    await env.REPLAYS?.put(`flights/${id}`, '{"edition":1,"lasted":');
    expect(await refusal(await ask(`/api/flights/${id}`))).toMatchObject({ status: 500, error: "fault" });
  });
});
