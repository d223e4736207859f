import { describe, expect, it } from "vitest";
import { openReplay } from "#client/session/recording/replay-files.ts";
import { hasReplay, ReplayFailure } from "#client/session/recording/replay-request.ts";
import { ReplaySession } from "#client/session/recording/replay-session.ts";
import { replayBy } from "#client/session/recording/sources.ts";
import type { Drawn } from "#client/session/types.ts";
import { type Replay, readReplay, writeReplay } from "#shared/replay/index.ts";
import { type AnyGame, Random, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { only } from "#test/support/games.ts";
import { Recorder } from "#test/support/recorder.ts";
import { scuffle } from "#test/support/scuffle.ts";
import { seatAll, shuffle, type ToyWorld, toy } from "#test/support/toy.ts";

const RATE = 30;
const rules = async () => only(scuffle);
const LAST = 20 * RATE;
const toys: ReadonlyMap<string, AnyGame> = new Map([[toy.name, toy]]);

interface Played {
  readonly file: Uint8Array;
  readonly replay: Replay;
  /** By tick. */
  readonly worlds: readonly WorldBase[];
}

/** Twenty seconds, in segments of five; the last seat is left in the midst of it. */
async function play(): Promise<Played> {
  const match = new BotMatch(toy, { seats: 4 }, 5);
  const recorder = new Recorder(match.world, 5);
  const random = new Random({ seed: 8, draws: 0 });
  const worlds = [match.world.clone()];
  const [kinds] = match.inputs.cells;
  match.run(
    LAST,
    (world) => {
      recorder.tick();
      worlds.push(world.clone());
    },
    () => {
      shuffle(match.inputs, (n) => random.below(n));
      seatAll(match.inputs, SEAT.person);
      if (match.world.tick >= LAST / 2) kinds[3] = SEAT.empty;
    },
  );
  const { head, segments } = recorder.finish();
  const file = await writeReplay(head, segments);
  return { file, replay: await readReplay(file), worlds };
}

const played = await play();

/** A session on a clock that only `run` moves. */
class Bench {
  readonly session: ReplaySession;
  now = 9000;
  drawn: Drawn | undefined;
  /** All that was told, by its tick and its columns. */
  readonly told: string[] = [];
  jumps = 0;

  constructor(from = 0, replay = played.replay, known = toys) {
    this.session = new ReplaySession(replay, known, from);
    this.#frame();
  }

  #frame(): void {
    this.drawn = this.session.frame(this.now);
    for (const { table, tick, values } of this.drawn?.events ?? [])
      this.told.push(`${tick} ${table} ${JSON.stringify(values)}`);
    if (this.drawn?.jumped) this.jumps += 1;
  }

  run(seconds: number): this {
    for (let n = 0; n < Math.round(seconds * 60); n++) {
      this.now += 1000 / 60;
      this.#frame();
    }
    return this;
  }

  get tick(): number {
    return this.drawn?.tick ?? Number.NaN;
  }
}

/** What happened in these ticks, as `Bench.told` says it. */
function happened(from: number, to: number): string[] {
  return played.worlds.slice(from, to + 1).flatMap((world) => {
    const { hits } = world as ToyWorld;
    return [...hits].map((row) => `${world.tick} hits ${JSON.stringify({ by: hits.by[row], at: hits.at[row] })}`);
  });
}

describe("a replay's session", () => {
  it("is a spectator's, live from the first, and plays to its end", () => {
    const bench = new Bench();
    expect(bench.session).toMatchObject({ link: { state: "live" }, seat: -1, faithful: true });
    expect(bench.tick).toBe(0);
    expect(bench.run(2).tick).toBeCloseTo(60, 1);
    bench.run(30);
    expect(bench.tick).toBe(LAST);
    expect(bench.session.playhead.ended).toBe(true);
    expect(bench.drawn?.world.hash()).toBe(played.replay.head.hash);
  });

  it("draws between two ticks, and the world of the first", () => {
    const bench = new Bench();
    bench.session.playhead.pause();
    bench.session.playhead.seek(100.5);
    bench.run(0.1);
    const [from, to] = played.worlds.slice(100, 102) as ToyWorld[];
    expect(bench.drawn?.world.hash()).toBe(from.hash());
    expect(bench.drawn?.known.tick).toBe(100);
    for (const row of from.players)
      expect(bench.drawn?.tables.players.x[row]).toBe((from.players.x[row] + to.players.x[row]) / 2);
  });

  it("shows every tick as it was, wherever one jumps", () => {
    const bench = new Bench();
    bench.session.playhead.pause();
    const random = new Random({ seed: 2, draws: 0 });
    for (let n = 0; n < 100; n++) {
      const tick = random.below(LAST + 1);
      bench.session.playhead.seek(tick);
      bench.run(1 / 60);
      expect(bench.drawn?.world.hash()).toBe(played.worlds[tick].hash());
    }
  });

  it("begins at the moment that is asked for, or at its end", () => {
    expect(new Bench(7.5).tick).toBe(225);
    expect(new Bench(1e6).tick).toBe(LAST);
  });

  it("tells the roster of the moment that is shown, and calls when that changes", () => {
    const bench = new Bench();
    let changes = 0;
    bench.session.watch(() => {
      changes += 1;
    });
    const names = () => bench.session.seats.map(({ name }) => name);
    bench.run(1);
    const before = changes;
    expect(names()).toEqual(["Nr. 0", "Nr. 1", "Nr. 2", "Nr. 3"]);
    bench.session.playhead.seek(LAST - 10);
    bench.run(0.1);
    expect(names()).toEqual(["Nr. 0", "Nr. 1", "Nr. 2"]);
    expect(changes).toBe(before + 1);
  });
});

describe("what happens", () => {
  it.each([0.25, 0.5, 1, 2])("is told once when it is played %d times as fast", (speed) => {
    const bench = new Bench();
    bench.session.playhead.setSpeed(speed);
    bench.run(8 / speed);
    expect(bench.told.length).toBeGreaterThan(20);
    expect(bench.told).toEqual(happened(1, Math.floor(bench.tick)));
    expect(bench.jumps).toBe(0);
  });

  it("is not told when it flies by, and is again after", () => {
    const bench = new Bench();
    bench.session.playhead.setSpeed(8);
    bench.run(1);
    expect(bench.told).toEqual([]);
    const from = Math.floor(bench.tick);
    bench.session.playhead.setSpeed(1);
    bench.run(3);
    expect(bench.told).toEqual(happened(from + 1, Math.floor(bench.tick)));
  });

  it("is not told of a jump, not of where it lands, and is again from there on", () => {
    const bench = new Bench();
    bench.run(1);
    bench.told.length = 0;
    bench.session.playhead.seek(300);
    bench.run(1 / 60);
    expect(bench.jumps).toBe(1);
    expect(bench.told).toEqual(happened(301, Math.floor(bench.tick)));
    bench.run(3);
    expect(bench.told).toEqual(happened(301, Math.floor(bench.tick)));
    bench.session.playhead.skip(-2);
    bench.told.length = 0;
    bench.run(1 / 60);
    const from = Math.floor(bench.tick);
    bench.run(1);
    expect(bench.told).toEqual(happened(from + 1, Math.floor(bench.tick)));
  });

  it("is told tick by tick to a spectator who steps on", () => {
    const bench = new Bench();
    const { playhead } = bench.session;
    playhead.pause();
    playhead.seek(200);
    bench.run(1 / 60);
    bench.told.length = 0;
    for (let n = 0; n < 100; n++) {
      playhead.step(1);
      bench.run(1 / 60);
    }
    expect(bench.told).toEqual(happened(201, 300));
  });
});

describe("other rules", () => {
  it("are said, and what is known is shown", async () => {
    const { head } = played.replay;
    const older = { ...played.replay, head: { ...head, version: head.version + 1 } };
    const bench = new Bench(0, older);
    expect(bench.session.faithful).toBe(false);
    bench.run(5);
    expect(bench.drawn?.known.tick).toBeLessThanOrEqual(150);
    expect(bench.drawn?.known.tick).toBeGreaterThan(60);
    expect(bench.session.link.state).toBe("live");
  });

  it("that lead elsewhere end it with a line for people", () => {
    const liar: AnyGame = { ...(toy as AnyGame), step: (world) => void world.random.next() };
    const bench = new Bench(0, played.replay, new Map([[toy.name, liar]]));
    bench.run(6);
    expect(bench.session.link).toMatchObject({ state: "closed", reason: expect.stringMatching(/^[^\n]+$/) });
    expect(bench.drawn).toBeUndefined();
  });
});

describe("a replay of the server's", () => {
  const serving = (status: number, body: Uint8Array | string) => {
    const asked: string[] = [];
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      asked.push(`${init.method ?? "GET"} ${url}`);
      return new Response(typeof body === "string" ? body : new Uint8Array(body), { status });
    };
    return { fetch, asked };
  };
  const problemOf = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof ReplayFailure ? `${error.problem}: ${error.message}` : `no failure: ${String(error)}`;
  };

  it("is got by its name", async () => {
    const match = new BotMatch(scuffle, { seats: 2 }, 5);
    const recorder = new Recorder(match.world);
    match.run(100, () => recorder.tick());
    const { head, segments } = recorder.finish();
    const { fetch, asked } = serving(200, await writeReplay(head, segments));
    const session = await openReplay(fetch, rules, replayBy("4G7K2M9QXZ-2"), 1);
    expect(asked).toEqual(["GET /api/replays/4G7K2M9QXZ-2"]);
    expect(session.frame(0)?.tick).toBe(30);
  });

  it("is refused with the reason", async () => {
    expect(await problemOf(openReplay(serving(404, '{"error":"no_replay"}').fetch, rules, replayBy("A"), 0))).toBe(
      "missing: There is no replay A.",
    );
    expect(await problemOf(openReplay(serving(500, "").fetch, rules, replayBy("A"), 0))).toMatch(/^unreachable: .*500/);
    const offline = () => Promise.reject(new TypeError("offline"));
    expect(await problemOf(openReplay(offline, rules, replayBy("A"), 0))).toMatch(/^unreachable: /);
    expect(await problemOf(openReplay(serving(200, "hello").fetch, rules, replayBy("A"), 0))).toMatch(/^bad: /);
    expect(
      await problemOf(openReplay(serving(200, played.file.subarray(0, 500)).fetch, rules, replayBy("A"), 0)),
    ).toMatch(/^bad: /);
    // The toy is no game of this client's.
    expect(await problemOf(openReplay(serving(200, played.file).fetch, rules, replayBy("A"), 0))).toMatch(
      /^bad: .*toy/,
    );
  });

  it("is asked for without its bytes", async () => {
    const { fetch, asked } = serving(200, "");
    expect(await hasReplay(fetch, "4G7K2M9QXZ")).toBe(true);
    expect(asked).toEqual(["HEAD /api/replays/4G7K2M9QXZ"]);
    expect(await hasReplay(serving(404, "").fetch, "A")).toBe(false);
    expect(await hasReplay(() => Promise.reject(new TypeError("offline")), "A")).toBe(false);
  });
});
