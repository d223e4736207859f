/**
 * What malformed messages do to a match, and what each costs it: the match alone, in Node. Beside it another one is played,
 * where the senders come and go at the same moments and say nothing: those who play must see the same world in both.
 */
import { arena } from "#shared/games/arena/index.ts";
import { LogReader } from "#shared/log/index.ts";
import { decodeDown, decodeUp, encodeUp, MAX_MESSAGE } from "#shared/protocol/index.ts";
import { type Layout, plan, Random } from "#shared/sim/index.ts";
import { anything } from "#test/support/hostile.ts";
import { connectionTo, MatchBench, RULES } from "#test/support/match.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { keep, show } from "../results.ts";
import { percentile, round } from "../statistics.ts";

const MESSAGES = 1_000_000;
const SEED = 1;
const PLAYERS = 4;
const SENDERS = 28;
/** It begins by itself, has no bots, and no limit ends it. */
const SETTINGS = { seats: PLAYERS + SENDERS, autostart: 1, lobby: 1, fillTo: 0, timeLimit: 1800, scoreLimit: 1000 };
const layout = plan(arena, SETTINGS);

/** A player who follows the match as the server sends it. */
class Bystander {
  readonly connection: Connection;
  /** The world's hash after each tick that has been told. */
  readonly hashes = new Map<number, number>();
  closed = false;
  #mark = 0;
  readonly #reader: LogReader;
  readonly #number: number;

  constructor(bench: MatchBench, of: Layout, number: number) {
    this.#reader = new LogReader(of);
    this.#number = number;
    const port = {
      send: (bytes: Uint8Array) => this.#read(bytes),
      close: () => {
        this.closed = true;
      },
    };
    const player = `player ${number}`;
    // Both streams have their readers.
    this.connection = connectionTo(port, player, bench.reserve(player), number % 2 === 0 ? RULES : []);
    bench.match.connect(this.connection, bench.now);
  }

  /** @throws {OutOfStep} what it is told is not the server's world */
  #read(bytes: Uint8Array): void {
    for (const message of decodeDown(bytes)) {
      if (message.type === "keyframe") this.#reader.begin(message);
      if (message.type === "mark") this.#mark = message.mark;
      if (message.type === "frame") this.#reader.apply(message, (world) => this.hashes.set(world.tick, world.hash()));
    }
  }

  /** Goes to and fro, turns, and fires now and then; says once a second what it has read. */
  act({ match, now }: MatchBench): void {
    const tick = match.tickNumber + 1;
    if (tick % match.tickRate === 0) {
      const ping = encodeUp({ type: "ping", time: tick, mark: this.#mark });
      match.receive(this.connection, new Uint8Array(ping).buffer, now);
    }
    const turn = tick + 7 * this.#number;
    const values = [(turn % 15) - 7, (turn % 13) - 6, (turn * 37) % 1024, (turn >> 3) & 3];
    const bytes = encodeUp({ type: "input", inputs: [{ tick, seen: 20, values }] });
    match.receive(this.connection, new Uint8Array(bytes).buffer, now);
  }
}

/** A match with its players. */
class Stage {
  readonly bench = new MatchBench(SETTINGS, SEED);
  readonly players = Array.from({ length: PLAYERS }, (_, number) => new Bystander(this.bench, layout, number));

  readonly #seats = Array.from({ length: SENDERS }, (_, number) => this.bench.reserve(`mallory ${number}`));

  /** A sender comes into their seat, which they have lost their socket of. */
  enter(number: number, close: () => void): Connection {
    const port = { send: () => {}, close };
    const connection = connectionTo(port, `mallory ${number}`, this.#seats[number], number % 2 === 0 ? RULES : []);
    this.bench.match.connect(connection, this.bench.now);
    return connection;
  }

  /** So many senders come, and lose their lines. */
  visit(senders: number): void {
    for (let number = 0; number < senders; number++) {
      this.bench.match.disconnect(
        this.enter(number, () => {}),
        this.bench.now,
      );
    }
  }

  tick(): void {
    for (const player of this.players) player.act(this.bench);
    this.bench.run(1);
  }
}

/** Until it is one that the protocol does not allow. */
function malformed(random: Random, tick: number): Uint8Array {
  for (;;) {
    const bytes = anything(random, tick);
    if (bytes.length > MAX_MESSAGE || decodeUp(bytes, layout) === undefined) return bytes;
  }
}

/** The senders. Each says one malformed message a tick, is thrown out for it, and comes again. */
class Mob {
  /** Microseconds, of each message that was timed. */
  readonly times: number[] = [];
  sent = 0;
  thrownOut = 0;
  readonly #stage: Stage;
  readonly #random = new Random({ seed: SEED, draws: 0 });
  #closedAt: number | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** A message is dealt with when its sender is thrown out. */
  #close(received: number): void {
    const now = performance.now();
    this.thrownOut += 1;
    // The tick's first has no end of another one to be timed from.
    if (this.#closedAt !== undefined) this.times.push((received + now - this.#closedAt) * 1000);
    this.#closedAt = performance.now();
  }

  #speak(number: number, bytes: Uint8Array): void {
    const { match, now } = this.#stage.bench;
    let received = 0;
    const connection = this.#stage.enter(number, () => this.#close(received));
    const buffer = new Uint8Array(bytes).buffer;
    this.#closedAt = undefined;
    const start = performance.now();
    if (bytes.length > MAX_MESSAGE) this.#closedAt = start;
    match.receive(connection, buffer, now);
    received = performance.now() - start;
    this.sent += 1;
  }

  /** A tick with so many malformed messages in it. */
  tick(messages: number): void {
    for (let number = 0; number < messages; number++) {
      this.#speak(number, malformed(this.#random, this.#stage.bench.match.tickNumber));
    }
    this.#closedAt = undefined;
    this.#stage.tick();
  }
}

/** Ticks at which two who play the same have been told of different worlds, and at which both have been told of one. */
function compare(one: Bystander, other: Bystander): { readonly different: number; readonly compared: number } {
  const common = [...one.hashes].filter(([tick]) => other.hashes.has(tick));
  return {
    different: common.filter(([tick, hash]) => other.hashes.get(tick) !== hash).length,
    compared: common.length,
  };
}

export function malformedMessages(messages = MESSAGES): void {
  const [attacked, alone] = [new Stage(), new Stage()];
  const mob = new Mob(attacked);
  let exceptions = 0;
  while (mob.sent < messages) {
    const senders = Math.min(SENDERS, messages - mob.sent);
    try {
      mob.tick(senders);
    } catch (error) {
      exceptions += 1;
      console.error(error);
    }
    alone.visit(senders);
    alone.tick();
  }
  const compared = attacked.players.map((player, i) => compare(player, alone.players[i]));
  const sum = (key: "different" | "compared") => compared.reduce((all, one) => all + one[key], 0);
  const times = Float64Array.from(mob.times).sort();
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
  keep("malformed.p99us", round(p99));
  show(`Malformed messages into a match of ${PLAYERS}: the match alone, in Node`, [
    {
      messages: mob.sent,
      "thrown out for it": mob.thrownOut,
      exceptions,
      "others thrown out": attacked.players.filter(({ closed }) => closed).length,
      "worlds of the others that differ": `${sum("different")} of ${sum("compared")}`,
      "p50 µs a message": round(p50),
      "p99 µs": round(p99),
      "max µs": round(times[times.length - 1], 0),
    },
  ]);
}
