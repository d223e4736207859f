import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { MatchBench, RULES } from "#test/support/match.ts";
import { bury, endOutdated } from "#worker/match/failure.ts";
import type { FaultReport } from "#worker/match/log/fault-report.ts";
import type { SavedMatch, Unsaved } from "#worker/match/log/saved.ts";
import type { MatchStore } from "#worker/match/log/store.ts";

let errors: MockInstance<typeof console.error>;
let infos: MockInstance<typeof console.info>;
const lines = (spy: MockInstance) => spy.mock.calls.map(([line]) => JSON.parse(String(line)));

beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
  infos = vi.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

/** A live match of two seats, what its disk holds, and what is written there from now on. */
function played(ticks: number, full = false) {
  const bench = new MatchBench({ seats: 2, fillTo: 2, autostart: 1, lobby: 1 });
  bench.join("ada", RULES);
  bench.run(1);
  let { header } = bench.match.takeUnsaved(false);
  const pages = [];
  for (let n = 0; n < ticks; n++) {
    bench.run(1);
    const unsaved = bench.match.takeUnsaved(false);
    header = unsaved.header ?? header;
    pages.push(...unsaved.pages);
  }
  if (!header) throw new Error("no header was stored");
  const startTick = pages.at(-1)?.startTick;
  const saved: SavedMatch = { header, pages: pages.filter((page) => page.startTick === startTick) };
  const written: { unsaved: Unsaved[]; reports: FaultReport[] } = { unsaved: [], reports: [] };
  const store = {
    load: () => saved,
    save: (unsaved: Unsaved) => written.unsaved.push(unsaved),
    bury: (report: FaultReport) => {
      if (full) throw new Error("the disk is full");
      written.reports.push(report);
    },
  } as unknown as MatchStore;
  const archivist = { file: vi.fn() };
  return { bench, saved, store, written, archivist };
}

it("a match that has failed leaves a report of the whole way to the fault", () => {
  const { bench, store, written } = played(100);
  expect(bury(bench.match, new TypeError("no hinge"), store, 5000)).toBe(true);
  const [report] = written.reports;
  expect(report).toMatchObject({ game: "scuffle", error: "TypeError: no hinge", at: new Date(5000).toISOString() });
  // What is on disk goes before what is not: it is longer than the last second alone.
  const alone = played(100);
  alone.store.load = () => undefined;
  bury(alone.bench.match, new Error("x"), alone.store, 5000);
  expect(report.log.length).toBeGreaterThan(alone.written.reports[0].log.length);
  expect(errors).not.toHaveBeenCalled();
});

it("a match that has failed has ended, though its report does not fit the disk: the log says so", () => {
  const { bench, store, written } = played(10, true);
  expect(bury(bench.match, new Error("no hinge"), store, 5000)).toBe(false);
  expect(written.reports).toEqual([]);
  expect(lines(errors)).toEqual([expect.objectContaining({ event: "fault_unreported", code: "TEST…(10)" })]);
  expect(lines(errors)[0].detail).toContain("the disk is full");
});

it("a match that an update ends has the standings that it had, and its replay is filed", () => {
  const { saved, store, written, archivist } = played(200);
  endOutdated(saved, store, archivist as never, 7000);
  const [{ pages, result }] = written.unsaved;
  expect(pages).toEqual([]);
  expect(result).toMatchObject({ round: 1, cut: true, at: 7000 });
  expect(result?.standings.map(({ name }) => name).sort()).toEqual(["Cog", "ada"]);
  expect(archivist.file).toHaveBeenCalledExactlyOnceWith(saved.header);
  expect(lines(infos)).toEqual([
    { level: "info", event: "match_cut", code: "TEST…(10)", game: "scuffle", tick: result?.tick },
  ]);
});

it("a match that an update ends before its first round has no result", () => {
  const { saved, store, written, archivist } = played(20);
  endOutdated(saved, store, archivist as never, 7000);
  expect(written.unsaved).toEqual([]);
  expect(archivist.file).toHaveBeenCalledTimes(1);
  expect(lines(infos)).toMatchObject([{ event: "match_cut", tick: -1 }]);
});
