import { describe, expect, it } from "vitest";
import { CLOSE, encodeUp, REFUSED } from "#shared/protocol/index.ts";
import { configure, FIRST_INPUT, firstDifference, describe as inWords, plan, SEAT } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { Match } from "#worker/match/match.ts";
import { HOLD_MS } from "#worker/match/seats/seats.ts";

const layout = plan(scuffle, { seats: 4 });
const kinds = (bench: MatchBench, client: ReturnType<MatchBench["join"]>) => [
  ...Array.from({ length: bench.match.report().seats }, (_, seat) => client.world(layout).seatTable.cells[0][seat]),
];
const input = (tick: number, mx = 0, buttons = 0, seen = 0) =>
  ({ type: "input", inputs: [{ tick, seen, values: [mx, 0, 0, buttons] }] }) as const;
/** What seat 0 holds of an input's column, 0 = mx, 3 = buttons. */
const held = (client: FakeClient, column: number) => client.world(layout).seatTable.cells[FIRST_INPUT + column][0];

describe("coming in", () => {
  it("gives a newcomer the welcome, a keyframe and the roster in one message, then one message a tick", () => {
    const bench = new MatchBench();
    const ada = bench.load("ada", bench.reserve("ada"));
    bench.run(1);
    expect(ada.sends).toBe(1);
    expect(ada.messages.map((m) => m.type)).toEqual(["welcome", "keyframe", "roster", "mark"]);
    expect(ada.of("welcome")[0]).toMatchObject({ seat: 0, game: "scuffle", tickRate: 30 });
    bench.say(ada, { type: "ping", time: 5 });
    bench.say(ada, input(bench.match.tickNumber + 1, 3));
    bench.run(1);
    expect(ada.sends).toBe(2);
    expect(ada.of("pong")).toEqual([{ type: "pong", time: 5, held: 33, slack: undefined }]);
  });

  it("promises each player a seat of their own as long as there is one, and one player no two", () => {
    const bench = new MatchBench();
    const seats = ["a", "b", "c", "d", "a"].map((player) => bench.reserve(player));
    expect(seats).toEqual([0, 1, 2, 3, 0]);
    expect(bench.match.report()).toMatchObject({ players: 0, playerIds: [] });
  });

  it("lets no promise keep a player out: the first to come in has the seat", () => {
    const bench = new MatchBench();
    const seats = ["a", "b", "c", "d", "e"].map((player) => bench.reserve(player));
    expect(seats[4]).toBe(0);
    const e = bench.connect("e", 0);
    bench.run(1);
    expect(e.of("welcome")[0].seat).toBe(0);
    expect(bench.connect("a", 0).closed).toBe(CLOSE.seatGone);
    // Another seat is free, and a new promise names it.
    expect(bench.reserve("a")).toBe(1);
  });

  it("refuses a player only where all seats are other players'", () => {
    const bench = new MatchBench();
    for (const player of ["a", "b", "c", "d"]) bench.join(player);
    expect(bench.match.reservations.reserve("e", "e", bench.now)).toEqual({ ok: false, reason: "full" });
    expect(bench.match.reservations.reserve("a", undefined, bench.now)).toEqual({ ok: true, seat: 0, name: "a" });
  });

  it("leaves a promised seat as it is until the player comes: a bot plays on", () => {
    const bench = new MatchBench({ fillTo: 4 });
    bench.join("a");
    bench.run(5 * bench.match.tickRate);
    expect(bench.match.report()).toMatchObject({ players: 1, bots: 3 });
    const seat = bench.reserve("b");
    bench.run(30);
    expect(bench.match.report()).toMatchObject({ players: 1, bots: 3 });
    bench.connect("b", seat);
    bench.run(1);
    expect(bench.match.report()).toMatchObject({ players: 2, bots: 2 });
  });

  it("keeps no seat for a player who only goes on asking for tickets", () => {
    const bench = new MatchBench();
    bench.join("a");
    const b = bench.join("b");
    bench.run(3);
    bench.drop(b);
    for (let asked = 0; asked < 2 * HOLD_MS; asked += 1000) {
      bench.now += 1000;
      bench.reserve("b");
    }
    bench.run(1);
    expect(bench.match.hasSeat("b")).toBe(false);
  });

  it("lets a player with a ticket in after a kill, though promises are not stored", () => {
    const bench = new MatchBench();
    bench.join("a");
    const seat = bench.reserve("b");
    bench.kill(bench.match.save());
    const b = bench.connect("b", seat);
    bench.run(1);
    expect(b.of("welcome")[0].seat).toBe(seat);
    expect(bench.match.hasSeat("b")).toBe(true);
  });

  it("lets a second socket of the same seat take it over", () => {
    const bench = new MatchBench();
    const first = bench.join("ada");
    bench.run(3);
    const second = bench.join("ada");
    bench.run(1);
    expect(first.closed).toBe(CLOSE.takenOver);
    expect(second.of("welcome")[0].seat).toBe(0);
    expect(bench.match.report().players).toBe(1);
    // The late close event of the first must not cost the second its seat.
    bench.match.disconnect(first.connection, bench.now);
    bench.run(1);
    expect(kinds(bench, second)[0]).toBe(SEAT.person);
  });

  it("shows spectators the same world, and takes no inputs from them", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(5);
    const eve = bench.watch("eve");
    bench.run(1);
    bench.say(eve, input(bench.match.tickNumber + 1));
    bench.run(60);
    expect(eve.closed).toBeUndefined();
    expect(eve.of("refused")[0].reason).toBe(REFUSED.notSeated);
    expect(eve.world(layout).hash()).toBe(ada.world(layout).hash());
    expect(eve.of("roster").at(-1)?.spectators).toBe(1);
  });
});

describe("seats", () => {
  it("fills with bots after a few seconds, which give way to persons", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(60);
    expect(kinds(bench, ada)).toEqual([SEAT.person, SEAT.empty, SEAT.empty, SEAT.empty]);
    bench.run(90);
    expect(kinds(bench, ada)).toEqual([SEAT.person, SEAT.bot, SEAT.bot, SEAT.bot]);
    const bob = bench.join("bob");
    bench.run(2);
    expect(kinds(bench, bob)).toEqual([SEAT.person, SEAT.person, SEAT.bot, SEAT.bot]);
    expect(
      bob
        .of("roster")
        .at(-1)
        ?.seats.map((s) => s.name)
        .slice(0, 2),
    ).toEqual(["ada", "bob"]);
  });

  it("fills no further than the match is configured to", () => {
    const bench = new MatchBench({ fillTo: 2 });
    const ada = bench.join("ada");
    bench.run(200);
    expect(kinds(bench, ada)).toEqual([SEAT.person, SEAT.bot, SEAT.empty, SEAT.empty]);
    bench.join("bob");
    bench.join("cyd");
    bench.run(2);
    expect(kinds(bench, ada).filter((kind) => kind === SEAT.bot)).toEqual([]);
  });

  it("keeps the seat of a lost connection for a while, then frees it", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    const bob = bench.join("bob");
    bench.run(1);
    bench.match.disconnect(bob.connection, bench.now);
    bench.run(2);
    expect(kinds(bench, ada)[1]).toBe(SEAT.away);
    bench.now += HOLD_MS;
    bench.run(2);
    expect(kinds(bench, ada)[1]).toBe(SEAT.empty);
  });

  it("frees the seat of a person who leaves, and shows it empty before the next owner", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    const bob = bench.join("bob");
    bench.run(2);
    bench.say(bob, { type: "leave" });
    bench.run(1);
    expect(bob.closed).toBe(CLOSE.left);
    expect(kinds(bench, ada)[1]).toBe(SEAT.empty);
    bench.join("cyd");
    bench.run(1);
    expect(kinds(bench, ada)[1]).toBe(SEAT.person);
  });

  it("shows a seat empty for a tick, though it is left and taken between two ticks", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    const bob = bench.join("bob");
    bench.run(2);
    bench.match.disconnect(bob.connection, bench.now);
    bench.now += HOLD_MS + 1;
    bench.join("cyd");
    bench.run(1);
    expect(kinds(bench, ada)[1]).toBe(SEAT.empty);
    bench.run(1);
    expect(kinds(bench, ada)[1]).toBe(SEAT.person);
  });
});

describe("inputs", () => {
  it("hold until the next one, and each waits for its tick", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(1);
    const tick = bench.match.tickNumber;
    bench.say(ada, input(tick + 3, 5));
    const axis = Array.from({ length: 5 }, () => {
      bench.run(1);
      return held(ada, 0);
    });
    expect(axis).toEqual([0, 0, 5, 5, 5]);
  });

  it("keep a press that is over before its tick", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(1);
    const tick = bench.match.tickNumber + 1;
    bench.say(ada, input(tick, 0, 2));
    bench.say(ada, input(tick, 0, 0));
    bench.run(1);
    expect(held(ada, 3)).toBe(2);
    bench.run(1);
    expect(held(ada, 3)).toBe(0);
  });

  it("more than a second from now are refused, a refusal a second at most, and change nothing", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(60);
    const tick = bench.match.tickNumber;
    for (const far of [tick + 40, tick - 40, 0, 4294967295]) bench.say(ada, input(far, 7));
    bench.run(1);
    expect(ada.of("refused")).toEqual([{ type: "refused", reason: REFUSED.tickOutOfRange, tick }]);
    bench.run(60);
    expect(held(ada, 0)).toBe(0);
    expect(ada.closed).toBeUndefined();
  });

  it("are never refused in silence: what may not be told yet is told a second later, unless there is news", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(60);
    bench.say(ada, input(0, 7));
    bench.run(10);
    bench.say(ada, input(0, 5));
    bench.run(10);
    expect(ada.of("refused")).toHaveLength(1);
    bench.run(20);
    expect(ada.of("refused")).toHaveLength(2);
    bench.say(ada, input(0, 4));
    bench.run(1);
    bench.say(ada, input(bench.match.tickNumber + 1, 3));
    bench.run(100);
    expect(ada.of("refused")).toHaveLength(2);
    expect(held(ada, 0)).toBe(3);
  });
});

describe("punctuality", () => {
  it("a pong says by how much the worst input since the last one was early; nothing where there was none", () => {
    const bench = new MatchBench();
    const ada = bench.load("ada", bench.reserve("ada"));
    bench.run(1);
    const next = bench.match.tickNumber + 1;
    // Each waits a whole tick for the next one, 33 ms. The worst is neither the first nor the last.
    bench.say(ada, input(next + 2, 1));
    bench.say(ada, input(next + 1, 2));
    bench.say(ada, input(next + 4, 3));
    bench.run(1);
    bench.say(ada, { type: "ping", time: 1 });
    bench.run(1);
    bench.say(ada, { type: "ping", time: 2 });
    bench.run(1);
    expect(ada.of("pong").map(({ slack }) => slack)).toEqual([67, undefined]);
    expect(ada.of("late")).toEqual([]);
  });

  it("is told at once to who is late, at most four times a second, and is negative in the pong", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(20);
    bench.say(ada, input(bench.match.tickNumber - 2, 1));
    bench.run(1);
    // Three ticks late, and it has waited one.
    expect(ada.of("late")).toEqual([{ type: "late", by: 67 }]);
    bench.say(ada, { type: "ping", time: 1 });
    bench.run(1);
    expect(ada.of("pong")[0].slack).toBe(-67);
    for (let tick = 0; tick < 30; tick++) {
      bench.say(ada, input(bench.match.tickNumber - 2, tick % 7));
      bench.run(1);
    }
    expect(ada.of("late").length).toBeGreaterThan(3);
    expect(ada.of("late").length).toBeLessThanOrEqual(5);
    // What is late counts all the same, for the next tick.
    expect(held(ada, 0)).toBe(29 % 7);
  });

  it("lateness is never negative, though the server itself was late", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(20);
    // Just in time: a tick late, for which it has waited.
    bench.say(ada, input(bench.match.tickNumber, 1));
    bench.run(1);
    expect(ada.of("late")).toEqual([]);
    bench.say(ada, input(bench.match.tickNumber, 1));
    bench.now += 300;
    bench.run(1);
    expect(ada.of("late").filter(({ by }) => by <= 0)).toEqual([]);
  });

  it("is of players alone", () => {
    const bench = new MatchBench();
    bench.join("ada");
    const eve = bench.watch("eve");
    bench.run(20);
    bench.say(eve, input(bench.match.tickNumber - 2));
    bench.say(eve, { type: "ping", time: 1 });
    bench.run(1);
    expect([eve.of("late"), eve.of("pong")[0].slack]).toEqual([[], undefined]);
  });
});

describe("two streams", () => {
  it("of rules for who has them, of states for who has none: both lead to the same world at every tick", () => {
    const bench = new MatchBench();
    const clients = [bench.join("ada"), bench.join("bob", RULES), bench.watch("eve"), bench.watch("fay", RULES)];
    const [ada, bob, , fay] = clients;
    const late: FakeClient[] = [];
    for (let tick = 0; tick < 300; tick++) {
      bench.say(ada, input(bench.match.tickNumber + 1, (tick % 15) - 7, tick % 3, 20));
      if (tick % 10 === 0) bench.say(bob, input(bench.match.tickNumber + 1, -3, tick % 20 === 0 ? 1 : 0, 30));
      // The bots have come by then.
      if (tick === 200) late.push(bench.watch("gus", RULES), bench.watch("hal"), bench.join("ivy", RULES));
      bench.run(1);
      if (tick % 20 > 0) continue;
      const [first, ...others] = [...clients, ...late].map((client) => client.world(layout));
      for (const other of others) {
        const difference = firstDifference(first, other);
        if (difference) throw new Error(`tick ${first.tick}: ${inWords(difference)}`);
      }
    }
    expect(clients.map((client) => client.of("welcome")[0].stream)).toEqual(["state", "rules", "state", "rules"]);
    for (const client of [...clients, ...late])
      expect(new Set(client.messages.slice(30).flatMap((m) => (m.type === "frame" ? m.stream : [])))).toEqual(
        new Set([client.of("welcome")[0].stream]),
      );
    // They are the same bytes for all clients of a stream, but for the tags of players' frames.
    const frames = (client: FakeClient) =>
      client
        .of("frame")
        .slice(-50)
        .map(({ tag: _, ...frame }) => frame);
    expect(frames(bob)).toEqual(frames(fay));
  });

  it("rules of another version are none", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada", [`scuffle-${scuffle.version + 1}`]);
    bench.run(1);
    expect(ada.of("welcome")[0].stream).toBe("state");
  });

  it("a bot's decisions are not in the rules frames", () => {
    const bench = new MatchBench({ autostart: 1 });
    const ada = bench.join("ada", RULES);
    const bob = bench.watch("bob");
    // Bots come after four seconds; some more until the match is on.
    bench.run(400);
    expect(kinds(bench, ada)).toEqual([SEAT.person, SEAT.bot, SEAT.bot, SEAT.bot]);
    const [rules, states] = [ada, bob].map((client) => client.of("frame").length);
    bench.run(150);
    // Only bots act: heartbeats and hashes are all there is.
    const news = ada.of("frame").slice(rules);
    expect(news.flatMap(({ delta }) => delta)).toEqual([]);
    expect(news.length).toBeLessThan(60);
    expect(bob.of("frame").length - states).toBeGreaterThan(100);
    bench.settle();
    expect(firstDifference(ada.world(layout), bob.world(layout))).toBeUndefined();
  });
});

describe("bad messages cost their sender the socket, and disturb no other client", () => {
  const bad: [string, Uint8Array | string, number][] = [
    ["text", "hello", CLOSE.text],
    ["random bytes", new Uint8Array([0xc1, 2, 3]), CLOSE.malformed],
    ["nothing", new Uint8Array(), CLOSE.malformed],
    ["half a message", encodeUp({ type: "ping", time: 70000, mark: 0 }).slice(0, 3), CLOSE.malformed],
    ["more than 1 KiB", new Uint8Array(1025), CLOSE.tooBig],
  ];
  it.each(bad)("%s", (_, bytes, code) => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    const eve = bench.join("eve");
    bench.run(2);
    bench.say(eve, bytes);
    bench.run(1);
    expect(eve.closed).toBe(code);
    bench.run(30);
    expect(ada.closed).toBeUndefined();
    expect(ada.world(layout).tick).toBeGreaterThan(30);
  });
});

describe("out of step", () => {
  it("welcomes a client that asks for a keyframe before its welcome, which it begins with", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.say(ada, { type: "resync", tick: 0 });
    bench.run(2);
    expect(ada.messages.slice(0, 2).map(({ type }) => type)).toEqual(["welcome", "keyframe"]);
  });

  it("a client that asks gets a keyframe, once a second", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada");
    bench.run(5);
    bench.say(ada, { type: "resync", tick: 3 });
    bench.run(1);
    bench.say(ada, { type: "resync", tick: 3 });
    bench.run(1);
    expect(ada.of("keyframe").length).toBe(2);
    expect(ada.of("refused").map((m) => m.reason)).toEqual([REFUSED.resyncTooSoon]);
  });
});

describe("sleep", () => {
  it("wants no ticks without a player", () => {
    const bench = new MatchBench();
    expect(bench.match.awake(bench.now)).toBe(false);
    const eve = bench.watch("eve");
    bench.match.rest(bench.now);
    expect(eve.of("keyframe").length).toBe(1);
    expect(bench.match.awake(bench.now)).toBe(false);
    const ada = bench.join("ada");
    expect(bench.match.awake(bench.now)).toBe(true);
    bench.match.disconnect(ada.connection, bench.now);
    expect(bench.match.awake(bench.now)).toBe(false);
  });

  it("goes on from where it was for a client with the rules that comes in meanwhile", () => {
    const bench = new MatchBench();
    const ada = bench.join("ada", RULES);
    bench.run(50);
    bench.match.disconnect(ada.connection, bench.now);
    const eve = bench.watch("eve", RULES);
    bench.match.rest(bench.now);
    expect(eve.world(layout).tick).toBe(50);
    const again = bench.join("ada", RULES);
    bench.run(40);
    const settled = bench.watch("fay", RULES);
    bench.run(1);
    for (const client of [eve, again])
      expect(firstDifference(settled.world(layout), client.world(layout))).toBeUndefined();
  });

  it("comes back as it was: same world, same seats", () => {
    const bench = new MatchBench();
    bench.join("ada");
    bench.run(200);
    const saved = structuredClone(bench.match.save());
    const again = Match.restore(saved, bench.now, testGames);
    expect(again?.tickNumber).toBe(200);
    expect(again?.save()).toEqual({ ...bench.match.save(), header: again?.save().header });
    expect(again?.report().bots).toBe(3);
    expect(again?.reservations.reserve("ada", "ada", bench.now)).toEqual({ ok: true, seat: 0, name: "ada" });
    expect(
      Match.restore({ ...saved, header: { ...saved.header, gameVersion: 999 } }, bench.now, testGames),
    ).toBeUndefined();
  });
});

it("refuses a game or a setting that is not there", () => {
  expect(() => configure(scuffle.settings, { seats: 1 })).toThrow(RangeError);
  expect(() => new MatchBench({ nope: 1 })).toThrow("there is no setting nope");
});
