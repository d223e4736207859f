import { describe, expect, it } from "vitest";
import { MatchClient } from "#client/session/client.ts";
import { ClientSimulation } from "#client/session/client-simulation.ts";
import { InputSampler } from "#client/session/predict/input-sampler.ts";
import { lookBack, type SpectatorPlayback } from "#client/session/recording/spectator-playback.ts";
import type { Drawn } from "#client/session/types.ts";
import { keyframe, LogWriter, opening } from "#shared/log/index.ts";
import { encodeDown, join, schemaOf } from "#shared/protocol/index.ts";
import { createWorld, Random, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { seatAll, shuffle, toy } from "#test/support/toy.ts";

const RATE = 30;
const seats = (name: string) => [{ seat: 0, kind: SEAT.person, name }];

/** A spectator of a match whose frames come at once, on a clock that only `run` moves. */
class Bench {
  readonly worlds = new Map<number, WorldBase>();
  readonly watching: SpectatorPlayback;
  now = 100_000;
  drawn: Drawn | undefined;
  changes = 0;
  jumps = 0;
  readonly told: number[] = [];
  readonly #match = new BotMatch(toy, { seats: 4 }, 3);
  readonly #writer: LogWriter;
  readonly #simulation: ClientSimulation;
  readonly #random = new Random({ seed: 6, draws: 0 });
  #frames = 0;

  constructor(delay = 0) {
    const { world, inputs } = this.#match;
    seatAll(inputs, SEAT.person);
    this.#writer = new LogWriter(world, { stream: "rules", heartbeat: 15, hashEvery: 32 });
    this.#simulation = new ClientSimulation(world.layout, -1, new InputSampler(toy.input, RATE));
    this.#simulation.begin(opening(world).keyframe);
    this.#simulation.arrived(this.now);
    this.worlds.set(world.tick, world.clone());
    this.#simulation.frame(this.now);
    this.watching = lookBack(this.#simulation, seats("Ada"), delay, () => {
      this.changes += 1;
    });
  }

  tell(name: string): void {
    this.#simulation.recording?.tell(seats(name));
  }

  run(seconds: number): this {
    for (let n = 0; n < Math.round(seconds * 60); n++) {
      this.now += 1000 / 60;
      this.#frames += 1;
      if (this.#frames % 2 === 0) this.#tick();
      this.#simulation.run(this.now, false);
      this.drawn = this.watching.frame(this.#simulation.frame(this.now), this.now);
      this.told.push(...(this.drawn?.events ?? []).map(({ tick }) => tick));
      if (this.drawn?.jumped) this.jumps += 1;
    }
    return this;
  }

  #tick(): void {
    const { world, inputs } = this.#match;
    this.#match.run(
      1,
      () => {
        this.worlds.set(world.tick, world.clone());
        const frame = this.#writer.write(world);
        if (!frame) return;
        this.#simulation.apply(frame);
        this.#simulation.arrived(this.now);
      },
      () => shuffle(inputs, (n) => this.#random.below(n)),
    );
  }

  /** How far behind the match the picture is, in seconds. */
  get behind(): number {
    return (this.#match.world.tick - (this.drawn?.tick ?? Number.NaN)) / RATE;
  }

  /** Whether what is shown is what was. */
  get isTrue(): boolean {
    const { world } = this.drawn ?? {};
    return world !== undefined && world.hash() === this.worlds.get(world.tick)?.hash();
  }
}

describe("a live spectator", () => {
  it("sees the now, until they go back; and what was, as it was", () => {
    const bench = new Bench().run(10);
    const { playhead } = bench.watching;
    expect(playhead.state).toBe("live");
    expect(bench.behind).toBeLessThan(0.2);
    const { behind } = bench;
    playhead.skip(-5);
    bench.run(1);
    expect(bench.behind).toBeCloseTo(behind + 5, 0);
    expect(bench.jumps).toBe(1);
    for (let n = 0; n < 60; n++) expect(bench.run(1 / 60).isTrue).toBe(true);
    playhead.toLive();
    bench.run(0.1);
    expect(bench.behind).toBeLessThan(0.2);
    expect(bench.jumps).toBe(2);
  });

  it("pauses the now with no jump, and is live again by playing faster", () => {
    const bench = new Bench().run(5);
    const { playhead } = bench.watching;
    const at = bench.drawn?.tick ?? Number.NaN;
    playhead.pause();
    bench.run(2);
    expect(bench.drawn?.tick).toBeCloseTo(at, 6);
    expect(bench.isTrue).toBe(true);
    playhead.play();
    playhead.setSpeed(4);
    bench.run(0.5);
    expect(playhead.state).toBe("playing");
    bench.run(1);
    expect(playhead).toMatchObject({ state: "live", speed: 1 });
    expect(bench.jumps).toBe(0);
  });

  it("is told of what happens once, in the order of time, and of nothing that is jumped over", () => {
    const bench = new Bench().run(6);
    bench.watching.playhead.skip(-3);
    bench.run(1 / 60);
    bench.told.length = 0;
    bench.run(2);
    expect(bench.told.length).toBeGreaterThan(10);
    expect(bench.told).toEqual([...bench.told].sort((a, b) => a - b));
    expect(bench.told.at(-1)).toBeLessThanOrEqual(bench.drawn?.tick ?? Number.NaN);
    bench.watching.playhead.toLive();
    bench.told.length = 0;
    bench.run(1);
    expect(Math.min(...bench.told)).toBeGreaterThan((bench.drawn?.tick ?? Number.NaN) - 1.2 * RATE);
  });

  it("sees the roster of then", () => {
    const bench = new Bench().run(4);
    bench.tell("Bob");
    bench.run(2);
    expect(bench.watching.seats).toBeUndefined();
    bench.watching.playhead.skip(-5);
    bench.run(0.1);
    expect(bench.watching.seats).toEqual(seats("Ada"));
    bench.run(3);
    expect(bench.watching.seats).toEqual(seats("Bob"));
    bench.watching.playhead.toLive();
    bench.run(0.1);
    expect(bench.watching.seats).toBeUndefined();
    expect(bench.changes).toBe(3);
  });

  it("is told how far behind the match the now is", () => {
    expect(new Bench(30).watching.playhead.delay).toBe(30);
  });
});

describe("a client", () => {
  /** Whether it can look back, once it has drawn something. */
  const looksBack = (seat: number, recorder?: typeof lookBack): boolean => {
    const world = createWorld(toy, {}, 1);
    const { layout } = world;
    const nothing = () => {};
    const events = { send: nothing, live: nothing, changed: nothing, foreign: nothing };
    const client = new MatchClient(events, new Map([[toy.name, toy]]), recorder);
    const about = { game: toy.name, gameVersion: toy.version, tickRate: RATE, settings: layout.config };
    const log = { generation: 0, forked: [], delay: 0, stream: "rules", schema: schemaOf(layout) } as const;
    client.connected(1000);
    const welcome = encodeDown({ type: "welcome", seat, ...about, ...log });
    client.receive(join([welcome, encodeDown({ type: "keyframe", ...keyframe(world) })]), 1000);
    client.run(1010);
    expect(client.frame(1010)).toBeDefined();
    return client.watching !== undefined;
  };

  it("can look back as a spectator's, with the code for it", () => {
    expect(looksBack(-1, lookBack)).toBe(true);
  });

  it("sees the now alone without that code, and as a player's", () => {
    expect([looksBack(-1), looksBack(0, lookBack)]).toEqual([false, false]);
  });
});
