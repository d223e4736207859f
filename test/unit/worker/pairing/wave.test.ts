/** What holds for every wave: no player is lost, split or doubled, and every rule of the mode is kept. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueueRules } from "#shared/sim/index.ts";
import { anyRules, BRAWL, DUEL, NOW, poolOf, pools, TEAMS, TRIPLE } from "#test/support/tickets.ts";
import { greedyWave } from "#worker/pairing/greedy.ts";
import { worth } from "#worker/pairing/group.ts";
import { whyHopeless, worstRtt } from "#worker/pairing/hopeless.ts";
import type { Member, Ticket } from "#worker/pairing/ticket.ts";
import { type Proposal, pairWave } from "#worker/pairing/wave.ts";
import { WEIGHTS } from "#worker/pairing/weights.ts";
import { searchWidth, waited } from "#worker/pairing/width.ts";
import { prepare } from "#worker/pairing/wish.ts";

const playersOf = (tickets: readonly Ticket[]): string[] =>
  tickets.flatMap(({ members }) => members.map(({ player }) => player));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const skillOf = ({ members }: Ticket): number => mean(members.map(({ rating }) => rating.mu));

/** How wide the search of this group is: by its oldest ticket. */
const widthOf = ({ tickets }: Proposal, rules: QueueRules, now: number) =>
  searchWidth(rules, Math.max(...tickets.map(({ since }) => waited(since, now))));

function expectRules(proposal: Proposal, rules: QueueRules, now: number): void {
  const { tickets, teams, region, gap, bots } = proposal;
  const { players, teams: sides, never } = rules;
  const width = widthOf(proposal, rules, now);
  const people = playersOf(tickets);
  // Never below the minimum, never above the maximum.
  expect(people.length + bots).toBeGreaterThanOrEqual(players.min);
  expect(people.length + bots).toBeLessThanOrEqual(players.max);
  if (bots > 0) expect(width.bots).toBe(true);
  if (!width.bots) expect(people.length).toBeGreaterThanOrEqual(width.players);
  // No player is lost, doubled, or paired with themselves.
  expect(teams.flat().toSorted()).toEqual(people.toSorted());
  expect(new Set(people).size).toBe(people.length);
  // Parties are whole, in one team; teams are of one size, but for bots.
  if (sides) {
    expect(teams).toHaveLength(sides.count);
    for (const { members } of tickets) {
      const ids = members.map(({ player }) => player);
      expect(teams.filter((team) => ids.every((id) => team.includes(id)))).toHaveLength(1);
    }
    // Of two tickets one of whose players has blocked one of the other's, none is in the other's team.
    for (const { members } of tickets) {
      const own = members.map(({ player }) => player);
      const team = teams.find((one) => one.includes(own[0])) ?? [];
      for (const other of members.flatMap(({ apart = [] }) => apart))
        if (!own.includes(other)) expect(team).not.toContain(other);
    }
    const size = (people.length + bots) / sides.count;
    expect(Number.isInteger(size)).toBe(true);
    for (const team of teams) expect(team.length).toBeLessThanOrEqual(size);
    expect(size).toBeLessThanOrEqual(sides.size);
  } else {
    for (const team of teams) expect(team).toHaveLength(1);
  }
  // The widths.
  const skills = tickets.map(skillOf);
  expect(Math.max(...skills) - Math.min(...skills)).toBeLessThanOrEqual(
    Math.min(width.skill, never?.skill ?? Number.POSITIVE_INFINITY),
  );
  for (const ticket of tickets) {
    const best = Math.min(...Object.keys(ticket.members[0].rtt).map((name) => worstRtt(ticket, name)));
    expect(worstRtt(ticket, region)).toBeLessThanOrEqual(
      Math.min(Math.max(width.rtt, best), never?.rtt ?? Number.MAX_VALUE),
    );
  }
  expect(gap).toBeGreaterThanOrEqual(-1e-6);
  expect(gap).toBeLessThanOrEqual(1);
}

function expectWave(tickets: readonly Ticket[], rules: QueueRules, proposals: readonly Proposal[], now: number): void {
  for (const proposal of proposals) expectRules(proposal, rules, now);
  const paired = proposals.flatMap((proposal) => proposal.tickets);
  // Each is one of those that were given, whole, and in one match.
  for (const ticket of paired) expect(tickets).toContain(ticket);
  expect(new Set(paired).size).toBe(paired.length);
  const people = playersOf(paired);
  expect(new Set(people).size).toBe(people.length);
}

describe("a wave", () => {
  it.each([
    ["exact", 12, 120],
    ["greedy", 60, 120],
  ])("keeps every rule, loses and doubles no player: %s", (_, most, numRuns) => {
    fc.assert(
      fc.property(anyRules, pools(most, 4), (rules, tickets) =>
        expectWave(tickets, rules, pairWave(tickets, rules, NOW), NOW),
      ),
      { numRuns },
    );
  });

  it("keeps every rule by the greedy search in a small pool too", () => {
    fc.assert(
      fc.property(anyRules, pools(12, 4), (rules, tickets) => {
        const wave = prepare(tickets, rules, NOW, WEIGHTS);
        const groups = greedyWave(wave);
        const all = groups.flatMap(({ wishes }) => wishes);
        expect(new Set(all).size).toBe(all.length);
        for (const group of groups) expect(worth(group)).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  it("is the same for the same tickets in any order", () => {
    fc.assert(
      fc.property(anyRules, pools(30, 3), (rules, tickets) => {
        expect(pairWave(tickets.toReversed(), rules, NOW)).toEqual(pairWave(tickets, rules, NOW));
      }),
      { numRuns: 60 },
    );
  });

  it("is never stricter with time: tickets that would play now, alone in the pool, would play later too", () => {
    fc.assert(
      fc.property(anyRules, pools(20, 3), fc.integer({ min: 1, max: 300_000 }), (rules, tickets, later) => {
        for (const { tickets: group } of pairWave(tickets, rules, NOW)) {
          const then = pairWave(group, rules, NOW + later);
          expect(then.flatMap((proposal) => proposal.tickets)).toHaveLength(group.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("takes the older one of two tickets of a player, and never both", () => {
    const [a, b] = poolOf(7, 2, 0);
    const again: Ticket = { ...a, id: "again", since: a.since + 1 };
    const now = NOW + 20_000;
    expect(pairWave([again, a], DUEL, now)).toEqual([]);
    const [match] = pairWave([again, b, a], DUEL, now);
    expect(match.tickets.toSorted((x, y) => x.id.localeCompare(y.id))).toEqual([a, b]);
  });

  it.each([
    ["two", DUEL],
    ["two teams", TEAMS],
    ["each alone", BRAWL],
    ["three teams", TRIPLE],
  ])("leaves no first ticket waiting for ever while others come: %s", (_, rules) => {
    // One who is far from all others in skill, and a crowd that suits itself: each second some more come.
    const odd: Ticket = {
      id: "odd",
      since: NOW,
      members: [{ player: "odd", rating: { mu: 50, sigma: 2 }, rtt: { weur: 90 }, met: [] }],
    };
    const { never, ...without } = rules;
    let waiting: readonly Ticket[] = [odd];
    for (let second = 0; second < 240 && waiting.includes(odd); second++) {
      const now = NOW + second * 1000;
      const come = poolOf(second, 2, 0).map((ticket) => ({
        ...ticket,
        id: `${ticket.id}-${second}`,
        since: now,
        members: ticket.members.map((member) => ({ ...member, player: `${member.player}-${second}`, met: [] })),
      }));
      waiting = [...waiting, ...come];
      const paired = new Set(pairWave(waiting, without, now).flatMap(({ tickets }) => tickets));
      waiting = waiting.filter((ticket) => !paired.has(ticket));
    }
    expect(waiting).not.toContain(odd);
  });

  it("prefers opponents who have not just met", () => {
    const player = (name: string, met: readonly string[] = []): Ticket => ({
      id: name,
      since: NOW - 1000,
      members: [{ player: name, rating: { mu: 25, sigma: 5 }, rtt: { local: 1 }, met }],
    });
    const pairs = pairWave([player("a", ["b"]), player("b", ["a"]), player("c", ["d"]), player("d")], DUEL, NOW);
    expect(pairs).toHaveLength(2);
    for (const { tickets } of pairs) {
      expect(["ab", "cd"]).not.toContain(
        tickets
          .map(({ id }) => id)
          .toSorted()
          .join(""),
      );
    }
  });

  it("lets two who have just met play again when there is no other, after some seconds", () => {
    const pair = ["a", "b"].map((id, i) => ({
      id,
      since: NOW,
      members: [{ player: id, rating: { mu: 25, sigma: 5 }, rtt: { local: 1 }, met: [["b"], ["a"]][i] }],
    }));
    expect(pairWave(pair, DUEL, NOW)).toEqual([]);
    expect(pairWave(pair, DUEL, NOW + 15_000)).toHaveLength(1);
  });

  it("lets three who have just met play again before it gives them bots for company", () => {
    const rules: QueueRules = { ...TEAMS, players: { min: 2, max: 4 }, teams: { count: 2, size: 2 }, botsAfter: 20 };
    const player = (name: string): Member => {
      const met = ["a", "b", "c"].filter((one) => one !== name);
      return { player: name, rating: { mu: 25, sigma: 5 }, rtt: { local: 1 }, met };
    };
    const party = { id: "party", since: NOW - 20_000, members: [player("a"), player("b")] };
    const alone = { id: "alone", since: NOW - 20_000, members: [player("c")] };
    expect(pairWave([party, alone], rules, NOW)).toMatchObject([{ teams: [["c"], ["a", "b"]], bots: 1 }]);
  });

  it("fills with bots for one who waits alone, once the mode allows it", () => {
    const [alone] = poolOf(3, 1, 0);
    const wave = (seconds: number) => pairWave([{ ...alone, since: NOW }], DUEL, NOW + seconds * 1000);
    expect(wave(59)).toEqual([]);
    expect(wave(60)).toMatchObject([{ tickets: [{ id: alone.id }], bots: 1 }]);
  });

  it("plays where the worst RTT is least", () => {
    const player = (id: string, rtt: Record<string, number>): Ticket => ({
      id,
      since: NOW - 30_000,
      members: [{ player: id, rating: { mu: 25, sigma: 5 }, rtt, met: [] }],
    });
    const [match] = pairWave(
      [player("a", { weur: 20, enam: 90, eeur: 40 }), player("b", { weur: 180, enam: 95, eeur: 170 })],
      DUEL,
      NOW,
    );
    expect(match.region).toBe("enam");
  });

  it("has no answer for a ticket that no match could take", () => {
    const [fine] = poolOf(5, 1, 0);
    const [member] = fine.members;
    expect(whyHopeless(fine, DUEL)).toBeUndefined();
    expect(whyHopeless({ ...fine, members: [] }, DUEL)).toBe("empty");
    expect(whyHopeless({ ...fine, members: [member, member] }, TEAMS)).toBe("twice");
    expect(whyHopeless({ ...fine, members: ["a", "b", "c"].map((player) => ({ ...member, player })) }, TRIPLE)).toBe(
      "party-too-large",
    );
    expect(whyHopeless({ ...fine, members: [{ ...member, rtt: {} }] }, DUEL)).toBe("no-region");
    expect(whyHopeless({ ...fine, members: [{ ...member, rtt: { weur: 221 } }] }, BRAWL)).toBe("no-region");
    expect(whyHopeless({ ...fine, members: [{ ...member, rating: { mu: Number.NaN, sigma: 1 } }] }, DUEL)).toBe(
      "rating",
    );
  });
});
