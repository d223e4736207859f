/** A player is never in one team with a player that they have blocked, and meets them as an opponent like any other. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BRAWL, DUEL, NOW, poolOf, TEAMS } from "#test/support/tickets.ts";
import { canKeepApart, pairsApart } from "#worker/pairing/apart.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { pairWave } from "#worker/pairing/wave.ts";

interface Node {
  apart: Set<Node> | undefined;
}

/** So many nodes, of which these pairs are to be apart. */
function graph(size: number, pairs: readonly (readonly [number, number])[]): Node[] {
  const nodes: Node[] = Array.from({ length: size }, () => ({ apart: undefined }));
  for (const [a, b] of pairs) {
    if (a === b) continue;
    nodes[a].apart ??= new Set();
    nodes[b].apart ??= new Set();
    nodes[a].apart?.add(nodes[b]);
    nodes[b].apart?.add(nodes[a]);
  }
  return nodes;
}

/** Every way to give each of them a team. */
function anyWay(nodes: readonly Node[], count: number): boolean {
  const pairs = pairsApart(nodes);
  for (let way = 0; way < count ** nodes.length; way++) {
    const team = nodes.map((_, n) => Math.floor(way / count ** n) % count);
    if (pairs.every(([a, b]) => team[a] !== team[b])) return true;
  }
  return false;
}

const blocking = (tickets: readonly Ticket[], by: number, whom: readonly number[]): Ticket[] =>
  tickets.map((one, n) => {
    if (n !== by) return one;
    const [member, ...others] = one.members;
    const apart = whom.map((other) => tickets[other].members[0].player);
    return { ...one, members: [{ ...member, apart }, ...others] };
  });

describe("teams", () => {
  it("can keep pairs apart exactly where brute force finds a way", () => {
    const node = fc.nat(5);
    fc.assert(
      fc.property(fc.array(fc.tuple(node, node), { maxLength: 9 }), fc.constantFrom(2, 3), (pairs, count) => {
        const nodes = graph(6, pairs);
        expect(canKeepApart(nodes, count)).toBe(anyWay(nodes, count));
      }),
      { numRuns: 200 },
    );
  });

  it("are still found in a crowd in which a player has blocked many", () => {
    const tickets = blocking(
      poolOf(5, 60, 0),
      0,
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
    const [{ player }] = tickets[0].members;
    const now = NOW + 60_000;
    const match = pairWave(tickets, TEAMS, now).find(({ teams }) => teams.flat().includes(player));
    expect(match).toBeDefined();
    const own = match?.teams.find((team) => team.includes(player)) ?? [];
    for (const other of tickets[0].members[0].apart ?? []) expect(own).not.toContain(other);
  });
});

describe("opponents", () => {
  it.each([
    ["a duel", DUEL],
    ["each alone", BRAWL],
  ])("are not chosen by a block: %s", (_, rules) => {
    for (const size of [8, 40]) {
      const tickets = poolOf(size, size, 0);
      const now = NOW + 20_000;
      const blocked = blocking(tickets, 0, [1, 2, 3]);
      const players = (all: readonly Ticket[]) => pairWave(all, rules, now).map(({ teams }) => teams);
      expect(players(blocked)).toEqual(players(tickets));
    }
  });
});
