import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Packr } from "msgpackr";
import { afterAll, describe, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { games } from "#shared/games/index.ts";
import { decodeDown, encodeDown, join } from "#shared/protocol/index.ts";
import {
  BadReplay,
  isTrue,
  type Replay,
  ReplayPlayer,
  readReplay,
  type StoredSegment,
  verify,
  writeReplay,
} from "#shared/replay/index.ts";
import {
  type AnyGame,
  describe as differenceInWords,
  firstDifference,
  Random,
  SEAT,
  type WorldBase,
} from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { Recorder, type Recording } from "#test/support/recorder.ts";
import { shuffle, toy } from "#test/support/toy.ts";

const toys: ReadonlyMap<string, AnyGame> = new Map([[toy.name, toy]]);
const folder = mkdtempSync(joinPath(tmpdir(), "scrim-replay-file-"));

afterAll(() => rmSync(folder, { recursive: true }));

interface Played extends Recording {
  /** By tick, the first one's first. */
  readonly worlds: readonly WorldBase[];
}

/** The worlds of a match, taken down in segments of so many seconds. */
function record(match: BotMatch, ticks: number, seconds: number, before: (tick: number) => void = () => {}): Played {
  const { world } = match;
  const recorder = new Recorder(world, seconds);
  const worlds = [world.clone()];
  const each = () => {
    recorder.tick();
    worlds.push(world.clone());
  };
  match.run(ticks, each, () => {
    match.decide();
    before(world.tick);
  });
  return { ...recorder.finish(), worlds };
}

/** The toy with everything: people come, go and press anything, bots take seats; and now and then there is a silence. */
function playToy(ticks = 610, seconds = 5): Played {
  const match = new BotMatch(toy, { seats: 5 }, 7);
  const random = new Random({ seed: 9, draws: 0 });
  const calm = (tick: number) => tick % 200 > 120;
  const held = match.inputs.bytes.slice();
  const played = record(match, ticks, seconds, (tick) => {
    if (calm(tick)) match.inputs.bytes.set(held);
    else shuffle(match.inputs, (n) => random.below(n));
    held.set(match.inputs.bytes);
  });
  return played;
}

const fileOf = ({ head, segments }: Recording): Promise<Uint8Array> => writeReplay(head, segments);
const reread = async (recording: Recording): Promise<Replay> => readReplay(await fileOf(recording));

/** Why two worlds differ; undefined where they do not. */
function difference(a: WorldBase | undefined, b: WorldBase | undefined): string | undefined {
  if (!a || !b) return a === b ? undefined : "one is missing";
  const found = firstDifference(a, b);
  return found && differenceInWords(found);
}

const kinder: AnyGame = { ...(toy as AnyGame), version: 2 };

describe("a replay", () => {
  it("comes back as it was written", async () => {
    const played = playToy();
    const { head, segments } = await reread(played);
    expect(head).toEqual(played.head);
    expect(segments.map(({ tick, end }) => [tick, end])).toEqual([
      [0, 150],
      [150, 300],
      [300, 450],
      [450, 600],
      [600, 610],
    ]);
    for (const [number, { opening, log }] of segments.entries()) {
      expect([...opening]).toEqual([...played.segments[number].opening]);
      expect([...log]).toEqual([...played.segments[number].log]);
    }
  });

  it("is written from segments that come one after the other", async () => {
    const { head, segments } = playToy(200);
    async function* comingIn(): AsyncGenerator<StoredSegment, void> {
      for (const segment of segments) {
        await Promise.resolve();
        yield segment;
      }
    }
    expect(await writeReplay(head, comingIn())).toEqual(await writeReplay(head, segments));
    async function* broken(): AsyncGenerator<StoredSegment, void> {
      yield segments[0];
      throw new Error("the disk is gone");
    }
    await expect(writeReplay(head, broken())).rejects.toThrow("the disk is gone");
    await expect(writeReplay(head, [{ ...segments[0], tick: 3 }])).rejects.toThrow(/tick 3/);
  });

  it("of one segment, and of a match that has just begun, is one too", async () => {
    for (const ticks of [1, 40]) {
      const played = playToy(ticks);
      const replay = await reread(played);
      expect(replay.segments).toHaveLength(1);
      expect(isTrue(verify(replay, toys))).toBe(true);
      expect(difference(new ReplayPlayer(replay, toys).seek(ticks), played.worlds[ticks])).toBeUndefined();
    }
  });
});

describe("a player that has the match's own rules", () => {
  it("goes through every tick, and says when it is at the end", async () => {
    const { head, segments, worlds } = playToy();
    const player = new ReplayPlayer(await reread({ head, segments }), toys);
    expect([player.faithful, player.first, player.last, player.tick]).toEqual([true, 0, 610, 0]);
    expect(difference(player.seek(0), worlds[0])).toBeUndefined();
    for (let tick = 1; tick <= 610; tick++) {
      const world = player.next();
      expect(difference(world, worlds[tick])).toBeUndefined();
      expect(player.tick).toBe(tick);
    }
    expect(player.next()).toBeUndefined();
    expect(player.tick).toBe(610);
  });

  it("finds any tick, forwards and backwards, and goes on from there with its past", async () => {
    const { head, segments, worlds } = playToy();
    const player = new ReplayPlayer(await reread({ head, segments }), toys);
    const random = new Random({ seed: 3, draws: 0 });
    for (let n = 0; n < 300; n++) {
      const tick = random.below(4) === 0 ? Math.min(player.last, player.tick + random.below(4)) : random.below(611);
      expect(difference(player.seek(tick), worlds[tick])).toBeUndefined();
      // Lag compensation looks back: a step is true only where the past is.
      for (let on = tick + 1; on <= Math.min(610, tick + 3); on++)
        expect(difference(player.next(), worlds[on])).toBeUndefined();
    }
  });

  it("says of a tick beyond the replay that it is none", async () => {
    const player = new ReplayPlayer(await reread(playToy(100)), toys);
    for (const tick of [-1, 101, 1.5, Number.NaN]) {
      expect(() => player.seek(tick)).toThrow(RangeError);
      expect(() => player.rosterAt(tick)).toThrow(RangeError);
    }
    expect(player.seek(100).tick).toBe(100);
  });

  it("knows the roster of each tick", async () => {
    const { head, segments, worlds } = playToy();
    const player = new ReplayPlayer(await reread({ head, segments }), toys);
    for (const tick of [610, 0, 300, 299, 301, 149, 150, 451, 77]) {
      const [kinds] = worlds[tick].seatTable.cells;
      const there = Array.from({ length: 5 }, (_, seat) => ({ seat, kind: kinds[seat], name: `Nr. ${seat}` }));
      expect(player.rosterAt(tick)).toEqual(there.filter(({ kind }) => kind !== SEAT.empty));
    }
  });

  it("begins where the match does, whenever that was", async () => {
    const match = new BotMatch(arena, { seats: 4, lobby: 1, timeLimit: 60 }, 5);
    match.run(137);
    const { head, segments, worlds } = record(match, 950, 10);
    const replay = await reread({ head, segments });
    const player = new ReplayPlayer(replay, games);
    expect([player.first, player.last]).toEqual([137, 1087]);
    for (const tick of [1087, 137, 500, 437, 436]) {
      expect(difference(player.seek(tick), worlds[tick - 137])).toBeUndefined();
    }
    expect(verify(replay, games)).toMatchObject({ ticks: 950, mismatches: 0, hashTrue: true, resultTrue: true });
    expect(head.result).toHaveLength(4);
  });
});

describe("a player that has other rules", () => {
  const others: ReadonlyMap<string, AnyGame> = new Map([[toy.name, kinder]]);

  it("shows a world every other second, and the last one", async () => {
    const { head, segments, worlds } = playToy();
    const player = new ReplayPlayer(await reread({ head, segments }), others);
    expect(player.faithful).toBe(false);
    // In each segment of five seconds: its first world, and those 60 and 120 ticks later.
    const there = [0, 60, 120, 150, 210, 270, 300, 360, 420, 450, 510, 570, 600, 610];
    for (let tick = 0; tick <= 610; tick++) {
      const world = tick === 0 ? player.seek(0) : player.next();
      const last = there.findLast((one) => one <= tick) ?? 0;
      expect(difference(world, worlds[last])).toBeUndefined();
      expect(player.tick).toBe(tick);
    }
    for (const tick of [430, 29, 609, 300, 299]) {
      const last = there.findLast((one) => one <= tick) ?? 0;
      expect(difference(player.seek(tick), worlds[last])).toBeUndefined();
    }
  });

  it("fits the worlds into its own layout, and the settings into its own ranges", async () => {
    const { head, segments, worlds } = playToy(100);
    const { ticks: _, ...settings } = toy.settings;
    const changed: AnyGame = {
      ...kinder,
      settings: { ...settings, seats: { min: 1, max: 3, default: 2 }, bounce: { min: 0, max: 1, default: 1 } },
      setup: () => {},
    };
    const player = new ReplayPlayer(await reread({ head, segments }), new Map([[toy.name, changed]]));
    const world = player.seek(60);
    expect(world.layout.game).toBe(changed);
    expect(world.layout.config).toEqual({ seats: 2, bounce: 1 });
    expect(world.tick).toBe(60);
    const players = (one: WorldBase) => one.views.find(({ placed }) => placed.name === "players");
    for (const seat of [0, 1]) expect(players(world)?.cells[0][seat]).toBe(players(worlds[60])?.cells[0][seat]);
  });

  it("takes the same version with other tables for other rules", async () => {
    const other: AnyGame = {
      ...(toy as AnyGame),
      tables: (config) => ({ ...toy.tables(config as never), more: toy.tables(config as never).scores }),
    };
    const player = new ReplayPlayer(await reread(playToy(100)), new Map([[toy.name, other]]));
    expect(player.faithful).toBe(false);
    expect(player.seek(60).tick).toBe(60);
  });

  it("refuses a game that it does not know", async () => {
    const replay = await reread(playToy(40));
    expect(() => new ReplayPlayer(replay, games)).toThrow(/^this replay is of toy, which this build does not know$/);
    expect(() => verify(replay, games)).toThrow(BadReplay);
    expect(() => verify(replay, others)).toThrow(/of toy 1; this build has other rules, toy 2$/);
  });
});

describe("a verification", () => {
  it("finds a true replay to be true", async () => {
    const verdict = verify(await reread(playToy()), toys);
    // 19 hashes on the way, and the openings of four segments.
    expect(verdict).toMatchObject({
      ticks: 610,
      hashes: 23,
      mismatches: 0,
      firstBad: undefined,
      hashTrue: true,
      resultTrue: true,
    });
    expect(verdict.turnout.last - verdict.turnout.first).toBe(610);
    expect(isTrue(verdict)).toBe(true);
  });

  it("finds another result, another end and another course", async () => {
    const played = playToy();
    const { head, segments } = played;
    const result = [{ seat: 0, place: 1, score: 9, team: -1 }];
    expect(verify(await reread({ segments, head: { ...head, result } }), toys)).toMatchObject({
      mismatches: 0,
      hashTrue: true,
      resultTrue: false,
    });
    const hash = verify(await reread({ segments, head: { ...head, hash: 1 } }), toys);
    expect(hash).toMatchObject({ mismatches: 0, hashTrue: false });
    expect(isTrue(hash)).toBe(false);

    // Another input in the second segment.
    const messages = decodeDown(segments[1].log);
    const at = messages.findIndex((message, i) => i > 5 && message.type === "frame" && message.hash === undefined);
    const log = join(messages.filter((_, i) => i !== at).map(encodeDown));
    const left = messages[at];
    const ticks = left.type === "frame" ? left.ticks : 0;
    const silence = encodeDown({ type: "frame", stream: "rules", ticks, hash: undefined, delta: [] });
    const forged = segments.map((segment, i) => (i === 1 ? { ...segment, log: join([silence, log]) } : segment));
    const verdict = verify(await reread({ head, segments: forged }), toys);
    expect(verdict.mismatches).toBeGreaterThan(1);
    expect(verdict.firstBad).toBeGreaterThan(150);
    expect(verdict.firstBad).toBeLessThanOrEqual(300);
    expect(verdict.hashTrue).toBe(false);
  });

  it("finds a segment that begins elsewhere than the log leads", async () => {
    const { head, segments } = playToy();
    const elsewhere = record(new BotMatch(toy, head.settings, 8), 310, 5);
    const forged = segments.map((segment, i) =>
      i === 2 ? { ...segment, opening: elsewhere.segments[2].opening, images: [] } : segment,
    );
    expect(verify(await reread({ head, segments: forged }), toys)).toMatchObject({
      mismatches: 1,
      firstBad: 300,
      hashTrue: true,
    });
  });
});

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readReplay(bytes);
    return "";
  } catch (error) {
    if (!(error instanceof BadReplay)) throw error;
    expect(error.message).not.toMatch(/\n/);
    return error.message;
  }
}

const packr = new Packr({ useRecords: false });
const zipped = (...values: readonly unknown[]): Uint8Array =>
  gzipSync(Buffer.concat(values.map((one) => packr.pack(one))));

describe("reading", () => {
  it("refuses a file in one line that is no replay, cut off, damaged, too large or of another edition", async () => {
    const { head, segments } = playToy(100);
    const file = await fileOf({ head, segments });
    const json = JSON.stringify(head);
    const [{ opening, log }] = segments;
    const segment = [0, opening, log, Buffer.alloc(0)];
    expect(await refusal(zipped(["scrim-replay-1", json], segment))).toBe("");

    expect(await refusal(new Uint8Array())).toBe("this is no replay");
    expect(await refusal(Buffer.from("%PDF-1.4"))).toBe("this is no replay");
    expect(await refusal(gzipSync("hello"))).toBe("this is no replay");
    expect(await refusal(zipped(["scrim-fault-1", json]))).toBe("this is no replay");
    expect(await refusal(zipped(["scrim-replay-3", json]))).toMatch(
      /format is "scrim-replay-3"; this build reads scrim-replay-1/,
    );
    for (const cut of [2, 10, 40, file.length >> 1, file.length - 1])
      expect(await refusal(file.subarray(0, cut))).toBe("this replay is cut off or damaged");
    expect(await refusal(gzipSync(Buffer.alloc(70 << 20)))).toMatch(/more than 64 MiB/);

    const heads: readonly [object, RegExp][] = [
      [{ schema: [["world", "fixed", 1e9, []]] }, /world/],
      [{ schema: "yes" }, /schema/],
      [{ settings: { seats: 1.5 } }, /settings\.seats/],
      [{ settings: { seats: 4096 } }, /4096 seats/],
      [{ tickRate: 0 }, /tickRate/],
      [{ first: 90, last: 20 }, /from tick 90 to 20/],
      [{ last: 4e9 }, /log does not lead where it should/],
      [{ game: "toy\n\u001b[2J" }, /game/],
      [{ at: "yesterday" }, /at/],
      [{ hash: -1 }, /hash/],
    ];
    for (const [change, why] of heads)
      expect(await refusal(zipped(["scrim-replay-1", JSON.stringify({ ...head, ...change })], segment))).toMatch(why);
    expect(await refusal(zipped(["scrim-replay-1", "{"], segment))).toMatch(/damaged/);
    expect(await refusal(zipped(["scrim-replay-1", json]))).toMatch(/first segment/);

    const parts: readonly (readonly unknown[])[] = [
      [0, opening, log],
      [5, opening, log, Buffer.alloc(0)],
      [0, log, log, Buffer.alloc(0)],
      [0, opening, opening, Buffer.alloc(0)],
      [0, opening, log.subarray(0, -1), Buffer.alloc(0)],
      [0, opening, Buffer.alloc(0), Buffer.alloc(0)],
      [0, opening, log, packr.pack([101])],
      [0, opening, log, packr.pack([0])],
      [0, opening, log, packr.pack([])],
      [0, opening, log, packr.pack([5, [[[]]]])],
      [0, opening, join([log, packr.pack([7, 0])]), Buffer.alloc(0)],
      [0, opening, join([log, packr.pack([4, 0, 1])]), Buffer.alloc(0)],
      [0, opening, join([log, packr.pack([4, 0, 1, 2, new Date()])]), Buffer.alloc(0)],
      [0, opening, join([log, packr.pack([3, -1, "toy", 1, 30, [], [], 1])]), Buffer.alloc(0)],
      [0, opening, join([log, packr.pack({ a: 1 })]), Buffer.alloc(0)],
      [0, opening, join([log, Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff, 7, 1])]), Buffer.alloc(0)],
      [0, opening, join([log, Buffer.alloc(10_000, 0x91)]), Buffer.alloc(0)],
      [new Date(), opening, log, Buffer.alloc(0)],
      [0, "opening", log, Buffer.alloc(0)],
      [0, opening, log, Buffer.alloc(9 << 20)],
    ];
    for (const part of parts) expect(await refusal(zipped(["scrim-replay-1", json], part))).toMatch(/damaged/);
  });

  /** Calls every function of a replay that was read: each answers, or throws BadReplay. */
  async function survive(bytes: Uint8Array): Promise<boolean> {
    if ((await refusal(bytes)) !== "") return false;
    const replay = await readReplay(bytes);
    const harmless = (ask: () => unknown) => {
      try {
        ask();
      } catch (error) {
        if (!(error instanceof BadReplay)) throw error;
      }
    };
    for (const rules of [toys, new Map([[toy.name, kinder]])]) {
      harmless(() => verify(replay, rules));
      harmless(() => {
        const player = new ReplayPlayer(replay, rules);
        for (const tick of [player.last, player.first, (player.first + player.last) >> 1]) {
          harmless(() => player.seek(tick));
          harmless(() => player.next());
          harmless(() => player.rosterAt(tick));
        }
      });
    }
    return true;
  }

  it("throws nothing but BadReplay, for any bytes", async () => {
    const file = await fileOf(playToy(70, 1));
    const whole = gunzipSync(file);
    const random = new Random({ seed: 11, draws: 0 });
    const flipped = (bytes: Uint8Array, times: number): Uint8Array => {
      const copy = Uint8Array.from(bytes);
      for (; times > 0; times--) copy[random.below(copy.length)] = random.below(256);
      return copy;
    };
    let read = 0;
    for (let n = 0; n < 400; n++) {
      await survive(flipped(file, 1 + random.below(3)));
      await survive(file.subarray(0, random.below(file.length)));
      await survive(Uint8Array.from({ length: random.below(300) }, () => random.below(256)));
      await survive(gzipSync(Uint8Array.from({ length: random.below(300) }, () => random.below(256))));
      await survive(gzipSync(whole.subarray(0, random.below(whole.length))));
    }
    // Of what stands behind the head only the small bits: that leaves most of it well formed, and untrue.
    const head = whole.indexOf('"cut":false}') + 12;
    for (let n = 0; n < 1500; n++) {
      const bytes = n % 3 === 0 ? flipped(whole, 1 + random.below(2)) : Uint8Array.from(whole);
      if (n % 3 > 0) bytes[random.between(head, bytes.length - 1)] ^= 1 << random.below(4);
      if (await survive(gzipSync(bytes))) read += 1;
    }
    expect(read).toBeGreaterThan(50);
  });
});

describe("npm run replay", () => {
  function run(bytes: Uint8Array) {
    const file = joinPath(folder, "match.replay");
    writeFileSync(file, bytes);
    return spawnSync(joinPath("node_modules", ".bin", "node"), ["scripts/replay.ts", file], { encoding: "utf8" });
  }

  it("ends with 0 for a true replay, 1 for a false one, and 2 and one line for one that it cannot play", async () => {
    const { head, segments } = record(new BotMatch(arena, { seats: 4, lobby: 1 }, 5), 400, 5);
    const well = run(await fileOf({ head, segments }));
    expect(well.stdout).toMatch(/^arena \d+, match TEST-0001, ended at 2026-01-01T00:00:00.000Z\n/);
    expect(well.stdout).toMatch(/ticks replayed: 400 \(13.3 s of play in \d+ ms, \d+ times as fast\)\n/);
    expect(well.stdout).toMatch(/true: yes\n$/);
    expect(well.status).toBe(0);
    const forged = run(await fileOf({ head: { ...head, result: [] }, segments }));
    expect(forged.stdout).toMatch(/the result is as the replay says: no\ntrue: no\n$/);
    expect(forged.status).toBe(1);
    const older = run(await fileOf({ head: { ...head, version: 1 }, segments }));
    expect(older.stderr.trim()).toMatch(/^[^\n]*of arena 1; this build has other rules, arena \d+$/);
    expect(older.status).toBe(2);
    const cut = run((await fileOf({ head, segments })).subarray(0, 500));
    expect(cut.stderr.trim()).toMatch(/^[^\n]*cut off[^\n]*$/);
    expect(cut.status).toBe(2);
  });
});
