/**
 * What a hostile client may send, at random but from a seed. More of it: `FUZZ_MESSAGES=1000000`. A round that failed
 * says its seed; `FUZZ_SEED=that` begins with it.
 */

import { describe, expect, it, vi } from "vitest";
import { decodeUp, encodeUp } from "#shared/protocol/index.ts";
import { type Layout, plan, Random } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { anything, COLUMNS, input, message } from "#test/support/hostile.ts";
import { connectionTo, type FakeClient, MatchBench, RULES } from "#test/support/match.ts";
import { scuffle } from "#test/support/scuffle.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { Match } from "#worker/match/match.ts";

const MESSAGES = Number(process.env.FUZZ_MESSAGES ?? 100_000);
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Messages from one seed. */
const ROUND = 2000;
const ROUNDS = Math.ceil(MESSAGES / ROUND);

// It ends what hangs, and takes longer where there is more to do.
vi.setConfig({ testTimeout: 60_000 + MESSAGES });

const layout = plan(scuffle, { seats: 4 });

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
      const [read] = decodeUp(anything(random, 1000), layout) ?? [];
      taken.set(read?.type ?? "refused", (taken.get(read?.type ?? "refused") ?? 0) + 1);
      if (!read) continue;
      const [again] = decodeUp(encodeUp(read), layout) ?? [];
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
    this.#bench.hostOf(this.#connection).connect(this.#connection, this.#bench.now);
    return this.#connection;
  }

  say(said: Uint8Array | string): void {
    const bytes = typeof said === "string" ? said : new Uint8Array(said).buffer;
    this.#bench.hostOf(this.connection).receive(this.connection, bytes, this.#bench.now);
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
  // So that all have been told everything.
  bench.settle();
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
    /** Messages of a spectator in each tick: a round costs as much with two as with one. */
    const VOLLEY = 2;
    rounds(Math.ceil(MESSAGES / FIRE / VOLLEY), (random) => {
      const attackers: Attacker[] = [];
      const attacked = fight(TICKS, (bench) => {
        attackers.push(...Array.from({ length: SOCKETS }, (_, n) => new Attacker(bench, `mallory ${n}`, -1)));
        return (tick) => {
          for (const attacker of attackers)
            for (let shot = 0; shot < VOLLEY; shot++) attacker.say(anything(random, tick));
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
          if (ground.match.reservations.reserve("mallory", "mallory", ground.now).ok) {
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
      expect(Match.restore(bench.match.save(), bench.now, testGames)?.tickNumber).toBe(one.tick);
    });
  });
});
