import { afterEach, describe, expect, it, vi } from "vitest";
import { reportOf } from "#worker/match/report.ts";
import { Reporter } from "#worker/match/reporter.ts";
import { Seats } from "#worker/match/seats/seats.ts";
import type { MatchReport } from "#worker/match/spec.ts";

afterEach(() => vi.restoreAllMocks());

const NOW = 1_000_000;

const report = (changes: Partial<MatchReport> = {}): MatchReport => ({
  ...{ code: "TESTTEST00", game: "toy", mode: "plain", listed: true, status: "live" },
  ...{ seats: 4, players: 2, playerIds: ["ada", "bob"], bots: 1, spectators: 3 },
  ...changes,
});

/** A reporter, and what its listener has heard. */
function reporting(listen: (report: MatchReport) => Promise<void> = async () => {}) {
  const heard: MatchReport[] = [];
  const work: Promise<void>[] = [];
  const listener = {
    report: async (one: MatchReport) => {
      await listen(one);
      heard.push(one);
    },
  };
  const reporter = new Reporter(listener, (promise) => work.push(promise));
  const offer = (one: MatchReport, now: number, final?: boolean) => reporter.offer(() => one, now, final);
  const settled = async () => {
    await Promise.all(work);
    return heard;
  };
  return { offer, settled, work, reporter };
}

describe("a match tells the matchmaker how it stands", () => {
  it("at once, and then a second after the last time at the earliest", async () => {
    const { offer, settled } = reporting();
    offer(report({ players: 1 }), NOW);
    offer(report({ players: 2 }), NOW + 999);
    offer(report({ players: 3 }), NOW + 1000);
    offer(report({ players: 4 }), NOW + 1999);
    offer(report({ players: 4 }), NOW + 2500);
    expect((await settled()).map(({ players }) => players)).toEqual([1, 3, 4]);
  });

  it("only what has changed, and every minute what has not", async () => {
    const { offer, settled } = reporting();
    for (let second = 0; second <= 125; second++) offer(report(), NOW + second * 1000);
    expect(await settled()).toHaveLength(3);
    offer(report(), NOW + 179_799);
    expect(await settled()).toHaveLength(3);
    offer(report(), NOW + 180_000);
    expect(await settled()).toHaveLength(4);
  });

  it("for the last time at once, if there is something new", async () => {
    const { offer, settled } = reporting();
    offer(report(), NOW);
    offer(report({ players: 0 }), NOW + 1, true);
    offer(report({ players: 0 }), NOW + 2, true);
    expect((await settled()).map(({ players }) => players)).toEqual([2, 0]);
  });

  it("no more than that it is there, where it is private", async () => {
    const { offer, settled } = reporting();
    const secret = report({ listed: false });
    offer(secret, NOW);
    offer(report({ listed: false, players: 4 }), NOW + 2000);
    expect(await settled()).toEqual([{ ...secret, players: 0, bots: 0, spectators: 0, playerIds: [] }]);
    offer(report({ listed: false, status: "ended" }), NOW + 4000);
    expect((await settled()).map(({ status }) => status)).toEqual(["live", "ended"]);
  });

  it("in the order in which it happened, though the first answer comes late", async () => {
    let answer = () => {};
    const first = new Promise<void>((done) => {
      answer = done;
    });
    const { offer, settled } = reporting(({ players }) => (players === 1 ? first : Promise.resolve()));
    offer(report({ players: 1 }), NOW);
    offer(report({ players: 2 }), NOW + 1000);
    await Promise.resolve();
    answer();
    expect((await settled()).map(({ players }) => players)).toEqual([1, 2]);
  });

  it("the next time too, where the matchmaker does not answer: the log says so, without the whole code", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { offer, settled } = reporting(({ players }) =>
      players === 1 ? Promise.reject(new Error("it is gone")) : Promise.resolve(),
    );
    offer(report({ players: 1 }), NOW);
    offer(report({ players: 2 }), NOW + 1000);
    expect((await settled()).map(({ players }) => players)).toEqual([2]);
    expect(warned).toHaveBeenCalledTimes(1);
    const [[line]] = warned.mock.calls;
    expect(JSON.parse(String(line))).toMatchObject({ level: "warn", event: "report_failed" });
    expect(line).toContain("it is gone");
    expect(line).not.toContain("TESTTEST00");
  });

  it("without asking how it stands where it may not report yet", () => {
    const { reporter } = reporting();
    const make = vi.fn(() => report());
    reporter.offer(make, NOW);
    reporter.offer(make, NOW + 500);
    expect(make).toHaveBeenCalledTimes(1);
  });
});

it("a report counts the players who have a seat, here or away, and the bots", () => {
  const seats = new Seats(5);
  for (const [seat, player] of ["ada", "bob"].entries()) seats.arrive({ player, seat, name: player }, 1);
  seats.depart(1, NOW);
  seats.setBot(4, true);
  const { code, game, mode, listed } = report();
  const spec = { code, game, mode, listed, settings: {}, delay: 0 };
  expect(reportOf(spec, seats, { status: "live", spectators: 3 })).toEqual(report({ seats: 5 }));
});
