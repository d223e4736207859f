/** A client that comes back is sent what it lacks, and no more; docs/WIRE.md, "Coming back". */
import { describe, expect, it, vi } from "vitest";
import { LogReader } from "#shared/log/index.ts";
import { encodeDown, PROTOCOL, readSince, type Since, writeSince } from "#shared/protocol/index.ts";
import { beginTick, type Layout, plan, type WorldBase } from "#shared/sim/index.ts";
import { type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { type Line, Wire } from "#test/support/wire.ts";
import { KEPT_S } from "#worker/broadcast/channel.ts";
import { replay } from "#worker/match/log/journal.ts";

const SETTINGS = { seats: 4, autostart: 1, fillTo: 4 };
const layout = plan(scuffle, SETTINGS);
const STREAMS: [string, readonly string[]][] = [
  ["rules", RULES],
  ["state", []],
];

/** No player moves, and there are no bots. */
const QUIET = { ...SETTINGS, autostart: 0, fillTo: 0 };
const quiet = plan(scuffle, QUIET);

const serverWorld = (bench: MatchBench, of: Layout = layout): WorldBase => replay(of, bench.match.save().pages);
const types = (client: FakeClient) => client.messages.map(({ type }) => type);
const kinds = (line: Line) => line.heard.flatMap(({ messages }) => messages.map(({ type }) => type));

/** Runs about. */
const steer = (line: Line) => (now: number) => {
  if (now % 150 === 0) line.client.setInput({ mx: (Math.floor(now / 150) % 15) - 7, aim: (now / 10) % 1024 });
};

describe("a line that is lost, and comes back", () => {
  /** Two fight with two bots; the line of one of them breaks for a while. */
  function lose(ms: number, rules: readonly string[]) {
    const wire = new Wire(SETTINGS);
    const [ada, bob] = [wire.join("ada", { rules }), wire.join("bob", { rules })];
    const both = (now: number) => {
      for (const line of [ada, bob]) steer(line)(now);
    };
    wire.play(12_000, both);
    const { tick } = ada.client.since ?? { tick: -1 };
    ada.drop();
    wire.play(ms, steer(bob));
    ada.connect();
    wire.play(40, steer(bob));
    const fresh = wire.bench.watch("eve", rules);
    wire.bench.match.tick(wire.bench.now);
    const opening = fresh.bytes;
    wire.play(3000, both);
    return { wire, ada, bob, tick, opening };
  }

  it.each(STREAMS)("for 3 seconds: gets the frames since, and no keyframe (%s stream)", (_, rules) => {
    const { wire, ada, bob, tick, opening } = lose(3000, rules);
    expect(kinds(ada).slice(0, 2)).toEqual(["welcome", "frame"]);
    expect(kinds(ada)).not.toContain("keyframe");
    expect([ada.resyncs, ada.live]).toEqual([0, true]);
    const [first] = ada.heard;
    const missed = first.messages.reduce((sum, message) => sum + (message.type === "frame" ? message.ticks : 0), tick);
    expect(wire.bench.match.tickNumber - missed).toBeLessThan(3.5 * layout.tickRate);
    // On the state stream a keyframe is less than the frames of three seconds, but it would be a gap.
    if (rules === RULES) expect(first.bytes).toBeLessThan(opening);
    // Every 32nd tick's hash has been compared since.
    const hashes = ada.heard.flatMap(({ messages }) => messages).filter((message) => "hash" in message && message.hash);
    expect(hashes.length).toBeGreaterThan(4);
    for (const line of [ada, bob]) {
      const { since } = line.client;
      expect(since?.generation).toBe(0);
      expect(wire.bench.match.tickNumber - (since?.tick ?? 0)).toBeLessThan(8);
    }
  });

  it.each(STREAMS)("for 20 seconds: begins anew (%s stream)", (_, rules) => {
    const { ada } = lose(20_000, rules);
    expect(kinds(ada).slice(0, 2)).toEqual(["welcome", "keyframe"]);
    expect(kinds(ada).filter((type) => type === "keyframe").length).toBe(1);
    expect(ada.resyncs).toBe(0);
  });

  it("says its input again, is punctual soon, and takes the gap for no jitter", () => {
    const wire = new Wire(SETTINGS);
    const [ada, bob] = [wire.join("ada"), wire.join("bob")];
    wire.play(8000, () => {
      ada.client.setInput({ mx: 5, my: 1 });
      steer(bob)(wire.bench.now);
    });
    ada.drop();
    wire.play(3000, steer(bob));
    ada.connect();
    const said = ada.inputs.length;
    wire.play(1500, steer(bob));
    const again = ada.inputs.slice(said);
    expect(again[0]?.values.slice(0, 2)).toEqual([5, 1]);
    for (const { tick } of again) expect(Math.abs(tick - wire.bench.match.tickNumber)).toBeLessThan(60);
    const seats = serverWorld(wire.bench).seatTable;
    expect(seats.cells[2][ada.client.seat]).toBe(5);
    const { jitter, delay, slack } = ada.client.stats(wire.bench.now);
    expect(jitter).toBeLessThan(20);
    expect(delay).toBeLessThan(120);
    expect(slack ?? 0).toBeGreaterThan(-100);
  });

  it("into a match that slept meanwhile: nothing is lacking, and it plays on", () => {
    const wire = new Wire({ seats: 4, autostart: 0, fillTo: 1 });
    const ada = wire.join("ada");
    wire.play(3000, steer(ada));
    ada.drop();
    wire.play(15_000);
    const slept = wire.bench.match.tickNumber;
    ada.connect();
    wire.bench.match.rest(wire.bench.now);
    wire.asleep = true;
    wire.play(200);
    expect(kinds(ada).filter((type) => type === "welcome" || type === "keyframe")).toEqual(["welcome"]);
    expect([ada.live, wire.bench.match.tickNumber]).toEqual([true, slept]);
    wire.asleep = false;
    wire.play(3000, steer(ada));
    expect([ada.resyncs, kinds(ada).includes("keyframe")]).toEqual([0, false]);
    expect(wire.bench.match.tickNumber - (ada.client.since?.tick ?? 0)).toBeLessThan(8);
  });

  it("offers nothing where the client has nothing, or has lost its way", () => {
    const wire = new Wire(SETTINGS);
    const ada = wire.join("ada");
    expect(ada.client.since).toBeUndefined();
    wire.play(1000);
    expect(ada.client.since?.generation).toBe(0);
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const wrong = { type: "frame", stream: "rules", ticks: 1, hash: 1, delta: [] } as const;
    ada.client.receive(encodeDown(wrong), wire.bench.now);
    vi.restoreAllMocks();
    expect(ada.client.since).toBeUndefined();
    ada.drop();
    wire.play(500);
    ada.connect();
    wire.play(500);
    expect(kinds(ada).slice(0, 2)).toEqual(["welcome", "keyframe"]);
    expect(ada.client.since?.generation).toBe(0);
  });
});

describe("the frames since", () => {
  const from = (since: Since) => ({ since });

  /** A client that follows up to some tick, and what it then held. */
  function followed(bench: MatchBench, ticks: number, rules: readonly string[], of: Layout = layout) {
    const ada = bench.join("ada", rules);
    bench.join("bob", rules);
    bench.run(ticks);
    bench.settle();
    const reader = new LogReader(of);
    for (const message of ada.messages) {
      if (message.type === "keyframe") reader.begin(message);
      if (message.type === "frame") reader.apply(message);
    }
    bench.match.disconnect(ada.connection, bench.now);
    return { reader, since: { generation: 0, tick: reader.world.tick } };
  }

  /** Comes back as ada, and reads on. */
  function back(bench: MatchBench, since: Since, rules: readonly string[]): FakeClient {
    const client = bench.connect("ada", bench.reserve("ada"), rules, from(since));
    bench.run(1);
    return client;
  }

  it.each(STREAMS)("lead to the server's world, each time from the same one on (%s stream)", (_, rules) => {
    const bench = new MatchBench(QUIET);
    const { reader, since } = followed(bench, 40, rules, quiet);
    for (let time = 0; time < 3; time++) {
      bench.run(33);
      const client = back(bench, since, rules);
      expect(types(client).slice(0, 2)).toEqual(["welcome", "frame"]);
      const again = new LogReader(quiet);
      again.world.forkFrom(reader.world);
      for (const message of client.messages) if (message.type === "frame") again.apply(message);
      expect(again.world.tick).toBe(bench.match.tickNumber);
      expect(again.world.hash()).toBe(serverWorld(bench, quiet).hash());
      bench.match.disconnect(client.connection, bench.now);
    }
  });

  it("are coded anew where one stands within a silence", () => {
    const bench = new MatchBench(QUIET);
    bench.join("bob");
    bench.run(100);
    bench.watch("bea");
    const ann = bench.watch("ann");
    bench.run(1);
    const reader = new LogReader(quiet);
    for (const message of ann.messages) if (message.type === "keyframe") reader.begin(message);
    // Nothing happens, so the state stream is silent for half a second.
    bench.drop(ann);
    bench.run(40);
    for (let tick = 0; tick < 20; tick++) beginTick(reader.world);
    const { tick } = reader.world;
    const eve = bench.connect("ann", -1, [], from({ generation: 0, tick }));
    bench.run(1);
    expect(types(eve)).not.toContain("keyframe");
    const told = eve.of("frame").reduce((sum, { ticks }) => sum + ticks, 0);
    expect(told).toBe(bench.match.tickNumber - tick);
    for (const message of eve.messages) if (message.type === "frame") reader.apply(message);
    expect(reader.world.tick).toBe(bench.match.tickNumber);
    expect(reader.world.hash()).toBe(serverWorld(bench, quiet).hash());
  });

  it("are kept for ten seconds, though no other client follows the stream", () => {
    for (const [seconds, second] of [
      [KEPT_S - 2, "frame"],
      [KEPT_S + 2, "keyframe"],
    ] as const) {
      const bench = new MatchBench(SETTINGS);
      bench.join("bob");
      bench.watch("bea");
      const eve = bench.watch("eve", RULES);
      bench.run(200);
      const tick = eve.tick;
      bench.drop(eve);
      bench.run(seconds * layout.tickRate);
      const again = bench.connect("eve", -1, RULES, from({ generation: 0, tick }));
      bench.run(1);
      expect(types(again)[1]).toBe(second);
    }
  });

  it("are not for a player who comes back into another seat", () => {
    const bench = new MatchBench(SETTINGS);
    const { since } = followed(bench, 60, RULES);
    bench.run(5);
    bench.say(bench.connect("ada", 0, RULES), { type: "leave" });
    bench.run(2);
    bench.join("cyd", RULES);
    bench.run(2);
    const client = back(bench, since, RULES);
    expect(client.connection.seat).not.toBe(0);
    expect(types(client)[1]).toBe("keyframe");
  });

  it("of a log that a kill has branched are no use; of one that lost nothing they are", () => {
    const bench = new MatchBench(SETTINGS);
    const ada = bench.join("ada", RULES);
    bench.run(200);
    const early = structuredClone(bench.match.save());
    // That everything has been told.
    bench.settle();
    const since = { generation: 0, tick: ada.tick };
    const late = structuredClone(bench.match.save());
    expect(since.tick).toBe(bench.match.tickNumber);

    bench.kill(early);
    const anew = bench.connect("ada", 0, RULES, from(since));
    bench.run(1);
    expect(types(anew).slice(0, 2)).toEqual(["welcome", "keyframe"]);
    expect(anew.of("welcome")[0].generation).toBe(1);

    bench.kill(late);
    const on = bench.connect("ada", 0, RULES, from(since));
    // The shell lets it in before the first tick.
    bench.match.rest(bench.now);
    bench.run(30);
    expect(types(on)).not.toContain("keyframe");
    expect(on.of("welcome")[0].generation).toBe(1);

    // Ticks of the generation that was killed are not those of the next.
    bench.kill(structuredClone(bench.match.save()));
    const lost = bench.connect("ada", 0, RULES, from({ generation: 7, tick: on.tick }));
    bench.run(1);
    expect(types(lost)[1]).toBe("keyframe");
    expect(lost.of("welcome")[0].generation).toBe(2);
  });

  describe("of a client that knows more than this server", () => {
    it("come when there are some; until then there is silence", () => {
      const bench = new MatchBench(SETTINGS);
      bench.join("bob", RULES);
      bench.run(100);
      const eve = bench.connect("eve", -1, RULES, from({ generation: 0, tick: 190 }));
      while (bench.match.tickNumber < 189) bench.run(1);
      expect(eve.messages).toEqual([]);
      bench.run(1);
      expect(types(eve).filter((type) => type !== "roster" && type !== "mark")).toEqual(["welcome"]);
      bench.run(40);
      expect(types(eve)).not.toContain("keyframe");
      expect(eve.tick).toBeGreaterThan(220);
    });

    it("by more than three seconds: an opening at once", () => {
      const bench = new MatchBench(SETTINGS);
      bench.join("bob", RULES);
      bench.run(100);
      const eve = bench.connect("eve", -1, RULES, from({ generation: 0, tick: 101 + 3 * layout.tickRate + 1 }));
      bench.run(1);
      expect(types(eve).slice(0, 2)).toEqual(["welcome", "keyframe"]);
    });

    it("an opening where the match sleeps: there will be none. A spectator gets it with their next message", () => {
      const bench = new MatchBench(SETTINGS);
      const ada = bench.connect("ada", bench.reserve("ada"), RULES, from({ generation: 0, tick: 20 }));
      const eve = bench.connect("eve", -1, RULES, from({ generation: 0, tick: 20 }));
      bench.match.rest(bench.now);
      bench.now += 4000;
      bench.say(eve, { type: "ping", time: 1 });
      for (const client of [ada, eve])
        expect(
          types(client)
            .filter((type) => type !== "pong")
            .slice(0, 2),
        ).toEqual(["welcome", "keyframe"]);
    });
  });
});

describe("what a client says that it holds", () => {
  it.each([
    ["a world", { generation: 0, tick: 0 }],
    ["the last there can be", { generation: 4294967295, tick: 4294967295 }],
  ])("comes back as it went: %s", (_, since) => {
    expect(readSince(["scrim.3", writeSince(since), "ticket.x"])).toEqual(since);
  });

  it.each([
    ["nothing", []],
    ["no tick", ["since.1"]],
    ["a fraction", ["since.1.2.5"]],
    ["less than nothing", ["since.-1.5"]],
    ["too much", ["since.0.4294967296"]],
    ["words", ["since.one.two"]],
    ["an empty place", ["since..5"]],
    ["two of them", ["since.0.5", "since.0.6"]],
  ])("is nothing where it is %s", (_, offered) => {
    expect(readSince(offered)).toBeUndefined();
  });
});

describe("a client of the edition before", () => {
  it("is told how the world changes, beside one that is told what the seats do, and is taken back from where it was", () => {
    const bench = new MatchBench(SETTINGS);
    const ada = bench.connect("ada", bench.reserve("ada"), RULES, { edition: PROTOCOL - 1 });
    const bob = bench.join("bob", RULES);
    bench.run(90);
    // Behind its opening, which is of states, too.
    const streams = (client: FakeClient) => client.of("frame").at(-1)?.stream;
    expect([streams(ada), streams(bob)]).toEqual(["state", "rules"]);
    expect(ada.of("frame").every(({ stream, tag }) => stream === "state" && tag === undefined)).toBe(true);
    bench.drop(ada);
    bench.run(3);
    const since = { generation: 0, tick: ada.tick };
    const back = bench.connect("ada", bench.reserve("ada"), RULES, { edition: PROTOCOL - 1, since });
    bench.settle();
    expect([back.of("welcome").length, back.of("keyframe").length, streams(back)]).toEqual([1, 0, "state"]);
    expect(back.tick).toBe(bench.match.tickNumber);
  });
});
