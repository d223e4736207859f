/**
 * What a match costs, by a measurement in this process: the server's `Match` with all its seats taken, whose players play as bots do,
 * and ports that only count. There are no sockets: what the platform takes for a message comes on top.
 */
import { Brain } from "#client/bots/brain.ts";
import { LogReader } from "#shared/log/index.ts";
import { decodeDown, encodeUp, ruleName } from "#shared/protocol/index.ts";
import { type AnyGame, plan, type WorldBase } from "#shared/sim/index.ts";
import { only } from "#test/support/games.ts";
import { connectionTo } from "#test/support/match.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { loadOf, MOST_LOAD } from "#worker/match/budget.ts";
import { Match } from "#worker/match/match.ts";
import { Faults } from "../faults.ts";
import { type Verdict, verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

/** So much is played, in seconds of play. */
const SECONDS = 60;
/** A tick of the whole match may take so large a part of its time here: other matches share the machine. */
const MOST_SHARE = 0.25;
/** A player may be sent so much, in bytes a second: as the games that ship do with 16 seats. */
const MOST_BYTES = 16_000;

interface Player {
  readonly connection: Connection;
  readonly seat: number;
  readonly brain: Brain;
}

/** One match, and a clock that it moves itself. */
class Measured {
  readonly #match: Match;
  readonly #players: readonly Player[];
  /** The world of the first player's client, by which all of them decide. */
  readonly #reader: LogReader;
  #isThere = false;
  #now = 1_000_000;
  #inside = 0;
  bytes = 0;
  messages = 0;

  constructor(game: AnyGame, settings: Readonly<Record<string, number>>, seed: number) {
    const spec = { code: "CHECK00000", game: game.name, mode: "custom", settings, listed: false, delay: 0 };
    this.#match = Match.create(spec, seed, only(game));
    const layout = plan(game, settings);
    this.#reader = new LogReader(layout);
    this.#players = Array.from({ length: layout.config.seats }, (_, n) => this.#join(game, n));
  }

  #join(game: AnyGame, n: number): Player {
    const name = `player ${n}`;
    const reservation = this.#match.reservations.reserve(name, name, this.#now);
    if (!reservation.ok) throw new Error(`no seat for ${name}: ${reservation.reason}`);
    const port = {
      send: (bytes: Uint8Array) => this.#hear(n, connection, bytes),
      close: (code: number, reason: string) => {
        throw new Error(`${name} was thrown out: ${code} ${reason}`);
      },
    };
    const connection: Connection = connectionTo(port, name, reservation.seat, [ruleName(game)]);
    this.#match.connect(connection, this.#now);
    return { connection, seat: reservation.seat, brain: new Brain() };
  }

  #hear(n: number, connection: Connection, bytes: Uint8Array): void {
    const began = performance.now();
    this.bytes += bytes.length;
    this.messages += 1;
    for (const message of decodeDown(bytes)) {
      if (message.type === "mark") connection.acknowledge(message.mark);
      if (n !== 0) continue;
      if (message.type === "keyframe") this.#reader.begin(message);
      if (message.type === "frame") this.#reader.apply(message);
      this.#isThere ||= message.type === "keyframe";
    }
    // What a client does is no cost of the server.
    this.#inside -= performance.now() - began;
  }

  get seats(): number {
    return this.#players.length;
  }

  /** @returns the milliseconds that the server has taken for it */
  tick(): number {
    const said = this.#isThere ? this.#say(this.#reader.world) : [];
    this.#inside = 0;
    const began = performance.now();
    for (const { connection, bytes } of said) this.#match.receive(connection, bytes, this.#now);
    this.#now += 1000 / this.#match.tickRate;
    this.#match.tick(this.#now);
    return performance.now() - began + this.#inside;
  }

  #say(world: WorldBase): { readonly connection: Connection; readonly bytes: ArrayBuffer }[] {
    const tick = this.#match.tickNumber + 1;
    return this.#players.map(({ connection, seat, brain }) => {
      const values = Object.values(brain.decide(world, seat));
      const message = encodeUp({ type: "input", inputs: [{ tick, seen: 0, values }] });
      return { connection, bytes: new Uint8Array(message).buffer };
    });
  }
}

const percentile = (sorted: readonly number[], part: number): number => sorted[Math.floor((sorted.length - 1) * part)];

/** @param seconds how much is played; what tests leave out is the precision of the figures */
export function cost(subject: Subject, { from }: Effort, seconds = SECONDS): Verdict {
  const { game } = subject;
  const faults = new Faults(subject, "cost");
  const [mode, { settings }] = Object.entries(game.modes)[0];
  const at = { seed: from, at: `mode ${mode}` };
  const load = loadOf(game, {
    ...Object.fromEntries(Object.entries(game.settings).map(([n, s]) => [n, s.default])),
    ...settings,
  });
  if (load > MOST_LOAD)
    faults.add(`mode ${mode} steps ${load} seats a second, of ${MOST_LOAD}`, at, "fewer seats, or a lower tickRate");
  const measured = new Measured(game, settings, from);
  const { tickRate } = plan(game, settings);
  const ticks = seconds * tickRate;
  // The first half second is the newcomers' keyframes, and code that is not compiled yet.
  for (let n = 0; n < tickRate; n++) measured.tick();
  measured.bytes = measured.messages = 0;
  const times = Array.from({ length: ticks }, () => measured.tick()).sort((a, b) => a - b);
  const { seats } = measured;
  const bytes = measured.bytes / seats / seconds;
  const mean = times.reduce((sum, ms) => sum + ms, 0) / ticks;
  const share = (mean * tickRate) / 1000;
  if (share > MOST_SHARE)
    faults.add(
      `a match takes ${(share * 100).toFixed(0)} % of a core`,
      at,
      "node --cpu-prof says where: npm run check -- NAME --only cost",
    );
  if (bytes > MOST_BYTES)
    faults.add(
      `a player is sent ${bytes.toFixed(0)} bytes a second`,
      at,
      "give columns that drift a rate, and clear what no seat sees",
    );
  const figures =
    `${bytes.toFixed(0)} bytes and ${(measured.messages / seats / seconds).toFixed(1)} messages a second to each player; ` +
    `${((mean * 1000) / seats).toFixed(1)} µs of a core a tick and player, ${(share * 100).toFixed(2)} % of a core for the match; ` +
    `the slowest of 100 ticks ${percentile(times, 0.99).toFixed(2)} ms`;
  return verdict(
    `${figures} (mode ${mode}, ${seats} players as bots, ${seconds} s, in this process, no sockets)`,
    faults.all,
  );
}
