import { describe, expect, it } from "vitest";
import { vitals } from "#test/support/vitals.ts";
import type { MatchReport } from "#worker/match/spec.ts";
import { STALE_MS } from "#worker/pool/directory.ts";
import { MatchRows, type PrivateStore, SILENT_MS, WATCHED_MS } from "#worker/pool/match-rows.ts";
import type { HeardReport } from "#worker/pool/rpc.ts";

const NOW = 1_700_000_000_000;

class MemoryStore implements PrivateStore {
  readonly rows = new Map<string, HeardReport>();
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

const report = (code: string, change: Partial<MatchReport> = {}): MatchReport => ({
  ...{ code, game: "g", mode: "m", status: "live", seats: 4, players: 2, bots: 1, spectators: 3, listed: true },
  ...{ playerIds: ["ada", "bob"], ...change },
});

function rows(store = new MemoryStore(), listed: readonly HeardReport[] = [], life = "life") {
  let asked = 0;
  const idOf = (code: string) => {
    asked += 1;
    return `id of ${code}`;
  };
  return { rows: new MatchRows({ store, listed, idOf, life }, NOW), store, asked: () => asked };
}

const ids = (matches: readonly { readonly id: string }[]) => matches.map(({ id }) => id);

describe("what a pool tells the monitor of its matches", () => {
  it("is all of them at first, private ones too, by the ids of their objects and without whole codes", () => {
    const { rows: all } = rows();
    const how = vitals({ lateMs: 7, relays: [3] });
    all.heard(report("ABCDEFGHJK"), how, NOW);
    all.heard(report("SECRETCODE", { listed: false, playerIds: [] }), undefined, NOW + 1);
    const news = all.news("", NOW + 2);
    expect(news).toMatchObject({ gone: [], whole: true });
    expect(news.matches).toEqual([
      {
        ...{ id: "id of ABCDEFGHJK", code: "ABCD…(10)", game: "g", mode: "m", status: "live", listed: true },
        ...{ seats: 4, players: 2, bots: 1, spectators: 3, heard: NOW, vitals: how },
      },
      {
        ...{ id: "id of SECRETCODE", code: "SECR…(10)", game: "g", mode: "m", status: "live", listed: false },
        ...{ seats: 4, players: 2, bots: 1, spectators: 3, heard: NOW + 1 },
      },
    ]);
    expect(JSON.stringify(news).match(/ada|bob/)).toBeNull();
    expect(all.counts).toEqual({ matches: 2, players: 4, open: 1 });
  });

  it("is what has changed, and what has gone, from then on", () => {
    const { rows: all, asked } = rows();
    for (const code of ["a", "b", "c"]) all.heard(report(code), undefined, NOW);
    const first = all.news("", NOW);
    expect(all.news(first.version, NOW)).toEqual({ version: first.version, matches: [], gone: [], whole: false });
    all.heard(report("b", { players: 3 }), vitals(), NOW + 1000);
    all.forget("c");
    all.forget("unheard of");
    const second = all.news(first.version, NOW + 1000);
    expect([ids(second.matches), second.gone, second.whole]).toEqual([["id of b"], ["id of c"], false]);
    expect(second.matches[0]).toMatchObject({ players: 3, heard: NOW + 1000 });
    // Two who ask, each from where they are.
    expect(all.news(first.version, NOW + 1000)).toEqual(second);
    expect(all.news(second.version, NOW + 1000)).toMatchObject({ matches: [], gone: [] });
    // It is back.
    all.heard(report("c"), undefined, NOW + 2000);
    const third = all.news(second.version, NOW + 2000);
    expect([ids(third.matches), third.gone]).toEqual([["id of c"], []]);
    expect(all.news(first.version, NOW + 2000).gone).toEqual([]);
    // An id is made once for each time that a match is known.
    expect(asked()).toBe(4);
  });

  it.each(["", "life", "life.", "life.-1", "life.1e1", "life.99", "other.1", "nonsense"])(
    "is all of them for the version %j, which is none of this object's",
    (version) => {
      const { rows: all } = rows();
      all.heard(report("a"), undefined, NOW);
      expect(all.news(version, NOW)).toMatchObject({ whole: true, matches: [{ id: "id of a" }] });
    },
  );

  it("is all of them where more has gone than is remembered", () => {
    const { rows: all } = rows();
    all.heard(report("stays"), undefined, NOW);
    const { version: before } = all.news("", NOW);
    for (let n = 0; n < 2001; n++) {
      all.heard(report(`m${n}`), undefined, NOW);
      all.forget(`m${n}`);
    }
    const news = all.news(before, NOW);
    expect([news.whole, ids(news.matches), news.gone]).toEqual([true, ["id of stays"], []]);
    expect(all.news(news.version, NOW).whole).toBe(false);
  });

  it("outlasts the object's time in memory: private matches by a row each, that is written once", () => {
    const { rows: before, store } = rows();
    const secret = report("secret", { listed: false });
    before.heard(report("open"), undefined, NOW);
    for (let n = 0; n < 5; n++) before.heard({ ...secret, players: n }, vitals(), NOW + n);
    expect(store.writes).toBe(1);
    const { version } = before.news("", NOW);
    const { rows: after } = rows(store, [{ report: report("open"), heard: NOW + 9_000_000 }], "another life");
    const news = after.news(version, NOW);
    expect([ids(news.matches), news.whole]).toEqual([["id of open", "id of secret"], true]);
    // A clock that was ahead does not keep it.
    expect(news.matches.map(({ heard }) => heard)).toEqual([NOW, NOW]);
    expect(news.matches.some((row) => "vitals" in row)).toBe(false);
    // What its first report has said is long out of date.
    expect(news.matches.map(({ players }) => players)).toEqual([report("open").players, 0]);
    after.forget("secret");
    expect([store.rows.size, store.writes]).toEqual([0, 2]);
  });

  it("says that a match sleeps that is silent, and lets go of it in the end", () => {
    const { rows: all, store } = rows();
    all.heard(report("a"), vitals(), NOW);
    all.heard(report("s", { listed: false }), undefined, NOW + 1000);
    const { version } = all.news("", NOW + SILENT_MS - 1);
    const silent = all.news(version, NOW + SILENT_MS);
    expect(silent.matches).toMatchObject([{ id: "id of a", heard: NOW, vitals: { asleep: true } }]);
    expect(all.news(silent.version, NOW + SILENT_MS).matches).toEqual([]);
    all.heard(report("a"), vitals(), NOW + SILENT_MS + 1);
    expect(all.news(silent.version, NOW + SILENT_MS + 1).matches).toMatchObject([{ vitals: { asleep: false } }]);
    const end = all.news(silent.version, NOW + 1000 + STALE_MS);
    expect([end.gone, store.rows.size]).toEqual([["id of s"], 0]);
  });

  it("is asked for while an operator looks, and a while longer", () => {
    const { rows: all } = rows();
    expect(all.isWatched(NOW)).toBe(false);
    all.news("", NOW);
    expect([all.isWatched(NOW + WATCHED_MS - 1), all.isWatched(NOW + WATCHED_MS)]).toEqual([true, false]);
  });
});
