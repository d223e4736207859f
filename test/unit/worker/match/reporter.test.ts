import { afterEach, describe, expect, it, vi } from "vitest";
import type { Vitals } from "#shared/monitor/index.ts";
import { vitals } from "#test/support/vitals.ts";
import { reportOf } from "#worker/match/report.ts";
import { type Account, Reporter } from "#worker/match/reporter.ts";
import { Seats } from "#worker/match/seats/seats.ts";
import type { MatchReport } from "#worker/match/spec.ts";

afterEach(() => vi.restoreAllMocks());

const NOW = 1_000_000;

const report = (changes: Partial<MatchReport> = {}): MatchReport => ({
  ...{ code: "TESTTEST00", game: "toy", mode: "plain", listed: true, status: "live" },
  ...{ seats: 4, players: 2, playerIds: ["ada", "bob"], bots: 1, spectators: 3 },
  ...changes,
});

const standing = (one: MatchReport, how: Vitals) => ({
  ...{ report: one, lateness: how, asleep: how.asleep },
  vitals: () => how,
});

/** A reporter, and what its listener has heard. */
function reporting(listen: (report: MatchReport) => Promise<unknown> = async () => {}) {
  const heard: MatchReport[] = [];
  const told: Vitals[] = [];
  const work: Promise<void>[] = [];
  const listener = {
    report: async ({ report: one, vitals: how }: Account) => {
      const isWatched = await listen(one);
      heard.push(one);
      told.push(how);
      return isWatched === true;
    },
  };
  const reporter = new Reporter(listener, (promise) => work.push(promise));
  const offer = (one: MatchReport, now: number, final?: boolean, how: Partial<Vitals> = {}) =>
    reporter.offer(() => standing(one, vitals(how)), now, final);
  const settled = async () => {
    await Promise.all(work);
    return heard;
  };
  return { offer, settled, work, reporter, told };
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

  it("how many are there, where it is private, and neither who they are nor how it goes", async () => {
    const { offer, settled } = reporting();
    const secret = report({ listed: false, left: 0.5, teams: [1, 1] });
    offer(secret, NOW);
    expect(await settled()).toEqual([{ ...secret, playerIds: [], left: undefined, teams: undefined }]);
    // That another player sits there, or that time passes, is nothing to be told.
    offer(report({ listed: false, playerIds: ["cid", "dan"], left: 0.25, teams: [2, 0] }), NOW + 2000);
    offer(report({ listed: false, players: 4 }), NOW + 4000);
    expect((await settled()).map(({ players }) => players)).toEqual([2, 4]);
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

  it("how it does with each report, and by a report of its own as it begins to be late, or ceases to be", async () => {
    const { offer, settled, told } = reporting();
    const shares = [0, 0.04, 0.05, 0.04, 0.1, 0.03, 0.024, 0.04, 0.3, 0.13, 0.124];
    for (const [n, lateTicks] of shares.entries()) offer(report(), NOW + n * 2000, false, { lateTicks });
    await settled();
    // Half of what a step begins at ends it: near its edge it does not begin and end.
    expect(told.map(({ lateTicks }) => lateTicks)).toEqual([0, 0.05, 0.024, 0.3, 0.124]);
    const before = told.length;
    for (const [n, lateInputs] of [0.09, 0.1, 0.06, 0.04].entries())
      offer(report(), NOW + 30_000 + n * 2000, false, { lateTicks: 0.1, lateInputs });
    await settled();
    expect(told.slice(before).map(({ lateInputs }) => lateInputs)).toEqual([0.1, 0.04]);
  });

  it("nothing of figures that change all the time, until the minute is over", async () => {
    const { offer, settled } = reporting();
    for (let second = 0; second < 60; second++)
      offer(report(), NOW + second * 1000, false, { lateMs: second, bytesIn: second * 1000, dollars: second });
    expect(await settled()).toHaveLength(1);
  });

  it("every ten seconds while an operator looks, and as it falls asleep and wakes", async () => {
    let looks = true;
    const { offer, settled } = reporting(async () => looks);
    offer(report(), NOW);
    await settled();
    for (let second = 1; second <= 30; second++) {
      offer(report(), NOW + second * 1000);
      await settled();
    }
    expect(await settled()).toHaveLength(4);
    offer(report(), NOW + 31_000, true, { asleep: true });
    expect(await settled()).toHaveLength(5);
    looks = false;
    offer(report(), NOW + 33_000);
    expect(await settled()).toHaveLength(6);
    for (let second = 34; second < 93; second++)
      offer(report(), NOW + second * 1000, second === 60, { asleep: second === 60 });
    expect(await settled()).toHaveLength(6);
    offer(report(), NOW + 93_000);
    expect(await settled()).toHaveLength(7);
  });

  it("without asking how it stands where it may not report yet", () => {
    const { reporter } = reporting();
    const make = vi.fn(() => standing(report(), vitals()));
    reporter.offer(make, NOW);
    reporter.offer(make, NOW + 500);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it("without adding up what it has used where nothing is told", () => {
    const { reporter } = reporting();
    const used = vi.fn(() => vitals());
    for (let now = NOW; now < NOW + 10_000; now += 200)
      reporter.offer(() => ({ ...standing(report(), vitals()), vitals: used }), now);
    expect(used).toHaveBeenCalledTimes(1);
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
