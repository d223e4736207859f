/** Rules that throw in a client, and not on the server: the client goes on with what it knows. */

import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { Brain } from "#client/bots/brain.ts";
import { MatchClient } from "#client/session/client.ts";
import { keyframe, LogWriter, type Stream } from "#shared/log/index.ts";
import { decodeUp, encodeDown, ruleName, schemaOf } from "#shared/protocol/index.ts";
import { type AnyGame, advance, columnOf, createWorld, plan, setUp, type TableView } from "#shared/sim/index.ts";
import { breaking, brittle } from "#test/support/brittle.ts";
import { NetMatch } from "#test/support/netmatch.ts";
import { FakeSocket, OPENING, Returning } from "#test/support/returning.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { inputsFor, toy } from "#test/support/toy.ts";

const LINE = { delay: 40, jitter: 5, stalls: 0, drops: 0, bandwidth: 0 };

let errors: MockInstance<typeof console.error>;
let warnings: MockInstance<typeof console.warn>;
const logged = () => errors.mock.calls.map(([line]) => JSON.parse(String(line)));

beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
  warnings = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe("a step that throws on a world from which what others hide is taken", () => {
  function play(settings: Readonly<Record<string, number>>) {
    const net = new NetMatch(brittle, settings);
    const hands = () => ({ mx: 5 });
    const clients = [net.join("ada", LINE, hands), net.join("bob", LINE, hands)];
    const drawn = clients.map(() => [] as number[]);
    for (const [n, client] of clients.entries()) client.onFrame = ({ ownTick }) => drawn[n].push(ownTick);
    net.run(6);
    return { net, clients, drawn };
  }

  it("ends no client: each goes on with what is known, drawn at every frame", () => {
    const { net, clients, drawn } = play(breaking("masked step", 60));
    const { tick } = net.world();
    expect(tick).toBeGreaterThan(150);
    for (const [n, client] of clients.entries()) {
      expect(client.closed).toBeUndefined();
      expect(client.mismatches).toBe(0);
      expect(client.drawn?.known.tick).toBeGreaterThan(tick - 10);
      // What is drawn as one's own stands still where it is known, and that goes on as the server says.
      const x = client.drawn && columnOf(client.drawn.world, "players", "x");
      expect(x?.[client.seat]).toBeGreaterThan(5 * 100);
      expect(drawn[n].length).toBeGreaterThan(300);
      for (const [i, own] of drawn[n].entries()) if (i > 0) expect(own).toBeGreaterThanOrEqual(drawn[n][i - 1]);
    }
  });

  it("is told to the author once a client, by game and tick", () => {
    play(breaking("masked step", 60));
    expect(logged()).toHaveLength(2);
    for (const line of logged()) {
      expect(line).toMatchObject({ event: "prediction_failed", game: "brittle", version: 1 });
      expect(line.tick).toBeGreaterThanOrEqual(60);
      expect(line.detail).toContain("masked step is brittle");
    }
  });

  it("costs nothing where nothing throws", () => {
    play(breaking("nothing"));
    expect(logged()).toEqual([]);
  });
});

it("a bot that throws leaves the hands of a headless player where they are", () => {
  const world = createWorld(brittle, breaking("bot"), 1);
  const brain = new Brain();
  expect(brain.decide(world, 0)).toEqual({});
  expect(brain.decide(world, 0)).toEqual({});
  expect(logged()).toEqual([expect.objectContaining({ event: "bot_failed", game: "brittle", tick: 0 })]);
});

/** A server of the toy whose client has these rules; every request for a keyframe is granted, as often as it comes. */
class Server {
  readonly world = setUp(plan(toy), 7);
  readonly client: MatchClient;
  now = 1000;
  resyncs = 0;
  readonly astray: string[] = [];
  /** Spoils the frames that it sends. */
  spoils = false;
  readonly #inputs: TableView = inputsFor(this.world);
  #writer = this.#write("rules");
  #wanted = false;

  constructor(rules: AnyGame) {
    const events = {
      send: (bytes: Uint8Array) => {
        if (decodeUp(bytes, this.world.layout)?.[0].type !== "resync") return;
        this.resyncs += 1;
        this.#wanted = true;
      },
      live: () => {},
      changed: () => {},
      foreign: () => this.astray.push("foreign"),
      astray: (what: string) => this.astray.push(what),
    };
    this.client = new MatchClient(events, new Map([[rules.name, rules]]));
  }

  #write(stream: Stream): LogWriter {
    return new LogWriter(this.world, { stream, heartbeat: 1, hashEvery: 1 });
  }

  /** A new line: by the rules that the client names. */
  connect(): void {
    const { layout } = this.world;
    const { game, config, tickRate } = layout;
    const stream = this.client.rules.includes(ruleName(game)) ? "rules" : "state";
    this.#writer = this.#write(stream);
    this.client.connected(this.now);
    const about = { game: game.name, gameVersion: game.version, tickRate, settings: config, schema: schemaOf(layout) };
    const log = { stream, generation: 1, forked: [], delay: 0 } as const;
    this.client.receive(encodeDown({ type: "welcome", seat: 0, ...about, ...log }), this.now);
    this.#open();
  }

  #open(): void {
    this.client.receive(encodeDown({ type: "keyframe", ...keyframe(this.world) }), this.now);
  }

  /** Goes on until the client gives up this line, or for so long. */
  run(seconds: number): void {
    const { length } = this.astray;
    for (let tick = 0; tick < seconds * 30 && this.astray.length === length; tick++) {
      this.now += 1000 / 30;
      advance(this.world, this.#inputs);
      const frame = this.#writer.write(this.world);
      if (!frame) throw new Error("a frame a tick was asked for");
      const hash = this.spoils && frame.hash !== undefined ? frame.hash ^ 1 : frame.hash;
      this.client.receive(
        encodeDown({ type: "frame", ...frame, hash: hash === undefined ? hash : hash >>> 0 }),
        this.now,
      );
      if (this.#wanted) this.#open();
      this.#wanted = false;
      this.client.run(this.now);
      this.client.frame(this.now);
    }
  }
}

describe("rules that throw as a frame is applied", () => {
  const faulty: AnyGame = {
    ...(toy as AnyGame),
    step(world) {
      if (world.tick >= 30) throw new TypeError("no such thing here");
      toy.step(world as never);
    },
  };

  it("are out of step a few times, and then trusted no more: the client is told how the world changes", () => {
    const server = new Server(faulty);
    server.connect();
    server.run(20);
    expect(server.astray).toEqual(["again"]);
    expect(server.resyncs).toBe(3);
    expect(warnings).toHaveBeenCalledTimes(4);
    expect(server.client.rules).toEqual([]);
    // With a wrong world it holds nothing from which the log could go on.
    expect(server.client.since).toBeUndefined();

    server.connect();
    server.run(60);
    expect(server.resyncs).toBe(3);
    expect(server.astray).toEqual(["again"]);
    expect(server.client.frame(server.now)?.known.tick).toBe(server.world.tick);
    // The guesses fail as before: told once for each of the two lines.
    expect(logged()).toEqual(Array(2).fill(expect.objectContaining({ event: "prediction_failed", game: "toy" })));
  });
});

it("a world that does not fit once is mended by a keyframe, however long the match lasts", () => {
  const server = new Server(toy as AnyGame);
  server.connect();
  for (let n = 1; n <= 5; n++) {
    server.spoils = true;
    server.run(1 / 30);
    server.spoils = false;
    server.run(30);
    expect([server.resyncs, server.astray]).toEqual([n, []]);
    expect(server.client.frame(server.now)?.known.tick).toBe(server.world.tick);
  }
});

it("a world that is told and never fits ends the session, and asks no more", () => {
  const server = new Server(toy as AnyGame);
  server.connect();
  server.spoils = true;
  server.run(10);
  expect(server.astray).toEqual(["again"]);
  server.connect();
  server.run(10);
  expect(server.astray).toEqual(["again", "lost"]);
});

it("rules that throw as a match is planned are rules that this client does not have", () => {
  const server = new Server({
    ...(toy as AnyGame),
    level() {
      throw new TypeError("no map here");
    },
  });
  server.connect();
  expect(server.astray).toEqual(["foreign"]);
  expect(logged()).toEqual([expect.objectContaining({ event: "rules_failed", game: "toy" })]);
});

describe("a session", () => {
  beforeEach(() => FakeSocket.install());
  afterEach(() => FakeSocket.uninstall());

  it("names its rules at each try", async () => {
    const back = new Returning();
    await back.pass(10);
    expect(FakeSocket.last.protocols.find((one) => one.startsWith("rules."))).toBe(`rules.${ruleName(scuffle)}`);
    FakeSocket.last.open();
    FakeSocket.last.bring(OPENING);
    expect(back.session.link.state).toBe("live");
    back.session.leave();
  });
});
