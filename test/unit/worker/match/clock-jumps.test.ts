/** The machine's clock is set back, or far ahead: nothing waits for it, and nothing is given up for it. */

import { describe, expect, it } from "vitest";
import { testGames } from "#test/support/games.ts";
import { MatchBench } from "#test/support/match.ts";
import { Clock } from "#worker/clock.ts";
import { Match } from "#worker/match/match.ts";
import { HOLD_MS, Seats } from "#worker/match/seats/seats.ts";
import type { MatchReport } from "#worker/match/spec.ts";
import { TickLoop, type Timer } from "#worker/match/tick-loop.ts";
import { Directory, STALE_MS } from "#worker/pool/directory.ts";

const BORN = 1_700_000_000_000;

/** A machine whose clock can be set, and whose timers run by the time that has truly passed. */
class Machine implements Timer {
  /** Time that has passed, and what the clock says. */
  passed = 0;
  date = BORN;
  #next: { readonly at: number; readonly callback: () => void } | undefined;
  now = () => this.date;
  set = (callback: () => void, ms: number) => {
    this.#next = { at: this.passed + ms, callback };
    return this.#next;
  };
  clear = () => {
    this.#next = undefined;
  };
  run(ms: number): void {
    const end = this.passed + ms;
    for (let next = this.#next; next && next.at <= end; next = this.#next) {
      this.#next = undefined;
      this.date += next.at - this.passed;
      this.passed = next.at;
      next.callback();
    }
    this.date += end - this.passed;
    this.passed = end;
  }
}

const JUMPS = [-1, -20, -33, -34, -1000, -20_000, -3_600_000, -BORN, 1000, 20_000, 3_600_000, 1e12];

describe("an object's own time", () => {
  it.each(JUMPS)("goes on when the clock jumps by %d ms", (jump) => {
    let date = BORN;
    const clock = new Clock(
      () => 10_000,
      () => date,
    );
    date += 5000;
    expect(clock.now()).toBe(BORN + 5000);
    date += jump;
    const after = clock.now();
    expect(after).toBe(BORN + 5000 + Math.min(10_000, Math.max(0, jump)));
    // Both are read on: the date as the machine has it, the time as it passes.
    date += 1234;
    expect(clock.now()).toBe(after + 1234);
    expect(clock.date()).toBe(date);
  });

  it("counts all that passes where it is seldom read", () => {
    let date = BORN;
    const clock = new Clock(undefined, () => date);
    date += 3_600_000;
    expect(clock.now()).toBe(BORN + 3_600_000);
  });
});

describe("the tick loop", () => {
  it.each(JUMPS)("keeps its rate when the clock jumps by %d ms", (jump) => {
    const machine = new Machine();
    let ticks = 0;
    const loop = new TickLoop(machine, 30, () => {
      ticks += 1;
    });
    loop.start();
    machine.run(1000);
    const before = ticks;
    machine.date += jump;
    machine.run(1000);
    // One tick more or less where the jump cuts one in two; five at once where it looks like a stall.
    expect(ticks - before).toBeGreaterThanOrEqual(29);
    expect(ticks - before).toBeLessThanOrEqual(36);
    const later = ticks;
    machine.run(10_000);
    expect(Math.abs(ticks - later - 300)).toBeLessThanOrEqual(1);
    loop.stop();
  });

  it("goes on when the clock is set back again and again, between a tick and the next timer too", () => {
    const machine = new Machine();
    let ticks = 0;
    const loop = new TickLoop(machine, 30, () => {
      ticks += 1;
      machine.date -= 5000;
    });
    loop.start();
    machine.run(3000);
    expect(ticks).toBeGreaterThanOrEqual(80);
    loop.stop();
  });

  it("ticks on after a tick that throws", () => {
    const machine = new Machine();
    let ticks = 0;
    const loop = new TickLoop(machine, 30, () => {
      ticks += 1;
      if (ticks === 3) throw new Error("the disk is full");
    });
    loop.start();
    expect(() => machine.run(1000)).toThrow("the disk is full");
    machine.run(1000);
    expect(ticks).toBeGreaterThan(25);
    expect(loop.running).toBe(true);
    loop.stop();
  });
});

describe("a match under a clock that jumps", () => {
  /** The match as its object runs it: by the object's own time. */
  function played() {
    const machine = new Machine();
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
    const clock = new Clock(() => (loop.running ? 10_000 : Number.POSITIVE_INFINITY), machine.now);
    const loop: TickLoop = new TickLoop(
      { now: () => clock.now(), set: machine.set, clear: machine.clear },
      bench.match.tickRate,
      (now) => {
        bench.now = now;
        bench.match.tick(now);
      },
    );
    bench.now = clock.now();
    return { machine, bench, loop, clock };
  }

  it.each(JUMPS)("keeps the seat of who is away when it jumps by %d ms, and frees it in its time", (jump) => {
    const { machine, bench, loop, clock } = played();
    bench.join("ada");
    const bob = bench.join("bob");
    loop.start();
    machine.run(1000);
    bench.drop(bob);
    machine.run(1000);
    machine.date += jump;
    machine.run(1000);
    expect(bench.match.reservations.reserve("bob", "bob", clock.now())).toMatchObject({ ok: true, seat: 1 });
    // Nor is the seat kept longer, by any clock.
    machine.run(HOLD_MS);
    expect(bench.match.reservations.reserve("cyd", "cyd", clock.now())).toMatchObject({ ok: true, seat: 1 });
    loop.stop();
  });

  it("holds no seat for longer than it would, though the disk was written by a clock that was ahead", () => {
    const bench = new MatchBench({ seats: 2, fillTo: 0, autostart: 0 });
    bench.join("ada");
    const bob = bench.join("bob");
    bench.run(5);
    bench.drop(bob);
    bench.run(1);
    const saved = structuredClone(bench.match.save());
    const set = bench.now - 3_600_000;
    const match = Match.restore(saved, set, testGames);
    expect(match?.reservations.reserve("cyd", "cyd", set + HOLD_MS - 1)).toMatchObject({ ok: false, reason: "full" });
    expect(match?.reservations.reserve("cyd", "cyd", set + HOLD_MS)).toMatchObject({ ok: true, seat: 0 });
  });
});

it("no stored time of a seat lies further ahead than one that is set now", () => {
  const seats = new Seats(1, [{ player: "ada", name: "ada", state: "away", until: BORN + 1e12, since: 0 }]);
  seats.adjust(BORN);
  expect(seats.owner(0)?.until).toBe(BORN + HOLD_MS);
});

describe("the directory of matches", () => {
  const report = (code: string): MatchReport => ({
    ...{ code, game: "scuffle", mode: "brawl", status: "live", seats: 8, players: 1, bots: 0, spectators: 0 },
    ...{ listed: true, playerIds: ["ada"] },
  });
  const store = { load: () => [], save: () => {}, remove: () => {} };

  it.each(JUMPS)("keeps its matches when the clock jumps by %d ms, and drops them in their time", (jump) => {
    let date = BORN;
    const clock = new Clock(
      () => 120_000,
      () => date,
    );
    const directory = new Directory(store, clock.now());
    directory.report(report("A"), clock.now());
    date += 1000 + jump;
    expect(directory.snapshot(clock.now()).counts.matches).toBe(1);
    for (let passed = 0; passed < STALE_MS; passed += 60_000) {
      date += 60_000;
      clock.now();
    }
    expect(directory.snapshot(clock.now()).counts.matches).toBe(0);
  });

  it("does not keep for hours what was stored by a clock that was ahead", () => {
    const stored = { ...store, load: () => [{ report: report("A"), heard: BORN + 1e12 }] };
    const directory = new Directory(stored, BORN);
    expect(directory.snapshot(BORN + STALE_MS - 1).counts.matches).toBe(1);
    expect(directory.snapshot(BORN + STALE_MS).counts.matches).toBe(0);
  });
});
