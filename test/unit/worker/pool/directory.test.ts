import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { MatchReport } from "#worker/match/spec.ts";
import { Directory, type DirectoryStore, MOST_TOLD, STALE_MS } from "#worker/pool/directory.ts";
import { COUNTED_MS, NO_SHOW_MS, RESERVED_MS } from "#worker/pool/entry.ts";

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
  const place = (player: string, now = 0) => directory.place(player, now);
  const codes = (now = 0) => directory.snapshot(now).matches.map(({ code }) => code);

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

  it("sends a player rather where no player is whom they have blocked, and back to a match of theirs all the same", () => {
    directory.report(report("a", ["bob", "cid"], { seats: 4 }), 0);
    directory.report(report("b", ["dan"], { seats: 4 }), 0);
    expect(directory.place("ada", 0, ["bob"])).toBe("b");
    expect(directory.place("eve", 0, [])).toBe("a");
    expect(directory.place("cid", 0, ["bob"])).toBe("a");
  });

  it("sends no newcomer into a round that is on, where the game takes none, but a player of it back", () => {
    directory = new Directory(store, 0, (game) => (game === "g" ? { lateJoin: "refuse" } : {}));
    directory.report(report("a", ["ada"], { seats: 4 }), 0);
    expect([place("eve"), directory.placeAll(["eve", "bob"], [], 0), place("ada")]).toEqual([
      undefined,
      undefined,
      "a",
    ]);
    directory.report(report("a", ["ada"], { seats: 4, status: "waiting" }), 1);
    expect(place("eve", 1)).toBe("a");
  });

  it("sends no player to a group that has come together, but each of the group back", () => {
    directory = new Directory(store, 0, () => ({ wholeGroup: true }));
    directory.open({ code: "a", game: "g", mode: "m", seats: 4 }, "ada", 0);
    directory.expect("a", ["bob"], 0);
    expect([place("eve"), directory.placeAll(["eve", "fay"], [], 0)]).toEqual([undefined, undefined]);
    expect([place("bob"), directory.placeAll(["ada", "bob"], [], 0)]).toEqual(["a", "a"]);
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

  it("holds the players who are in a match or were sent to one, as long as it goes on", () => {
    directory.report(report("a", ["p"]), 0);
    place("q");
    expect(["p", "q", "r"].map((player) => directory.holds(player, 1))).toEqual([true, true, false]);
    expect(directory.holds("q", RESERVED_MS)).toBe(false);
    directory.report(report("a", ["p"], { status: "ended" }), 2);
    expect(directory.holds("p", 2)).toBe(false);
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

  it("sends a player that a match has barred elsewhere, and others there as before", () => {
    directory.report(report("a", ["p"], { seats: 3 }), 0);
    expect(place("q")).toBe("a");
    directory.refused("a", "q", true);
    expect([place("q"), place("r")]).toEqual([undefined, "a"]);
    directory.report(report("a", ["p"], { seats: 3 }), 1);
    expect([place("q", 2), directory.placeAll(["q", "s"], [], 2)]).toEqual([undefined, undefined]);
  });

  it("keeps what is not listed out, also when it was", () => {
    directory.report(report("a", ["p"]), 0);
    directory.report(report("a", ["p"], { listed: false }), 1);
    expect(codes()).toEqual([]);
    expect(place("p")).toBeUndefined();
    expect(store.rows.size).toBe(0);
  });

  it("tells of so many at most, those with the most people first, without who they are; and counts all", () => {
    const inAll = { left: 0.5, teams: [1, 1] };
    for (let i = 0; i < MOST_TOLD + 9; i++) directory.report(report(`m${i}`, [], { spectators: i, ...inAll }), 0);
    directory.report(report("top", ["p", "q"], { spectators: 999 }), 0);
    directory.report(report("over", ["r"], { status: "ended" }), 0);
    expect(codes()).toHaveLength(MOST_TOLD);
    expect(codes().slice(0, 3)).toEqual(["top", `m${MOST_TOLD + 8}`, `m${MOST_TOLD + 7}`]);
    const { matches, counts } = directory.snapshot(0);
    for (const hidden of ["playerIds", "teams"]) expect(matches[0]).not.toHaveProperty(hidden);
    expect(counts).toEqual({ players: 3, matches: MOST_TOLD + 11, open: MOST_TOLD + 9 });
  });

  it("offers the seats of bots and leavers until the last quarter of a round; a player of it comes back at any time", () => {
    const at = (left: number | undefined) => directory.report(report("a", ["p"], { seats: 4, bots: 3, left }), 0);
    at(0.25);
    expect(place("q")).toBe("a");
    at(0.125);
    expect(place("r")).toBeUndefined();
    expect(directory.placeAll(["s", "t"], [], 0)).toBeUndefined();
    for (const player of ["p", "q"]) expect(place(player)).toBe("a");
    // The next round begins, or the match has no end.
    at(1);
    expect(place("r")).toBe("a");
    at(undefined);
    expect(place("s")).toBe("a");
  });

  it("takes over what another object knew, unless it knows the match or the news is too old", () => {
    directory.report(report("a", ["p"]), 5);
    directory.adopt({ report: report("a", ["p", "q"]), heard: 9 }, 10);
    directory.adopt({ report: report("b", ["r"]), heard: 99 }, 10);
    directory.adopt({ report: report("c", ["s"]), heard: 10 - STALE_MS }, 10);
    expect(codes(10).sort()).toEqual(["a", "b"]);
    expect(directory.snapshot(10).counts.players).toBe(2);
    expect(place("r", 10)).toBe("b");
    // Its time is its own: what lies in the future counts as now.
    expect(codes(STALE_MS + 9)).toEqual(["b"]);
    expect(codes(STALE_MS + 10)).toEqual([]);
    expect(store.rows.size).toBe(0);
  });

  it("follows matches that report elsewhere, whose players it does not know, until they report here", () => {
    directory.report(report("a", ["p"]), 0);
    const { playerIds: _, ...info } = report("b", ["x"]);
    directory.follow({ ...info, code: "a", players: 0 }, true, 1);
    directory.follow({ ...info, players: 1 }, true, 1);
    expect(directory.snapshot(1).counts).toMatchObject({ players: 2, matches: 2 });
    expect(place("q", 1)).toBe("a");
    // One of its two seats is taken by a player that the test knows nothing of.
    expect(place("r", 1)).toBe("b");
    expect(place("s", 1)).toBeUndefined();
    // Where another pool lists a match, this one only fills it.
    directory.follow({ ...info, code: "c", players: 1 }, false, 2);
    expect(codes(2)).not.toContain("c");
    expect(place("s", 2)).toBe("c");
  });

  it("sends players who come together to a match that has room for all, or to none, and counts them", () => {
    const all = (players: readonly string[], not: readonly string[] = []) => directory.placeAll(players, not, 1);
    directory.report(report("a", ["p"], { seats: 4 }), 0);
    directory.report(report("b", [], { seats: 4 }), 0);
    expect(all(["q", "r"])).toBe("a");
    expect(all(["q", "r"])).toBe("a");
    expect(all(["s", "t"])).toBe("b");
    expect(all(["u", "v", "w"])).toBeUndefined();
    expect(all(["u", "v"], ["b"])).toBeUndefined();
    expect(all(["u", "v"])).toBe("b");
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
    expect(again.snapshot(2)).toEqual(directory.snapshot(2));
    expect(again.place("new", 2)).toBe("a");
  });

  it("writes when something but spectators has changed, and now and then to stay fresh", () => {
    directory.report(report("a", ["p"]), 0);
    expect(store.writes).toBe(1);
    for (let i = 1; i < 10; i++) directory.report(report("a", ["p"], { spectators: i }), i);
    expect(store.writes).toBe(1);
    expect(directory.snapshot(9).matches[0].spectators).toBe(9);
    directory.report(report("a", ["p", "q"]), 10);
    expect(store.writes).toBe(2);
    directory.report(report("a", ["p", "q"]), 60_010);
    expect(store.writes).toBe(3);
    expect(new Directory(store).snapshot(STALE_MS + 1).matches).toHaveLength(1);
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
            let code = directory.place(player, now);
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
