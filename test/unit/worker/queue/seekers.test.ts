/** How the queue reads what the ladder knows: many players in one call, and no player waits for long. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Seeker } from "#worker/ladder/rpc.ts";
import { SEEK_MS, Seekers } from "#worker/queue/seekers.ts";

const seeker = (player: string, parts: Partial<Seeker> = {}): Seeker => ({
  ...{ player, rating: { mu: 30, sigma: 2 }, rounds: 7, met: ["x"], pausedUntil: 0 },
  ...parts,
});
const known = { mu: 30, sigma: 2, rounds: 7, met: ["x"], at: 5 };

function stand(seek: (players: readonly string[]) => Promise<readonly Seeker[]>) {
  const calls: (readonly string[])[] = [];
  const seekers = new Seekers({
    seek: (players) => {
      calls.push(players);
      return seek(players);
    },
    now: () => 5,
  });
  return { seekers, calls };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("the ladder is asked", () => {
  it("once for all who come while it answers", async () => {
    const { seekers, calls } = stand(async (players) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return players.map((player) => seeker(player));
    });
    const asked = ["a", "b", "c", "b"].map((player) => seekers.of([player]));
    await vi.advanceTimersByTimeAsync(300);
    for (const [n, found] of (await Promise.all(asked)).entries())
      expect(found.get(["a", "b", "c", "b"][n])?.standing).toEqual(known);
    expect(calls).toEqual([["a"], ["b", "c"]]);
  });

  it("for no more than 500 in one call", async () => {
    const { seekers, calls } = stand(async (players) => players.map((player) => seeker(player)));
    const names = Array.from({ length: 1200 }, (_, n) => `p${n}`);
    const all = await Promise.all(names.map((name) => seekers.of([name])));
    expect(all.every((found, n) => found.has(names[n]))).toBe(true);
    expect(calls.map(({ length }) => length)).toEqual([1, 500, 500, 199]);
  });

  it("and a failure leaves the players unknown, and the next is asked for again", async () => {
    let fails = true;
    const { seekers } = stand(async (players) => {
      if (fails) throw new Error("no disk");
      return players.map((player) => seeker(player));
    });
    expect((await seekers.of(["a"])).size).toBe(0);
    fails = false;
    expect((await seekers.of(["a"])).get("a")?.standing).toEqual(known);
  });

  it("and one that hangs keeps none waiting for longer than two seconds, also those who come behind", async () => {
    let hangs = true;
    const { seekers } = stand((players) =>
      hangs ? new Promise<never>(() => {}) : Promise.resolve(players.map((player) => seeker(player))),
    );
    const first = seekers.of(["a"]);
    await vi.advanceTimersByTimeAsync(SEEK_MS - 100);
    const second = seekers.of(["b"]);
    hangs = false;
    await vi.advanceTimersByTimeAsync(100);
    expect((await first).size).toBe(0);
    expect((await second).has("b")).toBe(true);
  });

  it("and a rating that is no number counts as none", async () => {
    const { seekers } = stand(async ([player]) => [seeker(player, { rating: { mu: Number.NaN, sigma: 1 } })]);
    expect((await seekers.of(["a"])).size).toBe(0);
  });
});
