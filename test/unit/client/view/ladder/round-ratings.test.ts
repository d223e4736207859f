/** The rating of a round is asked for until the server knows it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { RoundRatings } from "#client/view/match/round-rating.ts";
import { PageScope } from "#client/view/page-scope.ts";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import type { Result } from "#shared/protocol/results.ts";
import { change } from "#test/support/ladders.ts";

const PENDING: RoundRating = { state: "pending" };
const RATED: RoundRating = { state: "rated", season: "2026-q4", changes: [change(0)] };
const result = (round: number, tick: number): Result => ({ round, tick, at: 0, cut: false, standings: [] });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @param answer what the server says, by how often it was asked before */
function bench(answer: (asked: number) => RoundRating | Error, results: readonly Result[] = [result(1, 100)]) {
  const asked: { round: number; at: number }[] = [];
  const begun = Date.now();
  const scope = new PageScope();
  const ratings = new RoundRatings({
    scope,
    results: async () => results,
    rating: async (round) => {
      asked.push({ round, at: Date.now() - begun });
      const said = answer(asked.length - 1);
      if (said instanceof Error) throw said;
      return said;
    },
    redraw: () => {},
  });
  return { ratings, asked, scope };
}

describe("the rating of a round", () => {
  it("is there once it is no longer pending, and is asked for no more", async () => {
    const { ratings, asked } = bench((n) => (n < 3 ? PENDING : RATED));
    expect(ratings.news).toBeUndefined();
    ratings.ask(90);
    expect(ratings.news).toEqual({ is: "asking" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ratings.news).toEqual({ is: "rated", round: 1, changes: [change(0)] });
    expect(asked).toHaveLength(4);
  });

  it("is asked for more and more seldom", async () => {
    const { ratings, asked } = bench(() => PENDING);
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(120_000);
    const gaps = asked.slice(1).map(({ at }, i) => at - asked[i].at);
    expect(gaps[0]).toBe(400);
    for (const [i, gap] of gaps.slice(1).entries()) expect(gap).toBeGreaterThanOrEqual(gaps[i]);
    expect(gaps.at(-1)).toBe(10_000);
    expect(asked.length).toBeLessThan(25);
  });

  it("that takes long is said to be late, and is shown when it comes", async () => {
    const { ratings } = bench((n) => (n < 12 ? PENDING : RATED));
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(ratings.news?.is).toBe("asking");
    await vi.advanceTimersByTimeAsync(12_000);
    expect(ratings.news?.is).toBe("late");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ratings.news?.is).toBe("rated");
  });

  it("says why there is none", async () => {
    const { ratings } = bench(() => ({ state: "unrated", why: "bots" }));
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(10);
    expect(ratings.news).toEqual({ is: "unrated", why: "bots" });
  });

  it("outlasts a server that does not answer", async () => {
    const { ratings } = bench((n) => (n < 2 ? new ApiFailure("unreachable", "") : RATED));
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(5000);
    expect(ratings.news?.is).toBe("rated");
  });

  it("is that of the round that has ended, and waits for its result", async () => {
    const results = [result(1, 100)];
    const { ratings, asked } = bench(() => RATED, results);
    ratings.ask(150);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([]);
    results.push(result(2, 160), result(3, 300));
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.map(({ round }) => round)).toEqual([2]);
  });

  it("is that of the last round for a page that was opened after its end", async () => {
    const { ratings, asked } = bench(() => RATED, [result(1, 100), result(2, 160)]);
    ratings.ask(undefined);
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.map(({ round }) => round)).toEqual([2]);
  });

  it("of an older round is not told in the next one", async () => {
    const { ratings, asked } = bench((n) => (n < 2 ? PENDING : RATED));
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(10);
    ratings.forget();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ratings.news).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it("is asked for no more once the page has been left", async () => {
    const { ratings, asked, scope } = bench(() => PENDING);
    ratings.ask(90);
    await vi.advanceTimersByTimeAsync(10);
    scope.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});
