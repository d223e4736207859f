/** Readers that are slow where the runtime can't tell: known by what they say that they have. */
import { describe, expect, it } from "vitest";
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import { CLOSE, join } from "#shared/protocol/index.ts";
import { connectionTo, type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { type Hands, NetMatch } from "#test/support/netmatch.ts";
import { CLOGGED_MS } from "#worker/match/connection.ts";
import { ACK_MS, Unread } from "#worker/match/unread.ts";

const FIGHT = { seats: 8, autostart: 1 };
const ACK_S = ACK_MS / 1000;

/** Lives through some seconds, in which these ping now and then. */
function live(bench: MatchBench, seconds: number, ...pinging: readonly FakeClient[]): void {
  for (let second = 0; second < seconds; second++) {
    for (const client of pinging) bench.say(client, { type: "ping", time: second });
    bench.run(bench.match.tickRate);
  }
}

describe("what is unread", () => {
  it("is too much when something has been so for longer than six seconds", () => {
    const unread = new Unread();
    expect(unread.behind(1e6)).toBe(false);
    unread.send(10, 1000);
    expect([1000 + ACK_MS, 1001 + ACK_MS].map((clock) => unread.behind(clock))).toEqual([false, true]);
  });

  it("counts from the oldest that has not been acknowledged", () => {
    const unread = new Unread();
    for (let tick = 0; tick <= 200; tick++) unread.send(tick, tick * 50);
    unread.acknowledge(150);
    // Within a stretch it is the first moment of the next one that counts.
    expect(unread.behind(7500 + ACK_MS)).toBe(false);
    expect(unread.behind(7800 + ACK_MS)).toBe(true);
  });

  it("is caught up with by the last that was sent, and by nothing less or more", () => {
    const unread = new Unread();
    for (let tick = 0; tick <= 200; tick++) unread.send(tick, tick * 50);
    expect(unread.behind(30_000)).toBe(true);
    for (const tick of [0, 150, 199, 201, 1e9]) {
      unread.acknowledge(tick);
      expect(unread.behind(30_000)).toBe(true);
    }
    unread.acknowledge(200);
    expect(unread.behind(60_000)).toBe(false);
  });
});

describe("a reader that says nothing of what it has", () => {
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
    bench.say(bob, { type: "ping", time: 1, tick: had - 1 });
    bench.run(2);
    expect(bob.sends).toBe(sends);
    bob.stalled = false;
    bench.say(bob, { type: "ping", time: 2 });
    bench.run(2);
    expect(bob.of("keyframe").length).toBe(2);
    expect(bench.match.tickNumber - bob.tick).toBeLessThan(4);
    live(bench, 30, ada, bob);
    expect([bob.closed, bob.of("keyframe").length]).toEqual([undefined, 2]);
  });

  it("of edition 2 is as it always was: it has nothing to say it with", () => {
    const bench = new MatchBench(FIGHT);
    const ada = bench.join("ada");
    const sent: Uint8Array[] = [];
    const port = { send: (bytes: Uint8Array) => void sent.push(bytes), close: () => {} };
    const old = connectionTo(port, "bob", bench.reserve("bob"), [], { edition: 2 });
    bench.match.connect(old, bench.now);
    live(bench, 30, ada);
    expect([old.open, old.clogged]).toEqual([true, false]);
    expect(join(sent).length).toBeGreaterThan(ada.bytes * 0.9);
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

describe("an honest page", () => {
  const wander: Hands = (_, drawn) => ({ mx: (Math.trunc((drawn?.tick ?? 0) / 20) % 15) - 7 });
  const lines: Readonly<Record<string, Conditions>> = {
    "bad mobile": PRESETS["bad-mobile"],
    "worse than bad": { delay: 400, jitter: 300, stalls: 0.2, drops: 0, bandwidth: 20_000 },
  };

  it.each(Object.entries(lines))("is never taken for a slow one (%s)", (_, conditions) => {
    const net = new NetMatch("arena", { ...FIGHT, seats: 4 }, 3);
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
