import { describe, expect, it } from "vitest";
import { ALLOWED } from "#shared/protocol/allowed.ts";
import { CLOSE } from "#shared/protocol/index.ts";
import { plan, SEAT } from "#shared/sim/index.ts";
import { FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { relayBeside } from "#test/support/relay.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { BACKLOG, CLOGGED_MS } from "#worker/broadcast/connection.ts";
import { SILENT_MS } from "#worker/broadcast/connections.ts";
import { MAX_RELAYS } from "#worker/match/spectate/spectator-delay.ts";
import { MOST_WATCHERS } from "#worker/relay/placement.ts";

/** Ticks until a match has seen what waits in a socket. */
const LOOKED = 9;

const layout = plan(scuffle, { seats: 4 });
const BURST = (ALLOWED.messages * ALLOWED.burstMs) / 1000;
/** As much as fits into a message of the greatest size, and is refused for its content only when it is read. */
const KILOBYTE = new Uint8Array(1024);

const ping = (bench: MatchBench, client: FakeClient, count = 1) => {
  for (let i = 0; i < count; i++) bench.say(client, { type: "ping", time: i });
};

/** Lives through some seconds, in which these ping now and then. */
function live(bench: MatchBench, seconds: number, ...pinging: readonly FakeClient[]): void {
  for (let second = 0; second < seconds; second++) {
    for (const client of pinging) ping(bench, client);
    bench.run(bench.match.tickRate);
  }
}

describe("how much a socket may send", () => {
  it("three seconds' worth at once, and not one message more", () => {
    const bench = new MatchBench();
    const [ada, eve] = [bench.join("ada"), bench.join("eve")];
    bench.run(1);
    ping(bench, ada, BURST);
    ping(bench, eve, BURST + 1);
    expect([ada.closed, eve.closed]).toEqual([undefined, CLOSE.tooMany]);
    bench.run(1);
    expect(ada.of("pong").length).toBe(BURST);
    expect(bench.match.report().players).toBe(2);
  });

  it("60 a second for good, not 66", () => {
    const bench = new MatchBench();
    const [ada, eve] = [bench.join("ada"), bench.watch("eve")];
    for (let tick = 0; tick < 1200; tick++) {
      ping(bench, ada, 2);
      ping(bench, eve, tick % 5 === 0 ? 3 : 2);
      bench.run(1);
    }
    expect([ada.closed, eve.closed]).toEqual([undefined, CLOSE.tooMany]);
  });

  it("bytes count before anything is decoded", () => {
    const bench = new MatchBench();
    const eve = bench.join("eve");
    bench.run(1);
    for (let i = 0; i < 60; i++) bench.say(eve, KILOBYTE);
    expect(eve.closed).toBeUndefined();
    bench.say(eve, KILOBYTE);
    // Had the first been read, it would be malformed.
    expect(eve.closed).toBe(CLOSE.tooMany);
  });

  it("a server that stalled expels no client for messages that have waited, reading or ticking first", () => {
    for (const ticksFirst of [true, false]) {
      const bench = new MatchBench();
      const clients = Array.from({ length: 4 }, (_, i) => bench.join(`p${i}`));
      live(bench, 5, ...clients);
      bench.now += 20_000;
      if (ticksFirst) for (let i = 0; i < 5; i++) bench.match.tick(bench.now);
      for (const client of clients) ping(bench, client, 20 * 32);
      live(bench, 10, ...clients);
      expect(clients.map(({ closed }) => closed)).toEqual(clients.map(() => undefined));
    }
  });

  it("a server that lags all the time keeps players who send 32 a second, though they come in lumps", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(1);
    for (let lump = 0; lump < 20; lump++) {
      bench.now += 8000;
      for (let i = 0; i < 3; i++) bench.match.tick(bench.now);
      ping(bench, ada, 8 * 32);
    }
    expect(ada.closed).toBeUndefined();
  });

  it("a stall is no licence: its credit is bounded, and gone after a while", () => {
    const bench = new MatchBench();
    const [ada, eve, mallory] = [bench.join("ada"), bench.join("eve"), bench.join("mallory")];
    live(bench, 2, ada, eve, mallory);
    bench.now += 3_600_000;
    ping(bench, mallory, 13 * ALLOWED.messages + 1);
    bench.match.tick(bench.now);
    ping(bench, eve, 13 * ALLOWED.messages + 1);
    expect([mallory.closed, eve.closed]).toEqual([CLOSE.tooMany, CLOSE.tooMany]);
    live(bench, 45, ada);
    ping(bench, ada, BURST + 1);
    expect(ada.closed).toBe(CLOSE.tooMany);
  });

  it("a sleep is no stall", () => {
    const bench = new MatchBench();
    const [eve, ada] = [bench.watch("eve"), bench.join("ada")];
    live(bench, 2, ada);
    bench.match.disconnect(ada.connection, bench.now);
    bench.now += 600_000;
    ping(bench, eve);
    bench.match.rest(bench.now);
    ping(bench, eve, BURST + 1);
    expect(eve.closed).toBe(CLOSE.tooMany);
  });
});

describe("how many may come", () => {
  it("32 relays beside all the players; a place that is left can be taken", () => {
    const bench = new MatchBench();
    const come = () => {
      const relay = relayBeside(bench, scuffle);
      const client = new FakeClient("eve", -1);
      relay.connect(client.connection, bench.now);
      return { relay, client };
    };
    const watching = Array.from({ length: MAX_RELAYS }, come);
    expect(come().client.closed).toBe(CLOSE.full);
    const players = Array.from({ length: 4 }, (_, i) => bench.join(`p${i}`));
    bench.run(2);
    expect([...watching.map(({ client }) => client), ...players].filter(({ closed }) => closed !== undefined)).toEqual(
      [],
    );
    expect(bench.match.report()).toMatchObject({ players: 4, spectators: MAX_RELAYS });
    watching[0].relay.disconnect(watching[0].client.connection, bench.now);
    expect(come().client.closed).toBeUndefined();
  });

  it("a thousand watch through one relay, and not one more", () => {
    const bench = new MatchBench();
    bench.join("ada");
    const watching = Array.from({ length: MOST_WATCHERS }, (_, i) => bench.watch(`w${i}`));
    expect(bench.watch("one too many").closed).toBe(CLOSE.full);
    bench.run(2 * bench.match.tickRate);
    bench.settle();
    expect(watching.filter(({ closed }) => closed !== undefined)).toEqual([]);
    expect(watching.filter(({ tick }) => tick !== bench.match.tickNumber)).toEqual([]);
    expect(bench.match.report().spectators).toBe(MOST_WATCHERS);
  });
});

describe("slow readers", () => {
  it.each([
    ["state", []],
    ["rules", RULES],
  ])("of the %s stream are sent nothing, then skip to the present", (_, rules) => {
    const bench = new MatchBench();
    const [ada, bob] = [bench.join("ada", rules), bench.join("bob", rules)];
    live(bench, 6, ada, bob);
    bob.buffered = BACKLOG.most;
    bench.run(LOOKED);
    bob.buffered += 1;
    bench.run(LOOKED);
    const { sends } = bob;
    live(bench, 5, ada, bob);
    bob.buffered = BACKLOG.resume + 1;
    live(bench, 1, ada, bob);
    ping(bench, bob);
    bench.run(1);
    // A last mark, and nothing behind it.
    expect([bob.sends, bob.messages.at(-1)?.type]).toEqual([sends, "mark"]);
    expect(bob.of("keyframe").length).toBe(1);
    bob.buffered = BACKLOG.resume;
    bench.run(LOOKED);
    expect(bob.sends).toBeGreaterThan(sends);
    expect(bob.of("keyframe").length).toBe(2);
    // What was for it alone meanwhile is gone, not kept.
    expect(bob.of("pong").length).toBe(6);
    bench.run(64);
    bench.settle();
    expect(bob.world(layout).tick).toBe(bench.match.tickNumber);
    expect(bob.world(layout).hash()).toBe(ada.world(layout).hash());
    expect(bob.closed).toBeUndefined();
  });

  it("get their welcome when they have drained, if they have had none", () => {
    const bench = new MatchBench();
    bench.join("ada");
    bench.watch("fay");
    bench.run(1);
    for (const come of [() => bench.join("bob"), () => bench.watch("eve")]) {
      const slow = come();
      slow.buffered = BACKLOG.most + 1;
      bench.run(5);
      expect(slow.sends).toBe(0);
      slow.buffered = 0;
      bench.run(LOOKED);
      expect(slow.messages.slice(0, 3).map(({ type }) => type)).toEqual(["welcome", "keyframe", "roster"]);
    }
  });

  it("are closed when they do not drain for ten seconds; a stall of the server's own does not count", () => {
    const bench = new MatchBench();
    const [ada, bob] = [bench.join("ada"), bench.join("bob")];
    bench.run(1);
    bob.buffered = BACKLOG.most + 1;
    bench.run(LOOKED);
    bench.now += 30_000;
    live(bench, CLOGGED_MS / 1000 - 1, ada, bob);
    expect(bob.closed).toBeUndefined();
    live(bench, 1, ada, bob);
    expect(bob.closed).toBe(CLOSE.tooSlow);
    expect(ada.closed).toBeUndefined();
    bench.run(1);
    expect(ada.world(layout).seatTable.cells[0][1]).toBe(SEAT.away);
  });

  it("are nothing special where the runtime can't tell", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(30);
    expect(ada.sends).toBeGreaterThan(0);
  });
});

describe("dead sockets", () => {
  it("are closed after 40 seconds of silence, and their seats kept as those of a lost line", () => {
    const bench = new MatchBench();
    const [ada, bob, eve] = [bench.join("ada"), bench.join("bob"), bench.watch("eve")];
    live(bench, SILENT_MS / 1000 - 1, ada);
    expect([bob.closed, eve.closed]).toEqual([undefined, undefined]);
    live(bench, 2, ada);
    expect([ada.closed, bob.closed, eve.closed]).toEqual([undefined, CLOSE.silent, CLOSE.silent]);
    expect(ada.world(layout).seatTable.cells[0][1]).toBe(SEAT.away);
    expect(bench.match.reservations.reserve("bob", "bob", bench.now)).toEqual({ ok: true, seat: 1, name: "bob" });
  });

  it("a match whose every socket is dead goes to sleep", () => {
    const bench = new MatchBench();
    bench.join("ada");
    live(bench, SILENT_MS / 1000 + 1);
    expect(bench.match.awake(bench.now)).toBe(false);
  });

  it("are not those that are silent while the match sleeps, or the server stalls", () => {
    const bench = new MatchBench();
    const [eve, ada] = [bench.watch("eve"), bench.join("ada")];
    live(bench, 1, ada, eve);
    bench.match.disconnect(ada.connection, bench.now);
    bench.match.rest(bench.now);
    bench.now += 300_000;
    const bob = bench.join("bob");
    bench.match.rest(bench.now);
    live(bench, 1, bob);
    bench.now += 120_000;
    live(bench, 1);
    expect([eve.closed, bob.closed]).toEqual([undefined, undefined]);
  });
});
