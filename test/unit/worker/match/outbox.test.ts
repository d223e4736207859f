import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AnyGame } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { ObjectStorage } from "#test/support/object-storage.ts";
import { duels } from "#test/support/rated.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import type { LadderPlace, Leave } from "#worker/ladder/rpc.ts";
import { MatchStore } from "#worker/match/log/store.ts";
import { Courier } from "#worker/match/rating/courier.ts";
import { pauseAfter } from "#worker/match/rating/outbox.ts";

const NOW = Date.UTC(2026, 10, 26);
const HOUR = 3600_000;
const DAY = 24 * HOUR;

beforeEach(() => {
  for (const level of ["info", "warn", "error"] as const) vi.spyOn(console, level).mockReturnValue();
});

const facts = (round: number, at = NOW): RoundFacts => ({
  ...{ code: "TESTTEST00", round, game: duels.name, version: 1, mode: "duel", at, ticks: 900, tickRate: 30 },
  ...{ cut: false, queued: true, faults: 0 },
  seats: [
    { seat: 0, place: 1, score: 2, team: -1, player: "ann", name: "ann", ticks: 900 },
    { seat: 1, place: 2, score: 1, team: -1, player: "bob", name: "bob", ticks: 900 },
  ],
});
const leave = (player: string, round = 1) => ({
  ...{ code: "TESTTEST00", round, player, at: NOW, game: duels.name, mode: "duel" },
});
const result = (round: number) => ({ round, tick: round * 100, at: NOW, cut: false, standings: [] });

const RATED = { state: "rated", season: "2026-q4", changes: [] } as const;

/** A disk, a courier, and a ladder that does as the test says. */
function desk(game: AnyGame = duels) {
  const storage = new ObjectStorage();
  const store = new MatchStore(storage as unknown as ConstructorParameters<typeof MatchStore>[0]);
  const applied: { place: LadderPlace; facts: RoundFacts }[] = [];
  const left: Leave[] = [];
  const timers = new Set<() => void>();
  const here = {
    ...{ storage, store, applied, left, now: NOW, moves: 0, works: [] as Promise<void>[] },
    apply: async (_facts: RoundFacts): Promise<unknown> => RATED,
    wakeAll: () => {
      for (const timer of [...timers]) timer();
    },
    timers,
  };
  const open = () =>
    new Courier({
      outbox: store.outbox,
      games: only(game),
      ladder: (place) => ({
        apply: (async (_: LadderPlace, sent: RoundFacts) => {
          applied.push({ place, facts: sent });
          return here.apply(sent);
        }) as never,
        leave: async (_, one) => {
          await here.apply(facts(0));
          left.push(one);
          return 0;
        },
      }),
      date: () => here.now,
      timer: {
        set: (callback) => {
          timers.add(callback);
          return callback;
        },
        clear: (handle) => timers.delete(handle as () => void),
      },
      random: () => 0.5,
      background: (work) => here.works.push(work),
      moved: () => {
        here.moves += 1;
      },
    });
  const end = (round: number, at = NOW) => store.save({ pages: [], result: result(round), facts: facts(round, at) });
  return Object.assign(here, { courier: open(), open, end });
}

describe("what a ladder is yet to hear", () => {
  it("is written with the result: both or neither, and once", () => {
    const d = desk();
    expect(d.store.rating(1)).toBeUndefined();
    const broken = [{ slot: 0 }] as never;
    expect(() => d.store.save({ pages: broken, result: result(1), facts: facts(1) })).toThrow();
    expect([d.store.rating(1), d.store.results()]).toEqual([undefined, []]);
    d.end(1);
    d.end(1);
    expect(d.store.rating(1)).toEqual({ state: "pending" });
    expect(d.store.rating(2)).toBeUndefined();
    // A round without facts is a casual one.
    d.store.save({ pages: [], result: result(2) });
    expect(d.store.rating(2)).toEqual({ state: "unrated", why: "casual" });
  });

  it("waits for the replay, whose hash joins the facts; without one for 20 seconds, or until none can be made", async () => {
    const d = desk();
    d.end(1);
    expect(d.store.outbox.due()).toBe(NOW + 20_000);
    await d.courier.deliver();
    expect(d.applied).toEqual([]);
    d.store.archive(1, undefined, "ab".repeat(32));
    await d.courier.deliver();
    expect(d.applied[0].facts).toEqual({ ...facts(1), replayHash: "ab".repeat(32) });
    expect(d.applied[0].place).toEqual({ game: duels.name, mode: "duel", season: "2026-q4" });
    expect(d.store.rating(1)).toEqual(RATED);
    d.end(2);
    d.store.withoutReplay(2);
    await d.courier.deliver();
    expect(d.applied[1].facts).toEqual(facts(2));
    d.end(3);
    d.now = NOW + 20_000;
    await d.courier.deliver();
    expect(d.applied[2].facts).toEqual(facts(3));
    // After a wake the replay is made anew, and is worth waiting for; of a round of yesterday it is not.
    d.end(4, d.now);
    d.now += 30_000;
    d.store.outbox.awaitReplay(4, d.now);
    expect(d.store.outbox.due()).toBe(d.now + 20_000);
    d.now += DAY;
    d.store.outbox.awaitReplay(4, d.now);
    expect(d.store.outbox.due()).toBeLessThan(d.now);
    // A replay that comes late changes nothing.
    d.store.archive(3, undefined, "cd".repeat(32));
    expect(d.store.rating(3)).toEqual(RATED);
  });

  it("is told once more after each pause, which grow to an hour, and is given up after a week", async () => {
    const d = desk();
    d.end(1);
    d.store.withoutReplay(1);
    d.apply = async () => {
      throw new Error("no ladder");
    };
    const pauses: number[] = [];
    for (let tries = 0; d.store.rating(1)?.state === "pending"; tries++) {
      if (tries > 1000) throw new Error("it is never given up");
      await d.courier.deliver();
      const due = d.store.outbox.due();
      if (due === undefined) break;
      expect(d.courier.owes).toBe(true);
      pauses.push(due - d.now);
      d.now = due;
    }
    expect(pauses.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(Math.max(...pauses)).toBe(HOUR);
    expect(d.now - NOW).toBeGreaterThan(7 * DAY);
    expect(d.now - NOW).toBeLessThan(7 * DAY + 2 * HOUR);
    expect(d.store.rating(1)).toEqual({ state: "unrated", why: "fault" });
    expect(d.courier.owes).toBe(false);
    expect(vi.mocked(console.error).mock.calls.join()).toContain("ladder_unreachable");
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([750, 1250]);
  });

  it("counts as not told where the ladder hangs, or answers what no ladder answers; what it says later is heard", async () => {
    const d = desk();
    d.end(1);
    d.store.withoutReplay(1);
    d.apply = () => new Promise(() => {});
    const hung = d.courier.deliver();
    await expect.poll(() => d.timers.size).toBe(1);
    d.wakeAll();
    await hung;
    expect(d.timers.size).toBe(0);
    for (const nonsense of [undefined, 7, { state: "pending" }, { state: "unrated", why: "weather" }]) {
      d.apply = async () => nonsense;
      d.now = d.store.outbox.due() ?? 0;
      await d.courier.deliver();
      expect(d.store.rating(1)).toEqual({ state: "pending" });
    }
    d.apply = async () => ({ state: "unrated", why: "short" });
    d.now = d.store.outbox.due() ?? 0;
    await d.courier.deliver();
    expect(d.store.rating(1)).toEqual({ state: "unrated", why: "short" });
  });

  it("is told again after a crash in mid-call, and the first answer stands", async () => {
    const d = desk();
    d.end(1);
    d.store.withoutReplay(1);
    let answer: (told: unknown) => void = () => {};
    d.apply = () => new Promise((resolve) => (answer = resolve));
    const first = d.courier.deliver();
    await expect.poll(() => d.applied).toHaveLength(1);
    // Another object in its place, on the same disk.
    const second = d.open();
    d.apply = async () => RATED;
    await second.deliver();
    expect(d.applied.map(({ facts: { round } }) => round)).toEqual([1, 1]);
    answer({ state: "unrated", why: "short" });
    await first;
    expect(d.store.rating(1)).toEqual(RATED);
  });

  it("goes in its order, a player's leaving too, which is told once; and one trip takes all that comes meanwhile", async () => {
    const d = desk();
    d.store.save({ pages: [], leaves: [leave("bob"), leave("cid")] });
    d.store.save({ pages: [], leaves: [leave("bob")] });
    const trip = d.courier.deliver();
    expect(d.courier.deliver()).toBe(trip);
    d.end(1);
    d.store.withoutReplay(1);
    await trip;
    expect(d.left).toEqual([leave("bob"), leave("cid")].map(({ game: _, mode: __, ...told }) => told));
    expect(d.applied).toHaveLength(1);
    // Back, and gone once more in the same round.
    d.store.save({ pages: [], leaves: [leave("bob"), leave("bob", 2)] });
    await d.courier.deliver();
    expect(d.left.map(({ player, round }) => `${player}${round}`)).toEqual(["bob1", "cid1", "bob2"]);
  });

  it("goes by itself when it is due, and costs no look at the disk before", async () => {
    const d = desk();
    const due = vi.spyOn(d.store.outbox, "due");
    for (let tick = 0; tick < 100; tick++) d.courier.look();
    expect(due).toHaveBeenCalledTimes(1);
    d.end(1);
    d.courier.changed();
    d.courier.look();
    expect(d.works).toEqual([]);
    d.now = NOW + 20_000;
    d.courier.look();
    await Promise.all(d.works);
    expect(d.store.rating(1)).toEqual(RATED);
    expect(d.moves).toBe(1);
  });

  it("has no ladder any more where an update has removed the mode, or its queue", async () => {
    for (const game of [
      { ...duels, modes: {} },
      { ...duels, modes: { duel: { title: "Duel", settings: {} } } },
    ]) {
      const d = desk(game);
      d.store.save({ pages: [], leaves: [leave("bob")] });
      d.end(1);
      d.store.withoutReplay(1);
      await d.courier.deliver();
      expect([d.applied, d.left]).toEqual([[], []]);
      expect(d.store.rating(1)).toEqual({ state: "unrated", why: "casual" });
      expect(d.courier.owes).toBe(false);
    }
  });

  it("is 64 rounds at most: what comes then is unrated, and the older ones are told", async () => {
    const d = desk();
    for (let round = 1; round <= 70; round++) d.end(round);
    expect(d.store.rating(64)).toEqual({ state: "pending" });
    expect(d.store.rating(65)).toEqual({ state: "unrated", why: "fault" });
    expect(vi.mocked(console.error).mock.calls.join()).toContain("outbox_full");
    d.now = NOW + HOUR;
    await d.courier.deliver();
    expect(d.applied.map(({ facts: { round } }) => round)).toEqual(Array.from({ length: 64 }, (_, n) => n + 1));
    d.end(71, d.now);
    expect(d.store.rating(71)).toEqual({ state: "pending" });
  });

  it("is told once more, and soon, where the disk does not take the answer: not at each tick", async () => {
    const d = desk();
    d.end(1);
    d.store.withoutReplay(1);
    const full = vi.spyOn(d.store.outbox, "answered").mockImplementation(() => {
      throw new Error("disk full");
    });
    const failed = vi.spyOn(d.store.outbox, "failed").mockImplementation(() => {
      throw new Error("disk full");
    });
    await d.courier.deliver();
    for (let tick = 0; tick < 50; tick++) d.courier.look();
    await Promise.all(d.works);
    expect(d.applied).toHaveLength(1);
    full.mockRestore();
    failed.mockRestore();
    d.now += 10_000;
    d.courier.look();
    await Promise.all(d.works);
    expect(d.applied).toHaveLength(2);
    expect(d.store.rating(1)).toEqual(RATED);
  });

  it("is passed over where it can't be read: it is in no other round's way", async () => {
    const d = desk();
    for (const round of [1, 2]) {
      d.end(round);
      d.store.withoutReplay(round);
    }
    d.storage.sql.exec("UPDATE outbox SET body = '{}' WHERE key = 'round/1'");
    await d.courier.deliver();
    expect([1, 2].map((round) => d.store.rating(round)?.state)).toEqual(["unrated", "rated"]);
    expect(vi.mocked(console.error).mock.calls.join()).toContain("outbox_damaged");
  });

  it("outlasts its match, as ratings do, and no trace of it is left where there never was any", async () => {
    const d = desk();
    d.end(1);
    expect(d.store.retire()).toBe(true);
    expect(d.storage.contents.tables).toEqual(["outbox"]);
    d.now = NOW + HOUR;
    await d.courier.deliver();
    expect(d.store.rating(1)).toEqual(RATED);
    expect(d.store.retire()).toBe(false);
    const none = desk();
    none.store.save({ pages: [], result: result(1) });
    expect(none.storage.contents.tables).toEqual(["results"]);
  });
});
