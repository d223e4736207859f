/** Why a ticket waits: on made-up queues, and against the rule of pairing itself. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRules, DUEL, NOW, poolOf, pools, TEAMS } from "#test/support/tickets.ts";
import { MOST_EXACT } from "#worker/pairing/exact.ts";
import { groupOf } from "#worker/pairing/group.ts";
import { MOST_EXPLAINED, reasonsOf } from "#worker/pairing/reasons.ts";
import type { Member, Ticket } from "#worker/pairing/ticket.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { prepare } from "#worker/pairing/wish.ts";

const ticket = (n: number, mu: number, more: Partial<Member> = {}, since = NOW): Ticket => ({
  id: `t${n}`,
  since,
  members: [{ player: `p${n}`, rating: { mu, sigma: 3 }, rtt: { weur: 20 }, met: [], ...more }],
});
const told = (tickets: readonly Ticket[], rules = DUEL, now = NOW) => [...reasonsOf(tickets, rules, now).entries()];

/** All groups that the rule allows, as indices of the wave's wishes. */
function allowed(tickets: readonly Ticket[], rules: typeof DUEL): { readonly ids: Set<string>; readonly left: number } {
  const wave = prepare(tickets, rules, NOW, WEIGHTS);
  const ids = new Set<string>();
  for (let mask = 1; mask < 1 << wave.wishes.length; mask++) {
    const group = wave.wishes.filter((_, i) => (mask >> i) & 1);
    if (groupOf(group, wave)) for (const wish of group) ids.add(wish.ticket.id);
  }
  return { ids, left: tickets.length - wave.wishes.length };
}

describe("a ticket waits since", () => {
  it("players are too few", () => {
    expect(told([ticket(1, 25)])).toEqual([["t1", "too_few"]]);
    expect(
      told(
        [1, 2, 3].map((n) => ticket(n, 25)),
        TEAMS,
      ).map(([, reason]) => reason),
    ).toEqual(Array(3).fill("too_few"));
  });

  it("the others are too strong or too weak, until the oldest searches wide enough", () => {
    const two = [ticket(1, 20), ticket(2, 30)];
    expect(told(two)).toEqual([
      ["t1", "skill"],
      ["t2", "skill"],
    ]);
    expect(told(two, DUEL, NOW + 28_000)).toEqual([
      ["t1", "other"],
      ["t2", "other"],
    ]);
  });

  it("no region is near enough to both, also where skill keeps them apart too", () => {
    const apart = [ticket(1, 25), ticket(2, 26, { rtt: { enam: 20, weur: 180 } })];
    expect(told(apart).map(([, reason]) => reason)).toEqual(["region", "region"]);
    const both = [ticket(1, 10), ticket(2, 40, { rtt: { enam: 20 } })];
    expect(told(both).map(([, reason]) => reason)).toEqual(["region", "region"]);
  });

  it("blocks leave no teams, where there are teams", () => {
    const rules = { ...TEAMS, players: { min: 4, max: 4 }, teams: { count: 2, size: 2 } };
    const others = [2, 3, 4].map((n) => ticket(n, 25));
    const loner = ticket(1, 25, { apart: ["p2", "p3", "p4"] });
    expect(told([loner, ...others], rules).map(([, reason]) => reason)).toEqual(Array(4).fill("blocked"));
    expect(told([ticket(1, 25), ...others], rules).map(([, reason]) => reason)).toEqual(Array(4).fill("other"));
    // As opponents in a duel they meet.
    expect(told([ticket(1, 25, { apart: ["p2"] }), ticket(2, 25)]).map(([, reason]) => reason)).toEqual([
      "other",
      "other",
    ]);
  });

  it("pairing leaves it out: a player's second one", () => {
    const second: Ticket = { ...ticket(1, 25), id: "t9", since: NOW + 1 };
    expect(new Map(told([ticket(1, 25), second]))).toEqual(
      new Map([
        ["t1", "too_few"],
        ["t9", "other"],
      ]),
    );
  });
});

describe("of any queue", () => {
  it("each ticket of a few has one reason, and a limit is named exactly where no match is allowed", () => {
    fc.assert(
      fc.property(pools(9, 3), anyRules, (tickets, rules) => {
        const reasons = reasonsOf(tickets, rules, NOW);
        expect(reasons.size).toBe(tickets.length);
        const { ids, left } = allowed(tickets, rules);
        const free = [...reasons].filter(([, reason]) => reason === "other").map(([id]) => id);
        expect(free.length).toBe(ids.size + left);
        for (const id of ids) expect(reasons.get(id)).toBe("other");
      }),
      { numRuns: 150 },
    );
  });

  it("of many that want a duel none is told of a limit where another is allowed as opponent", () => {
    for (let seed = 0; seed < 20; seed++) {
      const tickets = poolOf(seed, MOST_EXACT + 1 + seed * 2, 0);
      const wave = prepare(tickets, DUEL, NOW, WEIGHTS);
      const reasons = reasonsOf(tickets, DUEL, NOW);
      for (const own of wave.wishes) {
        const hasOpponent = wave.wishes.some((other) => other !== own && groupOf([own, other], wave));
        expect(reasons.get(own.ticket.id) === "other", own.ticket.id).toBe(hasOpponent);
      }
    }
  });

  it("of 10,000 a sample is told of, from the oldest to the newest", () => {
    const tickets = poolOf(1, 10_000);
    const reasons = reasonsOf(tickets, TEAMS, NOW);
    expect(reasons.size).toBe(MOST_EXPLAINED);
    const oldest = tickets.toSorted((a, b) => a.since - b.since);
    expect(reasons.has(oldest[0].id)).toBe(true);
    expect(new Set(reasons.values())).toEqual(new Set(["other"]));
  });
});
