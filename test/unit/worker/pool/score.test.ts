import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { best, type Candidate, hasRoom, isOffered, OFFERED_LEFT, scoreOf } from "#worker/pool/score.ts";

const match = (code: string, present: number, change: Partial<Candidate> = {}): Candidate => ({
  ...{ code, status: "live", seats: 4, present, promised: 0 },
  ...change,
});

describe("the best match", () => {
  it("is the fullest", () => expect(best([match("a", 1), match("b", 3), match("c", 2)], 0)).toBe("b"));
  it("is the oldest of equals", () => expect(best([match("a", 2), match("b", 2)], 0)).toBe("a"));
  it("never is above its seats", () => expect(best([match("a", 4), match("b", 5)], 0)).toBeUndefined());
  it("goes by who is there, and only among equals by who is on the way", () => {
    expect(best([match("a", 0, { promised: 3 }), match("b", 1)], 0)).toBe("b");
    expect(best([match("a", 1), match("b", 1, { promised: 1 })], 0)).toBe("b");
  });
  it("takes so many more as lately have not come, and none where it is full of players", () => {
    expect(best([match("a", 2, { promised: 2 })], 0)).toBeUndefined();
    expect(best([match("a", 2, { promised: 2 })], 1)).toBe("a");
    expect(best([match("a", 2, { promised: 3 })], 1)).toBeUndefined();
    expect(best([match("a", 4)], 50)).toBeUndefined();
  });
  it("may wait", () => expect(best([match("a", 0, { status: "waiting" })], 0)).toBe("a"));
  it("has not ended", () => expect(best([match("a", 1, { status: "ended" })], 0)).toBeUndefined());

  it("has the most of its round left, where as many are there", () => {
    expect(best([match("a", 2, { left: 0.5 }), match("b", 2, { left: 0.75 })], 0)).toBe("b");
    expect(best([match("a", 2, { left: 0.5 }), match("b", 2)], 0)).toBe("b");
    // A round that is left is worth less than two players and a half.
    expect(best([match("a", 3, { left: 0.25 }), match("b", 1)], 0)).toBe("a");
  });
  it("is offered until the last quarter of its round, however many are there", () => {
    expect(best([match("a", 3, { left: OFFERED_LEFT })], 0)).toBe("a");
    expect(best([match("a", 3, { left: OFFERED_LEFT - 0.125 })], 0)).toBeUndefined();
    expect(best([match("a", 3, { left: 0, status: "waiting" })], 0)).toBe("a");
  });
  it("is none whose round is on, in a game that takes no newcomers then", () => {
    for (const lateJoin of ["refuse", "watch"] as const) {
      expect(best([match("a", 3, { lateJoin, left: 1 })], 0)).toBeUndefined();
      expect(best([match("a", 3, { lateJoin }), match("b", 1, { lateJoin, status: "waiting" })], 0)).toBe("b");
    }
    expect(best([match("a", 3, { lateJoin: "play" })], 0)).toBe("a");
  });
  it("has a team that needs a player, where as many are there", () => {
    expect(best([match("a", 2, { teams: [1, 1] }), match("b", 2, { teams: [2, 0] })], 0)).toBe("b");
  });
  it("is one without a player whom the one who asks has blocked, if not much emptier; and no new one for that", () => {
    const seats = 12;
    expect(best([match("a", 3, { blocked: 1 }), match("b", 1)], 0)).toBe("b");
    expect(best([match("a", 9, { seats, blocked: 1 }), match("b", 1, { seats })], 0)).toBe("a");
    expect(best([match("a", 9, { seats, blocked: 2 }), match("b", 1, { seats })], 0)).toBe("b");
    expect(best([match("a", 1, { blocked: 1 })], 0)).toBe("a");
  });
  it("is near", () => {
    expect(best([match("a", 2, { rtt: 120 }), match("b", 2, { rtt: 20 })], 0)).toBe("b");
    // A hundred milliseconds are worth two players.
    expect(best([match("a", 3, { rtt: 120 }), match("b", 2, { rtt: 20 })], 0)).toBe("b");
    expect(best([match("a", 3, { rtt: 30 }), match("b", 2, { rtt: 20 })], 0)).toBe("a");
  });
});

const candidate = fc.record({
  code: fc.uuid(),
  status: fc.constantFrom("waiting", "live", "ended"),
  seats: fc.integer({ min: 1, max: 16 }),
  present: fc.nat(16),
  promised: fc.nat(20),
  left: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }).map((n) => n && n / 8),
  teams: fc.option(fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }), { nil: undefined }),
  rtt: fc.option(fc.nat(400), { nil: undefined }),
}) satisfies fc.Arbitrary<Candidate>;

describe("a score", () => {
  it("rises with players, time left and a team's need, and falls with RTT", () =>
    fc.assert(
      fc.property(candidate, fc.nat(8), fc.nat(200), (one, more, ms) => {
        const score = scoreOf(one);
        expect(Number.isFinite(score)).toBe(true);
        expect(scoreOf({ ...one, present: one.present + more })).toBeCloseTo(score + more);
        expect(scoreOf({ ...one, rtt: (one.rtt ?? 0) + ms })).toBeLessThanOrEqual(score);
        expect(scoreOf({ ...one, left: 1 })).toBeGreaterThanOrEqual(score);
        expect(scoreOf({ ...one, teams: undefined })).toBeLessThanOrEqual(score);
      }),
    ));

  it("chooses a match that has room and is offered, none with a greater score; and one wherever there is one", () =>
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), fc.nat(3), (all, noShows) => {
        const can = all.filter((one) => hasRoom(one, noShows) && isOffered(one));
        const chosen = best(all, noShows);
        expect(chosen === undefined).toBe(can.length === 0);
        if (chosen === undefined) return;
        const found = can.find(({ code }) => code === chosen);
        if (!found) throw new Error("a match was chosen that has no room or is not offered");
        expect(found.present).toBeLessThan(found.seats);
        for (const other of can) expect(scoreOf(other)).toBeLessThanOrEqual(scoreOf(found));
      }),
    ));

  it("chooses alike in any order, but for equals", () =>
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), fc.nat(3), (all, noShows) => {
        const scores = new Map(all.map((one) => [one.code, scoreOf(one)]));
        const [one, other] = [best(all, noShows), best(all.toReversed(), noShows)];
        expect(one === undefined).toBe(other === undefined);
        if (one !== undefined && other !== undefined) expect(scores.get(other)).toBe(scores.get(one));
      }),
    ));
});
