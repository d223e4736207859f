/** What a disk that takes nothing for a while costs a match: the log of that time, and nothing of the match. */

import { expect, it } from "vitest";
import { plan } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { readFault, reproduce, writeFault } from "#worker/match/log/fault.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { type Page, replay } from "#worker/match/log/journal.ts";

/** The rows of a disk that can be full. */
class Disk {
  full = false;
  header: MatchHeader | undefined;
  readonly #rows = new Map<number, Page>();

  save(bench: MatchBench): void {
    const { header, pages } = bench.match.takeUnsaved(false);
    if (this.full) {
      if (header || pages.length > 0) bench.match.beginLog();
      return;
    }
    this.header = header ?? this.header;
    for (const page of pages) this.#rows.set(page.slot, page);
  }

  get pages(): Page[] {
    const startTick = this.#rows.get(0)?.startTick;
    return [...this.#rows.values()].filter((page) => page.startTick === startTick).sort((a, b) => a.slot - b.slot);
  }
}

it.each([1, 29, 31, 100, 1000])(
  "a match whose disk was full for %d ticks is resumed from what was written since",
  (ticks) => {
    const bench = new MatchBench({ seats: 3, fillTo: 3, autostart: 1, lobby: 1 });
    const disk = new Disk();
    const run = (count: number) => {
      for (let n = 0; n < count; n++) {
        bench.run(1);
        disk.save(bench);
      }
    };
    bench.join("ada", RULES);
    run(100);
    disk.full = true;
    run(ticks);
    // A player comes meanwhile: that must not be lost. It reads states, so a page is a second.
    bench.join("bob");
    run(40);
    disk.full = false;
    run(95);
    const layout = plan(scuffle, bench.match.spec.settings);
    const world = replay(layout, disk.pages);
    expect(bench.match.tickNumber - world.tick).toBeLessThan(layout.tickRate);
    expect(disk.header?.owners.map((owner) => owner?.player)).toEqual(["ada", "bob", undefined]);
    // The hashes in the log say that it is the match's.
    const { match } = bench;
    while (match.tickNumber < 2000 && match.tickNumber % layout.tickRate !== 0) run(1);
    if (!disk.header) throw new Error("no header was stored");
    bench.kill({ header: disk.header, pages: disk.pages });
    expect(bench.match.reservations.reserve("ada", "ada", bench.now)).toEqual({ ok: true, seat: 0, name: "ada" });
    expect(bench.match.reservations.reserve("bob", "bob", bench.now)).toEqual({ ok: true, seat: 1, name: "bob" });
  },
);

it("the report of a fault in a crowd is written and read, though it has megabytes", () => {
  const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
  bench.join("ada", RULES);
  bench.run(3);
  const evidence = bench.match.crashContext();
  const log = new Uint8Array(9_000_000).map((_, at) => at % 251);
  const pages = evidence.pages.map((page) => ({ ...page, log }));
  const report = writeFault({ ...evidence, pages }, [], new Error("x"), 0);
  expect(report.log.length).toBeGreaterThan(12_000_000);
  expect(readFault(JSON.stringify(report))).toEqual(report);
  const damaged = { ...report, log: `${report.log.slice(0, -4)}===A` };
  expect(() => readFault(JSON.stringify(damaged))).toThrow("this report is damaged");
});

it("there is a report of anything that a game's rules throw", () => {
  const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
  bench.run(3);
  const riddle = Object.create(null) as unknown;
  const evil = Object.defineProperty(new Error("x"), "stack", {
    get: () => {
      throw new Error("no stack");
    },
  });
  for (const thrown of [riddle, evil, undefined, null, Symbol("x"), 5, { toString: () => 5 }]) {
    const report = writeFault(bench.match.crashContext(), [], thrown, 0);
    expect(readFault(JSON.stringify(report)).error).toBeTypeOf("string");
  }
  const report = readFault(JSON.stringify(writeFault(bench.match.crashContext(), [], riddle, 0)));
  expect(reproduce(report, testGames).reproduced).toBe(false);
});
