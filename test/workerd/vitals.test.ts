import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { MatchLook } from "#shared/monitor/index.ts";
import { poolFor } from "#worker/objects.ts";
import { LOCAL } from "#worker/regions.ts";
import { ask } from "./support/http.ts";
import { Player } from "./support/player.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const create = (settings = {}) =>
  Player.enter("/api/matches", { name: "Ada", settings: { seats: 4, autostart: 0, ...settings } });
const frames = (count: number) => (player: Player) =>
  player.messages.filter(({ type }) => type === "frame").length >= count;
const stubOf = ({ code }: Player) => env.MATCH.getByName(code);
const lookAt = async (player: Player, tables = false) => v.parse(MatchLook, await stubOf(player).look(tables));

/** What is on the disk of a match. */
const disk = (player: Player) =>
  runInDurableObject(stubOf(player), (_, { storage }) => ({
    pages: storage.sql.exec("SELECT slot, stand FROM pages ORDER BY slot").toArray(),
    values: [...storage.kv.list()].map(([key]) => key),
    rows: storage.sql.exec<{ rows: number }>("SELECT total_changes() AS rows").one().rows,
  }));

async function asleep(): Promise<Player> {
  const ada = await create();
  await ada.until(frames(3));
  ada.close();
  await ada.until(({ closed }) => closed !== undefined);
  await pause(300);
  return ada;
}

describe("what a match has used since it was made", () => {
  it("outlasts its sleep out of memory", async () => {
    const ada = await asleep();
    const { vitals: before } = await lookAt(ada);
    expect(before).toMatchObject({ asleep: true, limited: 0, tickRate: 30 });
    expect(before.bytesIn).toBeGreaterThan(0);
    expect(before.dollars).toBeGreaterThan(0);
    await evictDurableObject(stubOf(ada));
    const { vitals: after } = await lookAt(ada);
    const { made, messagesIn, bytesIn, messagesOut, bytesOut } = before;
    expect(after).toMatchObject({ made, messagesIn, bytesIn, messagesOut, bytesOut });
    // Calls that came while it slept are forgotten: they cost less than a row would.
    expect(after.dollars).toBeGreaterThan(0.8 * before.dollars);
    // `stats` goes on to mean this time in memory.
    const stats = await (await ask(`/api/matches/${ada.code}/stats`)).json();
    expect(stats).toMatchObject({ messagesIn: 0, bytesOut: 0 });
  });

  it("outlasts a kill, but for what the log loses too", async () => {
    const ada = await create();
    // A page is stored each second.
    await ada.until(frames(5));
    await pause(2500);
    const { vitals: before } = await lookAt(ada);
    const killed = runInDurableObject(stubOf(ada), (_, state) => state.abort("killed"));
    await expect(killed).rejects.toThrow("killed");
    const { vitals: after } = await lookAt(ada);
    expect(after.made).toBe(before.made);
    expect(after.bytesOut).toBeGreaterThan(0.3 * before.bytesOut);
    expect(after.bytesOut).toBeLessThanOrEqual(before.bytesOut);
    expect(after.messagesIn).toBeGreaterThan(0);
  });

  it("takes no row of its own", async () => {
    const ada = await asleep();
    const { pages, values } = await disk(ada);
    expect(pages.filter(({ stand }) => String(stand).includes('"usage"')).length).toBeGreaterThan(0);
    expect(values.filter((key) => key.includes("usage"))).toEqual([]);
  });

  it("has the clients that a limit has closed", async () => {
    const ada = await create();
    await ada.until(frames(3));
    const eve = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Eve" });
    await eve.until(frames(2));
    eve.say("no text is allowed");
    await eve.until(({ closed }) => closed !== undefined);
    expect((await lookAt(ada)).vitals.limited).toBe(1);
    ada.close();
  });
});

describe("an operator's look at a match", () => {
  it("wakes none, and writes nothing", async () => {
    const ada = await asleep();
    const before = await disk(ada);
    const first = await lookAt(ada, true);
    const second = await lookAt(ada, true);
    expect(first.tables?.length).toBeGreaterThan(0);
    expect(second).toEqual({ ...first, vitals: { ...first.vitals, dollars: expect.any(Number) } });
    expect(await disk(ada)).toEqual(before);
  });

  it("is undefined where there is no match", async () => {
    expect(await env.MATCH.getByName("ZZZZZZZZZZ").look(true)).toBeUndefined();
  });
});

it("a private match is told to the monitor alone: no list, count or snapshot has it", async () => {
  const place = { game: "arena", mode: "brawl", region: LOCAL } as const;
  const pool = poolFor(env, place);
  const before = await pool.snapshot(place);
  const counts = await (await ask("/api/counts")).text();
  const ada = await create({ seats: 3 });
  await ada.until(frames(3));
  const id = env.MATCH.idFromName(ada.code).toString();
  await expect.poll(async () => (await pool.news(place, "")).matches.map((row) => row.id)).toContain(id);
  const news = await pool.news(place, "");
  const row = news.matches.find((one) => one.id === id);
  expect(row).toMatchObject({ listed: false, players: 1, seats: 3, mode: "brawl", vitals: { tickRate: 30 } });
  expect(JSON.stringify(news)).not.toContain(ada.code);
  expect(news.row.matches).toBeGreaterThan(0);
  expect(await pool.snapshot(place)).toEqual(before);
  expect(await (await ask("/api/counts")).text()).toBe(counts);
  expect(await (await ask("/api/matches")).text()).not.toContain(ada.code);
  // It is known after the pool has left memory, and gone when it says so.
  await evictDurableObject(pool);
  const again = await pool.news(place, news.version);
  expect([again.whole, again.matches.some((one) => one.id === id)]).toEqual([true, true]);
  await pool.forget(ada.code);
  expect((await pool.news(place, again.version)).gone).toEqual([id]);
  ada.close();
});
