import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { ReplayOffer } from "#client/view/match/offer.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { momentOf, parsePath, replayPath } from "#client/view/router.ts";
import type { Result } from "#shared/protocol/index.ts";

const CODE = "4G7K2M9QXZ";

describe("a replay's address", () => {
  it("names a match, or one of its rounds", () => {
    expect(parsePath(`/r/${CODE}`)).toEqual({ page: "replay", id: CODE });
    expect(parsePath(`/r/${CODE.toLowerCase()}-12/`)).toEqual({ page: "replay", id: `${CODE}-12` });
    for (const path of ["/r/", "/r/short", `/r/${CODE}/more`, `/r/${CODE}-x`, `/r/${CODE}9-1`])
      expect(parsePath(path)).toEqual({ page: "unknown" });
    expect(parsePath(`/w/${CODE}`)).toMatchObject({ page: "match", role: "spectator" });
  });

  it("can name a second", () => {
    expect(replayPath(CODE)).toBe(`/r/${CODE}`);
    expect(replayPath(`${CODE}-2`, 74.9)).toBe(`/r/${CODE}-2?t=74`);
    expect(["", "?t=74", "?t=1.5", "?t=-3", "?t=soon", "?t=Infinity", "?u=2"].map(momentOf)).toEqual([
      0, 74, 1.5, 0, 0, 0, 0,
    ]);
  });
});

describe("the offer of a replay", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const result = (round: number, tick: number): Result => ({ round, tick, at: 0, cut: false, standings: [] });

  /** An offer, what the server has, and how often it was asked. */
  function offering() {
    const server: { results: Result[]; files: string[]; asked: number; down: boolean } = {
      results: [],
      files: [],
      asked: 0,
      down: false,
    };
    let redrawn = 0;
    const offer = new ReplayOffer({
      code: CODE,
      scope: new PageScope(),
      results: async () => {
        server.asked += 1;
        if (server.down) throw new ApiFailure("unreachable", "offline");
        return server.results;
      },
      has: async (id) => server.files.includes(id),
      redraw: () => {
        redrawn += 1;
      },
    });
    return { offer, server, redrawn: () => redrawn };
  }

  it("is made when the server has the round's result and its file", async () => {
    const { offer, server, redrawn } = offering();
    offer.ask(900);
    await vi.advanceTimersByTimeAsync(2000);
    expect(offer.id).toBeUndefined();
    server.results = [result(1, 901)];
    await vi.advanceTimersByTimeAsync(2000);
    expect(offer.id).toBeUndefined();
    server.files = [`${CODE}-1`];
    await vi.advanceTimersByTimeAsync(2000);
    expect(offer.id).toBe(`${CODE}-1`);
    expect(redrawn()).toBe(1);
  });

  it("is never of the round before", async () => {
    const { offer, server } = offering();
    server.results = [result(1, 901)];
    server.files = [`${CODE}-1`, `${CODE}-2`];
    offer.ask(2500);
    await vi.advanceTimersByTimeAsync(2000);
    expect(offer.id).toBeUndefined();
    server.results = [...server.results, result(2, 2501)];
    await vi.advanceTimersByTimeAsync(2000);
    expect(offer.id).toBe(`${CODE}-2`);
    offer.forget();
    expect(offer.id).toBeUndefined();
  });

  it("is given up after some looks, also where the server is away, and at once when the next round is on", async () => {
    const { offer, server } = offering();
    server.down = true;
    offer.ask(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(server.asked).toBe(8);
    offer.ask(1);
    offer.forget();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(server.asked).toBe(9);
    expect(offer.id).toBeUndefined();
  });
});
