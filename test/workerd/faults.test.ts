/** A game that throws, anywhere and at any time, ends that match and no other; the log tells of it, and a report is left. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { breaking, brittle, type Place } from "#test/support/brittle.ts";
import { readFault, reproduce } from "#worker/match/log/fault.ts";
import { ask, post, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

const known = new Map<string, AnyGame>([[brittle.name, brittle]]);
let errors: MockInstance<typeof console.error>;
const logged = () => errors.mock.calls.map(([line]) => JSON.parse(String(line)));

beforeEach(() => {
  const get = games.get.bind(games);
  vi.spyOn(games, "get").mockImplementation((name) => known.get(name) ?? get(name));
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  known.set(brittle.name, brittle);
  vi.restoreAllMocks();
});

const body = (settings: Readonly<Record<string, number>>) => ({
  name: "Ada",
  game: "brittle",
  mode: "custom",
  settings,
});
const enter = (place: Place, from: number) => Player.enter("/api/matches", body(breaking(place, from)));
const lives = (tick: number) => (player: Player) =>
  player.messages.some(({ type }) => type === "keyframe") && player.world.tick >= tick;
const failed = ({ closed }: Player) => closed !== undefined;

const TOKEN = "a-token-of-the-operator-of-32-characters";

/** The game hides something, so its reports are the operator's alone. */
async function reported(code: string): Promise<ReturnType<typeof reproduce>> {
  const init = { headers: { Authorization: `Bearer ${TOKEN}` } };
  const answer = await ask(`/api/operator/matches/${code}/fault`, init, { OPERATOR_TOKEN: TOKEN });
  expect(answer.status).toBe(200);
  return reproduce(readFault(await answer.text()), known);
}

describe.each<Place>(["step", "bot", "status", "no status", "result", "no result", "hide"])("%s", (place) => {
  it("ends that match, and is reported so that it happens again", async () => {
    const [ada, other] = await Promise.all([enter(place, 40), enter("nothing", 0)]);
    await ada.until(failed);
    expect(ada.closed).toBe(CLOSE.fault);
    expect(logged()).toEqual([expect.objectContaining({ event: "match_failed", game: "brittle" })]);
    const tick = other.messages.some(({ type }) => type === "keyframe") ? other.world.tick : 0;
    await other.until(lives(tick + 30));
    expect(other.closed).toBeUndefined();
    other.close();
    expect((await reported(ada.code)).reproduced).toBe(true);
    expect((await ask(`/api/matches/${ada.code}`)).status).toBe(404);
    expect((await post(`/api/matches/${ada.code}/join`, { name: "Bob" })).status).toBe(404);
  });
});

it("join and leave end the match of the person who comes or goes", async () => {
  const early = await enter("join", 0);
  await early.until(failed);
  expect(early.closed).toBe(CLOSE.fault);
  expect((await reported(early.code)).reproduced).toBe(true);

  const ada = await enter("leave", 0);
  await ada.until(lives(5));
  const bob = await Player.enter(`/api/matches/${ada.code}/join`, { name: "Bob" });
  await bob.until(lives(5));
  ada.say({ type: "leave" });
  await bob.until(failed);
  expect(bob.closed).toBe(CLOSE.fault);
  expect((await reported(ada.code)).reproduced).toBe(true);
});

describe.each<Place>(["level", "setup", "status", "result"])("%s, as a match is made", (place) => {
  it("is a fault of the server's, logged with the game's name, and leaves no match", async () => {
    expect(await refusal(await post("/api/matches", body(breaking(place))))).toMatchObject({
      status: 500,
      error: "fault",
    });
    expect(logged()[0]).toMatchObject({ event: "match_failed", game: "brittle", tick: 0 });
    expect(logged()[0].detail).toContain(`${place} is brittle`);
  });

  it("does not keep quick play from those who come later", async () => {
    const broken: AnyGame = {
      ...(brittle as AnyGame),
      modes: { [place]: { title: "Broken", settings: breaking(place) } },
    };
    known.set(brittle.name, broken);
    const play = () => post("/api/play", { name: "Ada", game: "brittle", mode: place });
    expect((await play()).status).toBe(500);
    known.set(brittle.name, { ...broken, modes: { [place]: { title: "Mended", settings: {} } } });
    expect((await play()).status).toBe(200);
  });
});

it("what throws as a relay comes ends the match and not the object", async () => {
  const ada = await enter("hide from those who watch", 0);
  await ada.until(lives(40));
  const eve = await Player.enter(`/api/matches/${ada.code}/watch`, {});
  await ada.until(failed);
  await eve.until(failed);
  expect([ada.closed, eve.closed]).toEqual([CLOSE.fault, CLOSE.fault]);
  expect((await reported(ada.code)).reproduced).toBe(true);
});

it("what throws as a match falls asleep ends it too", async () => {
  // The page that is stored then is not full: the game is asked how the match stands at no other time so early.
  const ada = await enter("result", 5);
  await ada.until(lives(8));
  ada.close();
  await vi.waitFor(() => expect(logged()).toEqual([expect.objectContaining({ event: "match_failed" })]), 10_000);
  expect((await reported(ada.code)).reproduced).toBe(true);
});

/** A match that has fallen asleep and been let go of: the next request finds what other code makes of it. */
async function asleep(): Promise<string> {
  const ada = await enter("nothing", 0);
  await ada.until(lives(40));
  ada.close();
  await ada.until(failed);
  await vi.waitFor(async () => {
    const object = env.MATCH.getByName(ada.code);
    const due = await runInDurableObject(object, (_, { storage }) => storage.getAlarm());
    // As it falls asleep it sets its alarm anew.
    expect(due).toBeGreaterThan(Date.now() + 10 * 60_000 - 2000);
  }, 10_000);
  await evictDurableObject(env.MATCH.getByName(ada.code));
  return ada.code;
}

it("what throws as a match wakes up ends it, and the object answers", async () => {
  const code = await asleep();
  known.set(brittle.name, {
    ...(brittle as AnyGame),
    status: () => {
      throw new TypeError("status is brittle");
    },
  });
  expect((await ask(`/api/matches/${code}`)).status).toBe(404);
  known.set(brittle.name, brittle);
  expect(logged()).toEqual([expect.objectContaining({ event: "match_damaged" })]);
  expect(logged()[0].detail).toContain("status is brittle");
});

it("a migrate that throws ends the match as one that says no", async () => {
  const code = await asleep();
  known.set(brittle.name, {
    ...(brittle as AnyGame),
    version: 2,
    migrate: () => {
      throw new TypeError("migrate is brittle");
    },
  });
  expect(await refusal(await post(`/api/matches/${code}/join`, { name: "Bob" }))).toMatchObject({ error: "updated" });
  known.set(brittle.name, brittle);
  // What the round hid only its own rules could tell, and these are gone: it has no replay.
  const others = logged().filter(({ event }) => event !== "replay_failed");
  expect(others).toEqual([expect.objectContaining({ event: "migrate_failed", game: "brittle", version: 1 })]);
  expect(await (await ask(`/api/matches/${code}/results`)).json()).toMatchObject({ results: [{ cut: true }] });
});
