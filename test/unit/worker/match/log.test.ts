import { afterEach, describe, expect, it, vi } from "vitest";
import { encodeDown } from "#shared/protocol/index.ts";
import { advance, createWorld } from "#shared/sim/index.ts";
import { breaking, brittle, type Place } from "#test/support/brittle.ts";
import { only, testGames } from "#test/support/games.ts";
import { MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { inputsFor, toy } from "#test/support/toy.ts";
import { BadReport, readFault, reproduce, writeFault } from "#worker/match/log/fault.ts";
import type { FaultReport } from "#worker/match/log/fault-report.ts";
import { entriesOf, firstPage, Journal, messagesOf, replay } from "#worker/match/log/journal.ts";
import { cutShort, migrated } from "#worker/match/log/migration.ts";
import { Rounds } from "#worker/match/log/rounds.ts";
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
  const taken = () => journal.takePages().map(({ slot, epoch, opening }) => [slot, epoch, opening !== undefined]);
  return { world, journal, run, taken };
}

describe("a journal", () => {
  it("has a first page before anything has happened", () => {
    const { world, journal, taken } = living();
    const [page] = journal.rest();
    expect([page.slot, page.epoch, page.log.length]).toEqual([0, 0, 0]);
    expect(replay(world.layout, [page]).hash()).toBe(world.hash());
    expect(taken()).toEqual([[0, 0, true]]);
    expect(journal.rest()).toEqual([]);
  });

  it("begins anew after an hour, though no round has ended", () => {
    const { run, taken } = living(3597);
    run(4 * toy.tickRate);
    expect(taken()).toEqual([...[[3598, 0, false]], ...[[3599, 0, false]], ...[[0, 60, true]], ...[[1, 60, false]]]);
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
    ]);
  });

  it("shows what has begun as often as it is asked, and goes on with it", () => {
    const { world, journal, run } = living();
    run(40);
    expect(journal.rest().map(({ slot }) => slot)).toEqual([0, 0, 1]);
    expect(journal.rest()).toEqual(journal.rest());
    run(20);
    const pages = journal.takePages();
    expect(pages.map(({ slot }) => slot)).toEqual([0, 0, 1]);
    expect(replay(world.layout, pages.slice(1)).hash()).toBe(world.hash());
  });

  it("holds keyframes, frames and rosters, and no other messages", () => {
    expect(entriesOf(ROSTER)).toEqual([]);
    expect(() => entriesOf(encodeDown({ type: "late", by: 5 }))).toThrow(TypeError);
    expect(messagesOf([]).length).toBe(0);
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
      ...[{ inputs: "" }, { inputs: `${report.inputs}AAAA` }, { log: btoa("\x93\x00\x01\x00") }, { log: btoa("\xc1") }],
      ...[{ settings: { ...report.settings, seats: 99 } }, { game: "chess" }, { version: 2 }],
    ];
    for (const part of bad) expect(() => reproduce({ ...report, ...part }, games)).toThrow(BadReport);
  });

  it("is read whatever the order of its fields, and refused with another value in any of them", () => {
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

  it.each(["AAA", "A===", "AA=A", "====", "A-_=", "AA A", "AAAA=", "=AAA", 5])("is refused with a log of %j", (log) => {
    expect(() => readFault(JSON.stringify({ ...fail("step"), log }))).toThrow("damaged");
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
    expect(() => migrated({ header, pages: [] }, scuffle)).toThrow(TypeError);
    const [page] = pages;
    expect(() => migrated({ header, pages: [{ ...page, image: ROSTER }] }, scuffle)).toThrow(TypeError);
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
