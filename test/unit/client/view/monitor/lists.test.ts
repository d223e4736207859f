import { describe, expect, it } from "vitest";
import { type MatchEntry, MonitorStore } from "#client/net/monitor-store.ts";
import { actList } from "#client/view/monitor/lists/acts.ts";
import { columnOf, contentOf } from "#client/view/monitor/lists/column.ts";
import { faultList } from "#client/view/monitor/lists/faults.ts";
import { readFilter } from "#client/view/monitor/lists/filter.ts";
import { ladderList } from "#client/view/monitor/lists/ladders.ts";
import type { ListSpec } from "#client/view/monitor/lists/list.ts";
import { COLUMNS, isLate, MATCH_LANGUAGE } from "#client/view/monitor/lists/match-columns.ts";
import { LATE_FIRST, matchList } from "#client/view/monitor/lists/matches.ts";
import { ListOrder, readSort, writeSort } from "#client/view/monitor/lists/order.ts";
import { poolList, whyText } from "#client/view/monitor/lists/pools.ts";
import { refusedList } from "#client/view/monitor/lists/refused.ts";
import { relayList } from "#client/view/monitor/lists/relays.ts";
import { agoText, shortAge } from "#client/view/monitor/lists/short.ts";
import type { TabOptions } from "#client/view/monitor/lists/tab-options.ts";
import { History, totalsOf } from "#client/view/monitor/lists/totals.ts";
import type { MatchRow } from "#shared/monitor/index.ts";
import { matchRow, NOW, vitals } from "#test/support/monitor.ts";

const id = (n: number): string => String(n).padStart(64, "0");

/** A store that has been told of these. */
function told(...rows: readonly Partial<MatchRow>[]): MonitorStore {
  const store = new MonitorStore();
  store.apply({ type: "matches", rows: rows.map((row, n) => matchRow({ id: id(n), ...row })), gone: [] });
  return store;
}

const entry = (row: Partial<MatchRow>): MatchEntry => [...told(row).matches.values()][0] as MatchEntry;

describe("the filter", () => {
  const late = vitals({ lateMs: 80, lateTicks: 0.1 });

  it.each([
    ["", {}, true],
    ["arena", {}, true],
    ["ARENA brawl", {}, true],
    ["puck", {}, false],
    ["-puck", {}, true],
    ["4g7", {}, true],
    ["private", {}, true],
    ["-private", {}, false],
    ["listed", { listed: true }, true],
    ["live", {}, true],
    ["asleep", { vitals: vitals({ asleep: true }) }, true],
    ["live", { vitals: vitals({ asleep: true }) }, false],
    ["game=arena mode!=duel", {}, true],
    ["late>50", { vitals: late }, true],
    ["late>50", {}, false],
    ["late>50 arena players>=2", { vitals: late }, false],
    // A share is compared in percent, an age in minutes.
    ["share=10", { vitals: late }, true],
    ["age>9 age<11", {}, true],
    // What a match has not told fulfils no condition.
    ["late<50", { vitals: undefined }, false],
    ["late>=0", { vitals: undefined }, false],
  ] as const)("%s", (text, row, fits) => {
    const { test, problem } = readFilter(text, MATCH_LANGUAGE);
    expect(problem).toBe("");
    expect(test(entry(row), NOW)).toBe(fits);
  });

  it.each([
    ["speed>3", "There is no column “speed”"],
    ["late>", "What is late compared with"],
    ["late>fast", "“fast” is no number"],
    ["game>3", "game is a text"],
  ])("%s is a mistake, and the rest of it holds", (text, problem) => {
    const filter = readFilter(`${text} arena`, MATCH_LANGUAGE);
    expect(filter.problem).toContain(problem);
    expect(filter.test(entry({}), NOW)).toBe(true);
    expect(filter.test(entry({ game: "puck" }), NOW)).toBe(false);
  });
});

describe("the order", () => {
  const codes = (order: ListOrder<MatchEntry>) => order.entries.map(({ row }) => row.code);
  const rows = [
    { code: "A", players: 3 },
    { code: "B", players: 9, vitals: undefined },
    { code: "C", players: 5, vitals: vitals({ lateMs: 70 }) },
  ];
  const all = { test: () => true, now: NOW };

  it("goes up and down, and what is not known comes last either way", () => {
    const entries = [...told(...rows).matches.values()];
    const order = new ListOrder<MatchEntry>({ columns: COLUMNS, keyOf: ({ row }) => row.id });
    order.sort({ entries, sort: { key: "players", isDown: true }, ...all });
    expect(codes(order)).toEqual(["B", "C", "A"]);
    order.sort({ entries, sort: { key: "late", isDown: true }, ...all });
    expect(codes(order)).toEqual(["C", "A", "B"]);
    order.sort({ entries, sort: { key: "late", isDown: false }, ...all });
    expect(codes(order)).toEqual(["A", "C", "B"]);
  });

  it("stays when it is held: those that are gone keep their places, and new ones come last", () => {
    const store = told(...rows);
    const order = new ListOrder<MatchEntry>({ columns: COLUMNS, keyOf: ({ row }) => row.id });
    const options = () => ({
      ...{ entries: [...store.matches.values()], sort: { key: "players", isDown: true } },
      ...all,
    });
    order.sort(options());
    store.apply({ type: "matches", rows: [matchRow({ id: id(9), code: "N", players: 99 })], gone: [id(1)] });
    order.hold(options());
    expect(codes(order)).toEqual(["B", "C", "A", "N"]);
    order.sort(options());
    expect(codes(order)).toEqual(["N", "C", "A"]);
  });

  it("is read from addresses, and written into them", () => {
    const read = (text: string) => readSort(text, COLUMNS, LATE_FIRST);
    expect(read("-cost")).toEqual({ key: "cost", isDown: true });
    expect(read("nonsense")).toEqual(read("-share"));
    for (const { key } of COLUMNS) expect(writeSort(read(key))).toBe(key);
  });
});

describe("the columns", () => {
  const text = (key: string, row: Partial<MatchRow>) => {
    const column = columnOf(COLUMNS, key);
    return column && contentOf(column, entry(row), NOW);
  };

  it("say what they are of, and a dash where a match has told nothing", () => {
    expect(text("code", {})).toBe("4G7K…");
    expect(text("players", {})).toBe("1/8");
    expect(text("age", {})).toBe("10 min");
    expect(text("late", {})).toBe("4 ms");
    expect(text("late", { vitals: undefined })).toBe("–");
    // Four megabytes in ten minutes.
    expect(text("kbs", {})).toBe("6.7");
    expect(text("hour", {})).toBe("$0.0074");
  });

  it("a match that sleeps sends and costs nothing, and is not late", () => {
    const asleep = { vitals: vitals({ asleep: true, lateMs: 500, lateTicks: 1 }) };
    expect(text("kbs", asleep)).toBe("0.0");
    expect(text("hour", asleep)).toBe("$0");
    expect(isLate(entry(asleep))).toBe(false);
    expect(isLate(entry({ vitals: vitals({ lateTicks: 0.02 }) }))).toBe(true);
    expect(isLate(entry({ vitals: vitals({ lateInputs: 0.06 }) }))).toBe(true);
  });
});

describe("every list", () => {
  const at = NOW - 60_000;
  const place = { game: "arena", mode: "brawl" };
  const pool = { ...place, region: "weur", matches: 1, players: 1, open: 1, searching: 0 };
  const store = told({ vitals: vitals({ relays: [3, 9] }) });
  store.apply({ type: "pools", rows: [pool, { ...pool, region: "enam", searching: 5 }] });
  store.apply({ type: "ladders", rows: [{ ...place, season: "s1", players: 4, rounds: 2, refused: 0, paused: 0 }] });
  store.apply({
    type: "faults",
    rows: [{ id: "1", at, event: "match_failed", game: "arena", match: "", code: "4G7K", detail: "a TypeError" }],
  });
  store.apply({
    type: "acts",
    rows: [{ id: "2", at, by: "Ann", act: "kick", match: "", code: "4G7K", detail: "Eve" }],
  });
  store.apply({ type: "refusals", rows: [{ where: "socket", reason: "flood", count: 3, lastAt: at }] });
  const of: TabOptions = { feed: { store, now: () => NOW }, since: at, go() {} };

  function holds<T>(spec: ListSpec<T>, filter: string, count: number): void {
    const entries = spec.entries() ?? [];
    for (const text of [filter, spec.example]) expect(readFilter(text, spec).problem).toBe("");
    expect(entries.filter((one) => readFilter(filter, spec).test(one, NOW)).length).toBe(count);
    expect(columnOf(spec.columns, spec.usualSort.key)).toBeDefined();
    for (const { key, value } of spec.columns)
      for (const isDown of [true, false]) {
        const order = new ListOrder(spec);
        order.sort({ entries, sort: { key, isDown }, test: () => true, now: NOW });
        const values = order.entries.map((one) => value(one, NOW)).filter((one) => one !== undefined);
        const [first = 0, last = 0] = [values[0], values.at(-1)];
        expect(order.entries.length).toBe(entries.length);
        expect(isDown ? first >= last : first <= last).toBe(true);
      }
  }

  it("is sorted by each of its headings, and filtered in the same language", () => {
    holds(matchList(of), "arena age>9", 1);
    holds(poolList(of), "arena", 2);
    holds(poolList(of), "searching>0 region=enam", 1);
    holds(relayList(of), "brawl watchers>3", 1);
    holds(ladderList(of), "season=s1 rounds<3", 1);
    holds(faultList(of), "typeerror ago<2 -puck", 1);
    holds(refusedList(of), "reason=flood all=3", 1);
    holds(actList(of), "by=ann act=kick code=4g7k", 1);
    holds(actList(of), "-kick", 0);
  });
});

describe("the figures of the whole server", () => {
  it("are added up", () => {
    const store = told({ vitals: vitals({ lateTicks: 0.5 }) }, { players: 4 });
    store.apply({
      type: "faults",
      rows: [NOW - 1000, NOW - 7_200_000].map((at) => ({
        ...{ id: String(at), at, event: "match_failed", game: "arena", match: "", code: "", detail: "" },
      })),
    });
    expect(totalsOf(store, NOW)).toMatchObject({
      matches: 2,
      players: 5,
      watchers: 6,
      late: 1,
      faults: 1,
      searching: 0,
    });
    expect(totalsOf(store, NOW).dollarsPerH).toBeCloseTo(2 * 0.00738);
  });

  it("are noted now and then, and thinned out where a page stays open for long", () => {
    const history = new History();
    const totals = totalsOf(told({}), NOW);
    for (let s = 0; s < 10_000; s++) history.note(NOW + 1000 * s, totals);
    const { samples } = history;
    expect(samples.length).toBeLessThanOrEqual(1200);
    expect(samples[0]?.at).toBe(NOW);
    expect(samples.at(-1)?.at).toBeGreaterThan(NOW + 9_980_000);
  });
});

it("says in words why tickets wait, the commonest first", () => {
  const reasons = [
    { reason: "too_few", tickets: 1 },
    { reason: "skill", tickets: 6 },
  ] as const;
  expect(whyText({ queue: { tickets: 7, oldestS: 3, reasons: [...reasons] } })).toBe(
    "6: the others are too strong or too weak, so far; 1: too few players wait",
  );
  expect(whyText({})).toBe("");
});

it.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [61_000, "1 min"],
  [7_260_000, "2 h 1"],
  [90_000_000, "1 d 1 h"],
])("%d ms are %s", (ms, text) => {
  expect(shortAge(ms)).toBe(text);
  expect(agoText(ms)).toBe(`${text} ago`);
});
