import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { dice } from "#shared/games/dice/index.ts";
import { games } from "#shared/games/index.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import { readFault, reproduce } from "#worker/match/log/fault.ts";
import { ask, post, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

const TOKEN = "a-token-of-the-operator-of-32-characters";

afterEach(() => vi.restoreAllMocks());

const create = (seats: number) => Player.enter("/api/matches", { name: "Ada Lovelace", settings: { seats } });
const lives = (tick: number) => (player: Player) =>
  player.messages.some(({ type }) => type === "keyframe") && player.world.tick >= tick;

it("an exception in a step ends that match alone, and leaves a report that fails again", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const step = arena.step.bind(arena);
  vi.spyOn(arena, "step").mockImplementation((world) => {
    if (world.config.seats === 3 && world.tick >= 45) throw new TypeError("the door has no hinge");
    step(world);
  });
  const [faulty, other] = await Promise.all([create(3), create(4)]);
  const object = env.MATCH.getByName(faulty.code);
  await faulty.until((player) => player.closed !== undefined);
  expect(faulty.closed).toBe(CLOSE.fault);
  expect(logged).toHaveBeenCalledOnce();
  const line = String(logged.mock.calls[0][0]);
  expect(JSON.parse(line)).toMatchObject({ level: "error", event: "match_failed", game: "arena", tick: 45 });
  await other.until(lives(60));
  expect(other.closed).toBeUndefined();
  other.close();

  // It is on disk: the object may be gone meanwhile.
  await evictDurableObject(object);
  expect((await ask(`/api/matches/${faulty.code}`)).status).toBe(404);
  expect((await post(`/api/matches/${faulty.code}/join`, { name: "Bob" })).status).toBe(404);
  const answer = await ask(`/api/matches/${faulty.code}/fault`);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  for (const told of [line, text]) {
    expect(told).not.toContain("Lovelace");
    expect(told).not.toContain(faulty.code);
  }
  const outcome = reproduce(readFault(text), games);
  expect(outcome).toMatchObject({ reproduced: true, tick: 45, ticks: 45 });

  // Nothing else of the match is left; the report goes with the alarm, which fetching has brought near.
  const left = await runInDurableObject(object, async (_, { storage }) => ({
    keys: [...storage.kv.list()].map(([key]) => key),
    tables: [...storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('log', 'used_tickets')")].length,
    due: ((await storage.getAlarm()) ?? 0) - Date.now(),
  }));
  expect(left).toMatchObject({ keys: ["fault", "storage version"], tables: 0 });
  expect(left.due).toBeLessThanOrEqual(10 * 60_000);
  expect((await ask(`/api/matches/${faulty.code}/fault`)).status).toBe(200);
  expect(await runDurableObjectAlarm(object)).toBe(true);
  expect(await refusal(await ask(`/api/matches/${faulty.code}/fault`))).toMatchObject({
    status: 404,
    error: "no_match",
  });
});

it("the report of a game that hides something is for the operator alone", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(dice, "step").mockImplementation((world) => {
    if (world.tick >= 5) throw new TypeError("a die has rolled off");
  });
  const ada = await Player.enter("/api/matches", { name: "Ada", game: "dice" });
  await ada.until((player) => player.closed !== undefined);
  expect(ada.closed).toBe(CLOSE.fault);
  const path = `matches/${ada.code}/fault`;
  expect(await refusal(await ask(`/api/${path}`))).toMatchObject({ status: 404, error: "no_match" });
  const as = (token: string) =>
    ask(`/api/operator/${path}`, { headers: { Authorization: `Bearer ${token}` } }, { OPERATOR_TOKEN: TOKEN });
  expect((await as(`${TOKEN}.`)).status).toBe(401);
  const answer = await as(TOKEN);
  expect(answer.status).toBe(200);
  expect(readFault(await answer.text())).toMatchObject({ game: "dice", tick: 5 });
});

it("a match that has not failed has no report", async () => {
  const ada = await create(4);
  expect((await ask(`/api/matches/${ada.code}/fault`)).status).toBe(404);
  expect((await ask("/api/matches/ZZZZZZZZZY/fault")).status).toBe(404);
  ada.close();
});
