import { describe, expect, it } from "vitest";
import { isTrue, Turnout, verify } from "#shared/replay/index.ts";
import { Random } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { RULES } from "#test/support/match.ts";
import { duels, RatedBench } from "#test/support/rated.ts";
import { cutShort } from "#worker/match/log/migration.ts";
import { Match } from "#worker/match/match.ts";
import { cutFacts, playedSeats } from "#worker/match/rating/round-facts.ts";
import { IDLE_S } from "#worker/match/seats/presence.ts";
import { HOLD_MS } from "#worker/match/seats/seats.ts";

const RATE = 30;
const HOLD = (HOLD_MS / 1000) * RATE;

/** A round is on, with these players in it. */
function live(
  names: readonly string[],
  settings: Readonly<Record<string, number>> = {},
  rules: readonly string[] = [],
): RatedBench {
  const bench = new RatedBench(names, settings, 1);
  bench.rules = rules;
  for (const name of names) bench.come(name);
  bench.runUntil("live");
  return bench;
}

const of = (bench: RatedBench, player: string) => bench.facts.at(-1)?.seats.find((seat) => seat.player === player);

/** The last round's facts are what its replay proves. */
async function expectProven(bench: RatedBench, words = ""): Promise<void> {
  const facts = bench.facts.at(-1);
  const { replay } = await bench.replay();
  const verdict = verify(replay, only(duels));
  expect(isTrue(verdict), words).toBe(true);
  const proven = playedSeats(replay.head.result, verdict.turnout, () => -1);
  expect(
    facts?.seats.map(({ player: _, name: __, ...seat }) => seat),
    words,
  ).toEqual(proven);
  expect(facts, words).toMatchObject({
    ticks: Turnout.of(verdict.turnout).ticks,
    faults: Turnout.of(verdict.turnout).faults,
    cut: replay.head.cut,
  });
}

describe("the facts of a round", () => {
  it("say of each player how long they played, and who left; a replay alone proves it", async () => {
    const bench = live(["ann", "bob", "cid"]);
    bench.run(10 * RATE);
    bench.lose("bob");
    bench.run(5 * RATE);
    expect(bench.come("bob")).toBe(true);
    bench.run(5 * RATE);
    bench.leave("cid");
    const left = bench.match.tickNumber + 1;
    bench.run(1);
    expect(bench.leaves).toMatchObject([{ player: "cid", round: 1, code: bench.match.spec.code, mode: "duel" }]);
    bench.runUntil("ended");
    const [facts] = bench.facts;
    expect(facts).toMatchObject({ round: 1, game: "scuffle", mode: "duel", ticks: 60 * RATE, faults: 0, cut: false });
    expect(facts.queued).toBe(true);
    expect(facts.bots).toEqual(duels.modes.duel.queue?.botRating);
    expect(of(bench, "ann")).toMatchObject({ ticks: 60 * RATE, name: "ann" });
    expect(of(bench, "ann")).not.toHaveProperty("left");
    const bob = of(bench, "bob")?.ticks ?? 0;
    expect(bob).toBeGreaterThan(54 * RATE);
    expect(bob).toBeLessThanOrEqual(55 * RATE);
    expect(of(bench, "cid")).toMatchObject({ left, ticks: left - 1 - (bench.facts[0].ticks > 0 ? first(bench) : 0) });
    // A bot has played on in that seat: its name is not the player's.
    expect(of(bench, "cid")?.name).toBe("cid");
    await expectProven(bench);
  });

  it("do not count the time of idle players, who have not left", async () => {
    const bench = live(["ann", "bob"]);
    bench.run(RATE);
    bench.person("bob").busy = false;
    bench.runUntil("ended");
    expect(of(bench, "bob")).not.toHaveProperty("left");
    expect(of(bench, "bob")?.ticks).toBeLessThanOrEqual((IDLE_S + 1) * RATE + 1);
    expect(of(bench, "bob")?.ticks).toBeGreaterThanOrEqual(IDLE_S * RATE);
    expect(bench.leaves).toEqual([]);
    await expectProven(bench);
  });

  it("give a seat to one player for the round: a player who left gets it back, and no other player does", async () => {
    const bench = live(["ann", "bob", "cid", "dan"]);
    const seatOf = (name: string) => bench.match.save().header.owners.findIndex((owner) => owner?.player === name);
    const seats = ["bob", "cid"].map(seatOf);
    bench.run(RATE);
    for (const name of ["bob", "cid"]) bench.leave(name);
    bench.run(RATE);
    // Back in another order than they went, and on the ticket that was for the other's seat.
    expect(bench.come("cid")).toBe(true);
    expect(bench.come("bob")).toBe(true);
    bench.run(2);
    expect(["bob", "cid"].map(seatOf)).toEqual(seats);
    bench.runUntil("ended");
    expect(bench.facts[0].seats.map(({ player }) => player).sort()).toEqual(["ann", "bob", "cid", "dan"]);
    expect(bench.facts[0].seats.some(({ left }) => left !== undefined)).toBe(false);
    // The ladder has heard when they left.
    expect(bench.leaves.map(({ player }) => player).sort()).toEqual(["bob", "cid"]);
    await expectProven(bench);
  });

  it("begin anew with a rematch", async () => {
    const bench = live(["ann", "bob"], { timeLimit: 10 });
    bench.run(2 * RATE);
    bench.lose("bob");
    bench.run(RATE);
    bench.come("bob");
    bench.runUntil("ended");
    const [before] = bench.facts;
    bench.runUntil("live");
    bench.runUntil("ended");
    expect(bench.facts.map(({ round }) => round)).toEqual([1, 2]);
    expect(of(bench, "bob")?.ticks).toBe(10 * RATE);
    expect(before.seats.find(({ player }) => player === "bob")?.ticks).toBeLessThan(10 * RATE);
    await expectProven(bench);
  });
});

const first = (bench: RatedBench): number => (bench.store.results()[0]?.tick ?? 0) - bench.facts[0].ticks;

describe("a crash", () => {
  it("costs its players nothing: one who does not come back has not left", async () => {
    const bench = live(["ann", "bob"], { timeLimit: 90 });
    bench.run(10 * RATE);
    bench.lose("bob");
    bench.run(3 * RATE);
    bench.crash();
    bench.come("ann");
    bench.run(HOLD + 10);
    expect(bench.match.report().players).toBe(1);
    bench.runUntil("ended");
    expect(of(bench, "bob")).not.toHaveProperty("left");
    expect(bench.leaves).toEqual([]);
    expect(bench.facts[0].faults).toBe(1);
    await expectProven(bench);
  });

  it.each([
    ["what was stored", false],
    ["what its players give back", true],
  ])("changes no facts but by the ticks in which its players were away: it goes on from %s", async (_, gives) => {
    const play = (crashes: readonly number[]) => {
      const bench = live(["ann", "bob", "cid"], { timeLimit: 90 }, RULES);
      const begun = bench.match.tickNumber;
      bench.run(5 * RATE);
      bench.leave("cid");
      bench.run(RATE);
      for (const at of crashes) {
        while (bench.match.tickNumber < begun + at * RATE) bench.run(1);
        if (!gives) bench.keep(true);
        const before = bench.match.tickNumber;
        bench.crash(gives);
        expect(bench.match.tickNumber).toBe(before);
        for (const name of ["ann", "bob"]) bench.come(name);
      }
      bench.runUntil("ended");
      return bench;
    };
    const [calm, stormy] = [play([]), play([8, 9, 30, 31, 60])];
    expect(stormy.facts[0].faults).toBe(5);
    expect(stormy.leaves.map(({ player }) => player)).toEqual(calm.leaves.map(({ player }) => player));
    for (const name of ["ann", "bob", "cid"]) {
      const [before, after] = [of(calm, name), of(stormy, name)];
      expect(after?.left === undefined).toBe(before?.left === undefined);
      expect((before?.ticks ?? 0) - (after?.ticks ?? 0)).toBeLessThanOrEqual(2 * 5);
    }
    await expectProven(stormy);
  });

  it("after which the last page is overwritten by another log still knows the whole round", async () => {
    const bench = live(["ann", "bob"], { timeLimit: 60 });
    bench.run(10 * RATE);
    bench.match.beginLog();
    bench.run(2 * RATE);
    bench.crash();
    for (const name of ["ann", "bob"]) bench.come(name);
    bench.runUntil("ended");
    expect(bench.facts[0].ticks).toBe(60 * RATE);
    expect(of(bench, "ann")?.ticks).toBeGreaterThan(57 * RATE);
  });
});

describe("an update", () => {
  it("to the first build that rates rounds, in mid-round: the rest of the round is known", async () => {
    const bench = live(["ann", "bob"], { timeLimit: 60 });
    bench.run(10 * RATE);
    bench.keep(true);
    const { header, pages } = bench.store.load() ?? {};
    if (!header || !pages) throw new Error("nothing is stored");
    const { holders: _, ...before } = header;
    bench.kill({ header: before, pages: pages.map(({ turnout: __, ...page }) => page) });
    for (const one of bench.people) one.client = undefined;
    for (const name of ["ann", "bob"]) bench.come(name);
    bench.runUntil("ended");
    expect(bench.facts[0]).toMatchObject({ faults: 1, cut: false });
    expect(bench.facts[0].ticks).toBe(50 * RATE);
    expect(bench.facts[0].seats.flatMap(({ player }) => player ?? []).sort()).toEqual(["ann", "bob"]);
  });

  it("to other rules: who took part goes on, and the round's beginning is known though its log is gone", () => {
    const bench = live(["ann", "bob", "cid"], { timeLimit: 60 });
    bench.run(10 * RATE);
    bench.leave("cid");
    bench.run(RATE);
    bench.keep(true);
    const saved = bench.store.load();
    if (!saved) throw new Error("nothing is stored");
    const next = { ...duels, version: duels.version + 1, migrate: () => true };
    const match = Match.restore(saved, bench.now, only(next));
    if (!match) throw new Error("the match did not go on");
    bench.match = match;
    for (const one of bench.people) one.client = undefined;
    for (const name of ["ann", "bob"]) bench.come(name);
    bench.runUntil("ended");
    expect(bench.facts[0]).toMatchObject({ version: duels.version + 1, faults: 1, ticks: 60 * RATE });
    expect(of(bench, "cid")).toHaveProperty("left");
    expect(of(bench, "ann")?.ticks).toBeGreaterThan(59 * RATE);
  });

  it("that ends the match cuts the round short, with facts that say so", () => {
    const bench = live(["ann", "bob"], { timeLimit: 60 });
    bench.run(20 * RATE);
    bench.keep(true);
    const saved = bench.store.load();
    const result = saved && cutShort(saved, bench.now);
    if (!saved || !result) throw new Error("nothing to cut short");
    const facts = cutFacts(saved, result);
    expect(facts).toMatchObject({ round: 1, cut: true, ticks: 20 * RATE });
    const players = facts?.seats.filter(({ player }) => player !== undefined);
    expect(players?.map(({ name, ticks }) => [name, ticks]).sort()).toEqual([
      ["ann", 20 * RATE],
      ["bob", 20 * RATE],
    ]);
  });
});

describe("a round that all have left", () => {
  it("ends with its standings: the player who went last has not left", async () => {
    const bench = live(["ann", "bob"]);
    bench.run(5 * RATE);
    bench.leave("bob");
    bench.run(5 * RATE);
    bench.leave("ann");
    bench.run(2);
    expect(bench.facts).toHaveLength(1);
    expect(bench.facts[0].cut).toBe(false);
    expect(of(bench, "ann")).not.toHaveProperty("left");
    expect(of(bench, "bob")).toHaveProperty("left");
    expect(bench.leaves.map(({ player }) => player)).toEqual(["bob"]);
    await expectProven(bench);
    // It is over, also for a player who comes back, and after a crash.
    for (const again of [false, true]) {
      if (again) bench.crash();
      expect(bench.come("ann")).toBe(false);
      bench.run(100);
    }
    expect(bench.facts).toHaveLength(1);
    expect(bench.store.results()).toHaveLength(1);
  });

  it("ends while it sleeps, once the last one's time is up, or is cut short where all lines broke together", async () => {
    for (const together of [true, false]) {
      const bench = live(["ann", "bob"]);
      bench.run(5 * RATE);
      bench.lose("bob");
      bench.run(together ? 2 : HOLD + 10);
      bench.lose("ann");
      bench.run(5);
      bench.now += HOLD_MS - 1000;
      bench.match.expire(bench.now, () => bench.keep(true));
      expect(bench.facts).toEqual([]);
      bench.now += 2000;
      bench.match.expire(bench.now, () => bench.keep(true));
      expect(bench.facts).toHaveLength(1);
      expect(bench.facts[0].cut).toBe(together);
      expect(bench.leaves).toHaveLength(together ? 0 : 1);
      await expectProven(bench);
    }
  });
});

describe("matches that no ladder asks for", () => {
  it("keep no facts: casual ones, and a competitive mode's own settings", () => {
    const bench = new RatedBench(["ann", "bob"], { timeLimit: 10 });
    const header = bench.match.save().header;
    expect(header.holders).toEqual([]);
    const saved = structuredClone(bench.match.save());
    bench.kill({ ...saved, header: { ...saved.header, spec: { ...saved.header.spec, only: undefined } } });
    for (const name of ["ann", "bob"]) bench.come(name);
    bench.runUntil("live");
    bench.runUntil("ended");
    expect(bench.facts).toEqual([]);
    expect(bench.store.rating(1)).toEqual({ state: "unrated", why: "casual" });
    expect(bench.store.rating(2)).toBeUndefined();
  });
});

it("as players come and go, and servers crash, a replay proves each round's facts", async () => {
  const seed = Date.now() & 0xfffff;
  const random = new Random({ seed, draws: 0 });
  let rounds = 0;
  for (let life = 0; life < 5; life++) {
    const names = ["ann", "bob", "cid", "dan"].slice(0, 2 + random.below(3));
    const bench = new RatedBench(
      names,
      { seats: 4, timeLimit: 60, fillTo: 2 + random.below(3) },
      1 + random.below(999),
    );
    const gives = life % 2 === 0;
    if (gives) bench.rules = RULES;
    let told = 0;
    for (let step = 0; step < 250; step++) {
      const one = bench.people[random.below(bench.people.length)];
      const dice = random.below(20);
      if (!one.client && dice < 14) bench.come(one.name);
      else if (dice === 0) bench.leave(one.name);
      else if (dice < 3) bench.lose(one.name);
      else if (dice === 3) one.busy = !one.busy;
      else if (dice === 4) bench.crash(gives && random.below(3) > 0);
      for (let ticks = random.below(25); ticks >= 0 && bench.facts.length === told; ticks--) bench.run(1);
      const words = `seed ${seed}, life ${life}, step ${step}`;
      if (bench.facts.length === told) continue;
      told = bench.facts.length;
      rounds += 1;
      const players = bench.facts.at(-1)?.seats.flatMap(({ player }) => player ?? []) ?? [];
      expect(new Set(players).size, words).toBe(players.length);
      await expectProven(bench, words);
    }
    expect(new Set(bench.facts.map(({ round }) => round)).size).toBe(bench.facts.length);
  }
  expect(rounds).toBeGreaterThan(3);
});
