import { describe, expect, it } from "vitest";
import { Mask } from "#shared/log/index.ts";
import { schemaOf } from "#shared/protocol/index.ts";
import { BadReplay, isTrue, ReplayPlayer, readReplay, verify } from "#shared/replay/index.ts";
import {
  type AnyGame,
  advance,
  createWorld,
  defineGame,
  firstDifference,
  holdInputs,
  describe as inWords,
  quietTicks,
  SEAT,
  skipQuiet,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { asDeal, deal, openDeal } from "#test/support/deal.ts";
import { Dealt, SHOW, SWAP } from "#test/support/dealt.ts";
import { only } from "#test/support/games.ts";
import { turns } from "#test/support/turns.ts";
import { roundReplay } from "#worker/archive/replay-file.ts";
import { logFor } from "#worker/archive/traces.ts";
import { Journal } from "#worker/match/log/journal.ts";

/** All its tables are open, and its cards are drawn on the server. */
const { view: _, ...rest } = deal;
const open = defineGame({ ...rest, name: "opencards" }) as unknown as AnyGame;

/** Plays a round. @returns the file of its replay, and the server's worlds by tick */
async function played(game: AnyGame, ticks = 400) {
  const match = new Dealt(game, { seats: 3, ticks, pause: 5 });
  const worlds = new Map<number, WorldBase>();
  while (match.dues.at(-1) !== "end") {
    const { tickNumber } = match.bench.match;
    if (tickNumber % 9 === 4) match.give(match.ada, SWAP, tickNumber % 3);
    if (tickNumber % 31 === 7) match.give(match.bob, SHOW, tickNumber % 3);
    match.run(1);
    worlds.set(match.bench.match.tickNumber, match.world.clone());
  }
  const tick = match.bench.match.tickNumber;
  const result = { round: 1, tick, at: 0, cut: false, standings: game.result?.(match.world) ?? [] };
  const named = { ...result, standings: result.standings.map((one) => ({ ...one, name: "x" })) };
  return { match, worlds, file: await roundReplay(match.saved.header, named, match.log, only(game)) };
}

const handsOf = (world: WorldBase): number[] => {
  const { hands } = asDeal(world);
  return [hands.a, hands.b, hands.c].flatMap((cards) => Array.from(cards));
};

describe("a replay of a game that hides something", () => {
  it("holds what a spectator may know, tick by tick, and neither a seed nor a hash of more", async () => {
    const { match, worlds, file } = await played(deal);
    const replay = await readReplay(file);
    expect(replay.isWhole).toBe(false);
    expect(replay.segments.length).toBeGreaterThan(1);
    const player = new ReplayPlayer(replay, only(deal));
    const mask = new Mask(match.layout, -1);
    for (let tick = player.first; tick <= player.last; tick++) {
      const world = player.seek(tick);
      const told = worlds.get(tick);
      if (!told) throw new Error(`there was no tick ${tick}`);
      const difference = firstDifference(mask.of(told), world);
      if (difference) throw new Error(`tick ${tick}: ${inWords(difference)}`);
      expect([world.currentSeed, ...handsOf(world)].every((value) => value === 0)).toBe(true);
    }
    expect(worlds.get(player.last)?.hash()).not.toBe(replay.head.hash);
    expect(player.seek(player.last).hash()).toBe(replay.head.hash);
    expect(player.rosterAt(player.last).map(({ name }) => name)).toEqual(["ada", "bob", expect.any(String)]);
    // Back again, from a kept world.
    expect(player.seek(player.first + 5).tick).toBe(player.first + 5);
  });

  it("is shown under other rules, too", async () => {
    const { worlds, file } = await played(deal, 120);
    const next = defineGame({ ...deal, version: 2 });
    const player = new ReplayPlayer(await readReplay(file), only(next));
    expect(player.faithful).toBe(false);
    const world = player.seek(player.last);
    expect(asDeal(world).table.swaps).toBe(asDeal(worlds.get(player.last) as WorldBase).table.swaps);
    expect(handsOf(world).every((card) => card === 0)).toBe(true);
  });

  it("proves nothing, and says so", async () => {
    const replay = await readReplay((await played(deal, 40)).file);
    expect(() => verify(replay, only(deal))).toThrow(BadReplay);
    expect(() => verify(replay, only(deal))).toThrow("what a spectator may know");
  });

  it("can't be made by other rules than those of the match, nor without them", async () => {
    const { match } = await played(deal, 40);
    const result = { round: 1, tick: match.bench.match.tickNumber, at: 0, cut: false, standings: [] };
    const by = (game: AnyGame) => roundReplay(match.saved.header, result, match.log, only(game));
    await expect(by(defineGame({ ...deal, version: 2 }))).rejects.toThrow("its rules are gone");
    await expect(by(openDeal)).rejects.toThrow("the rules of deal are gone");
  });
});

it("a match that was silent for days is shown as a spectator saw it, and no day is stepped", async () => {
  const world = createWorld(turns, { seats: 2, turnSeconds: 0 }, 5);
  const { layout } = world;
  const journal = new Journal(world);
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
  for (const seat of [0, 1]) inputs.cells[0][seat] = SEAT.person;
  for (let day = 0; day < 5; day++) {
    for (let n = 0; n < 40; n++) {
      advance(world, inputs);
      journal.write(world);
    }
    const quiet = 86_400 * turns.tickRate;
    expect(quietTicks(world, inputs)).toBeGreaterThan(quiet);
    skipQuiet(world, quiet);
    journal.write(world, 1, quiet);
    holdInputs(inputs, world.seatTable);
  }
  journal.flush(world);
  const pages = journal.takePages();
  const begins = pages.flatMap(({ opening }, n) => (opening ? [n] : []));
  const spec = { code: "0123456789", game: turns.name, settings: { ...layout.config } };
  const header = { spec, gameVersion: turns.version, tickRate: layout.tickRate, schema: schemaOf(layout) };
  const result = { round: 1, tick: world.tick, at: 0, cut: false, standings: [] };
  const log = { length: pages.length, begins, page: (n: number) => pages[n] };
  const began = performance.now();
  const replay = await readReplay(await roundReplay(header, result, log, only(turns as unknown as AnyGame)));
  const player = new ReplayPlayer(replay, only(turns as unknown as AnyGame));
  const seen = new Mask(layout, -1).of(world);
  expect(firstDifference(seen, player.seek(player.last))).toBeUndefined();
  // Five days have 8.6 million ticks.
  expect(performance.now() - began).toBeLessThan(20_000);
});

describe("a replay of a game that opens its hands, or draws in the open", () => {
  it.each([openDeal, open])("holds all of it ($name), and is true by its draws alone", async (game) => {
    const { worlds, file } = await played(game as unknown as AnyGame);
    const replay = await readReplay(file);
    expect(replay.isWhole).toBe(true);
    expect(verify(replay, only(game as unknown as AnyGame))).toMatchObject({ mismatches: 0 });
    expect(isTrue(verify(replay, only(game as unknown as AnyGame)))).toBe(true);
    const player = new ReplayPlayer(replay, only(game as unknown as AnyGame));
    const middle = Math.trunc((player.first + player.last) / 2);
    const difference = firstDifference(worlds.get(middle) as WorldBase, player.seek(middle));
    if (difference) throw new Error(inWords(difference));
  });
});

it.each([deal, openDeal, open])("no player gets the log of a live match to a trace ($name)", async (game) => {
  const match = new Dealt(game as unknown as AnyGame);
  match.run(30);
  const about = { player: "ada", id: "X", at: 0 };
  const answer = await logFor(match.saved, about, only(game as unknown as AnyGame));
  expect(answer).toEqual({ ok: false, reason: "hidden" });
});
