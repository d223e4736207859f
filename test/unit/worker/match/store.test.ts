import { describe, expect, it } from "vitest";
import type { Result } from "#shared/protocol/index.ts";
import { MatchBench, RULES } from "#test/support/match.ts";
import { ObjectStorage } from "#test/support/object-storage.ts";
import { writeFault } from "#worker/match/log/fault.ts";
import type { Page } from "#worker/match/log/journal.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { PART } from "#worker/match/log/values.ts";

/** What a match of one player has to store at its beginning. */
function begun() {
  const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
  bench.join("ada", RULES);
  bench.run(2);
  const { header, pages } = bench.match.save();
  // Of msgpack's own kind of bytes a disk gives plain ones back.
  return { bench, header, first: { ...pages[0], images: Uint8Array.from(pages[0].images) } };
}
const { bench, header, first } = begun();

/** Pages of one log, of which these slots have an opening. */
const pagesOf = (startTick: number, count: number, openings: readonly number[] = [0], from = 0): Page[] =>
  Array.from({ length: count }, (_, n) => ({
    ...first,
    slot: from + n,
    startTick,
    // A page is a second.
    tick: (from + n + 1) * header.tickRate,
    opening: openings.includes(from + n) ? Uint8Array.of(1, startTick, from + n) : undefined,
    log: Uint8Array.of(2, startTick, from + n),
  }));

const result = (round: number): Result => ({ round, tick: round * 900, at: 5, cut: false, standings: [] });

function stored(...writes: readonly (readonly Page[])[]) {
  const storage = new ObjectStorage();
  const store = new MatchStore(storage as unknown as ConstructorParameters<typeof MatchStore>[0]);
  for (const pages of writes) store.save({ header, pages });
  return { storage, store };
}
const slots = (pages: readonly Page[] | undefined) => pages?.map(({ slot }) => slot);

describe("an object in which no match was made", () => {
  it("has nothing, and stores nothing by being asked", () => {
    const { storage, store } = stored();
    expect([store.load(), store.recent(5), store.unarchived(), store.replay(undefined), store.fault()]).toEqual(
      Array.from({ length: 5 }),
    );
    expect([store.results(), store.trace("log"), store.trace("trace"), store.retire()]).toEqual([
      ...[[], undefined],
      ...[undefined, false],
    ]);
    store.save({ pages: [] });
    expect(storage.contents).toEqual({ tables: [], keys: [] });
  });
});

describe("a stored match", () => {
  it("is loaded as it was saved", () => {
    const { store } = stored([first]);
    expect(store.load()).toEqual({ header, pages: [first] });
    expect(store.recent(1)).toEqual({ header, pages: [first] });
  });

  it("keeps its header where only pages are new", () => {
    const { store } = stored(pagesOf(5, 1));
    store.save({ pages: pagesOf(5, 1, [], 1) });
    expect(store.load()?.header).toEqual(header);
    expect(slots(store.load()?.pages)).toEqual([0, 1]);
    store.save({ header: { ...header, rounds: 7 }, pages: [] });
    expect(store.load()?.header.rounds).toBe(7);
  });

  it("is not loaded from a header of another form", () => {
    const { storage, store } = stored([first]);
    storage.kv.put("match", { ...header, owners: "ada" });
    expect(() => store.load()).toThrow();
    expect(() => store.recent(1)).toThrow();
  });

  it("is loaded from the last page with an opening; more pages are loaded where so many are asked for", () => {
    const { store } = stored(pagesOf(5, 70, [0, 30, 60]));
    expect(slots(store.load()?.pages)?.[0]).toBe(60);
    expect(slots(store.load()?.pages)).toHaveLength(10);
    expect([10, 11, 40, 41, 100].map((least) => store.recent(least)?.pages[0].slot)).toEqual([60, 30, 30, 0, 0]);
  });

  it("is loaded with all that its spectators have yet to see", () => {
    const { store } = stored(pagesOf(5, 70, [0, 30, 60]));
    store.save({ header: { ...header, spec: { ...header.spec, delay: 10 } }, pages: [] });
    expect(store.load()?.pages[0].slot).toBe(30);
  });

  it("has none of the log before, which it overwrites row by row", () => {
    const { store } = stored(pagesOf(5, 40, [0, 30]), pagesOf(900, 2));
    expect(store.load()?.pages.map(({ slot, startTick }) => [slot, startTick])).toEqual([
      [0, 900],
      [1, 900],
    ]);
    expect(store.log().length).toBe(2);
  });

  it("is stored whole or not at all", () => {
    const { store } = stored([first]);
    const bad = { ...pagesOf(5, 1)[0], log: undefined as unknown as Uint8Array };
    expect(() => store.save({ header: { ...header, rounds: 7 }, pages: [...pagesOf(5, 1), bad] })).toThrow();
    expect(store.load()).toEqual({ header, pages: [first] });
  });
});

describe("a page that is too big for its row", () => {
  const big = (length: number, first: number) => new Uint8Array(length).fill(first);
  const [plain] = pagesOf(5, 1);

  it.each([
    ["by its log", { log: big(3 * PART, 1) }],
    ["by its images", { images: big(PART + 1, 2) }],
    ["by its opening", { opening: big(PART, 3) }],
    ["by all of it together", { log: big(PART / 2, 1), images: big(PART / 2, 2), opening: big(1, 3) }],
    ["without an opening", { opening: undefined, log: big(PART, 4) }],
  ])("comes back %s", (_, parts) => {
    const page = { ...plain, ...parts };
    const { storage, store } = stored([page]);
    expect(storage.contents.keys.length).toBeGreaterThan(2);
    const [loaded] = store.recent(1)?.pages ?? [];
    for (const part of ["opening", "log", "images"] as const)
      expect(Buffer.compare(Buffer.from(loaded[part] ?? []), Buffer.from(page[part] ?? []))).toBe(0);
    expect([loaded.opening === undefined, loaded.stand]).toEqual([page.opening === undefined, page.stand]);
  });

  it("fits as long as all of it has as many bytes as a row takes", () => {
    const most = PART - 3 - plain.images.length;
    expect(stored([{ ...plain, log: big(most, 1) }]).storage.contents.keys).toEqual(["match", "people"]);
    expect(stored([{ ...plain, log: big(most + 1, 1) }]).storage.contents.keys.length).toBeGreaterThan(2);
  });

  it("is read where small and big pages follow each other", () => {
    const pages = pagesOf(5, 3, [0]).map((page, n) => (n === 1 ? { ...page, log: big(2 * PART, 9) } : page));
    const { store } = stored(pages);
    expect(store.recent(9)?.pages.map(({ log }) => log.length)).toEqual([3, 2 * PART, 3]);
  });
});

describe("the whole log", () => {
  it("is read page by page, and says where it can begin", () => {
    const { store } = stored(pagesOf(5, 35, [0, 30]));
    const log = store.log();
    expect([log.length, log.begins]).toEqual([35, [0, 30]]);
    expect([0, 34].map((n) => [...log.page(n).log])).toEqual([
      [2, 5, 0],
      [2, 5, 34],
    ]);
  });

  it("is refused once another one has overwritten a page, or all are gone", () => {
    const { store } = stored(pagesOf(5, 3));
    const log = store.log();
    store.save({ pages: pagesOf(900, 1) });
    expect(() => log.page(0)).toThrow("overwritten");
    expect(log.page(1).startTick).toBe(5);
  });
});

describe("a round's result", () => {
  it("is the first that was stored; all are given in their order, the last 50 at most", () => {
    const { store } = stored([first]);
    for (let round = 1; round <= 60; round++) store.save({ pages: [], result: result(round) });
    store.save({ pages: [], result: { ...result(60), cut: true } });
    expect(store.results().map(({ round }) => round)).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
    expect(store.results().at(-1)).toEqual(result(60));
  });

  it("waits for its replay until one was made; the last round's alone", () => {
    const { store } = stored([first]);
    store.save({ pages: [], result: result(1) });
    expect(store.unarchived()).toEqual(result(1));
    store.archive(1, undefined);
    expect(store.unarchived()).toBeUndefined();
    for (const round of [2, 3]) store.save({ pages: [], result: result(round) });
    expect(store.unarchived()).toEqual(result(3));
    store.archive(3, undefined);
    expect([store.unarchived(), store.replay(undefined)]).toEqual([undefined, undefined]);
  });
});

describe("a replay that is kept here", () => {
  it("is the round's, or the latest where no round is named, however big it is", () => {
    const { storage, store } = stored([first]);
    const files = [100, PART, PART + 1, 2 * PART + 5].map((length, n) => new Uint8Array(length).fill(n + 1));
    for (const [n, file] of files.entries()) {
      store.save({ pages: [], result: result(n + 1) });
      store.archive(n + 1, file);
    }
    for (const [n, file] of files.entries())
      expect(Buffer.compare(Buffer.from(store.replay(n + 1) ?? []), file)).toBe(0);
    expect(store.replay(undefined)?.length).toBe(2 * PART + 5);
    expect(store.replay(9)).toBeUndefined();
    expect(storage.contents.keys.filter((key) => !key.startsWith("replay "))).toEqual(["match", "people"]);
    expect(store.unarchived()).toBeUndefined();
  });

  it("stays when the match is deleted, of which nothing else stays", () => {
    const { storage, store } = stored([{ ...first, log: new Uint8Array(2 * PART) }]);
    storage.sql.exec("CREATE TABLE used_tickets (id TEXT)");
    storage.sql.exec("CREATE TABLE flights_kept (id TEXT)");
    store.save({ pages: [], result: result(1) });
    expect(store.retire()).toBe(false);
    expect(store.load()).toBeDefined();
    store.archive(1, Uint8Array.of(1, 2, 3));
    store.archive(2, new Uint8Array(PART + 1));
    expect(store.retire()).toBe(true);
    expect(storage.contents.tables).toEqual(["replays"]);
    expect(storage.contents.keys.every((key) => key.startsWith("replay 2"))).toBe(true);
    expect([store.replay(1), store.load(), store.results()]).toEqual([Uint8Array.of(1, 2, 3), undefined, []]);
    expect(store.replay(2)?.length).toBe(PART + 1);
    // There is no match any more that could be retired.
    expect(store.retire()).toBe(false);
  });
});

describe("what is stored in the place of a match", () => {
  it("is a fault's report, and nothing else", () => {
    const { storage, store } = stored([{ ...first, log: new Uint8Array(2 * PART) }]);
    store.save({ pages: [], result: result(1) });
    const report = writeFault(bench.match.crashContext(), [], new Error("no hinge"), 0);
    store.bury(report);
    expect(store.fault()).toEqual(report);
    expect(storage.contents).toEqual({ tables: [], keys: ["fault"] });
    storage.kv.put("fault", report);
    expect(store.fault()).toEqual(report);
    storage.kv.put("fault", { ...report, tick: "x" });
    expect(() => store.fault()).toThrow();
  });

  it("is a trace with its log", () => {
    const { store } = stored();
    const [trace, log] = [new Uint8Array(100).fill(1), new Uint8Array(2 * PART).fill(2)];
    store.keepTrace({ trace, log });
    expect(store.trace("trace")).toEqual(trace);
    expect(store.trace("log")?.length).toBe(2 * PART);
  });
});
