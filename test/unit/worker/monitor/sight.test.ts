/** What the monitor knows of matches, and what has changed; and what each page is told of it. */
import { describe, expect, it } from "vitest";
import type { MonitorNews, PoolRow } from "#shared/monitor/index.ts";
import { Feed, MOST_ROWS, type Records } from "#worker/monitor/feed.ts";
import { MOST_GONE, Sight } from "#worker/monitor/sight.ts";
import type { PoolNews } from "#worker/pool/rpc.ts";

const BRAWL = { game: "arena", mode: "brawl", region: "weur" } as const;
const DUEL = { ...BRAWL, mode: "duel" };
const EMPTY = { matches: 0, players: 0, open: 0, searching: 0 };

const match = (id: string, players = 1): PoolNews["matches"][number] => ({
  ...{ id, code: `${id.slice(0, 4)}…(10)`, game: "arena", mode: "brawl", status: "live", listed: true },
  ...{ seats: 8, players, bots: 0, spectators: 0, heard: 1 },
});
const news = (change: Partial<PoolNews>, row: Partial<PoolRow> = {}): PoolNews => ({
  ...{ version: "1", matches: [], gone: [], whole: false },
  row: { ...BRAWL, ...EMPTY, ...row },
  ...change,
});

describe("the sight", () => {
  it("has rows with their region, and tells what has changed since a change", () => {
    const sight = new Sight();
    sight.hear(BRAWL, news({ matches: [match("a"), match("b")], whole: true }));
    const first = sight.change;
    expect(sight.match("a")).toEqual({ ...match("a"), region: "weur" });
    sight.hear(BRAWL, news({ matches: [match("b", 5)], gone: ["a"] }));
    const changes = sight.changesSince(first);
    expect(changes?.rows.map(({ id, players }) => [id, players])).toEqual([["b", 5]]);
    expect(changes?.gone).toEqual(["a"]);
    expect(sight.changesSince(sight.change)).toEqual({ rows: [], gone: [] });
  });

  it("loses with a whole answer what that does not have, of this pool alone", () => {
    const sight = new Sight();
    sight.hear(BRAWL, news({ matches: [match("a"), match("b")], whole: true }));
    sight.hear(DUEL, news({ matches: [match("c")], whole: true }));
    sight.hear(BRAWL, news({ matches: [match("b")], whole: true, gone: ["c"] }));
    expect(sight.matches.map(({ id }) => id).sort()).toEqual(["b", "c"]);
  });

  it("does not say that a match is gone which has come back", () => {
    const sight = new Sight();
    sight.hear(BRAWL, news({ matches: [match("a")], whole: true }));
    const first = sight.change;
    sight.hear(BRAWL, news({ gone: ["a"] }));
    sight.hear(BRAWL, news({ matches: [match("a", 2)] }));
    expect(sight.changesSince(first)).toMatchObject({ rows: [{ id: "a", players: 2 }], gone: [] });
  });

  it("remembers no endless list of what is gone: who is too far behind is told everything", () => {
    const sight = new Sight();
    const start = sight.change;
    for (let n = 0; n <= MOST_GONE; n++) {
      sight.hear(BRAWL, news({ matches: [match(`m${n}`)] }));
      sight.hear(BRAWL, news({ gone: [`m${n}`] }));
    }
    expect(sight.changesSince(start)).toBeUndefined();
    expect(sight.changesSince(sight.change - 10)?.gone.length).toBeGreaterThan(0);
  });

  it("shows the pools that have something in them", () => {
    const sight = new Sight();
    sight.hear(BRAWL, news({}, { searching: 2 }));
    sight.hear(DUEL, news({}, { mode: "duel" }));
    expect(sight.pools.map(({ mode }) => mode)).toEqual(["brawl"]);
    const before = sight.change;
    sight.hear(BRAWL, news({}, { searching: 2 }));
    expect(sight.poolsChangedSince(before)).toBe(false);
    sight.hear(BRAWL, news({}, { searching: 3 }));
    expect(sight.poolsChangedSince(before)).toBe(true);
  });
});

describe("a page's feed", () => {
  const asked = { operator: "Grace", ladders: false, now: 7 };
  const records = (refusalChanges = 0): Records => ({
    faults: () => [],
    acts: () => [],
    refusals: () => [{ where: "socket", reason: "full", count: refusalChanges, lastAt: 1 }],
    refusalChanges,
  });
  const types = (told: readonly MonitorNews[]) => told.map(({ type }) => type);
  const WHOLE = ["hello", "matches", "pools", "faults", "acts", "refusals"];

  it("begins with everything, and goes on with what has changed", () => {
    const [sight, feed] = [new Sight(), new Feed()];
    sight.hear(BRAWL, news({ matches: [match("a")], whole: true }, { matches: 1 }));
    expect(types(feed.next(sight, records(), asked))).toEqual(WHOLE);
    expect(feed.next(sight, records(), asked)).toEqual([]);
    sight.hear(BRAWL, news({ matches: [match("b")], gone: ["a"] }, { matches: 1 }));
    expect(feed.next(sight, records(), asked)).toEqual([
      { type: "matches", rows: [{ ...match("b"), region: "weur" }], gone: [] },
      { type: "matches", rows: [], gone: ["a"] },
    ]);
    sight.hear(BRAWL, news({}, { matches: 2 }));
    expect(types(feed.next(sight, records(1), asked))).toEqual(["pools", "refusals"]);
  });

  it("of a page that was told nothing for a while is no longer than what has changed", () => {
    const [sight, feed] = [new Sight(), new Feed()];
    sight.hear(BRAWL, news({ matches: [match("a")], whole: true }));
    feed.next(sight, records(), asked);
    for (let n = 0; n < 100; n++) sight.hear(BRAWL, news({ matches: [match("a", n)] }));
    const told = feed.next(sight, records(), asked);
    expect(told).toEqual([{ type: "matches", rows: [{ ...match("a", 99), region: "weur" }], gone: [] }]);
  });

  it("begins anew after it was forgotten, and where too much has gone meanwhile", () => {
    const [sight, feed] = [new Sight(), new Feed()];
    feed.next(sight, records(), asked);
    feed.forget();
    expect(feed.isWhole).toBe(false);
    expect(types(feed.next(sight, records(), asked))).toEqual(WHOLE);
    for (let n = 0; n <= MOST_GONE; n++) {
      sight.hear(BRAWL, news({ matches: [match(`m${n}`)] }));
      sight.hear(BRAWL, news({ gone: [`m${n}`] }));
    }
    expect(types(feed.next(sight, records(), asked))).toEqual(WHOLE);
  });

  it("tells many matches in several messages", () => {
    const [sight, feed] = [new Sight(), new Feed()];
    const many = Array.from({ length: 2 * MOST_ROWS + 1 }, (_, n) => match(`m${n}`));
    sight.hear(BRAWL, news({ matches: many, whole: true }));
    const told = feed.next(sight, records(), asked).filter((one) => one.type === "matches");
    expect(told.map(({ rows }) => rows.length)).toEqual([MOST_ROWS, MOST_ROWS, 1]);
  });

  it("has ladders while the page shows them", () => {
    const [sight, feed] = [new Sight(), new Feed()];
    feed.next(sight, records(), asked);
    sight.hearLadders([]);
    const row = { game: "arena", mode: "duel", season: "2026-q4", players: 1, rounds: 2, refused: 0, paused: 0 };
    sight.hearLadders([row]);
    expect(feed.next(sight, records(), asked)).toEqual([]);
    const shows = { ...asked, ladders: true };
    expect(feed.next(sight, records(), shows)).toEqual([{ type: "ladders", rows: [row] }]);
    expect(feed.next(sight, records(), shows)).toEqual([]);
    sight.hearLadders([{ ...row, rounds: 3 }]);
    expect(types(feed.next(sight, records(), shows))).toEqual(["ladders"]);
  });
});
