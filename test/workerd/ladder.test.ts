import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { games } from "#shared/games/index.ts";
import { codeOf, idOf, orderOf, PLACE, roundOf, seatOf } from "#test/support/rounds.ts";
import { carried } from "#worker/ladder/carry.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import { Ladder } from "#worker/ladder/ladder.ts";
import { LadderObject } from "#worker/ladder/object.ts";
import { PAUSES_MS } from "#worker/ladder/pause.ts";
import { pointsOf } from "#worker/ladder/points.ts";
import { rateRound } from "#worker/ladder/rate.ts";
import type { LadderPlace, LadderRpc } from "#worker/ladder/rpc.ts";
import { seasonBefore } from "#worker/ladder/season.ts";
import type { LadderStorage } from "#worker/ladder/store.ts";
import { ladderOf } from "#worker/objects.ts";
import { ask, refusal } from "./support/http.ts";

/** Each test has years of its own, with one mode or the other: ladders of one mode know one another's players. */
let ladders = 0;
const fresh = (): LadderPlace => {
  const mode = ladders % 2 === 0 ? { game: "puck", mode: "faceoff" } : { game: "arena", mode: "pairs" };
  const year = 1972 + 2 * (ladders >> 1);
  ladders += 1;
  return { ...mode, season: `${year}-q3` };
};
const nextSeason = ({ season, ...mode }: LadderPlace): LadderPlace => ({ ...mode, season: season.replace("q3", "q4") });

const startOf = ({ season }: LadderPlace): number => {
  const [of, quarter] = season.split("-q").map(Number);
  return Date.UTC(of, 3 * (quarter - 1), 2);
};

/** The first of these players wins. */
const round = (place: LadderPlace, code: number, players: readonly number[], changes: Partial<RoundFacts> = {}) =>
  orderOf(players, {
    game: place.game,
    mode: place.mode,
    code: codeOf(code),
    at: startOf(place) + 1000 * code,
    ...changes,
  });

const applyAll = async (place: LadderPlace, rounds: readonly RoundFacts[]) => {
  for (const facts of rounds) await ladderOf(env, place).apply(place, facts);
};

/** Players 1 to 4 in so many rounds; the lower numbers win. */
const rounds = (place: LadderPlace, count: number, first = 1): RoundFacts[] =>
  Array.from({ length: count }, (_, n) => round(place, first + n, [1, 2, 3, 4]));

const refused = { state: "unrated", why: "fault" };

const countsOf = (place: LadderPlace, tables = ["rounds", "players", "played"]): Promise<number[]> =>
  runInDurableObject(ladderOf(env, place) as unknown as DurableObjectStub<LadderObject>, (_, { storage }) =>
    tables.map((table) => storage.sql.exec<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).one().n),
  );

describe("a round", () => {
  it("counts once, told 50 times at once, with the same answer each time", async () => {
    const place = fresh();
    const facts = round(place, 1, [1, 2]);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ladderOf(env, place).apply(place, facts)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [first, second] = rateRound(facts, new Map());
    expect(answers[0]).toEqual({
      state: "rated",
      season: place.season,
      changes: [
        expect.objectContaining({ player: idOf(1), name: "P1", seat: 0, place: 1, left: false }),
        expect.objectContaining({ player: idOf(2), name: "P2", seat: 1, place: 2, left: false }),
      ],
    });
    expect(answers[0]).toMatchObject({ changes: [{ after: { points: pointsOf(first.after), placement: 4 } }, {}] });
    // A newcomer had no grade before.
    expect(JSON.stringify(answers[0])).not.toContain("before");
    expect(await countsOf(place)).toEqual([1, 2, 2]);
    const [told] = await ladderOf(env, place).rounds(place, 1, 100);
    expect(told).toEqual({
      number: 1,
      facts,
      ratings: [first, second].map(({ player, before, after }) => ({ player, before, after })),
    });
  });

  it("counts once where other rounds of the same players are told at the same time", async () => {
    const place = fresh();
    const all = rounds(place, 20);
    await Promise.all([...all, ...all.toReversed()].map((facts) => ladderOf(env, place).apply(place, facts)));
    expect(await countsOf(place)).toEqual([20, 4, 80]);
    // In any order, each rating follows from the one before.
    const ratings = new Map();
    for (const { number, facts, ratings: told } of await ladderOf(env, place).rounds(place, 1, 100)) {
      const rated = rateRound(facts, ratings);
      expect(told, `${number}`).toEqual(rated.map(({ player, before, after }) => ({ player, before, after })));
      for (const { player, after } of rated) ratings.set(player, after);
    }
  });

  it("is there whole or not at all where the object ends in the middle of it, and can be told again", async () => {
    const place = fresh();
    await applyAll(place, rounds(place, 3));
    const before = await ladderOf(env, place).page(place, { around: idOf(1) });
    const facts = round(place, 9, [4, 3, 2, 5]);
    const stub = ladderOf(env, place) as unknown as DurableObjectStub<LadderObject>;
    // The disk fails at each of the writes in turn.
    for (let write = 0; ; write++) {
      const hasFailed = await runInDurableObject(stub, async (_, state) => {
        let left = write;
        const exec = (query: string, ...bound: SqlStorageValue[]) => {
          if (/^\s*(INSERT|UPDATE|DELETE)/.test(query) && left-- === 0) throw new Error("the disk is full");
          return state.storage.sql.exec(query, ...bound);
        };
        const storage = { sql: { exec }, transactionSync: <T>(work: () => T) => state.storage.transactionSync(work) };
        const broken = new Ladder({
          storage: storage as unknown as LadderStorage,
          carry: async () => new Map(),
          isOffered: () => true,
          now: () => Date.now(),
        });
        return broken.apply(place, facts).then(
          () => false,
          () => true,
        );
      });
      if (!hasFailed) {
        expect(write).toBeGreaterThan(6);
        break;
      }
      expect(await countsOf(place)).toEqual([3, 4, 12]);
      expect(await ladderOf(env, place).page(place, { around: idOf(1) })).toEqual(before);
    }
    expect(await countsOf(place)).toEqual([4, 5, 16]);
    await ladderOf(env, place).apply(place, facts);
    expect(await countsOf(place)).toEqual([4, 5, 16]);
  });

  it("counts once where the object is aborted while it is told, and told until there is an answer", async () => {
    const place = fresh();
    const all = rounds(place, 12);
    const tell = async (facts: RoundFacts): Promise<void> => {
      for (;;) {
        try {
          await ladderOf(env, place).apply(place, facts);
          return;
        } catch {
          // As the match does: again.
        }
      }
    };
    const telling = Promise.all(all.map(tell));
    const stub = ladderOf(env, place) as unknown as DurableObjectStub<LadderObject>;
    for (let n = 0; n < 5; n++) {
      await runInDurableObject(stub, (_, state) => state.abort("killed by the test")).catch(() => undefined);
      await scheduler.wait(5);
    }
    await telling;
    expect(await countsOf(place)).toEqual([12, 4, 48]);
  });
});

describe("a round that the ladder does not take", () => {
  const silenced = () => vi.spyOn(console, "error").mockImplementation(() => {});
  let errors: ReturnType<typeof silenced>;
  beforeEach(() => {
    errors = silenced();
  });
  afterEach(() => errors.mockRestore());

  it.each<[string, (place: LadderPlace) => unknown]>([
    ["of another game", (place) => round(place, 1, [1, 2], { game: "chess" })],
    ["of another mode", (place) => round(place, 1, [1, 2], { mode: "duel" })],
    ["of another season", (place) => round(place, 1, [1, 2], { at: startOf(nextSeason(place)) })],
    ["of the future", (place) => round(place, 1, [1, 2], { at: Date.now() + 10 * 86_400_000 })],
    ["with a seat twice", (place) => round(place, 1, [], { seats: [seatOf(0, 1), seatOf(0, 2)] })],
    ["with a player twice", (place) => round(place, 1, [1, 1])],
    ["without seats", (place) => round(place, 1, [])],
    [
      "with a place that is not there",
      (place) => round(place, 1, [], { seats: [seatOf(0, 1, { place: 3 }), seatOf(1, 2)] }),
    ],
    [
      "with a team in two places",
      (place) => round(place, 1, [], { seats: [0, 1, 2].map((n) => seatOf(n, n + 1, { team: n % 2 })) }),
    ],
    ["with teams for some", (place) => round(place, 1, [], { seats: [seatOf(0, 1, { team: 0 }), seatOf(1, 2)] })],
    [
      "played for longer than it lasted",
      (place) => round(place, 1, [], { seats: [seatOf(0, 1, { ticks: 1801 }), seatOf(1, 2)] }),
    ],
    ["that lasted days", (place) => round(place, 1, [1, 2], { ticks: 30 * 86_401 })],
    [
      "with a score that is none",
      (place) => round(place, 1, [], { seats: [seatOf(0, 1, { score: Number.POSITIVE_INFINITY }), seatOf(1, 2)] }),
    ],
    [
      "with a bot that left",
      (place) => round(place, 1, [], { seats: [seatOf(0, 1), seatOf(1, 2), seatOf(2, undefined, { left: 5 })] }),
    ],
    ["with a hash that is none", (place) => round(place, 1, [1, 2], { replayHash: "x" })],
    ["of a code that is none", (place) => ({ ...round(place, 1, [1, 2]), code: "../../x" })],
    ["with bots without a rating", (place) => round(place, 1, [1, 2], { bots: { mu: 25, sigma: 0 } })],
    ["without a number of ticks", (place) => ({ ...round(place, 1, [1, 2]), ticks: "1800" })],
    ["that is none", () => null],
  ])("%s", async (_, sent) => {
    const place = fresh();
    const facts = sent(place) as RoundFacts;
    expect(await ladderOf(env, place).apply(place, facts)).toEqual(refused);
    expect(errors.mock.calls[0]?.[0]).toContain("round_refused");
    expect(await ladderOf(env, place).isUsed()).toBe(false);
    // In a right form it is taken.
    expect(await ladderOf(env, place).apply(place, round(place, 1, [1, 2]))).toMatchObject({ state: "rated" });
  });
});

describe("a round that is not rated", () => {
  it("leaves nothing, and says why as often as it is told", async () => {
    const place = fresh();
    const facts = round(place, 1, [1, 2], { cut: true });
    for (let n = 0; n < 2; n++)
      expect(await ladderOf(env, place).apply(place, facts)).toEqual({ state: "unrated", why: "cut" });
    expect(await ladderOf(env, place).isUsed()).toBe(false);
  });

  it("is one of a mode that the server no longer has; the ladder stays readable, and counts no leaves", async () => {
    const place = { ...fresh(), game: "puck", mode: "of-old" };
    const stub = ladderOf(env, place) as unknown as DurableObjectStub<LadderObject>;
    await runInDurableObject(stub, async (_, state) => {
      const puck = games.get("puck");
      if (!puck) throw new Error("no puck");
      const then = new Map([["puck", { ...puck, modes: { ...puck.modes, "of-old": puck.modes.faceoff } }]]);
      const before = new LadderObject(state, env, then);
      expect(await before.apply(place, round(place, 1, [1, 2]))).toMatchObject({ state: "rated" });
    });
    await evictDurableObject(stub);
    const ladder = ladderOf(env, place);
    expect(await ladder.apply(place, round(place, 2, [1, 2]))).toEqual({ state: "unrated", why: "casual" });
    // What was applied then is answered as it was.
    expect(await ladder.apply(place, round(place, 1, [1, 2]))).toMatchObject({ state: "rated" });
    expect(await ladder.leave(place, { code: codeOf(1), round: 1, player: idOf(1), at: Date.now() })).toBe(0);
    expect((await ladder.page(place, { name: "p" })).rows).toHaveLength(2);
    expect(await ladder.profile(place, idOf(1))).toMatchObject({ row: { rounds: 1 } });
  });
});

describe("a new season", () => {
  it("begins with what the last one knows, less certain; two rounds at once take it over once", async () => {
    const old = fresh();
    await applyAll(old, rounds(old, 8));
    const [best] = await ladderOf(env, old).seek(old, [idOf(1)]);
    const place = nextSeason(old);
    expect(seasonBefore(place.season)).toBe(old.season);
    const [seeker, unknown] = await ladderOf(env, place).seek(place, [idOf(1), idOf(77)]);
    expect(seeker).toEqual({ ...best, rating: carried(best.rating, 1), met: [] });
    expect(unknown).toMatchObject({ rounds: 0, rating: { mu: 25 } });
    expect(await ladderOf(env, place).isUsed()).toBe(false);
    await Promise.all(rounds(place, 4, 50).map((facts) => ladderOf(env, place).apply(place, facts)));
    expect(await countsOf(place)).toEqual([4, 4, 16]);
    const [first] = await ladderOf(env, place).rounds(place, 1, 1);
    expect(first.ratings[0]).toMatchObject({ player: idOf(1), before: carried(best.rating, 1) });
    const [later] = await ladderOf(env, place).seek(place, [idOf(1)]);
    expect(later.rounds).toBe(12);
    // Placement begins anew, and the grade before is that of the last season, by now.
    expect(await ladderOf(env, place).profile(place, idOf(1))).toMatchObject({ row: { rounds: 4, placement: 1 } });
    expect(await ladderOf(env, place).apply(place, rounds(place, 1, 50)[0])).toMatchObject({
      changes: [{ before: { points: pointsOf(carried(best.rating, 1)) } }, {}, {}, {}],
    });
    // A round of the old season that comes late goes there.
    expect(await ladderOf(env, old).apply(old, round(old, 99, [2, 1]))).toMatchObject({ state: "rated" });
  });

  it("asks up to four seasons back, and forgets what lies beyond", async () => {
    const old = fresh();
    await applyAll(old, rounds(old, 1));
    const [{ rating }] = await ladderOf(env, old).seek(old, [idOf(1)]);
    const later = async (seasons: number) => {
      const [of, quarter] = old.season.split("-q").map(Number);
      const at = 4 * of + quarter - 1 + seasons;
      const place = { ...old, season: `${Math.floor(at / 4)}-q${(at % 4) + 1}` };
      return (await ladderOf(env, place).seek(place, [idOf(1)]))[0];
    };
    expect(await later(4)).toMatchObject({ rating: carried(rating, 4), rounds: 1 });
    expect(await later(5)).toMatchObject({ rating: { mu: 25 }, rounds: 0 });
  });

  it("applies nothing while an earlier one does not answer: the match tells it again", async () => {
    const place = fresh();
    await runInDurableObject(ladderOf(env, place) as unknown as DurableObjectStub<LadderObject>, async (_, state) => {
      const known = vi.fn(async () => {
        throw new Error("no line");
      });
      const LADDER = { getByName: () => ({ known }) } as unknown as typeof env.LADDER;
      const object: LadderRpc = new LadderObject(state, { ...env, LADDER }, games);
      await expect(object.apply(place, round(place, 1, [1, 2]))).rejects.toThrow("no line");
      expect(await object.isUsed()).toBe(false);
    });
    expect(await ladderOf(env, place).apply(place, round(place, 1, [1, 2]))).toMatchObject({ state: "rated" });
  });
});

describe("leavers", () => {
  it("may not queue for a while, longer each time; a leave counts once, and is forgotten on no restart", async () => {
    const place = fresh();
    const ladder = ladderOf(env, place);
    const leave = (code: number, at: number) =>
      ladder.leave(place, { code: codeOf(code), round: 1, player: idOf(1), at });
    const now = Date.now();
    expect(await leave(1, now)).toBe(now + PAUSES_MS[0]);
    expect(await leave(1, now)).toBe(now + PAUSES_MS[0]);
    await evictDurableObject(ladder as unknown as DurableObjectStub<LadderObject>);
    expect(await leave(2, now)).toBe(now + PAUSES_MS[1]);
    expect(await ladder.seek(place, [idOf(1), idOf(2)])).toMatchObject([
      { pausedUntil: now + PAUSES_MS[1] },
      { pausedUntil: 0 },
    ]);
    // One that lies long back is over, and a clock that is ahead makes no pause longer.
    expect(await ladder.leave(place, { code: codeOf(3), round: 1, player: idOf(2), at: now - 86_400_000 })).toBe(0);
    const ahead = await ladder.leave(place, { code: codeOf(4), round: 1, player: idOf(3), at: now + 86_400_000 });
    expect(ahead).toBeLessThanOrEqual(Date.now() + PAUSES_MS[0]);
  });
});

describe("what the monitor hears", () => {
  it("is nothing of a ladder that has taken nothing in, though rounds were refused", async () => {
    const place = fresh();
    const ladder = ladderOf(env, place);
    await ladder.apply(place, round(place, 1, [1, 2], { mode: "another" }));
    expect(await ladder.summary(place)).toBeUndefined();
    expect(await ladder.isUsed()).toBe(false);
  });

  it("counts players but those who are erased, rounds once, refused rounds, and those who are paused now", async () => {
    const place = fresh();
    const ladder = ladderOf(env, place);
    await applyAll(place, [...rounds(place, 3), ...rounds(place, 3)]);
    await ladder.apply(place, round(place, 9, [1, 2], { mode: "another" }));
    await ladder.erase(idOf(4));
    await ladder.erase(idOf(4));
    await ladder.erase(idOf(66));
    const now = Date.now();
    const leave = (player: number, code: number, at: number) =>
      ladder.leave(place, { code: codeOf(code), round: 1, player: idOf(player), at });
    await leave(1, 1, now);
    await leave(1, 2, now);
    // The first pause takes a minute, the second five: the player's last leave alone says nothing.
    await leave(2, 1, now - 2 * 60_000);
    await leave(3, 1, now - 3 * 60_000);
    await leave(3, 2, now - 2 * 60_000);
    const { game, mode, season } = place;
    const row = { game, mode, season, players: 3, rounds: 3, refused: 1, paused: 2, lastAt: startOf(place) + 3000 };
    expect(await ladder.summary(place)).toEqual(row);
    await evictDurableObject(ladder as unknown as DurableObjectStub<LadderObject>);
    expect(await ladder.summary(place)).toEqual(row);
  });
});

describe("a leaderboard", () => {
  it("ranks players from the fifth round on; equals share a rank", async () => {
    const place = fresh();
    await applyAll(place, rounds(place, 4));
    const before = await ladderOf(env, place).page(place, undefined);
    // Until then those whose placement goes on are all that there is to see.
    expect(before).toMatchObject({ ranked: 0, rows: Array(4).fill({ placement: 1 }) });
    expect(before.rows.some(({ rank }) => rank !== undefined)).toBe(false);
    expect((await ladderOf(env, place).page(place, { around: idOf(1) })).rows).toMatchObject([{ placement: 1 }]);
    await applyAll(place, rounds(place, 1, 5));
    const { ranked, rows } = await ladderOf(env, place).page(place, undefined);
    expect(ranked).toBe(4);
    expect(rows.map(({ player, rank, wins, rounds, placement }) => [player, rank, wins, rounds, placement])).toEqual([
      [idOf(1), 1, 5, 5, 0],
      [idOf(2), 2, 0, 5, 0],
      ...rows.slice(2).map(({ player, points }) => [player, points === rows[2].points ? 3 : 4, 0, 5, 0]),
    ]);
    expect(rows.map(({ points }) => points)).toEqual(rows.map(({ points }) => points).toSorted((a, b) => b - a));
  });

  it("has ranks as if all were counted, with hundreds of players", async () => {
    const place = fresh();
    const players = Array.from({ length: 40 }, (_, n) => 100 + n);
    for (let n = 0; n < 30; n++) {
      const order = players.toSorted((a, b) => ((a * 7919 + n * 104_729) % 83) - ((b * 7919 + n * 104_729) % 83));
      await ladderOf(env, place).apply(place, round(place, 1 + n, order.slice(0, 32)));
    }
    const { rows, ranked } = await ladderOf(env, place).page(place, undefined);
    expect(rows.length).toBe(ranked);
    for (const { points, rank } of rows) expect(rank).toBe(1 + rows.filter((other) => other.points > points).length);
    const middle = rows[20];
    const around = (await ladderOf(env, place).page(place, { around: middle.player })).rows;
    expect(around).toEqual(rows.slice(10, 31));
  });

  it("finds names in any case and without accents, and players met lately", async () => {
    const place = fresh();
    const named = (names: readonly string[], code: number) =>
      roundOf(
        names.map((name, seat) => seatOf(seat, seat + 1, { name })),
        { game: place.game, mode: place.mode, code: codeOf(code), at: startOf(place) },
      );
    await applyAll(place, [named(["Émilie", "emil", "Zoë", "100%"], 1)]);
    const found = async (name: string) =>
      (await ladderOf(env, place).page(place, { name })).rows.map((row) => row.name).sort();
    expect(await found("EMIL")).toEqual(["emil", "Émilie"].sort());
    expect(await found("zoe")).toEqual(["Zoë"]);
    expect(await found("%")).toEqual([]);
    expect(await found("")).toEqual([]);
    expect((await ladderOf(env, place).page(place, { met: idOf(3) })).rows).toHaveLength(4);
    expect((await ladderOf(env, place).page(place, { met: idOf(99) })).rows).toEqual([]);
    await ladderOf(env, place).rename(idOf(3), "Chloé");
    expect(await found("zoe")).toEqual([]);
    expect(await found("chloe")).toEqual(["Chloé"]);
  });
});

describe("a player who is erased", () => {
  it("has no name, id or rank any more, and ratings can be computed as before", async () => {
    const place = fresh();
    await applyAll(place, rounds(place, 6));
    const ladder = ladderOf(env, place);
    await ladder.leave(place, { code: codeOf(1), round: 1, player: idOf(2), at: Date.now() });
    // One who has left a round that was not rated is known for that alone.
    await ladder.leave(place, { code: codeOf(1), round: 1, player: idOf(66), at: Date.now() });
    await ladder.erase(idOf(66));
    await ladder.erase(idOf(2));
    await ladder.erase(idOf(2));
    expect(await ladder.profile(place, idOf(2))).toBeUndefined();
    const { rows, ranked } = await ladder.page(place, undefined);
    expect([rows.length, ranked, rows[1]?.rank]).toEqual([3, 3, 2]);
    expect(await ladder.page(place, { name: "P2" })).toMatchObject({ rows: [] });
    // What is told of them later is of the same deleted players.
    await applyAll(place, [round(place, 40, [2, 1, 66])]);
    await ladder.leave(place, { code: codeOf(40), round: 1, player: idOf(2), at: Date.now() });
    const everything = await runInDurableObject(
      ladder as unknown as DurableObjectStub<LadderObject>,
      (_, { storage }) =>
        JSON.stringify(
          ["players", "rounds", "played", "leaves", "erased"].map((table) =>
            storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
          ),
        ),
    );
    for (const gone of [2, 66]) expect(everything).not.toContain(idOf(gone));
    for (const name of ["P2", "P66"]) expect(everything).not.toContain(name);
    expect(await countsOf(place)).toEqual([7, 5, 27]);
    expect(await ladder.profile(place, idOf(2))).toBeUndefined();
    expect((await ladder.page(place, undefined)).ranked).toBe(3);
    const ratings = new Map();
    for (const { facts, ratings: told } of await ladder.rounds(place, 1, 100)) {
      const rated = rateRound(facts, ratings);
      expect(told).toEqual(rated.map(({ player, before, after }) => ({ player, before, after })));
      for (const { player, after } of rated) ratings.set(player, after);
    }
    // A round of theirs that is told again is still the same one.
    await applyAll(place, rounds(place, 6));
    expect(await countsOf(place)).toEqual([7, 5, 27]);
    expect(await ladder.profile(place, idOf(1))).toMatchObject({
      last: expect.arrayContaining([
        expect.objectContaining({
          others: expect.arrayContaining([expect.objectContaining({ name: "A deleted player" })]),
        }),
      ]),
    });
  });
});

describe("over HTTP", () => {
  const current = async (path: string) => (await ask(path)).json();

  it("a leaderboard, a profile and the rounds of the season that is on", async () => {
    const now = Date.now();
    const season = `${new Date(now).getUTCFullYear()}-q${Math.floor(new Date(now).getUTCMonth() / 3) + 1}`;
    const place = { ...PLACE, season };
    const hash = "a".repeat(64);
    for (let n = 0; n < 6; n++) {
      const facts = round(place, 700 + n, [501, 502], { at: now - 5000, replayHash: hash });
      const seats = facts.seats.map((seat) => ({ ...seat, ...(seat.seat === 0 && { best: 300 }) }));
      expect(await ladderOf(env, place).apply(place, { ...facts, seats })).toMatchObject({ state: "rated" });
    }
    expect(await current("/api/ladders/puck/faceoff")).toMatchObject({
      ...place,
      seasons: [season],
      ranked: 2,
      rows: [
        { player: idOf(501), rank: 1, name: "P501", wins: 6 },
        { player: idOf(502), rank: 2 },
      ],
    });
    expect(await current(`/api/ladders/puck/faceoff?around=${idOf(502)}&season=${season}`)).toMatchObject({
      rows: [{}, {}],
    });
    expect(await current("/api/ladders/puck/faceoff?name=p501")).toMatchObject({ rows: [{ name: "P501" }] });
    expect(await current(`/api/ladders/puck/faceoff?met=${idOf(77)}`)).toMatchObject({ rows: [] });
    expect(await current(`/api/players/${idOf(501)}`)).toMatchObject({
      ...{ player: idOf(501), name: "P501" },
      ladders: [
        {
          ...place,
          row: { rank: 1 },
          history: Array.from({ length: 6 }, () => ({ at: now - 5000 })),
          last: [
            {
              code: codeOf(705),
              place: 1,
              of: 2,
              left: false,
              replay: `/r/${codeOf(705)}-1?t=6`,
              others: [{ name: "P502" }],
            },
            {},
            {},
            {},
            {},
            {},
          ],
        },
      ],
    });
    const page = await current("/api/ladders/puck/faceoff/rounds?from=2&limit=2");
    expect(page).toMatchObject({
      ...place,
      next: 4,
      rounds: [{ number: 2, facts: { replayHash: hash } }, { number: 3 }],
    });
    expect(await current("/api/ladders/puck/faceoff/rounds?from=7")).not.toHaveProperty("next");
  });

  it("refuses what is no ladder, no player or no question", async () => {
    for (const path of [
      "/api/ladders/puck/duel",
      "/api/ladders/chess/blitz",
      "/api/ladders/puck/constructor",
      "/api/ladders/a%2Fb/c",
      "/api/ladders/puck/faceoff?season=1999-q1",
    ])
      expect(await refusal(await ask(path)), path).toMatchObject({ status: 404, error: "no_ladder" });
    for (const path of [`/api/players/${idOf(999)}`, "/api/players/%00", `/api/players/${"x".repeat(99)}`])
      expect(await refusal(await ask(path)), path).toMatchObject({ status: 404, error: "no_player" });
    for (const query of [
      "?season=now",
      "?around=a&name=b",
      "?best=1",
      "?around=%20",
      `?name=${"x".repeat(41)}`,
      "/rounds?limit=0",
      "/rounds?limit=101",
      "/rounds?from=x",
    ])
      expect(await refusal(await ask(`/api/ladders/puck/faceoff${query}`)), query).toMatchObject({
        status: 400,
        error: "bad_request",
      });
  });

  it("reaches each object once in two seconds, however many look", async () => {
    const names: string[] = [];
    const getByName = (name: string) => {
      names.push(name);
      return env.LADDER.getByName(name);
    };
    const LADDER = { getByName } as unknown as typeof env.LADDER;
    await Promise.all(
      Array.from({ length: 20 }, () => ask("/api/ladders/arena/pairs?name=asked-here-alone", {}, { LADDER })),
    );
    const pages = names.filter((name) => name.startsWith("arena/pairs"));
    // Once for the page, once for each season of which it is not known yet whether it was used.
    expect(Math.max(...[...new Set(pages)].map((name) => pages.filter((one) => one === name).length))).toBe(1);
  });
});
