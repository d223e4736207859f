/** What those who watch get through relays: all of it, once, in its order; and what becomes of it when something breaks. */

import { describe, expect, it, vi } from "vitest";
import { ALLOWED } from "#shared/protocol/allowed.ts";
import { CLOSE, decodeDown, decodeUp, encodeDown, PROTOCOL, REFUSED, type UpMessage } from "#shared/protocol/index.ts";
import { plan, Random } from "#shared/sim/index.ts";
import { type Stand, seen, Theatre } from "#test/support/audience.ts";
import { testGames } from "#test/support/games.ts";
import { anything } from "#test/support/hostile.ts";
import { FakeClient, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import { Relay } from "#worker/relay/relay.ts";
import type { Upstream } from "#worker/relay/upstream-link.ts";

const FIGHT = { seats: 4, autostart: 1, lobby: 1, timeLimit: 1800 };
const layout = plan(scuffle, FIGHT);
const RATE = layout.tickRate;
const DELAYS = [0, 0.5, 2];
const BURST = (ALLOWED.messages * ALLOWED.burstMs) / 1000;

/** A fight, in which all players move and shoot about. */
class Fight extends Theatre {
  players = [this.join("ada", RULES), this.join("bob")];

  constructor(delay = 0) {
    super(layout, delay);
  }

  fight(seconds: number, each: () => void = () => {}): void {
    this.live(Math.round(seconds * RATE), () => {
      const { tickNumber } = this.match;
      for (const [n, player] of this.players.entries()) {
        if (tickNumber % RATE === 0) this.say(player, { type: "ping", time: 1 });
        const values = [
          ((tickNumber + n * 5) % 15) - 7,
          ((tickNumber + n * 3) % 13) - 6,
          (tickNumber * 37) % 1024,
          (tickNumber >> 3) & 3,
        ];
        this.say(player, { type: "input", inputs: [{ tick: tickNumber + 1, seen: 30, values }] });
      }
      each();
    });
  }

  /** All players leave. */
  empty(): void {
    for (const player of this.players) this.say(player, { type: "leave" });
    this.live(1);
    this.players = [];
  }

  /** No client has seen a tick twice, nor another world than was played. Answers how many ticks each has been shown. */
  check(...clients: readonly FakeClient[]): number[] {
    this.note();
    return clients.map((client) => {
      const worlds = seen(client, layout);
      const wrong = worlds.filter(({ tick, hash }) => this.hashes.has(tick) && this.hashes.get(tick) !== hash);
      expect(wrong).toEqual([]);
      return worlds.filter(({ tick }) => this.hashes.has(tick)).length;
    });
  }
}

/** Each tick once, from the first to the last. */
function expectWhole(client: FakeClient): void {
  const ticks = seen(client, layout).map(({ tick }) => tick);
  expect(ticks).toEqual(ticks.map((_, n) => ticks[0] + n));
  expect(client.of("keyframe").length).toBe(1);
  expect(client.closed).toBeUndefined();
}

const both = (stand: Stand) => [stand.watch(), stand.watch(RULES)] as const;

describe("through a relay", () => {
  it.each(DELAYS)("every spectator is shown each tick once, as it was played (delay %s s)", (delay) => {
    const fight = new Fight(delay);
    fight.fight(6);
    const stand = fight.stand();
    const clients = [...both(stand)];
    fight.fight(12, () => {
      if (fight.match.tickNumber === 300) clients.push(...both(stand));
    });
    for (const client of clients) expectWhole(client);
    for (const ticks of fight.check(...clients)) expect(ticks).toBeGreaterThan(180);
    // A newcomer begins with the newest that there is.
    for (const late of clients.slice(2)) {
      const first = late.of("keyframe")[0].tick;
      expect(first).toBeGreaterThan(300 - (delay + 1) * RATE - layout.rewind - 10);
    }
  });

  it.each(DELAYS)("and through two, too (delay %s s)", (delay) => {
    const fight = new Fight(delay);
    fight.fight(6);
    const first = fight.stand();
    const near = both(first);
    fight.fight(3);
    const second = fight.behind(first);
    const far = both(second);
    fight.fight(10, () => {
      if (fight.match.tickNumber === 400) second.cut();
      if (fight.match.tickNumber === 440) second.mend();
    });
    for (const client of [...near, ...far]) expectWhole(client);
    for (const ticks of fight.check(...near, ...far)) expect(ticks).toBeGreaterThan(150);
    fight.fight(2);
    expect(fight.match.report().spectators).toBe(4);
    expect(near[0].of("roster").at(-1)?.spectators).toBe(4);
  });
});

describe("a line that breaks", () => {
  it.each(DELAYS)("for a short while: no spectator notices (delay %s s)", (delay) => {
    const fight = new Fight(delay);
    const stand = fight.stand();
    const clients = both(stand);
    fight.fight(8);
    for (const seconds of [0.1, 0.5, 1.5, 2.5]) {
      stand.cut();
      fight.fight(seconds);
      stand.mend();
      fight.fight(3);
    }
    for (const client of clients) expectWhole(client);
    for (const ticks of fight.check(...clients)) expect(ticks).toBeGreaterThan(500);
  });

  it.each(DELAYS)("for long: it goes on with a keyframe, and shows no tick twice (delay %s s)", (delay) => {
    const fight = new Fight(delay);
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(8);
    const before = eve.tick;
    stand.cut();
    fight.fight(8);
    // What had come before the break was shown to its end.
    expect(eve.tick - before).toBeLessThan(RATE / 4);
    stand.mend();
    fight.fight(3);
    expect(eve.of("keyframe").map(({ tick }) => tick).length).toBe(2);
    const ticks = seen(eve, layout).map(({ tick }) => tick);
    expect(ticks.filter((tick, n) => n > 0 && tick <= ticks[n - 1])).toEqual([]);
    expect(fight.match.tickNumber - eve.tick).toBeLessThan((delay + 0.5) * RATE);
    fight.check(eve, fay);
    expect([eve.closed, fay.closed]).toEqual([undefined, undefined]);
  });

  it("what is out of step begins anew with a keyframe, which it asks for", () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const fight = new Fight();
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(5);
    stand.relay.receiveUpstream(
      encodeDown({ type: "frame", stream: "state", ticks: 1, hash: 1, delta: [] }),
      fight.now,
    );
    fight.fight(5);
    vi.restoreAllMocks();
    expect(stand.opened).toBe(1);
    expect([eve.closed, fay.closed]).toEqual([undefined, undefined]);
    expect(fight.match.tickNumber - eve.tick).toBeLessThan(3);
    fight.note();
    expect(eve.world(layout).hash()).toBe(fight.hashes.get(eve.tick));
  });
});

describe("a match that sleeps", () => {
  it.each([0, 2])(
    "and whose object was put away meanwhile, goes on for those who watched: each tick once (delay %i s)",
    (delay) => {
      const fight = new Fight(delay);
      const stand = fight.stand();
      const clients = both(stand);
      fight.fight(8);
      fight.empty();
      fight.live((delay + 3) * RATE);
      expect(clients.map(({ tick }) => tick)).toEqual([fight.match.tickNumber, fight.match.tickNumber]);
      fight.evict();
      fight.live(3 * RATE);
      fight.players = [fight.join("ada", RULES), fight.join("bob")];
      fight.fight(8);
      fight.check(...clients);
      for (const client of clients) expectWhole(client);
      expect(fight.match.tickNumber - clients[0].tick).toBeLessThan((delay + 0.5) * RATE);
    },
  );

  it("is shown to who comes; what they ask is answered at once", () => {
    const fight = new Fight();
    fight.fight(5);
    fight.empty();
    const stand = fight.stand();
    const eve = stand.watch();
    fight.live(2);
    expect(eve.tick).toBe(fight.match.tickNumber);
    fight.live(20);
    const fay = stand.watch(RULES);
    expect(fay.world(layout).hash()).toBe(eve.world(layout).hash());
    stand.say(fay, { type: "ping", time: 77 });
    expect(fay.of("pong").at(-1)?.time).toBe(77);
  });

  it("after a minute costs neither a line nor an awake relay; it is looked for now and then", () => {
    const fight = new Fight();
    const stand = fight.stand();
    const eve = stand.watch();
    fight.fight(2);
    fight.empty();
    const { opened } = stand;
    fight.live(66 * RATE);
    expect(stand.isOpen).toBe(false);
    fight.players = [fight.join("ada", RULES)];
    fight.fight(65);
    expect([stand.isOpen, stand.opened]).toEqual([true, opened + 1]);
    expect([eve.closed, fight.match.tickNumber - eve.tick < 3]).toEqual([undefined, true]);
  });
});

describe("how many watch", () => {
  it("adds up over all relays, and every client is told", () => {
    const fight = new Fight();
    const stands = [fight.stand(), fight.stand()];
    const behind = fight.behind(stands[1]);
    const clients = [stands[0].watch(), stands[0].watch(), stands[1].watch(), behind.watch(), behind.watch(RULES)];
    fight.fight(4);
    const told = () => [...clients, fight.players[0]].map((client) => client.of("roster").at(-1)?.spectators);
    expect(fight.match.report().spectators).toBe(5);
    expect(told()).toEqual([5, 5, 5, 5, 5, 5]);
    stands[0].drop(clients[0]);
    behind.drop(clients[3]);
    fight.fight(4);
    expect(fight.match.report().spectators).toBe(3);
    expect(fight.players[0].of("roster").at(-1)?.spectators).toBe(3);
    stands[1].cut();
    fight.fight(1);
    expect(fight.match.report().spectators).toBe(1);
    stands[1].mend();
    fight.fight(2);
    expect(fight.match.report().spectators).toBe(3);
  });

  it("none: the line is closed, and the next who comes opens it again", () => {
    const fight = new Fight();
    const stand = fight.stand();
    expect(stand.opened).toBe(0);
    const eve = stand.watch();
    fight.fight(2);
    expect([stand.isOpen, stand.opened]).toEqual([true, 1]);
    stand.drop(eve);
    expect(stand.isOpen).toBe(false);
    fight.fight(2);
    expect(fight.match.report().spectators).toBe(0);
    const fay = stand.watch(RULES);
    fight.fight(2);
    expect([stand.isOpen, stand.opened, fay.closed]).toEqual([true, 2, undefined]);
    expect(fight.match.tickNumber - fay.tick).toBeLessThan(4);
    stand.say(fay, { type: "leave" });
    expect([fay.closed, stand.isOpen]).toEqual([CLOSE.left, false]);
  });
});

describe("the end", () => {
  it.each([CLOSE.over, CLOSE.fault, CLOSE.updated, CLOSE.noMatch])("of the match is theirs who watch: %i", (code) => {
    const fight = new Fight();
    const stand = fight.stand();
    const clients = both(stand);
    fight.fight(1);
    stand.connection?.close(code, "it ends");
    expect(clients.map(({ closed }) => closed)).toEqual([code, code]);
  });

  it("comes to those, too, whom nothing has been shown yet", () => {
    const relay = new Relay({ open: () => {}, send: () => {}, close: () => {} }, testGames);
    const eve = new FakeClient("eve", -1);
    relay.connect(eve.connection, 1000);
    relay.over(CLOSE.noMatch, "there is no such match");
    expect(eve.closed).toBe(CLOSE.noMatch);
  });

  it("clears the way for who comes later", () => {
    const fight = new Fight();
    const stand = fight.stand();
    stand.watch();
    fight.fight(1);
    stand.connection?.close(CLOSE.over, "it ends");
    const fay = stand.watch();
    fight.fight(1);
    expect([fay.closed, fight.match.tickNumber - fay.tick]).toEqual([undefined, 0]);
  });
});

describe("a match of other rules than the relay's", () => {
  it("is shown as states, to those who have this build's rules, too", () => {
    const fight = new Fight();
    const sent: Uint8Array[] = [];
    const said: UpMessage[] = [];
    const upstream: Upstream = {
      open: () => {},
      send: (bytes) => said.push(...(decodeUp(bytes, layout) ?? [])),
      close: () => {},
    };
    const relay = new Relay(upstream, testGames);
    const arrival = {
      id: "r",
      role: "relay",
      seat: -1,
      player: "r",
      name: "",
      at: 1,
      expires: 2,
      rules: [],
      edition: PROTOCOL,
    } as const;
    const port = { send: (bytes: Uint8Array) => void sent.push(bytes), close: () => {} };
    fight.match.connect(new Connection(port, { ...arrival, rules: [] }), fight.now);
    fight.fight(3);
    const clients = [new FakeClient("eve", -1), new FakeClient("fay", -1, RULES)];
    for (const { connection } of clients) relay.connect(connection, fight.now);
    for (const message of sent.flatMap((bytes) => decodeDown(bytes)))
      relay.receiveUpstream(
        encodeDown(message.type === "welcome" ? { ...message, gameVersion: scuffle.version + 1 } : message),
        fight.now,
      );
    for (const client of clients) {
      const [welcome] = client.of("welcome");
      expect([welcome.stream, welcome.gameVersion]).toEqual(["state", scuffle.version + 1]);
    }
    fight.check(...clients);
    expect(clients.map(({ tick }) => tick)).toEqual([fight.match.tickNumber, fight.match.tickNumber]);
    expect(said.length).toBeGreaterThan(0);
  });
});

describe("a spectator who misbehaves", () => {
  const bad: [string, Uint8Array | string, number][] = [
    ["text", "hello", CLOSE.text],
    ["random bytes", new Uint8Array([0xc1, 2, 3]), CLOSE.malformed],
    ["nothing", new Uint8Array(), CLOSE.malformed],
    ["too big", new Uint8Array(1025), CLOSE.tooBig],
  ];
  it.each(bad)("loses the socket, and disturbs no other client: %s", (_, bytes, code) => {
    const fight = new Fight();
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(1);
    stand.say(eve, bytes);
    expect(eve.closed).toBe(code);
    fight.fight(2);
    expectWhole(fay);
    expect(fight.match.report().spectators).toBe(1);
    expect(stand.opened).toBe(1);
  });

  it("more than they may, and not one message less", () => {
    const fight = new Fight();
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(5);
    for (const [client, count] of [
      [eve, BURST + 1],
      [fay, BURST],
    ] as const)
      for (let n = 0; n < count; n++) stand.say(client, { type: "ping", time: n });
    expect([eve.closed, fay.closed]).toEqual([CLOSE.tooMany, undefined]);
  });

  it("how many watch is for relays to say", () => {
    const fight = new Fight();
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(1);
    stand.say(eve, { type: "watchers", count: 1_000_000 });
    fight.fight(2);
    expect([eve.closed, fay.closed, fight.match.report().spectators]).toEqual([CLOSE.malformed, undefined, 1]);
  });

  it("inputs are refused, and change nothing", () => {
    const fight = new Fight();
    const stand = fight.stand();
    const [eve] = both(stand);
    fight.fight(2);
    stand.say(eve, { type: "input", inputs: [{ tick: fight.match.tickNumber + 1, seen: 0, values: [7, 0, 0, 1] }] });
    fight.fight(1);
    expect(eve.of("refused").map(({ reason }) => reason)).toEqual([REFUSED.notSeated]);
    expect(eve.closed).toBeUndefined();
    fight.check(eve);
  });

  it("anything at all, in any order: who only watches goes on as if nothing were", () => {
    const random = new Random({ seed: 3, draws: 0 });
    const fight = new Fight();
    const stand = fight.stand();
    const fay = stand.watch(RULES);
    let attackers = Array.from({ length: 8 }, () => stand.watch());
    let thrownOut = 0;
    fight.fight(20, () => {
      for (const attacker of attackers)
        if (attacker.connection.open) stand.say(attacker, anything(random, fight.match.tickNumber));
      attackers = attackers.map((attacker) => {
        if (attacker.connection.open) return attacker;
        thrownOut += 1;
        return stand.watch(thrownOut % 2 === 0 ? RULES : []);
      });
    });
    expect(thrownOut).toBeGreaterThan(300);
    expectWhole(fay);
    fight.check(fay);
    expect(stand.opened).toBe(1);
  });

  it("a slow reader is sent what six seconds hold, and is closed ten seconds later", () => {
    const fight = new Fight(2);
    const stand = fight.stand();
    const [eve, fay] = both(stand);
    fight.fight(8);
    eve.stalled = true;
    const had = eve.tick;
    fight.fight(15);
    expect(eve.closed).toBeUndefined();
    expect((eve.tick - had) / RATE).toBeGreaterThan(5);
    expect((eve.tick - had) / RATE).toBeLessThan(9);
    fight.fight(4);
    expect(eve.closed).toBe(CLOSE.tooSlow);
    expectWhole(fay);
  });
});

describe("garbage from upstream", () => {
  it.each([
    ["no message", new Uint8Array([0xc1])],
    ["half a message", encodeDown({ type: "roster", spectators: 70_000, seats: [] }).slice(0, 4)],
  ])("is told to the shell: %s", (_, bytes) => {
    const fight = new Fight();
    const stand = fight.stand();
    const [eve] = both(stand);
    fight.fight(1);
    expect(() => stand.relay.receiveUpstream(bytes, fight.now)).toThrow();
    stand.relay.over(CLOSE.fault, "the relay has failed");
    expect([eve.closed, stand.isOpen]).toEqual([CLOSE.fault, false]);
    const fay = stand.watch();
    expect(fay.closed).toBeUndefined();
  });
});
