import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { askLocalPool, askMatchmaker, Predecessor } from "#worker/pool/predecessor.ts";

const match: MatchInfo = {
  ...{ code: "A", game: "g", mode: "m", status: "live", seats: 2, players: 1, bots: 0, spectators: 0, listed: true },
};

describe("a new pool", () => {
  const stored = new Map<string, unknown>();
  const kv = {
    get: <T>(key: string) => stored.get(key) as T | undefined,
    put: (key: string, value: unknown) => void stored.set(key, value),
  };
  beforeEach(() => {
    stored.clear();
    vi.spyOn(console, "info").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
  });

  it("asks the matchmaker once in its life whether it has handed over its matches", async () => {
    const asked = { moved: vi.fn(async () => {}), list: vi.fn(async () => [match]) };
    const first = new Predecessor(kv, () => askMatchmaker(asked));
    for (let n = 0; n < 5; n++) expect(await first.matches(n * 60_000)).toEqual([]);
    expect(await new Predecessor(kv, () => askMatchmaker(asked)).matches(0)).toEqual([]);
    expect(asked.moved).toHaveBeenCalledTimes(1);
    expect(asked.list).not.toHaveBeenCalled();
  });

  it("follows the matches of one that runs older code, asking every two seconds, until it runs this", async () => {
    let isOld = true;
    const moved = vi.fn(async () => {
      if (isOld) throw new TypeError('The RPC receiver does not implement the method "moved".');
    });
    const list = vi.fn(async () => [match]);
    const predecessor = new Predecessor(kv, () => askMatchmaker({ moved, list }));
    for (const now of [0, 1, 1999]) expect(await predecessor.matches(now)).toEqual([match]);
    expect(list).toHaveBeenCalledTimes(1);
    expect(await predecessor.matches(2000)).toEqual([match]);
    expect(list).toHaveBeenCalledTimes(2);
    isOld = false;
    expect(await predecessor.matches(4000)).toEqual([]);
    expect(await predecessor.matches(6000)).toEqual([]);
    expect(list).toHaveBeenCalledTimes(2);
    expect(moved).toHaveBeenCalledTimes(3);
  });

  it("goes on without one that does not answer, and asks again", async () => {
    const fails = vi.fn(async () => {
      throw new Error("overloaded");
    });
    const predecessor = new Predecessor(kv, () => askMatchmaker({ moved: fails, list: fails }));
    expect(await predecessor.matches(0)).toEqual([]);
    expect(await predecessor.matches(2000)).toEqual([]);
    expect(fails).toHaveBeenCalledTimes(4);
  });

  it("of another region than the local one follows that one's matches, until it has all of the older build and they are over", async () => {
    const counts = { players: 0, searching: 0, matches: 0, open: 0 };
    const snapshots = [
      { matches: [], succeeded: false, counts },
      { matches: [match], succeeded: true, counts },
      { matches: [], succeeded: true, counts },
    ];
    const local = vi.fn(async () => snapshots.shift() ?? { matches: [match], succeeded: true, counts });
    const predecessor = new Predecessor(kv, () => askLocalPool(local()));
    const seen: number[] = [];
    for (let n = 0; n < 5; n++) seen.push((await predecessor.matches(n * 2000)).length);
    expect(seen).toEqual([0, 1, 0, 0, 0]);
    expect(local).toHaveBeenCalledTimes(3);
    expect(predecessor.isDone).toBe(true);
  });
});
