import { describe, expect, it, vi } from "vitest";
import { LogReader } from "#shared/log/index.ts";
import { type AnyGame, describe as difference, firstDifference, plan, type WorldBase } from "#shared/sim/index.ts";
import { asDeal, deal } from "#test/support/deal.ts";
import { Dealt, SHOW, SWAP } from "#test/support/dealt.ts";
import { only } from "#test/support/games.ts";
import { MatchBench, spec } from "#test/support/match.ts";
import { BUTTON, scuffle } from "#test/support/scuffle.ts";
import { offeredSettings } from "#worker/match/host/host-acts.ts";
import { readFault, reproduce, writeFault } from "#worker/match/log/fault.ts";
import { replay } from "#worker/match/log/journal.ts";
import { Match } from "#worker/match/match.ts";

const { layout } = new Dealt();
const rules = ["deal-1"];

const handsOf = (world: WorldBase) => {
  const { hands } = asDeal(world);
  return [hands.a, hands.b, hands.c].map((cards) => Array.from(cards));
};

describe("a match with secrets", () => {
  it("is a state stream to clients that have its rules, and signs nothing", () => {
    const match = new Dealt();
    match.run(80);
    expect(match.ada.of("welcome").map(({ stream }) => stream)).toEqual(["state"]);
    expect(match.ada.of("frame").every(({ stream, tag }) => stream === "state" && tag === undefined)).toBe(true);
  });

  it("goes on after a kill with what was drawn, at any tick", () => {
    const match = new Dealt();
    for (let tick = 0; tick < 120; tick++) {
      if (tick % 7 === 3) match.give(match.ada, SWAP, tick % 3);
      if (tick % 11 === 5) match.give(match.bob, SHOW, tick % 3);
      match.run(1);
      const stored = replay(layout, match.saved.pages);
      const behind = match.bench.match.tickNumber - stored.tick;
      expect(behind).toBeLessThan(deal.tickRate);
      if (behind > 0) continue;
      const found = firstDifference(stored, match.world);
      if (found) throw new Error(`tick ${stored.tick}: ${difference(found)}`);
    }
    expect(asDeal(match.world).round.number).toBeGreaterThan(1);
    expect(asDeal(match.world).table.swaps).toBeGreaterThan(5);
  });

  it("has on disk what was drawn or said before any client hears of it", () => {
    const match = new Dealt();
    match.run(3);
    match.dues.length = 0;
    const before = handsOf(match.world);
    let storedAtSend: WorldBase | undefined;
    match.give(match.ada, SWAP, 1);
    const send = vi.spyOn(match.ada.connection, "flush").mockImplementation(() => {
      storedAtSend = replay(layout, match.saved.pages);
    });
    match.run(1);
    send.mockRestore();
    expect(match.dues).toEqual(["secret"]);
    expect(storedAtSend?.tick).toBe(match.bench.match.tickNumber);
    expect(handsOf(match.world)).not.toEqual(before);
    match.dues.length = 0;
    match.run(5);
    expect(match.dues).toEqual([]);
    match.give(match.bob, SHOW, 0);
    match.run(1);
    expect(match.dues).toEqual(["secret"]);
  });

  it("has on disk what a held button, or a time that is up, reveals, before any client hears of it", () => {
    const peeping: AnyGame = {
      ...(deal as unknown as AnyGame),
      view: {
        of: (_, seat) => seat,
        // A hand is open while its player holds the button, and in each 40th tick.
        hide(world, view) {
          const own = asDeal(world);
          for (const cards of [own.hands.a, own.hands.b, own.hands.c]) {
            for (const seat of own.hands)
              if (seat !== view && own.seats.go[seat] === 0 && own.tick % 40 !== 0) cards[seat] = 0;
          }
        },
      },
    };
    const match = new Dealt(peeping, { seats: 3, ticks: 1000, pause: 5 });
    match.run(12);
    match.dues.length = 0;
    match.run(5);
    expect(match.dues).toEqual([]);
    match.bench.act(match.ada, [1]);
    match.run(3);
    expect(match.dues).toEqual(["secret"]);
    match.run(40 - match.bench.match.tickNumber - 1);
    expect(match.dues).toEqual(["secret"]);
    match.run(1);
    expect(match.dues).toEqual(["secret", "secret"]);
  });

  it("deals other cards where what was dealt was lost: no client has heard of them", () => {
    const match = new Dealt();
    match.run(3);
    const lost = structuredClone(match.saved);
    match.give(match.ada, SWAP, 0);
    match.run(1);
    const [told] = handsOf(match.world)[0];
    match.bench.kill(lost);
    const back = match.bench.join("ada", rules);
    match.bench.run(1);
    match.give(back, SWAP, 0);
    match.bench.run(1);
    // By the same seed of the test's entropy it goes on, and does not begin anew.
    expect(handsOf(match.world)[0][0]).not.toBe(told);
  });

  it.each([0, 2])("never sends a draw, a seed, or a hand to those who may not know it (watched %d s late)", (delay) => {
    const bench = new MatchBench({ seats: 3, ticks: 40, pause: 5 }, 1, delay, deal);
    const clients = [
      [bench.join("ada", rules), 0],
      [bench.join("bob", rules), 1],
      [bench.watch("eve", rules), -1],
    ] as const;
    bench.run(80);
    for (const [client, own] of clients) {
      let ticks = 0;
      const look = (world: WorldBase, passed = 1) => {
        ticks += passed;
        expect([world.currentSeed, world.words[2]]).toEqual([0, 0]);
        for (const cards of handsOf(world)) {
          for (const [seat, card] of cards.entries()) if (seat !== own) expect(card).toBe(0);
        }
      };
      const reader = new LogReader(layout);
      for (const message of client.messages) {
        if (message.type === "keyframe") reader.begin(message);
        if (message.type === "keyframe") look(reader.world);
        if (message.type === "frame") reader.apply(message, look);
      }
      expect(ticks).toBeGreaterThan(40);
      const { hands } = asDeal(reader.world);
      expect(own < 0 || hands.a[own] > 0).toBe(true);
    }
  });
});

describe("the seed of the generator", () => {
  it("is another one after each round, which a client that steps the rules is told", () => {
    const bench = new MatchBench({ seats: 2, fillTo: 2, autostart: 1, lobby: 1, timeLimit: 10 }, 1, 0, scuffle);
    const seedOf = () => replay(plan(scuffle, bench.match.spec.settings), bench.match.save().pages).currentSeed;
    const ada = bench.join("ada", [`${scuffle.name}-${scuffle.version}`]);
    const seeds = new Set<number>();
    for (let tenths = 0; tenths < 60 && bench.match.liveRound !== 2; tenths++) {
      // A press for a rematch, once the round is over.
      bench.act(ada, [0, 0, 0, tenths % 2 === 0 ? BUTTON.ready : 0]);
      bench.run(10);
      seeds.add(seedOf());
    }
    expect([bench.match.liveRound, seeds.size]).toEqual([2, 2]);
    expect(ada.of("frame").some(({ stream }) => stream === "rules")).toBe(true);
    bench.settle();
    const world = ada.world(plan(scuffle, bench.match.spec.settings));
    expect([world.currentSeed, world.hash()]).toEqual([
      seedOf(),
      replay(world.layout, bench.match.save().pages).hash(),
    ]);
  });

  it("is given back by a player after a crash, as every input of the log", () => {
    const bench = new MatchBench({ seats: 2, fillTo: 2, autostart: 1, lobby: 1, timeLimit: 10 }, 1, 0, scuffle);
    const config = bench.match.spec.settings;
    const worldOf = () => replay(plan(scuffle, config), bench.match.save().pages);
    const ada = bench.join("ada", [`${scuffle.name}-${scuffle.version}`]);
    while (bench.match.liveRound !== 1) bench.run(1);
    const { currentSeed } = worldOf();
    let saved = bench.match.save();
    while (bench.match.liveRound === 1) {
      bench.run(1);
      saved = bench.match.save();
    }
    const [held, from, stored] = [ada.messages.length, ada.tick, bench.match.tickNumber];
    bench.run(8);
    const told = worldOf();
    expect(told.currentSeed).not.toBe(currentSeed);
    let tick = from;
    const tail = ada.messages
      .slice(held)
      .filter((message) => message.type === "frame")
      .map((frame) => {
        tick += frame.ticks;
        // The first ticks of a silence may be stored.
        return { ...frame, ticks: Math.min(frame.ticks, tick - stored) };
      });
    bench.kill(saved, { tail });
    expect(worldOf().currentSeed).toBe(told.currentSeed);
    expect(told.tick - worldOf().tick).toBeLessThan(3);
    // Outside of a round it begins anew once more, as it does not know of this one.
    bench.run(1);
    expect(worldOf().currentSeed).not.toBe(told.currentSeed);
  });

  it("does not follow from the last one where the host begins anew", () => {
    const bench = new MatchBench({}, 1, 0, scuffle);
    const own = { seats: 4, fillTo: 0, autostart: 0 };
    const game = { ...spec(own), game: scuffle.name, listed: false, maker: "ada" };
    bench.match = Match.create(game, 1, only(scuffle), () => 4242);
    const ada = bench.join("ada");
    bench.run(40);
    const { config } = plan(scuffle, own);
    const values = offeredSettings(scuffle).map((name) => (config as Readonly<Record<string, number>>)[name]);
    bench.say(ada, { type: "host", act: { act: "settings", delay: 5, values } });
    bench.run(2);
    expect(bench.match.spec.delay).toBe(5);
    expect(replay(plan(scuffle, bench.match.spec.settings), bench.match.save().pages).currentSeed).toBe(4242);
  });
});

it("a fault in a step that has drawn is reported with what was drawn, and can be reproduced", () => {
  const failing = {
    ...(deal as unknown as AnyGame),
    step(world: WorldBase) {
      (deal as unknown as AnyGame).step(world);
      if (world.tick === 25 && world.secret.next() >= 0) throw new Error("a card too many");
    },
  };
  const match = new Dealt(failing);
  match.run(10);
  match.give(match.ada, SWAP, 0);
  expect(() => match.run(40)).toThrow("a card too many");
  const context = match.bench.match.crashContext();
  expect(context.nature.draws.length).toBe(1);
  const report = readFault(JSON.stringify(writeFault(context, match.saved.pages, new Error("a card too many"), 0)));
  expect(report.nature?.draws).toEqual(context.nature.draws);
  expect(reproduce(report, only(failing))).toMatchObject({ reproduced: true, tick: 25 });
  const { nature: _, ...without } = writeFault(
    { ...context, nature: { seed: undefined, draws: [] } },
    match.saved.pages,
    new Error("a card too many"),
    0,
  );
  expect(reproduce(without, only(failing)).reproduced).toBe(false);
});
