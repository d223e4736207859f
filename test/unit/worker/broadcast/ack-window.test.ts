/** Clients that do not read what they are sent: known by the marks that they return, and by the bytes that wait for them. */

import { describe, expect, it } from "vitest";
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import { type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { type InputSource, NetMatch } from "#test/support/netmatch.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { ACK_MS, AckWindow, MARK_MS } from "#worker/broadcast/ack-window.ts";
import { BACKLOG, CLOGGED_MS } from "#worker/broadcast/connection.ts";

const FIGHT = { seats: 8, autostart: 1 };
const ACK_S = ACK_MS / 1000;

/** Lives through some seconds, in which these ping now and then. */
function live(bench: MatchBench, seconds: number, ...pinging: readonly FakeClient[]): void {
  for (let second = 0; second < seconds; second++) {
    for (const client of pinging) bench.say(client, { type: "ping", time: second });
    bench.run(bench.match.tickRate);
  }
}

/** Marks 1, 2, 3 … */
function counted(): AckWindow {
  let last = 0;
  return new AckWindow(() => {
    last += 1;
    return last;
  });
}

describe("the window", () => {
  it("has a mark due each second in which something is sent", () => {
    const acks = counted();
    const due = [0, 1, MARK_MS - 1, MARK_MS, MARK_MS + 1, 9000].map((clock) => acks.due(clock));
    expect(due).toEqual([1, undefined, undefined, 2, undefined, 3]);
  });

  it("is exceeded when a mark has been out for longer than six seconds", () => {
    const acks = counted();
    expect(acks.behind(1e6)).toBe(false);
    acks.mark(1000);
    expect([1000 + ACK_MS, 1001 + ACK_MS].map((clock) => acks.behind(clock))).toEqual([false, true]);
  });

  it("counts from the oldest mark that has not been returned", () => {
    const acks = counted();
    for (let second = 0; second <= 10; second++) acks.mark(second * 1000);
    acks.acknowledge(8);
    // The ninth went out at 8 s.
    expect(acks.behind(8000 + ACK_MS)).toBe(false);
    expect(acks.behind(8001 + ACK_MS)).toBe(true);
  });

  it("is caught up with by the last mark, and by nothing else", () => {
    const acks = counted();
    for (let second = 0; second <= 10; second++) acks.mark(second * 1000);
    expect(acks.behind(30_000)).toBe(true);
    for (const mark of [0, 1, 10, 10, 12, 0xffffffff]) {
      acks.acknowledge(mark);
      expect(acks.behind(30_000)).toBe(true);
    }
    acks.acknowledge(11);
    expect(acks.behind(60_000)).toBe(false);
  });
});

describe("a client that returns no mark", () => {
  it.each([
    ["rules", RULES],
    ["state", []],
  ])("is sent what six seconds hold, and closed ten seconds later (%s stream)", (_, rules) => {
    const bench = new MatchBench(FIGHT);
    const [ada, bob] = [bench.join("ada", rules), bench.join("bob", rules)];
    live(bench, 10, ada, bob);
    bob.stalled = true;
    const before = { ada: ada.bytes, bob: bob.bytes };
    live(bench, ACK_S, ada);
    const held = ada.bytes - before.ada;
    live(bench, CLOGGED_MS / 1000 - 1, ada);
    expect(bob.closed).toBeUndefined();
    // One stretch more, and the pongs that the other got.
    expect(bob.bytes - before.bob).toBeLessThan(held * 1.1);
    expect(bob.bytes - before.bob).toBeGreaterThan(held * 0.8);
    live(bench, 3, ada);
    expect([ada.closed, bob.closed]).toEqual([undefined, CLOSE.tooSlow]);
    expect(ada.bytes - before.ada).toBeGreaterThan(held * 2.5);
  });

  it.each([
    ["rules", RULES],
    ["state", []],
  ])("but then has read it all: skips to the present (%s stream)", (_, rules) => {
    const bench = new MatchBench(FIGHT);
    const [ada, bob] = [bench.join("ada", rules), bench.join("bob", rules)];
    live(bench, 10, ada, bob);
    bob.stalled = true;
    live(bench, ACK_S + 4, ada);
    const { sends } = bob;
    const had = bob.tick;
    expect(bench.match.tickNumber - had).toBeGreaterThan(3 * bench.match.tickRate);
    // A part of it is not enough.
    const [last, before] = bob.of("mark").reverse();
    bench.say(bob, { type: "ping", time: 1, mark: before.mark });
    bench.run(2);
    expect(bob.sends).toBe(sends);
    bob.stalled = false;
    bench.say(bob, { type: "ping", time: 2, mark: last.mark });
    bench.run(2);
    expect(bob.of("keyframe").length).toBe(2);
    expect(bench.match.tickNumber - bob.tick).toBeLessThan(4);
    live(bench, 30, ada, bob);
    expect([bob.closed, bob.of("keyframe").length]).toEqual([undefined, 2]);
  });

  it("is not slow while the match sleeps, nor for a stall of the server's own", () => {
    const bench = new MatchBench(FIGHT);
    const [ada, eve] = [bench.join("ada"), bench.watch("eve")];
    live(bench, 3, ada, eve);
    eve.stalled = true;
    bench.run(10);
    bench.match.disconnect(ada.connection, bench.now);
    bench.match.rest(bench.now);
    bench.now += 600_000;
    bench.match.rest(bench.now);
    const again = bench.join("ada");
    live(bench, 2, again);
    bench.now += 60_000;
    live(bench, 2, again);
    expect(eve.connection.clogged).toBe(false);
    live(bench, 3, again);
    expect(eve.connection.clogged).toBe(true);
  });
});

describe("a client that reads nothing, and lies", () => {
  it.each([
    ["names the newest tick, which it can reckon", (bench: MatchBench, _: FakeClient) => bench.match.tickNumber],
    ["returns the marks of a friend who reads", (_: MatchBench, friend: FakeClient) => friend.mark],
    ["guesses", () => crypto.getRandomValues(new Uint32Array(1))[0]],
  ])("is closed all the same, as a player and through a relay: %s", (_, mark) => {
    const bench = new MatchBench(FIGHT);
    const friends = [bench.join("ada", RULES), bench.watch("dan", RULES)];
    const liars = [bench.join("bob", RULES), bench.watch("eve", RULES)];
    live(bench, 3, ...friends, ...liars);
    for (const liar of liars) liar.stalled = true;
    for (let second = 0; second < (ACK_MS + CLOGGED_MS) / 1000 + 3; second++) {
      for (const friend of friends) bench.say(friend, { type: "ping", time: second });
      for (const [i, liar] of liars.entries())
        bench.say(liar, { type: "ping", time: second, mark: mark(bench, friends[i]) });
      bench.run(bench.match.tickRate);
    }
    expect(liars.map(({ closed }) => closed)).toEqual([CLOSE.tooSlow, CLOSE.tooSlow]);
    expect(friends.map(({ closed }) => closed)).toEqual([undefined, undefined]);
  });

  it("is bounded by the bytes that wait for it, where the runtime counts them", () => {
    const bench = new MatchBench(FIGHT);
    const [ada, bob] = [bench.join("ada"), bench.join("bob")];
    live(bench, 3, ada, bob);
    bob.buffered = BACKLOG.most + 1;
    // The match looks four times a second.
    bench.run(9);
    const { sends } = bob;
    live(bench, CLOGGED_MS / 1000 + 2, ada, bob);
    expect([bob.sends, bob.closed, ada.closed]).toEqual([sends, CLOSE.tooSlow, undefined]);
  });

  it("is not taken for one when it comes late to a relay that has run for long", () => {
    const bench = new MatchBench(FIGHT);
    const [ada, eve] = [bench.join("ada"), bench.watch("eve")];
    live(bench, 30, ada, eve);
    const fay = bench.watch("fay");
    fay.stalled = true;
    live(bench, 3, ada, eve);
    expect([fay.connection.clogged, fay.of("keyframe").length]).toEqual([false, 1]);
  });
});

describe("an honest page", () => {
  const wander: InputSource = (_, drawn) => ({ mx: (Math.trunc((drawn?.tick ?? 0) / 20) % 15) - 7 });
  const lines: Readonly<Record<string, Conditions>> = {
    "bad mobile": PRESETS["bad-mobile"],
    "worse than bad": { delay: 400, jitter: 300, stalls: 0.2, drops: 0, bandwidth: 20_000 },
  };

  it.each(Object.entries(lines))("is never taken for a slow one (%s)", (_, conditions) => {
    const net = new NetMatch(scuffle, { ...FIGHT, seats: 4 }, 3);
    const clients = [net.join("ada", conditions, wander), net.join("bob", conditions, wander)];
    let clogged = 0;
    net.onTick = () => {
      clogged += clients.filter(({ connection }) => connection.clogged).length;
    };
    net.run(20);
    // Its tab is hidden: what comes in wakes it.
    for (const client of clients) client.hidden = true;
    net.run(20);
    expect(clogged).toBe(0);
    expect(clients.map(({ closed, mismatches }) => [closed, mismatches])).toEqual([
      [undefined, 0],
      [undefined, 0],
    ]);
  });
});
