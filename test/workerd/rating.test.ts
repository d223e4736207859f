/** What a round makes of ratings, from a match inside workerd to its ladder, and what outlives a ladder that does not answer. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { configure } from "#shared/sim/index.ts";
import { signPlayer } from "#worker/auth/players.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import type { Env } from "#worker/env.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { MatchObject } from "#worker/match/object.ts";
import { ladderOf } from "#worker/objects.ts";
import { ask, freshCode, refusal } from "./support/http.ts";
import { Player } from "./support/player.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const MINUTE = 60_000;
const place = (at = Date.now()) => ({ game: "arena", mode: "pairs", season: seasonOf(at) });

/** A match of two, as the queue makes it. */
async function make(timeLimit: number): Promise<{ readonly code: string; readonly tokens: readonly string[] }> {
  const keys = await keysOf(env);
  const code = await freshCode();
  const ids = Array.from({ length: 2 }, () => crypto.randomUUID().replaceAll("-", ""));
  const settings = { ...arena.modes.pairs.settings, seats: 2, map: 0, lobby: 1, timeLimit };
  await env.MATCH.getByName(code).create({
    ...{ code, game: "arena", mode: "pairs", listed: true, delay: 10, only: ids, region: "local" },
    settings: configure(arena.settings, settings),
  });
  const sign = (id: string) => signPlayer(keys, { id, generation: 0, kept: false }, Date.now());
  return { code, tokens: await Promise.all(ids.map(sign)) };
}

const come = (code: string, token: string, name: string) =>
  Player.enter(`/api/matches/${code}/join`, { name }, { token });

const is = (player: Player, status: string): boolean =>
  player.messages.some(({ type }) => type === "keyframe") && player.world.layout.game.status(player.world) === status;

const ratingOf = async (code: string, round = 1) => (await ask(`/api/matches/${code}/rounds/${round}/rating`)).json();

describe("a rated round", () => {
  // A round that is even goes on for up to a minute.
  it("moves its players' ratings once, with the replay's hash in its facts", async () => {
    const { code, tokens } = await make(20);
    const [ann] = await Promise.all(tokens.map((token, n) => come(code, token, `P${n}`)));
    expect((await ask(`/api/matches/${code}/rounds/1/rating`)).status).toBe(404);
    await ann.until((player) => is(player, "ended"));
    await expect.poll(() => ratingOf(code), { timeout: 30_000 }).toMatchObject({ state: "rated" });
    const rating = await ratingOf(code);
    expect(rating).toMatchObject({ season: place().season, changes: [{ place: 1 }, { left: false }] });
    const applied = (await ladderOf(env, place()).rounds(place(), 1, 100)).filter(({ facts }) => facts.code === code);
    expect(applied).toHaveLength(1);
    const [{ facts }] = applied;
    expect(facts).toMatchObject({ round: 1, queued: true, cut: false, faults: 0, mode: "pairs" });
    const file = await (await ask(`/api/replays/${code}-1`)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", file));
    expect(facts.replayHash).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }, 180_000);

  it("hears at once that a player has left, ends with the last one, and is then over", async () => {
    const { code, tokens } = await make(60);
    const [ann, bob] = await Promise.all(tokens.map((token, n) => come(code, token, `P${n}`)));
    await Promise.all([ann, bob].map((one) => one.until((player) => is(player, "live"))));
    await new Promise((wait) => setTimeout(wait, 500));
    bob.say({ type: "leave" });
    const left = JSON.parse(atob(tokens[1].split(".")[1])) as { sub: string };
    const pause = async () => (await ladderOf(env, place()).seek(place(), [left.sub]))[0].pausedUntil;
    await expect.poll(pause, { timeout: 10_000 }).toBeGreaterThan(Date.now());
    ann.say({ type: "leave" });
    // Too short to be rated, and not for ever pending.
    await expect.poll(() => ratingOf(code), { timeout: 30_000 }).toEqual({ state: "unrated", why: "short" });
    expect(await refusal(await ask(`/api/matches/${code}/rounds/2/rating`))).toMatchObject({ error: "no_round" });
    await expect(come(code, tokens[0], "P0")).rejects.toThrow();
  });
});

it("a round that never was has no rating", async () => {
  const { code } = await make(20);
  for (const path of [
    `${code}/rounds/1`,
    `${code}/rounds/0`,
    `${code}/rounds/x`,
    `${code}/rounds/1e3`,
    `${code}/rounds/-1`,
  ])
    expect(await refusal(await ask(`/api/matches/${path}/rating`))).toMatchObject({ status: 404, error: "no_round" });
  const nowhere = `${await freshCode()}/rounds/1`;
  expect(await refusal(await ask(`/api/matches/${nowhere}/rating`))).toMatchObject({ status: 404, error: "no_round" });
  expect(await refusal(await ask("/api/matches/AAAAAAAAAA/rounds/1/rating"))).toMatchObject({ status: 404 });
});

const factsOf = (code: string): RoundFacts => ({
  ...{ code, round: 1, game: "arena", version: 5, mode: "pairs", at: Date.now(), ticks: 900, tickRate: 30 },
  ...{ cut: false, queued: true, faults: 0 },
  seats: ["a", "b"].map((name, seat) => {
    return { seat, place: seat + 1, score: 0, team: seat, player: name.repeat(32), name, ticks: 900 };
  }),
});

describe("a match whose ladder does not answer", () => {
  it("is not cleared away, asks again by its alarm, after longer and longer, and is cleared once it was told", async () => {
    const code = await freshCode();
    for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
    await runInDurableObject(env.MATCH.getByName(code), async (_, state) => {
      const start = Date.now();
      vi.useFakeTimers({ toFake: ["Date"], now: start });
      let works = false;
      const asked: number[] = [];
      const LADDER = {
        getByName: () => ({
          apply: async () => {
            asked.push(Date.now() - start);
            if (!works) throw new Error("overloaded");
            return { state: "rated", season: "2026-q4", changes: [] };
          },
        }),
      } as unknown as Env["LADDER"];
      const store = new MatchStore(state.storage);
      const result = { round: 1, tick: 900, at: start, cut: false, standings: [] };
      store.save({ pages: [], result, facts: factsOf(code) });
      store.withoutReplay(1);
      const wake = () => new MatchObject(state, { ...env, LADDER }, games);
      const ring = async (object: MatchObject) => {
        const at = (await state.storage.getAlarm()) ?? 0;
        vi.setSystemTime(Math.max(Date.now(), at));
        await object.alarm();
        return at - start;
      };
      const object = wake();
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      const rings: number[] = [];
      // The match's own time comes and goes.
      while (Date.now() - start < 60 * MINUTE) rings.push(await ring(object));
      expect(asked.length).toBeGreaterThan(8);
      expect(asked.length).toBeLessThan(30);
      expect(store.rating(1)).toEqual({ state: "pending" });
      // The object goes out of memory and comes back: what it owes is on disk, and so is the alarm.
      works = true;
      const again = wake();
      expect(again.rating(1)).toMatchObject({ state: "pending" });
      while (store.rating(1)?.state === "pending") await ring(again);
      expect(store.rating(1)).toMatchObject({ state: "rated" });
      const told = asked.length;
      for (let n = 0; n < 3 && store.rating(1); n++) await ring(again);
      expect(store.rating(1)).toBeUndefined();
      expect(asked).toHaveLength(told);
    });
  });
});
