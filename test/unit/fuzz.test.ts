/**
 * What a hostile client may send, at random but from a seed. More of it: `FUZZ_MESSAGES=1000000`. A round that failed
 * says its seed; `FUZZ_SEED=that` begins with it.
 */
import { describe, expect, it, vi } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { decodeUp, encodeUp, MAX_INPUTS, MAX_MESSAGE, UP, type UpMessage } from "#shared/protocol/index.ts";
import { type Layout, plan, Random } from "#shared/sim/index.ts";
import { connectionTo, type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import type { Connection } from "#worker/match/connection.ts";
import { Match } from "#worker/match/match.ts";

const MESSAGES = Number(process.env.FUZZ_MESSAGES ?? 100_000);
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Messages from one seed. */
const ROUND = 2000;
const ROUNDS = Math.ceil(MESSAGES / ROUND);

// It ends what hangs, and takes longer where there is more to do.
vi.setConfig({ testTimeout: 60_000 + MESSAGES });

const layout = plan(arena, { seats: 4 });
const COLUMNS = Object.values(arena.input);
/** Heads of all that msgpack has, integers or not, and their neighbours. */
const HEADS = [0x00, 0x7f, 0x80, 0x90, 0x9f, 0xa0, 0xc0, 0xc1, 0xc4, 0xc7, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf];
const MORE_HEADS = [0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd8, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff];
const EDGES = [0, 1, -1, 127, 128, 255, 256, -128, 32767, 65535, 65536, 2147483647, -2147483648, 4294967295];

const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)];

/** An input that is all right, save that its tick may be far away. */
function input(random: Random, tick: number): UpMessage {
  const inputs = Array.from({ length: random.between(1, MAX_INPUTS) }, () => ({
    tick: Math.max(0, tick + random.between(-40, 40)),
    seen: random.below(256),
    values: COLUMNS.map(({ min, max }) => random.between(min, max)),
  }));
  return { type: "input", inputs };
}

function message(random: Random, tick: number): UpMessage {
  const kind = random.below(20);
  if (kind === 0) return { type: "leave" };
  if (kind < 4) return { type: "resync", tick: random.next() };
  return kind < 8 ? { type: "ping", time: random.next() } : input(random, tick);
}

/** One integer as msgpack has it, in more bytes than it may need. */
function integer(n: number): number[] {
  const word = n >>> 0;
  return [n < 0 ? 0xd2 : 0xce, word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255];
}

/** A flat array of edge cases, which is well-formed to msgpack. */
function edges(random: Random): Uint8Array {
  const count = random.below(16);
  const first = count > 0 ? [pick(random, Object.values(UP))] : [];
  const rest = Array.from({ length: Math.max(0, count - 1) }, () => integer(pick(random, EDGES)));
  return new Uint8Array([0x90 + count, ...first, ...rest.flat()]);
}

const noise = (random: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: random.below(most + 1) }, () => random.below(256));

/** What a slip or a malicious hand makes of bytes: one change. */
function mutate(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.below(6)) {
    case 0:
      return before.slice();
    case 1:
      return new Uint8Array([...before, pick(random, [...HEADS, ...MORE_HEADS]), ...after.subarray(1)]);
    case 2:
      return new Uint8Array([...before, ...noise(random, 4), ...after]);
    case 3:
      return new Uint8Array([...before, ...after.subarray(1)]);
    case 4:
      return new Uint8Array([...bytes, ...bytes]);
    default:
      return new Uint8Array([...before, (after[0] ?? 0) ^ (1 << random.below(8)), ...after.subarray(1)]);
  }
}

/** Anything that may come in by a socket, most of it close to a real message. */
function anything(random: Random, tick: number): Uint8Array {
  const kind = random.below(100);
  if (kind === 0) return noise(random, MAX_MESSAGE + 8);
  if (kind < 10) return noise(random, 40);
  if (kind < 25) return edges(random);
  let bytes = encodeUp(message(random, tick));
  if (kind < 75) return bytes;
  for (let changes = random.between(1, 3); changes > 0; changes--) bytes = mutate(random, bytes);
  return bytes;
}

/** Plays all rounds; one that fails says with which seed. */
function rounds(count: number, play: (random: Random, seed: number) => void): void {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
    try {
      play(new Random({ seed, draws: 0 }), seed);
    } catch (cause) {
      throw new Error(`FUZZ_SEED=${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}

it("reading: nothing throws, and what is taken is what the protocol allows", () => {
  const taken = new Map<string, number>();
  rounds(ROUNDS, (random) => {
    for (let i = 0; i < ROUND; i++) {
      const read = decodeUp(anything(random, 1000), layout);
      taken.set(read?.type ?? "refused", (taken.get(read?.type ?? "refused") ?? 0) + 1);
      if (!read) continue;
      const again = decodeUp(encodeUp(read), layout);
      if (JSON.stringify(again) !== JSON.stringify(read)) throw new Error(`not itself: ${JSON.stringify(read)}`);
      if (read.type !== "input") continue;
      for (const { tick, seen, values } of read.inputs) {
        const good = values.every((value, column) => value >= COLUMNS[column].min && value <= COLUMNS[column].max);
        const inside = tick >= 0 && tick < 2 ** 32 && seen >= 0 && seen < 256;
        if (!good || !inside || values.length !== COLUMNS.length) throw new Error(`taken: ${JSON.stringify(read)}`);
      }
    }
  });
  // Otherwise the mutations are too tame, or too wild, to test anything.
  for (const type of ["input", "ping", "resync", "leave", "refused"]) expect(taken.get(type)).toBeGreaterThan(100);
});

/** What a bystander has been shown: the hashes with their ticks, and the world it ends with. */
function shown(client: FakeClient, of: Layout): unknown {
  let tick = 0;
  const hashes: [number, number][] = [];
  for (const told of client.messages) {
    if (told.type === "keyframe") tick = told.tick;
    if (told.type !== "frame") continue;
    tick += told.ticks;
    if (told.hash !== undefined) hashes.push([tick, told.hash]);
  }
  // It throws where a hash is not that of the world.
  return { hashes, hash: client.world(of).hash() };
}

/** A socket of the attacker's own, which reads nothing: who is thrown out comes again at once. */
class Attacker {
  readonly #name: string;
  readonly #bench: MatchBench;
  readonly #seat: number;
  #connection: Connection | undefined;
  /** How often it was let in. */
  times = 0;

  constructor(bench: MatchBench, name: string, seat: number) {
    [this.#bench, this.#name, this.#seat] = [bench, name, seat];
  }

  get connection(): Connection {
    if (this.#connection?.open) return this.#connection;
    this.times += 1;
    const port = { send: () => {}, close: () => {} };
    this.#connection = connectionTo(port, this.#name, this.#seat, this.times % 2 === 0 ? RULES : []);
    this.#bench.match.connect(this.#connection, this.#bench.now);
    return this.#connection;
  }

  say(said: Uint8Array | string): void {
    const bytes = typeof said === "string" ? said : new Uint8Array(said).buffer;
    this.#bench.match.receive(this.connection, bytes, this.#bench.now);
  }
}

interface Fight {
  readonly bench: MatchBench;
  readonly bystanders: readonly FakeClient[];
}

/** Two play, one on each stream; `before` is done before each tick. */
function fight(ticks: number, prepare: (bench: MatchBench) => (tick: number) => void): Fight {
  const bench = new MatchBench({ autostart: 1 }, 5);
  const bystanders = [bench.join("ada"), bench.join("bob", RULES)];
  const before = prepare(bench);
  for (let turn = 0; turn < ticks; turn++) {
    for (const [number, client] of bystanders.entries()) {
      const values = [((turn + number) % 15) - 7, (turn % 13) - 6, (turn * 37) % 1024, (turn >> 3) & 3];
      bench.say(client, { type: "input", inputs: [{ tick: bench.match.tickNumber + 1, seen: 20, values }] });
    }
    before(bench.match.tickNumber);
    bench.run(1);
  }
  // Whoever comes in ends the silence of a stream, so that all have been told everything.
  bench.watch("eve");
  bench.watch("fay", RULES);
  bench.run(1);
  return { bench, bystanders };
}

function expectUnharmed({ bystanders }: Fight, alone: Fight): void {
  expect(bystanders.map(({ closed }) => closed)).toEqual([undefined, undefined]);
  expect(bystanders.map((client) => shown(client, layout))).toEqual(
    alone.bystanders.map((client) => shown(client, layout)),
  );
}

describe("a match under fire", () => {
  const TICKS = 250;
  const SOCKETS = 16;
  /** Messages in one round. */
  const FIRE = TICKS * SOCKETS;

  it("from spectators goes on for the others as if there were none", () => {
    const alone = fight(TICKS, () => () => {});
    let thrownOut = 0;
    rounds(Math.ceil(MESSAGES / FIRE), (random) => {
      const attackers: Attacker[] = [];
      const attacked = fight(TICKS, (bench) => {
        attackers.push(...Array.from({ length: SOCKETS }, (_, n) => new Attacker(bench, `mallory ${n}`, -1)));
        return (tick) => {
          for (const attacker of attackers) attacker.say(anything(random, tick));
        };
      });
      expectUnharmed(attacked, alone);
      thrownOut += attackers.reduce((sum, { times }) => sum + times, 0);
    });
    expect(thrownOut).toBeGreaterThan(MESSAGES / 10);
  });

  it("from a seat whose messages all have no effect is as if it were idle", () => {
    const idle = fight(TICKS, (bench) => {
      const seated = new Attacker(bench, "mallory", bench.reserve("mallory"));
      return () => void seated.connection;
    });
    rounds(Math.ceil(MESSAGES / FIRE / 10), (random) => {
      const attacked = fight(TICKS, (bench) => {
        const seated = new Attacker(bench, "mallory", bench.reserve("mallory"));
        return (tick) => {
          void seated.connection;
          const harmless = [input(random, tick + 100), message(random, tick), message(random, tick)].filter(
            (said, i) => i === 0 || said.type === "ping" || said.type === "resync",
          );
          for (const said of harmless.slice(0, random.below(3))) seated.say(encodeUp(said));
        };
      });
      expectUnharmed(attacked, idle);
    });
  });

  it("from a seat, with everything, in a sleep and in a storm of sockets: it neither throws nor parts from its log", () => {
    rounds(Math.ceil(MESSAGES / FIRE), (random) => {
      const { bench, bystanders } = fight(TICKS, (ground) => {
        const seated = new Attacker(ground, "mallory", ground.reserve("mallory"));
        return (tick) => {
          if (ground.match.reserve("mallory", "mallory", ground.now).ok) {
            for (let i = random.below(8); i > 0; i--) seated.say(anything(random, tick));
          }
          if (random.below(50) === 0) seated.say("text");
          if (random.below(20) === 0) ground.match.rest(ground.now);
          if (random.below(50) === 0) ground.match.disconnect(seated.connection, ground.now);
        };
      });
      expect(bystanders.map(({ closed }) => closed)).toEqual([undefined, undefined]);
      const [one, other] = bystanders.map((client) => client.world(layout));
      expect(one.hash()).toBe(other.hash());
      expect(Match.restore(bench.match.save(), bench.now)?.tickNumber).toBe(one.tick);
    });
  });
});
