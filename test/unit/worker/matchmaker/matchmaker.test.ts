import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { MatchReport } from "#worker/match/spec.ts";
import { Directory, type DirectoryStore, STALE_MS } from "#worker/matchmaker/directory.ts";
import { COUNTED_MS, NO_SHOW_MS, RESERVED_MS } from "#worker/matchmaker/entry.ts";
import { type Candidate, pair } from "#worker/matchmaker/pairing.ts";

const match = (code: string, present: number, change: Partial<Candidate> = {}): Candidate => ({
  ...{ code, game: "g", mode: "m", status: "live", seats: 4, present, promised: 0 },
  ...change,
});
const paired = (candidates: readonly Candidate[], noShows = 0) => pair(candidates, "g", "m", noShows);

describe("pairing", () => {
  it("fills the fullest match", () => expect(paired([match("a", 1), match("b", 3), match("c", 2)])).toBe("b"));
  it("prefers the oldest of equals", () => expect(paired([match("a", 2), match("b", 2)])).toBe("a"));
  it("never goes above the seats", () => expect(paired([match("a", 4), match("b", 5)])).toBeUndefined());
  it("goes by who is there, and only among equals by who is on the way", () => {
    expect(paired([match("a", 0, { promised: 3 }), match("b", 1)])).toBe("b");
    expect(paired([match("a", 1), match("b", 1, { promised: 1 })])).toBe("b");
  });
  it("sends so many more to a match as lately have not come, and none to one that is full of players", () => {
    expect(paired([match("a", 2, { promised: 2 })])).toBeUndefined();
    expect(paired([match("a", 2, { promised: 2 })], 1)).toBe("a");
    expect(paired([match("a", 2, { promised: 3 })], 1)).toBeUndefined();
    expect(paired([match("a", 4)], 50)).toBeUndefined();
  });
  it("takes a match that waits", () => expect(paired([match("a", 0, { status: "waiting" })])).toBe("a"));
  it.each([{ game: "x" }, { mode: "x" }, { status: "ended" as const }])("passes by %o", (change) => {
    expect(paired([match("a", 1, change)])).toBeUndefined();
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

  it("sends a player who asks again to the same match, full or not, and counts them once", () => {
    directory.open({ code: "a", game: "g", mode: "m", seats: 2 }, "p", 0);
    for (let i = 0; i < 3; i++) expect(place("p", i)).toBe("a");
    expect(place("q")).toBe("a");
    expect(place("p")).toBe("a");
    directory.report(report("a", ["p", "q"]), 1);
    expect(place("p", RESERVED_MS * 2)).toBe("a");
    expect(place("r", RESERVED_MS * 2)).toBeUndefined();
  });

  it("sends no player back to a match that has ended", () => {
    directory.report(report("a", ["p"], { status: "ended" }), 0);
    expect(place("p")).toBeUndefined();
  });

  it("keeps a seat for a player on the way, until it is time that they had come", () => {
    directory.report(report("a", ["p"]), 0);
    expect(place("q", 0)).toBe("a");
    expect(place("r", NO_SHOW_MS.from - 1)).toBeUndefined();
    expect(place("r", NO_SHOW_MS.from)).toBe("a");
  });

  it("sends a player who was sent there before to the same match as long as it has a seat", () => {
    directory.report(report("a", ["p"]), 0);
    directory.report(report("b", ["x"]), 0);
    expect(place("q", 0)).toBe("a");
    expect(place("q", RESERVED_MS - 1)).toBe("a");
    directory.report(report("a", ["p", "other"]), RESERVED_MS);
    expect(place("q", RESERVED_MS)).toBe("b");
  });

  it("brings players together though others are sent between them who never come", () => {
    let pairs = 0;
    let now = 0;
    let made = 0;
    let waiting: { player: string; code: string } | undefined;
    const send = (player: string) => {
      const code = place(player, now);
      if (code !== undefined) return code;
      made += 1;
      directory.open({ code: `m${made}`, game: "g", mode: "m", seats: 2 }, player, now);
      return `m${made}`;
    };
    // Each second another token asks and opens no socket. A player comes every three seconds, and is in after half of one.
    for (let second = 0; second < 60; second++) {
      now += 1000;
      send(`ghost ${second}`);
      if (second < 4 || second % 3 > 0) continue;
      const player = `p${second}`;
      const code = send(player);
      now += 500;
      if (waiting?.code === code) {
        directory.report(report(code, [waiting.player, player]), now);
        pairs += 1;
        waiting = undefined;
      } else {
        expect(waiting, `${player} was sent to another match than ${waiting?.player}`).toBeUndefined();
        directory.report(report(code, [player]), now);
        waiting = { player, code };
      }
      now -= 500;
    }
    expect(pairs).toBe(9);
  });

  it("goes on expecting players who are not in a report yet, and counts none twice who are", () => {
    directory.report(report("a", [], { seats: 3 }), 0);
    place("p");
    place("q");
    directory.report(report("a", ["p"], { seats: 3 }), 1);
    expect(place("r", 2)).toBe("a");
    expect(place("s", 3)).toBeUndefined();
    directory.report(report("a", ["p", "q"], { seats: 3 }), 4);
    expect(place("s", COUNTED_MS + 3)).toBe("a");
  });

  it("frees the seat of a player who came and left", () => {
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

  it("sends no player to a match that refused, until it reports", () => {
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

  it("never sends more players to a match than it has seats, as long as all come in who are sent", () => {
    const player = fc.integer({ min: 0, max: 11 }).map((n) => `p${n}`);
    const step = fc.record({ kind: fc.constantFrom("play", "arrive", "leave", "wait"), player });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const directory = new Directory(new MemoryStore());
        const sent = new Map<string, { code: string; at: number }>();
        const seated = new Map<string, string>();
        let now = 0;
        let made = 0;
        const tell = (code: string) => {
          const ids = [...seated].filter(([, at]) => at === code).map(([id]) => id);
          directory.report(report(code, ids, { seats: 3 }), now);
        };
        const arrive = (player: string) => {
          const code = sent.get(player)?.code;
          if (code === undefined) return;
          sent.delete(player);
          seated.set(player, code);
          tell(code);
        };
        for (const { kind, player } of steps) {
          if (kind === "wait") {
            now += 1000;
            for (const [late, { at }] of [...sent]) if (now - at >= NO_SHOW_MS.from - 1000) arrive(late);
          }
          if (kind === "play" && !seated.has(player)) {
            let code = directory.place("g", "m", player, now);
            if (code === undefined) {
              code = `m${made++}`;
              directory.open({ code, game: "g", mode: "m", seats: 3 }, player, now);
            }
            sent.set(player, { code, at: now });
          }
          if (kind === "arrive") arrive(player);
          const seat = seated.get(player);
          if (kind === "leave" && seat !== undefined) {
            seated.delete(player);
            tell(seat);
          }
          for (let i = 0; i < made; i++) {
            const due = [...sent.values()].filter(({ code }) => code === `m${i}`).length;
            const here = [...seated.values()].filter((code) => code === `m${i}`).length;
            expect(due + here).toBeLessThanOrEqual(3);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
