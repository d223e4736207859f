import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import { decodeDown, encodeDown } from "#shared/protocol/index.ts";
import { advance, createWorld } from "#shared/sim/index.ts";
import { breaking, brittle, type Place } from "#test/support/brittle.ts";
import { only, testGames } from "#test/support/games.ts";
import { MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { inputsFor, toy } from "#test/support/toy.ts";
import { BadReport, readFault, reproduce, writeFault } from "#worker/match/log/fault.ts";
import { FaultReport } from "#worker/match/log/fault-report.ts";
import { current, entriesOf, firstPage, Journal, messagesOf, replay } from "#worker/match/log/journal.ts";
import { cutShort, migrated } from "#worker/match/log/migration.ts";
import { RoundState, Rounds } from "#worker/match/log/rounds.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";

afterEach(() => vi.restoreAllMocks());

const ROSTER = encodeDown({ type: "roster", spectators: 0, seats: [{ seat: 1, kind: 2, name: "Ada" }] });

/** A world and its journal, of which `run` lives through some ticks. */
function living(slot?: number) {
  const world = createWorld(toy, { seats: 2 }, 1);
  const inputs = inputsFor(world);
  const last = slot === undefined ? undefined : { ...firstPage(world), slot };
  const journal = new Journal(world, last);
  const run = (ticks: number) => {
    for (let tick = 0; tick < ticks; tick++) {
      advance(world, inputs);
      journal.write(world);
    }
  };
  const taken = () =>
    journal.takePages().map(({ slot, startTick, opening }) => [slot, startTick, opening !== undefined]);
  return { world, journal, run, taken };
}

describe("a journal", () => {
  it("has a first page before anything has happened", () => {
    const { world, journal, taken } = living();
    const [page] = journal.rest();
    expect([page.slot, page.startTick, page.log.length]).toEqual([0, 0, 0]);
    expect(replay(world.layout, [page]).hash()).toBe(world.hash());
    expect(taken()).toEqual([[0, 0, true]]);
    expect(journal.rest()).toEqual([]);
  });

  it("begins anew after an hour, though no round has ended", () => {
    const { run, taken } = living(3597);
    run(4 * toy.tickRate);
    expect(taken()).toEqual([...[[3598, 0, true]], ...[[3599, 0, false]], ...[[0, 60, true]], ...[[1, 60, false]]]);
  });

  it("tells the roster again where it begins anew", () => {
    const { world, journal, run } = living();
    journal.tell(ROSTER);
    run(10);
    journal.restart(world);
    journal.takePages();
    run(5);
    expect([...messagesOf(journal.rest())].join()).toContain([...ROSTER].join());
  });

  it("drops what could not be stored where it is told to begin, and keeps it where a round begins", () => {
    const { world, journal, run, taken } = living();
    run(40);
    journal.begin(world);
    expect(taken()).toEqual([]);
    run(40);
    journal.restart(world);
    expect(taken()).toEqual([
      [0, 40, true],
      [1, 40, false],
      [0, 80, true],
    ]);
  });

  it("shows what has begun as often as it is asked, and goes on with it", () => {
    const { world, journal, run } = living();
    run(40);
    expect(journal.rest().map(({ slot }) => slot)).toEqual([0, 1, 2]);
    expect(journal.rest()).toEqual(journal.rest());
    run(20);
    const pages = journal.takePages();
    expect(pages.map(({ slot }) => slot)).toEqual([0, 1, 2]);
    expect(replay(world.layout, pages).hash()).toBe(world.hash());
  });

  it("holds keyframes, frames and rosters, and no other messages", () => {
    expect(entriesOf(ROSTER)).toEqual([]);
    expect(() => entriesOf(encodeDown({ type: "late", by: 5 }))).toThrow(TypeError);
    expect(messagesOf([]).length).toBe(0);
  });
});

describe("the pages that lead to a match's end", () => {
  const pages = (startTick: number, ...slots: readonly number[]) =>
    slots.map((slot) => ({ slot, startTick, opening: slot % 30 === 0 ? ROSTER : undefined, log: ROSTER }));
  const placed = (written: Parameters<typeof current>[0]) =>
    current(written).map(({ slot, startTick }) => [slot, startTick]);

  it("are those of the last log alone, from its last opening, in their order", () => {
    expect(placed(pages(0, 0, 1, 2))).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(placed(pages(0, 28, 29, 30, 31))).toEqual([
      [30, 0],
      [31, 0],
    ]);
    expect(placed([...pages(0, 0, 1, 2, 3), ...pages(900, 0, 1)])).toEqual([
      [0, 900],
      [1, 900],
    ]);
    expect(placed([...pages(0, 1, 2, 0, 3)])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(placed([])).toEqual([]);
  });

  it("are the last that were written of each row", () => {
    const [first, second] = pages(0, 0, 1);
    const again = { ...first, log: new Uint8Array() };
    expect(current([first, second, again])).toEqual([again, second]);
  });
});

describe("what a match has to store", () => {
  const rosters = (bench: MatchBench) =>
    bench.match
      .takeUnsaved(true)
      .pages.flatMap(({ log }) => decodeDown(log))
      .filter(({ type }) => type === "roster");

  it("has the header where the seats have changed, or a round has ended, and not otherwise", () => {
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 1, lobby: 1, timeLimit: 10 });
    expect(bench.match.takeUnsaved(false).header).toBeDefined();
    bench.run(5);
    expect(bench.match.takeUnsaved(false).header).toBeUndefined();
    bench.join("ada");
    bench.run(1);
    expect(bench.match.takeUnsaved(false).header?.owners).toMatchObject([{ player: "ada" }, undefined]);
    let ended = 0;
    for (let tick = 0; tick < 400; tick++) {
      bench.run(1);
      const { header, result } = bench.match.takeUnsaved(false);
      expect([header?.rounds, header !== undefined]).toEqual(result ? [1, true] : [undefined, false]);
      if (result) ended += 1;
    }
    expect(ended).toBe(1);
  });

  it("has a roster in the log for each change of the seats, and no other", () => {
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
    bench.join("ada");
    bench.run(20);
    expect(rosters(bench)).toMatchObject([{ spectators: 0, seats: [{ name: "ada" }] }]);
    bench.run(20);
    expect(rosters(bench)).toEqual([]);
    bench.join("bob");
    bench.run(20);
    expect(rosters(bench)).toMatchObject([{ seats: [{ name: "ada" }, { name: "bob" }] }]);
  });

  it("says how a round stands in one of three words", () => {
    for (const status of ["waiting", "live", "ended"]) expect(v.is(RoundState, { status, standings: [] })).toBe(true);
    for (const status of ["over", "", undefined]) expect(v.is(RoundState, { status, standings: [] })).toBe(false);
  });
});

describe("rounds", () => {
  it("begin and end with the status, and are counted as they end", () => {
    const rounds = new Rounds(3, "waiting");
    const turns = (["waiting", "live", "live", "ended", "ended", "live", "waiting", "ended", "waiting"] as const).map(
      (status) => [rounds.turn(status), rounds.ended, rounds.status === status],
    );
    expect(turns).toEqual([
      ...[
        [undefined, 3, true],
        ["begin", 3, true],
        [undefined, 3, true],
      ],
      ...[
        ["end", 4, true],
        [undefined, 4, true],
        ["begin", 4, true],
      ],
      ...[
        [undefined, 4, true],
        ["end", 5, true],
        [undefined, 5, true],
      ],
    ]);
  });
});

describe("the report of a fault", () => {
  const games = only(brittle);

  /** Plays a match that breaks at this place, from tick 40 on, to its end. */
  function fail(place: Place): FaultReport {
    const bench = new MatchBench(breaking(place, 40), 1, 0, brittle);
    bench.join("ada");
    try {
      // The second player comes only then, and a bot for the seat of the first.
      bench.run(45);
      const bob = bench.join("bob");
      bench.run(5);
      bench.say(bob, { type: "leave" });
      bench.run(200);
      bench.match.takeUnsaved(true);
    } catch (error) {
      return writeFault(bench.match.crashContext(), [], error, 5);
    }
    throw new Error(`${place} has not broken`);
  }

  it.each(["step", "join", "leave", "bot", "status", "no status", "hide"] as const)(
    "fails again where %s throws",
    (place) => {
      const report = fail(place);
      const outcome = reproduce(report, games);
      expect(outcome).toMatchObject({ reproduced: true, tick: report.tick });
      expect(String(outcome.thrown?.error)).toBe(report.error);
    },
  );

  it.each(["result", "no result", "hide from those who watch"] as const)(
    "fails again where %s throws after the step",
    (place) => {
      const report = { ...fail("step") };
      const settings = { ...report.settings, ...breaking(place, 40) };
      const again = reproduce({ ...report, settings }, games);
      expect([again.tick, again.thrown !== undefined, again.reproduced]).toEqual([report.tick, true, false]);
    },
  );

  it("is not the same fault where another one, or one at another tick, is thrown", () => {
    const report = fail("step");
    expect(reproduce({ ...report, error: "TypeError: another" }, games).reproduced).toBe(false);
    expect(reproduce({ ...report, tick: report.tick + 1 }, games).reproduced).toBe(false);
    expect(reproduce(report, games).reproduced).toBe(true);
  });

  it("is refused where a part of it does not fit the rules", () => {
    const report = fail("step");
    const bad: Partial<FaultReport>[] = [
      ...[
        { inputs: "" },
        { inputs: btoa(`${atob(report.inputs)}\0\0\0`) },
        { log: btoa("\x93\x00\x01\x00") },
        { log: btoa("\xc1") },
      ],
      ...[{ settings: { ...report.settings, seats: 99 } }, { game: "chess" }, { version: 2 }],
    ];
    for (const part of bad) expect(() => reproduce({ ...report, ...part }, games)).toThrow(BadReport);
  });

  it("is read in any order of its fields, and refused with another value in any of them", () => {
    const report = fail("step");
    const reversed = Object.fromEntries(Object.entries(report).reverse());
    const settings = Object.fromEntries(Object.entries(report.settings).reverse());
    expect(readFault(JSON.stringify({ ...reversed, settings }))).toEqual(report);
    const others: Record<string, unknown> = {
      ...{ code: "x", game: "x", version: 9, at: "x", tick: 9, error: "x", stack: "x", log: "AAAA", inputs: "AAAA" },
      ...{ settings: { ...report.settings, at: 41 }, checksum: "x" },
    };
    for (const [field, value] of Object.entries(others))
      expect(() => readFault(JSON.stringify({ ...report, [field]: value })), field).toThrow(BadReport);
  });

  it.each(["AAA", "A===", "AA=A", "====", "A-_=", "AA A", "AAAA=", "AA==AAAA", "=AAA", 5])(
    "has no %j for bytes",
    (log) => {
      const report = fail("step");
      expect(v.is(FaultReport, report)).toBe(true);
      expect(v.is(FaultReport, { ...report, log })).toBe(false);
      expect(v.is(FaultReport, { ...report, inputs: log })).toBe(false);
    },
  );

  it.each(["", "AAAA", "AAA=", "AA==", "+/9z"])("may have %j for bytes", (log) => {
    expect(v.is(FaultReport, { ...fail("step"), log })).toBe(true);
  });

  it("says how many ticks were stepped, and how many worlds were found to be the match's", () => {
    const report = fail("step");
    const outcome = reproduce(report, games);
    // From the first tick on, with a world's hash each 32nd tick and in the keyframe.
    expect([outcome.ticks, outcome.tick, outcome.hashes]).toEqual([report.tick, report.tick, 1 + (report.tick >> 5)]);
  });

  it("is told from JSON of something else, and from a report of another format", () => {
    for (const text of ["null", "5", "[]", '{"format":5}']) expect(() => readFault(text)).toThrow("no fault's report");
    expect(() => readFault('{"format":"scrim-fault-0"}')).toThrow("scrim-fault-0");
  });
});

describe("a match of other rules", () => {
  function saved(): SavedMatch {
    const bench = new MatchBench({ seats: 3, fillTo: 3, autostart: 1, lobby: 1 });
    bench.join("ada", RULES);
    bench.run(200);
    bench.match.takeUnsaved(true);
    return bench.match.save();
  }

  it("goes on under a game that takes it, with the world that it had", () => {
    const match = saved();
    const older = { ...match, header: { ...match.header, gameVersion: scuffle.version - 1 } };
    expect(migrated(older, scuffle)?.tick).toBe(200);
    expect(migrated(older, undefined)).toBeUndefined();
    expect(migrated({ ...match, header: { ...match.header, gameVersion: 1 } }, scuffle)).toBeUndefined();
  });

  it("does not where the game throws, of which its author reads in the log", () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = {
      ...testGames.get("scuffle"),
      version: scuffle.version + 1,
      migrate: () => {
        throw new Error("no hinge");
      },
    } as unknown as Parameters<typeof migrated>[1];
    expect(migrated(saved(), failing)).toBeUndefined();
    const [[line]] = errors.mock.calls;
    const { version } = scuffle;
    expect(JSON.parse(String(line))).toMatchObject({
      event: "migrate_failed",
      game: "scuffle",
      code: "TEST…(10)",
      version,
    });
    expect(line).toContain("no hinge");
  });

  it("is damaged where its last page has no image", () => {
    const { header, pages } = saved();
    expect(() => migrated({ header, pages: [] }, scuffle)).toThrow("no keyframe");
    const [page] = pages;
    expect(() => migrated({ header, pages: [{ ...page, images: ROSTER }] }, scuffle)).toThrow("no keyframe");
  });

  it("is cut short with the names of players and bots, and the number of the round", () => {
    const { header, pages } = saved();
    const cut = cutShort({ header: { ...header, rounds: 4 }, pages }, 9);
    expect(cut).toMatchObject({ round: 5, tick: 200, at: 9, cut: true });
    expect(cut?.standings.map(({ seat, name }) => [seat, name]).sort()).toEqual([
      ...[
        [0, "ada"],
        [1, "Cog"],
      ],
      ...[[2, "Diode"]],
    ]);
    expect(
      cutShort({ header: { ...header, owners: [] }, pages }, 9)?.standings.find(({ seat }) => seat === 0)?.name,
    ).toBe("");
    expect(cutShort({ header, pages: [] }, 9)).toBeUndefined();
  });
});
