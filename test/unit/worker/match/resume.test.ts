import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import type { AnyGame, WorldBase } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { MatchBench } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { BadReport, readFault, reproduce, writeFault } from "#worker/match/log/fault.ts";
import type { FaultReport } from "#worker/match/log/fault-report.ts";
import type { Page } from "#worker/match/log/journal.ts";

const FAULT = "the door has no hinge";
const folder = mkdtempSync(join(tmpdir(), "scrim-replay-"));

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes a function of the game throw from this tick on. */
function breakAt(tick: number, part: "step" | "status" | "bot" = "step", game: AnyGame = scuffle): void {
  const whole: (...given: never[]) => unknown = game[part];
  const broken = (...given: unknown[]) => {
    // The bots decide before the clock goes on.
    const [world] = given as [WorldBase];
    if (world.tick + (part === "bot" ? 1 : 0) >= tick) throw new TypeError(FAULT);
    return whole(...(given as never[]));
  };
  vi.spyOn(game, part).mockImplementation(broken as never);
}

/** Plays a match of two until it fails, and takes its report as the object of a match does. */
function fail(settings: Readonly<Record<string, number>> = {}, game: AnyGame = scuffle): FaultReport {
  const bench = new MatchBench({ autostart: 1, lobby: 1, ...settings }, 1, 0, game);
  const ada = bench.join("Ada Lovelace");
  bench.join("Grace Hopper");
  const disk = new Map<number, Page>();
  try {
    for (let n = 0; n < 3000; n++) {
      const values = [(n % 15) - 7, ((n >> 3) % 15) - 7, (n * 5) % 1024, n % 8];
      bench.say(ada, { type: "input", inputs: [{ tick: bench.match.tickNumber + 1, seen: 20, values }] });
      bench.run(1);
      bench.match.awake(bench.now);
      for (const page of bench.match.takeUnsaved(false).pages) disk.set(page.slot, page);
    }
  } catch (error) {
    return writeFault(bench.match.crashContext(), [...disk.values()], error, bench.now);
  }
  throw new Error("the match has not failed");
}

/** Where the log begins that leads to this tick: with the match, with the round, or half a minute after that. */
function begins(tick: number): number {
  const live = 31;
  if (tick <= live + 1) return 0;
  return tick <= live + 901 ? live : live + 900;
}

describe("a fault's report", () => {
  // Within the first second, in the midst of a page, at a page's end, and where another page can be begun with.
  it.each([1, 20, 60, 95, 900, 932, 933, 1100])("fails again in a replay: at tick %i", (tick) => {
    breakAt(tick);
    const report = readFault(JSON.stringify(fail()));
    expect(report).toMatchObject({ game: "scuffle", tick, error: `TypeError: ${FAULT}`, code: "TEST…(10)" });
    const outcome = reproduce(report, testGames);
    expect(outcome).toMatchObject({ reproduced: true, tick, thrown: { error: { message: FAULT } } });
    expect(outcome.ticks).toBe(tick - begins(tick));
    expect(outcome.hashes).toBeGreaterThan(Math.trunc((outcome.ticks - 1) / 32));
    expect(reproduce(report, testGames)).toMatchObject({
      reproduced: true,
      ticks: outcome.ticks,
      hashes: outcome.hashes,
    });
  });

  it.each(["status", "bot"] as const)("fails again where it was %s that threw", (part) => {
    // By then there are bots.
    const tick = 200;
    breakAt(tick, part);
    const report = fail({ fillTo: 4 });
    expect(report.tick).toBe(tick);
    expect(reproduce(report, testGames)).toMatchObject({ reproduced: true, tick });
  });

  it("does not fail again where the rules have been mended, or fail elsewhere", () => {
    breakAt(50);
    const report = fail();
    vi.restoreAllMocks();
    expect(reproduce(report, testGames)).toMatchObject({ reproduced: false, tick: 50, thrown: undefined });
    breakAt(40);
    expect(reproduce(report, testGames)).toMatchObject({
      reproduced: false,
      tick: 40,
      thrown: { error: { message: FAULT } },
    });
  });

  it("names no player", () => {
    breakAt(50);
    const report = JSON.stringify(fail());
    for (const secret of ["Ada", "Lovelace", "Grace", "TESTTEST00"]) expect(report).not.toContain(secret);
  });

  it("is refused where it is cut off, damaged, something else or of other rules", () => {
    breakAt(50);
    const report = fail();
    const text = JSON.stringify(report);
    const refused = (file: string) => {
      try {
        readFault(file);
      } catch (error) {
        if (error instanceof BadReport) return error.message;
        throw error;
      }
      return "";
    };
    expect(refused(text.slice(0, -20))).toMatch(/cut off/);
    expect(refused("%PDF-1.4")).toMatch(/no fault's report/);
    expect(refused('{"lockfileVersion":3}')).toMatch(/no fault's report/);
    expect(refused(text.replace("scrim-fault-1", "scrim-fault-9"))).toMatch(/scrim-fault-9/);
    expect(refused(JSON.stringify({ ...report, log: `B${report.log.slice(1)}` }))).toMatch(/checksum/);
    expect(refused(JSON.stringify({ ...report, log: "§" }))).toMatch(/damaged/);
    expect(refused(JSON.stringify(report, null, 2))).toBe("");
    const { version, ...rest } = report;
    expect(refused(JSON.stringify({ ...rest, version }))).toBe("");
    expect(() => reproduce({ ...report, version: 99 }, testGames)).toThrow(/scuffle 99; this build has other rules/);
    expect(() => reproduce({ ...report, game: "chess" }, testGames)).toThrow(/does not know/);
    expect(() => reproduce({ ...report, settings: { seats: 5 } }, testGames)).toThrow(BadReport);
    expect(() => reproduce({ ...report, log: "" }, testGames)).toThrow(BadReport);
    expect(() => reproduce({ ...report, log: report.inputs }, testGames)).toThrow(BadReport);
  });
});

describe("npm run replay", () => {
  /** Runs it on a file of this text; `broken` gives the arena of that process the same fault. */
  function replay(text: string, broken?: number) {
    const file = join(folder, "report.json");
    writeFileSync(file, text);
    const rules = new URL("../../../../shared/games/arena/index.ts", import.meta.url).href;
    const fault = `if (world.tick >= ${broken}) throw new TypeError("${FAULT}")`;
    const change = `import { arena } from "${rules}"; const { step } = arena; arena.step = (world) => { ${fault}; step(world); };`;
    const preload = broken === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(change)}`];
    const node = join("node_modules", ".bin", "node");
    return spawnSync(node, [...preload, "scripts/replay.ts", file], { encoding: "utf8" });
  }

  it("ends with 0 for what fails again, 1 for what does not, and 2 and one line for what it cannot play", () => {
    // The command knows the games that ship.
    breakAt(95, "step", arena);
    const text = JSON.stringify(fail({}, arena));
    const again = replay(text, 95);
    expect(again.stdout).toMatch(/^arena \d+, match TEST…\(10\), failed at 1970/);
    expect(again.stdout).toMatch(/ticks replayed: 95; hashes checked: 3; the world's tick: 95\n/);
    expect(again.stdout).toMatch(/TypeError: the door has no hinge\n +at /);
    expect(again.stdout).toMatch(/reproduced: yes\n$/);
    expect(again.status).toBe(0);
    const mended = replay(text);
    expect(mended.stdout).toMatch(/nothing was thrown\nreproduced: no\n$/);
    expect(mended.status).toBe(1);
    const cut = replay(text.slice(0, 500));
    expect(cut.stderr.trim()).toMatch(/^[^\n]*cut off[^\n]*$/);
    expect(cut.status).toBe(2);
  });
});
