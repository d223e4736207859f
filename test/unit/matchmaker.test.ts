import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { MatchReport } from "#worker/match/spec.ts";
import { Directory, type DirectoryStore, STALE_MS } from "#worker/matchmaker/directory.ts";
import { RESERVED_MS } from "#worker/matchmaker/entry.ts";
import { type Candidate, pair } from "#worker/matchmaker/pairing.ts";

const match = (code: string, taken: number, change: Partial<Candidate> = {}): Candidate => ({
  ...{ code, game: "g", mode: "m", status: "live", seats: 4, taken },
  ...change,
});

describe("pairing", () => {
  it("fills the fullest match", () => expect(pair([match("a", 1), match("b", 3), match("c", 2)], "g", "m")).toBe("b"));
  it("prefers the oldest of equals", () => expect(pair([match("a", 2), match("b", 2)], "g", "m")).toBe("a"));
  it("never goes above the seats", () => expect(pair([match("a", 4), match("b", 5)], "g", "m")).toBeUndefined());
  it("takes a match that waits", () => expect(pair([match("a", 0, { status: "waiting" })], "g", "m")).toBe("a"));
  it.each([{ game: "x" }, { mode: "x" }, { status: "ended" as const }])("passes by %o", (change) => {
    expect(pair([match("a", 1, change)], "g", "m")).toBeUndefined();
  });
});

class MemoryStore implements DirectoryStore {
  readonly rows = new Map<string, { report: MatchReport; heard: number }>();
  writes = 0;
  load() {
    return [...this.rows.values()];
  }
  save(report: MatchReport, heard: number) {
    this.rows.set(report.code, { report, heard });
    this.writes += 1;
  }
  remove(code: string) {
    this.rows.delete(code);
    this.writes += 1;
  }
}

const report = (code: string, playerIds: readonly string[], change: Partial<MatchReport> = {}): MatchReport => ({
  ...{ code, game: "g", mode: "m", status: "live", seats: 2, bots: 0, spectators: 0, listed: true },
  ...{ players: playerIds.length, playerIds, ...change },
});

describe("the directory", () => {
  let store: MemoryStore;
  let directory: Directory;
  const place = (player: string, now = 0) => directory.place("g", "m", player, now);
  const codes = (now = 0) => directory.list(now).map(({ code }) => code);

  beforeEach(() => {
    store = new MemoryStore();
    directory = new Directory(store);
  });

  it("has nothing at first", () => {
    expect(place("p")).toBeUndefined();
    expect(codes()).toEqual([]);
  });

  it("counts whom it sent to a new match, and the one whom it was opened for", () => {
    directory.open({ code: "a", game: "g", mode: "m", seats: 2 }, "p", 0);
    expect(place("q")).toBe("a");
    expect(place("r")).toBeUndefined();
    expect(codes()).toEqual([]);
  });

  it("sends whoever asks again to the same match, full or not, and counts them once", () => {
    directory.open({ code: "a", game: "g", mode: "m", seats: 2 }, "p", 0);
    for (let i = 0; i < 3; i++) expect(place("p", i)).toBe("a");
    expect(place("q")).toBe("a");
    expect(place("p")).toBe("a");
    directory.report(report("a", ["p", "q"]), 1);
    expect(place("p", RESERVED_MS * 2)).toBe("a");
    expect(place("r", RESERVED_MS * 2)).toBeUndefined();
  });

  it("sends nobody back to a match that has ended", () => {
    directory.report(report("a", ["p"], { status: "ended" }), 0);
    expect(place("p")).toBeUndefined();
  });

  it("expects somebody for 20 seconds", () => {
    directory.report(report("a", ["p"]), 0);
    expect(place("q", 0)).toBe("a");
    expect(place("r", RESERVED_MS - 1)).toBeUndefined();
    expect(place("r", RESERVED_MS)).toBe("a");
  });

  it("goes on expecting who is not in a report yet, and counts nobody twice who is", () => {
    directory.report(report("a", [], { seats: 3 }), 0);
    place("p");
    place("q");
    directory.report(report("a", ["p"], { seats: 3 }), 1);
    expect(place("r", 2)).toBe("a");
    expect(place("s", 3)).toBeUndefined();
    directory.report(report("a", ["p", "q"], { seats: 3 }), 4);
    expect(place("s", RESERVED_MS + 3)).toBe("a");
  });

  it("frees the seat of somebody who came and left", () => {
    directory.report(report("a", ["p"]), 0);
    place("q");
    directory.report(report("a", ["p", "q"]), 1);
    directory.report(report("a", ["p"]), 2);
    expect(place("r", 3)).toBe("a");
  });

  it("does not count bots", () => {
    directory.report(report("a", ["p"], { bots: 1 }), 0);
    expect(place("q")).toBe("a");
  });

  it("sends nobody to a match that refused, until it reports", () => {
    directory.report(report("a", ["p"]), 0);
    expect(place("q")).toBe("a");
    directory.refused("a", "q");
    for (const player of ["p", "q", "r"]) expect(place(player)).toBeUndefined();
    directory.report(report("a", ["p"]), 1);
    expect(place("r", 2)).toBe("a");
  });

  it("keeps what is not listed out, also when it was", () => {
    directory.report(report("a", ["p"]), 0);
    directory.report(report("a", ["p"], { listed: false }), 1);
    expect(codes()).toEqual([]);
    expect(place("p")).toBeUndefined();
    expect(store.rows.size).toBe(0);
  });

  it("lists at most 50, those with the most people first, without who they are", () => {
    for (let i = 0; i < 60; i++) directory.report(report(`m${i}`, [], { spectators: i }), 0);
    directory.report(report("top", ["p", "q"], { spectators: 99 }), 0);
    expect(codes()).toHaveLength(50);
    expect(codes().slice(0, 3)).toEqual(["top", "m59", "m58"]);
    expect(directory.list(0)[0]).not.toHaveProperty("playerIds");
  });

  it("drops what has been silent for ten minutes", () => {
    directory.report(report("a", ["p"]), 0);
    expect(codes(STALE_MS - 1)).toEqual(["a"]);
    expect(codes(STALE_MS)).toEqual([]);
    expect(place("p", STALE_MS)).toBeUndefined();
    expect(store.rows.size).toBe(0);
  });

  it("is the same again from its store, in the same order", () => {
    for (const code of ["a", "b", "c"]) directory.report(report(code, [code]), 0);
    directory.report(report("a", ["a"], { status: "waiting" }), 1);
    directory.forget("b");
    const again = new Directory(store);
    expect(again.list(2)).toEqual(directory.list(2));
    expect(again.place("g", "m", "new", 2)).toBe("a");
  });

  it("writes when something but spectators has changed, and now and then to stay fresh", () => {
    directory.report(report("a", ["p"]), 0);
    expect(store.writes).toBe(1);
    for (let i = 1; i < 10; i++) directory.report(report("a", ["p"], { spectators: i }), i);
    expect(store.writes).toBe(1);
    expect(directory.list(9)[0].spectators).toBe(9);
    directory.report(report("a", ["p", "q"]), 10);
    expect(store.writes).toBe(2);
    directory.report(report("a", ["p", "q"]), 60_010);
    expect(store.writes).toBe(3);
    expect(new Directory(store).list(STALE_MS + 1)).toHaveLength(1);
  });

  it("never sends more persons to a match than it has seats, whatever happens", () => {
    const player = fc.integer({ min: 0, max: 11 }).map((n) => `p${n}`);
    const step = fc.record({ kind: fc.constantFrom("play", "arrive", "leave", "wait"), player });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const directory = new Directory(new MemoryStore());
        const sent = new Map<string, { code: string; until: number }>();
        const seated = new Map<string, string>();
        let now = 0;
        let made = 0;
        const tell = (code: string) => {
          const ids = [...seated].filter(([, at]) => at === code).map(([id]) => id);
          directory.report(report(code, ids, { seats: 3 }), now);
        };
        for (const { kind, player } of steps) {
          if (kind === "wait") now += 3000;
          if (kind === "play" && !seated.has(player)) {
            let code = directory.place("g", "m", player, now);
            if (code === undefined) {
              code = `m${made++}`;
              directory.open({ code, game: "g", mode: "m", seats: 3 }, player, now);
            }
            sent.set(player, { code, until: now + RESERVED_MS });
          }
          const there = sent.get(player);
          if (kind === "arrive" && there && there.until > now) {
            sent.delete(player);
            seated.set(player, there.code);
            tell(there.code);
          }
          const seat = seated.get(player);
          if (kind === "leave" && seat !== undefined) {
            seated.delete(player);
            tell(seat);
          }
          for (let i = 0; i < made; i++) {
            const due = [...sent.values()].filter(({ code, until }) => code === `m${i}` && until > now).length;
            const here = [...seated.values()].filter((code) => code === `m${i}`).length;
            expect(due + here).toBeLessThanOrEqual(3);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
