/** What a relay may have, and when. */

import { describe, expect, it } from "vitest";
import { LogReader } from "#shared/log/index.ts";
import { decodeDown, PROTOCOL, ruleName } from "#shared/protocol/index.ts";
import { plan, type WorldBase } from "#shared/sim/index.ts";
import { type Stand, seen, Theatre } from "#test/support/audience.ts";
import { asCards, cards } from "#test/support/cards.ts";
import { FakeClient, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { toy } from "#test/support/toy.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import { HOLD_MS } from "#worker/match/seats/seats.ts";

const FIGHT = { seats: 4, autostart: 1, lobby: 1, timeLimit: 1800 };
const layout = plan(scuffle, FIGHT);
const RATE = layout.tickRate;
const DELAY = 10;

/** The players say that they are there, and move and shoot about. */
function play(theatre: Theatre, players: readonly FakeClient[]): void {
  const { tickNumber } = theatre.match;
  for (const [n, player] of players.entries()) {
    if (tickNumber % RATE === 0) theatre.say(player, { type: "ping", time: 1 });
    const values = [
      ((tickNumber + n * 5) % 15) - 7,
      ((tickNumber + n * 3) % 13) - 6,
      (tickNumber * 37) % 1024,
      (tickNumber >> 3) & 3,
    ];
    theatre.say(player, { type: "input", inputs: [{ tick: tickNumber + 1, seen: 30, values }] });
  }
}

/** No spectator has anything that was played less than the delay ago. */
function expectLate(theatre: Theatre, stands: readonly Stand[]): void {
  for (const { relay } of stands) {
    const tick = relay.tickNumber;
    if (tick === 0) continue;
    const at = theatre.playedAt.get(tick);
    const age = at === undefined ? Number.NEGATIVE_INFINITY : theatre.now - at;
    if (age < DELAY * 1000)
      throw new Error(`tick ${tick} is shown ${age} ms after it was played, at ${theatre.match.tickNumber}`);
  }
}

describe("a delay", () => {
  it("holds for every relay, new or come back, with frames since or without", () => {
    const theatre = new Theatre(layout, DELAY);
    const players = [theatre.join("ada", RULES), theatre.join("bob")];
    const stands = [theatre.stand()];
    stands[0].watch(RULES);
    const each = () => {
      play(theatre, players);
      const { tickNumber } = theatre.match;
      if (tickNumber % 150 === 0) {
        const stand = theatre.stand();
        stand.watch(tickNumber % 300 === 0 ? RULES : []);
        stands.push(stand);
      }
      for (const [n, stand] of stands.entries()) {
        if ((tickNumber + n * 31) % 101 === 0) stand.cut();
        if ((tickNumber + n * 31) % 101 === 7 + n * 23 && !stand.isOpen) stand.mend();
      }
      expectLate(theatre, stands);
    };
    theatre.live(40 * RATE, each);
    // It is shown, and no later than it must be.
    const newest = Math.max(...stands.map(({ relay }) => relay.tickNumber));
    expect(theatre.match.tickNumber - newest).toBeLessThan((DELAY + 0.5) * RATE);
  });

  it("holds through kills, at any moment of the log", () => {
    const theatre = new Theatre(layout, DELAY);
    let players = [theatre.join("ada", RULES), theatre.join("bob")];
    for (const seconds of [3, 9.5, 14.2, 2.1, 7.7, 31, 0.4, 25.3]) {
      const stands = [theatre.stand(), theatre.stand()];
      for (const stand of stands) stand.watch(RULES);
      theatre.live(Math.round(seconds * RATE), () => {
        play(theatre, players);
        expectLate(theatre, stands);
      });
      theatre.crash();
      players = [theatre.join("ada", RULES), theatre.join("bob")];
    }
  });

  it("holds where a kill comes just after the log has begun anew, with the next round or before the first round", () => {
    const waiting = plan(scuffle, { seats: 4, autostart: 0 });
    for (const [config, seconds] of [
      [waiting, 31.5],
      [waiting, 65.2],
      [plan(scuffle, { ...FIGHT, timeLimit: 30 }), 50],
    ] as const) {
      const theatre = new Theatre(config, DELAY);
      const players = [theatre.join("ada", RULES)];
      theatre.live(Math.round(seconds * RATE), () => play(theatre, players));
      theatre.crash();
      const again = [theatre.join("ada", RULES)];
      const stand = theatre.stand();
      stand.watch();
      theatre.live(20 * RATE, () => {
        play(theatre, again);
        expectLate(theatre, [stand]);
      });
      expect(stand.relay.tickNumber).toBeGreaterThan(theatre.match.tickNumber - (DELAY + 1) * RATE);
    }
  });

  it("is waited for on one line, however long it is, and whether those who watch say much or little", () => {
    for (const delay of [12, 90]) {
      const theatre = new Theatre(layout, delay);
      const players = [theatre.join("ada", RULES), theatre.join("bob")];
      const stand = theatre.stand();
      const eve = new FakeClient("eve", -1);
      if (delay > 20) stand.watch();
      stand.relay.connect(eve.connection, theatre.now);
      theatre.live((delay + 5) * RATE, () => play(theatre, players));
      expect([stand.opened, stand.closed, eve.closed]).toEqual([1, undefined, undefined]);
      expect(eve.tick).toBeGreaterThan(2 * RATE);
    }
  });

  it("shows what was played to its end when all have left, and then the match sleeps", () => {
    const theatre = new Theatre(layout, DELAY);
    const players = [theatre.join("ada"), theatre.join("bob")];
    const stand = theatre.stand();
    const eve = stand.watch();
    theatre.live(20 * RATE, () => play(theatre, players));
    for (const player of players) theatre.say(player, { type: "leave" });
    theatre.live(1);
    const { tickNumber } = theatre.match;
    theatre.live((DELAY + 4) * RATE, () => expectLate(theatre, [stand]));
    expect(theatre.match.tickNumber).toBe(tickNumber);
    expect(theatre.match.awake(theatre.now)).toBe(false);
    expect([stand.relay.tickNumber, eve.tick]).toEqual([tickNumber, tickNumber]);
  });

  it("shows it also to who comes only then, and after the object was put away", () => {
    const theatre = new Theatre(layout, DELAY);
    const players = [theatre.join("ada"), theatre.join("bob")];
    theatre.live(20 * RATE, () => play(theatre, players));
    for (const player of players) theatre.say(player, { type: "leave" });
    theatre.live(1);
    const { tickNumber } = theatre.match;
    theatre.live(HOLD_MS / 1000);
    theatre.crash();
    expect(theatre.match.tickNumber).toBe(tickNumber);
    const stand = theatre.stand();
    const eve = stand.watch();
    theatre.live((DELAY + 4) * RATE, () => expectLate(theatre, [stand]));
    expect(eve.tick).toBe(tickNumber);
    expect(theatre.match.awake(theatre.now)).toBe(false);
  });

  it("a relay that had more than a match that was killed shows goes on where it was, and begins nothing anew", () => {
    const theatre = new Theatre(layout, DELAY);
    const players = [theatre.join("ada"), theatre.join("bob")];
    const stand = theatre.stand();
    const [eve, fay] = [stand.watch(), stand.watch(RULES)];
    theatre.live(Math.round(25.7 * RATE), () => play(theatre, players));
    theatre.crash();
    stand.mend();
    const again = [theatre.join("ada"), theatre.join("bob")];
    theatre.live(20 * RATE, () => play(theatre, again));
    theatre.note();
    for (const client of [eve, fay]) {
      const worlds = seen(client, layout);
      expect(client.of("keyframe").length).toBe(1);
      expect(worlds.map(({ tick }) => tick)).toEqual(worlds.map((_, n) => worlds[0].tick + n));
      const known = worlds.filter(({ tick }) => theatre.hashes.has(tick));
      expect(known.map(({ hash }) => hash)).toEqual(known.map(({ tick }) => theatre.hashes.get(tick)));
      expect(known.length).toBeGreaterThan(600);
    }
  });
});

describe("without a delay", () => {
  it("spectators get each tick at once; without spectators for long, nothing is kept", () => {
    const theatre = new Theatre(layout, 0);
    const players = [theatre.join("ada")];
    const stand = theatre.stand();
    const eve = stand.watch();
    theatre.live(10 * RATE, () => {
      play(theatre, players);
      expect(stand.relay.tickNumber).toBe(theatre.match.tickNumber);
    });
    stand.drop(eve);
    expect(stand.isOpen).toBe(false);
    theatre.live(RATE, () => play(theatre, players));
    const back = stand.watch();
    theatre.live(2, () => play(theatre, players));
    // It lacked a second, which was still there.
    expect(back.tick).toBe(theatre.match.tickNumber);
    stand.drop(back);
    theatre.live(10 * RATE, () => play(theatre, players));
    const late = stand.watch();
    theatre.live(1, () => play(theatre, players));
    expect(late.of("keyframe")[0].tick).toBeGreaterThan(theatre.match.tickNumber - 2);
  });

  it("a client with the rules that comes in first, in the midst of a fight, steps the very worlds that the match does", () => {
    const toys = plan(toy, { seats: 4 });
    for (const delay of [0, 0.5, 3]) {
      const theatre = new Theatre(toys, delay);
      const players = [theatre.join("ada"), theatre.join("bob"), theatre.join("cyd")];
      // Who they hit depends on where the others were when they saw them.
      const fight = () => {
        const { tickNumber } = theatre.match;
        for (const [n, player] of players.entries()) {
          const values = [(((tickNumber >> 4) + n) % 15) - 7, 0, 2];
          theatre.say(player, { type: "input", inputs: [{ tick: tickNumber + 1, seen: 100, values }] });
        }
      };
      theatre.live(5 * RATE, fight);
      const fay = theatre.stand().watch([ruleName(toy)]);
      theatre.live(8 * RATE, fight);
      // It throws where a hash is not that of the world.
      const worlds = seen(fay, toys);
      theatre.note();
      const known = worlds.filter(({ tick }) => theatre.hashes.has(tick));
      expect(known.map(({ hash }) => hash)).toEqual(known.map(({ tick }) => theatre.hashes.get(tick)));
      expect(known.length).toBeGreaterThan(3 * RATE);
      expect(fay.of("welcome")[0].stream).toBe("rules");
    }
  });
});

describe("hidden hands", () => {
  /** All worlds that these bytes lead to. */
  function worldsOf(sent: readonly Uint8Array[]): WorldBase[] {
    const reader = new LogReader(plan(cards));
    const worlds: WorldBase[] = [];
    for (const message of sent.flatMap((bytes) => decodeDown(bytes))) {
      if (message.type === "keyframe") reader.begin(message);
      else if (message.type === "frame") reader.apply(message);
      else continue;
      worlds.push(reader.world.clone());
    }
    return worlds;
  }

  it.each([0, 2])("never leave the match for a relay, nor does the generator (delay %i s)", (delay) => {
    const theatre = new Theatre(plan(cards), delay, 5);
    const players = [theatre.join("ada"), theatre.join("bob"), theatre.join("cyd")];
    const sent: Uint8Array[] = [];
    const port = { send: (bytes: Uint8Array) => void sent.push(bytes), close: () => {} };
    const relay = new Connection(port, {
      id: "r",
      role: "relay",
      seat: -1,
      player: "r",
      name: "",
      at: 1,
      expires: 2,
      rules: ["cards-1"],
      edition: PROTOCOL,
    });
    theatre.match.connect(relay, theatre.now);
    const stand = theatre.stand();
    const watchers = [stand.watch(), stand.watch(["cards-1"])];
    for (let tick = 0; tick < 80; tick++) {
      for (const [n, player] of players.entries())
        theatre.say(player, {
          type: "input",
          inputs: [{ tick: theatre.match.tickNumber + 1, seen: 0, values: [(tick >> n) & 3] }],
        });
      theatre.run(1);
    }
    const shown = worldsOf(sent);
    expect(shown.length).toBeGreaterThan(30);
    const all = [...shown, ...watchers.map((client) => client.world(plan(cards)))];
    for (const world of all.map((one) => asCards(one))) {
      for (const seat of [0, 1, 2])
        expect([world.hands.a[seat], world.hands.b[seat], world.hands.c[seat]]).toEqual([0, 0, 0]);
      const [, seed, draws] = world.views[0].cells;
      expect([seed[0], draws[0]]).toEqual([0, 0]);
    }
    expect(watchers.map((client) => client.of("welcome")[0].stream)).toEqual(["state", "state"]);
    expect(watchers[0].tick).toBeGreaterThan(30);
  });
});
