import { afterEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "#shared/protocol/index.ts";
import { testGames } from "#test/support/games.ts";
import { MatchBench, spec } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Journal, type Page } from "#worker/match/log/journal.ts";
import { cutShort } from "#worker/match/log/migration.ts";
import type { SavedMatch, Unsaved } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import { AFTERMATH_MS } from "#worker/match/stepper.ts";

afterEach(() => vi.restoreAllMocks());

const READY = 8;

/** A short match of one and a bot, which soon wins, and what its disk holds. */
class Kept extends MatchBench {
  readonly rows = new Map<number, Page>();
  readonly writes: Unsaved[] = [];
  #header: SavedMatch["header"] | undefined;

  constructor(settings: Readonly<Record<string, number>> = {}) {
    super({ seats: 2, fillTo: 2, autostart: 1, lobby: 1, scoreLimit: 1, ...settings });
    this.keep(true);
  }

  keep(all: boolean): void {
    const write = structuredClone(this.match.takeUnsaved(all));
    this.writes.push(write);
    this.#header = write.header ?? this.#header;
    for (const page of write.pages) this.rows.set(page.slot, page);
  }

  get saved(): SavedMatch {
    if (!this.#header) throw new Error("nothing is stored");
    const startTick = this.rows.get(0)?.startTick;
    const pages = [...this.rows.values()]
      .filter((page) => page.startTick === startTick)
      .sort((a, b) => a.slot - b.slot);
    return { header: this.#header, pages };
  }

  get results() {
    return this.writes.flatMap(({ result }) => result ?? []);
  }

  /** Ticks as the object does: what is decided is stored before it is told. */
  override run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.now += 1000 / this.match.tickRate;
      this.match.tick(this.now, () => this.keep(false));
      this.keep(false);
    }
  }

  runUntil(status: string): void {
    for (let n = 0; this.match.report().status !== status; n++) {
      if (n > 3000) throw new Error(`it is never ${status}`);
      this.run(1);
    }
  }
}

describe("a round's begin", () => {
  it("is stored before any client hears of it: its log begins on disk", () => {
    const bench = new Kept();
    const ada = bench.join("ada");
    let turns = 0;
    for (let n = 0; bench.match.report().status !== "live" && n < 1000; n++) {
      const before = ada.sends;
      bench.now += 1000 / bench.match.tickRate;
      bench.match.tick(bench.now, (turn) => {
        turns += 1;
        expect([turn, ada.sends]).toEqual(["begin", before]);
        bench.keep(false);
      });
      bench.keep(false);
    }
    expect(turns).toBe(1);
    const { tickNumber: tick } = bench.match;
    expect(bench.saved.pages).toMatchObject([{ slot: 0, startTick: tick, tick, stand: { status: "live" } }]);
    expect(bench.saved.pages[0].opening).toBeDefined();
    const again = Match.restore(bench.saved, bench.now, testGames);
    expect([again?.tickNumber, again?.report().status]).toEqual([tick, "live"]);
    again?.tick(bench.now + 40, () => {
      throw new Error("the round begins a second time");
    });
  });
});

it("what is not stored yet is stored soon once a player comes who begins with a keyframe", () => {
  const hasten = vi.spyOn(Journal.prototype, "hasten");
  const calls = () => hasten.mock.calls.splice(0).length;
  const bench = new Kept();
  bench.join("ada");
  bench.run(1);
  expect(calls()).toBe(1);
  bench.run(20);
  expect(calls()).toBe(0);
  bench.join("bob");
  bench.run(20);
  expect(calls()).toBe(1);
});

describe("a round's end", () => {
  it("is stored with its result, its page and the seats before a client hears of it", () => {
    const bench = new Kept();
    const ada = bench.join("ada");
    bench.runUntil("live");
    let sends = -1;
    const write = () => {
      sends = ada.sends;
      bench.keep(false);
    };
    for (let n = 0; sends < 0 && n < 1000; n++) {
      const before = ada.sends;
      bench.now += 1000 / bench.match.tickRate;
      bench.match.tick(bench.now, write);
      if (sends >= 0) expect(sends).toBe(before);
    }
    const { result, pages, header } = bench.writes[bench.writes.length - 1];
    expect(result).toMatchObject({ round: 1, tick: bench.match.tickNumber, at: bench.now, cut: false });
    expect(result?.standings.map(({ seat, name }) => [seat, name])).toEqual([
      [1, "Cog"],
      [0, "ada"],
    ]);
    expect(pages[pages.length - 1].stand.status).toBe("ended");
    expect(header?.rounds).toBe(1);
    // A server that dies right now has nothing to decide again.
    const again = Match.restore(bench.saved, bench.now, testGames);
    expect(again?.report().status).toBe("ended");
    again?.tick(bench.now + 40, () => {
      throw new Error("the round ends a second time");
    });
  });

  it("comes once, and once more after a rematch, whose log begins with it", () => {
    const bench = new Kept();
    const ada = bench.join("ada");
    bench.runUntil("ended");
    bench.run(60);
    expect(bench.results.map(({ round }) => round)).toEqual([1]);
    const values = [0, 0, 0, READY];
    bench.say(ada, { type: "input", inputs: [{ tick: bench.match.tickNumber + 1, seen: 0, values }] });
    for (let n = 0; n < 300 && bench.match.report().status === "ended"; n++) bench.run(1);
    expect(bench.match.report().status).not.toBe("ended");
    bench.runUntil("live");
    const begun = bench.match.tickNumber;
    bench.run(bench.match.tickRate + 1);
    expect(bench.saved.pages[0].startTick).toBe(begun);
    bench.runUntil("ended");
    expect(bench.results.map(({ round }) => round)).toEqual([1, 2]);
  });
});

describe("an end", () => {
  it("is one, and no player can put it off: after a minute the match lets them go, and sleeps", () => {
    const bench = new Kept();
    const ada = bench.join("ada");
    bench.runUntil("ended");
    const endedAt = bench.now;
    for (let second = 0; bench.now - endedAt < 59_000; second++) {
      const input = { tick: bench.match.tickNumber + 1, seen: 0, values: [second % 7, 0, 0, 0] };
      if (second % 20 === 0) bench.say(ada, { type: "input", inputs: [input] });
      if (second % 2 === 0) bench.say(ada, { type: "ping", time: second });
      bench.run(bench.match.tickRate);
    }
    expect([ada.closed, bench.match.awake(endedAt + 59_999)]).toEqual([undefined, true]);
    expect(bench.match.awake(endedAt + AFTERMATH_MS)).toBe(true);
    expect(bench.match.awake(endedAt + 60_001)).toBe(false);
    bench.run(2 * bench.match.tickRate);
    expect([ada.closed, bench.match.awake(bench.now)]).toEqual([CLOSE.over, false]);
    for (const player of ["ada", "bob"])
      expect(bench.match.reservations.reserve(player, player, bench.now)).toEqual({ ok: false, reason: "over" });
  });
});

describe("a match of other rules", () => {
  /** A live match that was stored under rules of this version. */
  function stored(version: number, ticks = 150): Kept {
    const bench = new Kept();
    bench.join("ada");
    bench.join("bob");
    bench.runUntil("live");
    bench.run(ticks);
    const { header, pages } = bench.saved;
    vi.spyOn(bench, "saved", "get").mockReturnValue({ header: { ...header, gameVersion: version }, pages });
    return bench;
  }

  it("goes on from its last second where the game takes it on: same seats, another log", () => {
    const bench = stored(scuffle.version - 1);
    const last = bench.match.tickNumber;
    const again = Match.restore(bench.saved, bench.now, testGames);
    expect(again?.report()).toMatchObject({ status: "live", players: 2 });
    expect(last - (again?.tickNumber ?? 0)).toBeLessThan(scuffle.tickRate);
    expect(again?.reservations.reserve("ada", "ada", bench.now)).toEqual({ ok: true, seat: 0, name: "ada" });
    const { header, pages } = again?.takeUnsaved(false) ?? {};
    expect(header).toMatchObject({ gameVersion: scuffle.version, lineage: { generation: 1 } });
    expect(pages).toMatchObject([{ slot: 0, startTick: again?.tickNumber }]);
    again?.tick(bench.now + 40);
  });

  it("ends with what it has come to where the game does not", () => {
    const bench = stored(scuffle.version + 7);
    expect(Match.restore(bench.saved, bench.now, testGames)).toBeUndefined();
    const result = cutShort(bench.saved, 5);
    expect(result).toMatchObject({ round: 1, cut: true, at: 5 });
    expect(result?.standings.map(({ name }) => name).sort()).toEqual(["ada", "bob"]);
  });

  it("ends without a result where none was begun, or all had ended", () => {
    const waiting = new Kept({ autostart: 0 });
    waiting.join("ada");
    waiting.run(40);
    expect(cutShort(waiting.saved, 5)).toBeUndefined();
    const ended = new Kept();
    ended.join("ada");
    ended.runUntil("ended");
    expect(cutShort(ended.saved, 5)).toBeUndefined();
  });

  it("is told from one that is damaged", () => {
    const { saved } = stored(scuffle.version - 1);
    const [page] = saved.pages.slice(-1);
    const broken = { ...saved, pages: [{ ...page, images: page.images.slice(0, -2) }] };
    expect(() => Match.restore(broken, 0, testGames)).toThrow();
  });
});

it("refuses what is of no game", () => {
  expect(() => Match.create({ ...spec(), game: "chess" }, 1, testGames)).toThrow(RangeError);
});
