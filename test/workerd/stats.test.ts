import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bill } from "#shared/bill.ts";
import { ask, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Stats = v.strictObject({
  since: v.pipe(v.string(), v.isoTimestamp()),
  messagesIn: Count,
  bytesIn: Count,
  messagesOut: Count,
  bytesOut: Count,
  rowsWritten: Count,
  secondsAwake: v.pipe(v.number(), v.minValue(0)),
  requests: Count,
  dollars: v.pipe(v.number(), v.minValue(0)),
});

const create = () => Player.enter("/api/matches", { name: "Ada", settings: { seats: 4, autostart: 0 } });
const statsOf = async ({ code }: Player) => v.parse(Stats, await (await ask(`/api/matches/${code}/stats`)).json());
const frames = (count: number) => (player: Player) =>
  player.messages.filter(({ type }) => type === "frame").length >= count;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Its player goes, and nothing ticks any more. */
async function asleep(): Promise<Player> {
  const ada = await create();
  await ada.until(frames(3));
  ada.close();
  await ada.until(({ closed }) => closed !== undefined);
  await pause(200);
  return ada;
}

describe("a match's stats", () => {
  it("count what goes in and out, and come to what the price list says", async () => {
    const ada = await create();
    await ada.until(frames(5));
    for (const time of [1, 2, 3, 4]) ada.say({ type: "ping", time, mark: 0 });
    await ada.until(({ messages }) => messages.some((message) => message.type === "pong" && message.time === 4));
    const said = { ...ada.said };
    const stats = await statsOf(ada);
    expect(stats).toMatchObject({ messagesIn: said.messages, bytesIn: said.bytes });
    expect(stats.messagesOut).toBeGreaterThanOrEqual(5);
    expect(stats.bytesOut).toBeGreaterThan(stats.messagesOut * 2);
    // To make it, to promise the seat, the upgrade, and this very question.
    expect(stats.requests).toBe(4);
    expect(stats.rowsWritten).toBeGreaterThan(2);
    expect(stats.secondsAwake).toBeGreaterThan(0.1);
    expect(stats.secondsAwake).toBeLessThanOrEqual((Date.now() - Date.parse(stats.since)) / 1000);
    const { requests, messagesIn: messages, secondsAwake: seconds, rowsWritten } = stats;
    expect(stats.dollars).toBe(bill({ requests, messages, seconds, rowsWritten }));
    const later = await statsOf(ada);
    expect(later.since).toBe(stats.since);
    expect(later.requests).toBe(5);
    ada.close();
  });

  it("know of each row that is written, by any part of the server", async () => {
    const ada = await asleep();
    const before = await statsOf(ada);
    const told = await runInDurableObject(env.MATCH.getByName(ada.code), async (_, { storage }) => {
      const { sql, kv } = storage;
      sql.exec("CREATE TABLE more (id INTEGER PRIMARY KEY, what TEXT) STRICT");
      const { rowsWritten } = sql.exec("INSERT INTO more VALUES (1, 'a'), (2, 'b'), (3, 'c')");
      kv.put("more", 1);
      await storage.setAlarm(Date.now() + 600_000);
      return rowsWritten;
    });
    expect(told).toBe(3);
    expect((await statsOf(ada)).rowsWritten - before.rowsWritten).toBe(5);
  });

  it("charge nothing for the time without players", async () => {
    const ada = await asleep();
    const before = await statsOf(ada);
    await pause(500);
    const after = await statsOf(ada);
    expect(after.since).toBe(before.since);
    expect(after.secondsAwake).toBe(before.secondsAwake);
    expect(after.secondsAwake).toBeGreaterThan(0);
  });

  it("begin anew when the match comes back from its sleep", async () => {
    const ada = await asleep();
    const before = await statsOf(ada);
    await evictDurableObject(env.MATCH.getByName(ada.code));
    const after = await statsOf(ada);
    expect(Date.parse(after.since)).toBeGreaterThan(Date.parse(before.since));
    expect(after).toMatchObject({
      messagesIn: 0,
      bytesIn: 0,
      messagesOut: 0,
      bytesOut: 0,
      // That the match goes on as another generation.
      rowsWritten: 1,
      requests: 1,
    });
  });

  it.each(["ZZZZZZZZZZ", "nope"])("are not there for %s", async (code) => {
    expect(await refusal(await ask(`/api/matches/${code}/stats`))).toMatchObject({ status: 404, error: "no_match" });
  });
});
