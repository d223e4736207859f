/** A match of a development server: under rules that are edited, held, gone back with, and kept from what its game throws. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fromSource } from "#shared/dev/versions.ts";
import { encodeUp } from "#shared/protocol/index.ts";
import { type AnyGame, defineGame, registry, type WorldBase } from "#shared/sim/index.ts";
import { FakeClient, spec } from "#test/support/match.ts";
import { toy } from "#test/support/toy.ts";
import { HASH_EVERY } from "#worker/broadcast/stream.ts";
import { Desk } from "#worker/dev/desk.ts";
import { DevGames } from "#worker/dev/dev-games.ts";
import { stateOf } from "#worker/dev/state.ts";
import { Match } from "#worker/match/match.ts";

const any = (game: unknown): AnyGame => game as AnyGame;
let sources = 1;

/** The toy game as its author has edited it now. */
const edited = (own: Partial<AnyGame> = {}): AnyGame => {
  sources += 1;
  return any(fromSource(sources)(defineGame)(any({ ...toy, ...own }) as never));
};

const cells = (world: WorldBase, table: string, column: string) => {
  const view = world.views.find(({ placed }) => placed.name === table);
  const found = view?.cells[view.placed.index.get(column) ?? -1];
  if (!found) throw new RangeError(`there is no ${table}.${column}`);
  return found;
};

/** What worker/dev/match-object.ts is to a desk, without the platform. */
class Bench {
  readonly games = new DevGames();
  readonly life = { over: false };
  readonly aborted: string[] = [];
  client: FakeClient;
  match: Match;
  now = 1_000_000;
  readonly desk: Desk;

  constructor(own: Partial<AnyGame> = {}) {
    this.games.take(registry(edited(own)));
    this.match = Match.create({ ...spec({ seats: 4 }), game: "toy" }, 1, this.games);
    this.desk = new Desk({
      ...{ games: this.games, life: this.life },
      now: () => this.now,
      goOnWith: (match) => this.#goOnWith(match),
      abort: (why) => this.aborted.push(why),
    });
    const { match } = this;
    match.reservations.reserve("ada", "Ada", this.now, undefined);
    this.client = new FakeClient("ada", 0);
    match.connect(this.client.connection, this.now);
    this.#act();
  }

  /** Its page has drawn something: from then on the player has the seat. */
  #act(): void {
    const values = Object.values(toy.input).map(({ idle }) => idle);
    const said = encodeUp({ type: "input", inputs: [{ tick: this.match.tickNumber + 1, seen: 0, values }] });
    this.match.receive(this.client.connection, new Uint8Array(said).buffer, this.now);
  }

  /** What the client knows, after a tick that every stream tells of. */
  get known(): WorldBase {
    do this.run(1);
    while (this.world.tick % HASH_EVERY > 0);
    return this.client.world(this.world.layout);
  }

  #goOnWith(match: Match): void {
    this.match = match;
    this.client = new FakeClient("ada", 0);
    this.client.connection.needs = "keyframe";
    match.attach(this.client.connection, this.now);
  }

  edit(own: Partial<AnyGame> = {}): void {
    this.games.take(registry(edited(own)));
  }

  /** What `RunningMatch` does. */
  run(ticks: number): void {
    for (let i = 0; i < ticks; i++) {
      this.now += 1000 / 30;
      const { match } = this;
      if (!this.desk.due(match)) {
        this.match.rest(this.now);
        continue;
      }
      try {
        match.tick(this.now);
      } catch (error) {
        if (!this.desk.failed(match, error)) throw error;
      }
    }
  }

  get world(): WorldBase {
    return this.match.world;
  }

  get texts(): string[] {
    return this.games.findingsOf("toy").map(({ text }) => text);
  }

  get state() {
    return stateOf(this.match, this.desk, this.games.findingsOf("toy"), "whole");
  }
}

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

it("goes on under edited rules in the same tick, with the same world and the same players", () => {
  const bench = new Bench();
  bench.run(10);
  const before = bench.world.bytes.slice();
  bench.edit({
    step: (world) => {
      cells(world, "players", "x")[0] += 1000;
    },
  });
  bench.run(1);
  expect(bench.world.tick).toBe(10);
  expect(bench.world.bytes).toEqual(before);
  const x = cells(bench.world, "players", "x")[0];
  bench.run(2);
  expect(bench.world.tick).toBe(12);
  expect(cells(bench.world, "players", "x")[0]).toBe(x + 2000);
  expect(bench.texts).toEqual(["toy: the rules changed and `version` did not: the match goes on from tick 10"]);
  expect(bench.client.of("welcome")).toHaveLength(1);
  expect(bench.known.hash()).toBe(bench.world.hash());
});

it("does not take a game for another that was only loaded again", () => {
  const bench = new Bench();
  bench.run(3);
  const { match } = bench;
  sources -= 1;
  bench.edit();
  bench.run(3);
  expect(bench.match).toBe(match);
  expect(bench.texts).toEqual([]);
});

it("stays under the rules before where the new ones can't take its world over, and says why", () => {
  const bench = new Bench();
  bench.run(3);
  bench.edit({ version: 2, migrate: () => false });
  bench.run(3);
  expect(bench.world.tick).toBe(6);
  expect(bench.texts.at(-1)).toBe(
    "toy: the match stays under the rules before: Error: they do not take its world over (tick 3)",
  );
  bench.edit();
  bench.run(2);
  expect(bench.world.tick).toBe(7);
  expect(bench.texts.at(-1)).toContain("the rules changed and `version` did not");
});

it("stands still before the tick that throws, and goes on from there under mended rules", () => {
  const bench = new Bench();
  bench.run(5);
  const good = bench.world.bytes.slice();
  bench.edit({
    step: (world) => {
      cells(world, "players", "x")[0] = 4711;
      throw new TypeError("it is undefined");
    },
  });
  bench.run(4);
  expect(bench.world.bytes).toEqual(good);
  expect(bench.state.stopped).toMatchObject({ text: "TypeError: it is undefined", tick: 5 });
  expect(bench.texts).toContain("toy: step has thrown TypeError: it is undefined (tick 6)");
  // Its player is still here, and hears that it stands still.
  expect(bench.client.closed).toBeUndefined();
  bench.edit();
  bench.run(4);
  expect(bench.state.stopped).toBeUndefined();
  expect(bench.world.tick).toBe(8);
});

it("pauses, makes one tick, goes on, goes back, and forks", () => {
  const bench = new Bench();
  bench.run(20);
  bench.desk.act(bench.match, { act: "pause" });
  bench.run(5);
  expect(bench.state).toMatchObject({ tick: 20, paused: true, kept: { first: 0, last: 19 } });
  bench.desk.act(bench.match, { act: "step", ticks: 2 });
  bench.run(5);
  expect(bench.state).toMatchObject({ tick: 22, paused: true });
  expect(bench.desk.act(bench.match, { act: "back", tick: 12 })).toBeUndefined();
  bench.run(3);
  expect(bench.state).toMatchObject({ tick: 12, paused: true });
  expect(bench.desk.act(bench.match, { act: "fork", tick: 8 })).toBeUndefined();
  bench.run(3);
  expect(bench.state).toMatchObject({ tick: 11, paused: false });
  expect(bench.known.hash()).toBe(bench.world.hash());
  expect(bench.desk.act(bench.match, { act: "back", tick: 4000 })).toBe("tick 4000 is not kept");
});

it("edits a cell, and tells its history", () => {
  const bench = new Bench({ step: () => {} });
  bench.run(5);
  const cell = { table: "players", column: "hp", row: 0 };
  expect(bench.desk.act(bench.match, { act: "edit", ...cell, value: 7 })).toBeUndefined();
  bench.run(3);
  expect(cells(bench.world, "players", "hp")[0]).toBe(7);
  expect(bench.desk.kept.history(cell)?.values.slice(-4)).toEqual([100, 7, 7, 7]);
  expect(bench.desk.act(bench.match, { act: "edit", ...cell, value: 256 })).toBe("hp holds 0 to 255");
  expect(bench.desk.act(bench.match, { act: "edit", ...cell, column: "hq", value: 1 })).toBe("there is no such cell");
});

it("shows its tables by name, with the rows that are live", () => {
  const bench = new Bench();
  bench.run(2);
  const { tables, views, seats } = bench.state;
  expect(tables?.map(({ name }) => name)).toEqual(["world", "seats", "players", "shots", "scores", "round", "hits"]);
  const players = tables?.find(({ name }) => name === "players");
  expect(players?.rows.map(([row]) => row)).toEqual([0]);
  expect([seats, views]).toEqual([4, [0, 0, 0, 0, 0]]);
});

it("ends the object where the server's own code was edited", () => {
  const bench = new Bench();
  bench.life.over = true;
  bench.run(1);
  expect(bench.aborted).toEqual(["the server's own code was edited"]);
});
