/** When a player's body is in the world, and when a bot plays for a player who does nothing. */
import { describe, expect, it } from "vitest";
import { plan, SEAT } from "#shared/sim/index.ts";
import { type FakeClient, MatchBench } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { IDLE_S } from "#worker/match/seats/presence.ts";

const bench = (settings: Readonly<Record<string, number>> = {}) =>
  new MatchBench({ seats: 2, fillTo: 0, autostart: 1, lobby: 1, timeLimit: 600, ...settings });

const kindsOf = (b: MatchBench, client: FakeClient): number[] => [
  ...Array.from(client.world(plan(scuffle, b.match.spec.settings)).seatTable.cells[0]),
];

/** Pings, so that the socket is not taken for dead. */
function live(b: MatchBench, seconds: number, each: () => void = () => {}, clients: readonly FakeClient[] = []): void {
  for (let second = 0; second < seconds; second++) {
    for (const client of clients) b.say(client, { type: "ping", time: second });
    each();
    b.run(b.match.tickRate);
  }
}

describe("a player whose page loads", () => {
  it("has no body, and is waited for, until the first input", () => {
    const b = bench();
    const ada = b.load("ada", b.reserve("ada"));
    live(b, 5, undefined, [ada]);
    expect([kindsOf(b, ada)[0], b.match.report().status]).toEqual([SEAT.empty, "waiting"]);
    b.act(ada);
    b.run(1);
    expect(kindsOf(b, ada)[0]).toBe(SEAT.person);
    live(b, 5, undefined, [ada]);
    expect(b.match.report().status).toBe("live");
  });

  it("leaves the seat to the bot that has it, and a refused input changes nothing", () => {
    const b = bench({ fillTo: 2 });
    const ada = b.join("ada");
    live(b, 6, undefined, [ada]);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.bot]);
    const bob = b.load("bob", b.reserve("bob"));
    b.run(5);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.bot]);
    b.say(bob, { type: "input", inputs: [{ tick: b.match.tickNumber + 500, seen: 0, values: [0, 0, 0, 0] }] });
    b.run(1);
    expect(kindsOf(b, ada)[1]).toBe(SEAT.bot);
    b.act(bob);
    b.run(1);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.person]);
  });

  it("and who comes back has a stand-in until then", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    b.run(2);
    b.drop(bob);
    b.run(2);
    const again = b.load("bob", 1);
    b.run(2);
    expect(kindsOf(b, ada)[1]).toBe(SEAT.away);
    b.act(again);
    b.run(1);
    expect(kindsOf(b, ada)[1]).toBe(SEAT.person);
  });
});

describe("a player who does nothing", () => {
  it("is away after some time of a live round, and back at the next change", () => {
    const b = bench();
    const [ada, bob] = [b.join("ada"), b.join("bob")];
    const both = [ada, bob];
    let turn = 0;
    const move = () => {
      turn += 1;
      b.act(ada, [0, 0, turn, 0]);
      // A client tells again what it has told, with how far back it sees the others.
      b.act(bob);
    };
    while (b.match.report().status !== "live") live(b, 1, move, both);
    live(b, IDLE_S - 2, move, both);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.person]);
    live(b, 3, move, both);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.away]);
    expect(bob.closed).toBeUndefined();
    b.act(bob, [1, 0, 0, 0]);
    b.run(1);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.person]);
    // A word is an act too.
    live(b, IDLE_S + 1, move, both);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.away]);
    const command = { seq: 1, tick: b.match.tickNumber + 1, number: 1, args: [0, 0, 0] as const };
    b.say(bob, { type: "commands", commands: [command] });
    b.run(1);
    expect(kindsOf(b, ada)).toEqual([SEAT.person, SEAT.person]);
  });

  it("is waited for in a lobby", () => {
    const b = bench({ autostart: 0 });
    const ada = b.join("ada");
    live(b, 2 * IDLE_S, undefined, [ada]);
    expect([kindsOf(b, ada)[0], b.match.report().status]).toEqual([SEAT.person, "waiting"]);
  });
});
