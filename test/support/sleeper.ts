/** A match that sleeps in quiet time, on a simulated clock and disk: with its alarm, kills, and evictions that its sockets outlive. */
import { encodeUp, QUIET_SINCE, ruleName, type UpMessage } from "#shared/protocol/index.ts";
import { type AnyGame, plan, type WorldBase } from "#shared/sim/index.ts";
import { Clock } from "#test/simulate/clock.ts";
import { Disk } from "#test/simulate/disk.ts";
import { Connection, type Port } from "#worker/broadcast/connection.ts";
import { replay } from "#worker/match/log/journal.ts";
import type { Unsaved } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import { RunningMatch } from "#worker/match/running-match.ts";
import type { MatchSpec } from "#worker/match/spec.ts";
import { only } from "./games.ts";
import { FakeClient } from "./match.ts";
import { openTurns } from "./turns.ts";
import { meter } from "./vitals.ts";

/** A socket as the platform has it: it outlives the object, whose connection is another one after a sleep. */
export interface OpenSocket {
  readonly port: Port;
  connection: Connection;
}

export class Sleeper {
  readonly clock = new Clock(1);
  readonly disk = new Disk();
  readonly saved: Unsaved[] = [];
  running: RunningMatch;
  /** How long it has ticked, in milliseconds, and how often it woke by itself. */
  awakeMs = 0;
  alarms = 0;
  #awakeAt: number | undefined;
  #alarm: unknown;
  #clients: { client: FakeClient; connection: Connection }[] = [];
  readonly #sockets = new Set<OpenSocket>();
  readonly #game: AnyGame;
  readonly #usage = meter();
  #seq = 0;

  constructor(settings: Readonly<Record<string, number>> = {}, game: AnyGame = openTurns) {
    this.#game = game;
    const spec: MatchSpec = {
      ...{ code: "TESTTEST00", game: game.name, mode: "custom", listed: true, delay: 0 },
      settings: { seats: 2, ...settings },
    };
    this.running = this.#run(Match.create(spec, 1, only(game)));
    this.running.commit(true);
  }

  #run(match: Match): RunningMatch {
    const { clock } = this;
    return new RunningMatch(match, {
      timer: clock,
      date: () => clock.now(),
      store: {
        save: (unsaved) => {
          this.saved.push(structuredClone(unsaved));
          this.disk.save(unsaved, clock.now());
        },
      },
      archivist: { file: () => {} },
      reporter: { offer: (make) => void make() },
      usage: {
        ...{ in: this.#usage.in, out: this.#usage.out, totals: (now) => this.#usage.totals(now) },
        wake: (now) => {
          this.#awakeAt ??= now;
        },
        sleep: (now) => {
          this.awakeMs += now - (this.#awakeAt ?? now);
          this.#awakeAt = undefined;
        },
      },
      failed: (_match, error) => {
        throw error;
      },
      owes: () => {},
      ticked: () => {},
      asleep: () => this.#setAlarm(),
    });
  }

  #setAlarm(): void {
    const at = this.running.wakesAt;
    this.clock.clear(this.#alarm);
    this.#alarm = at === undefined ? undefined : this.clock.set(() => this.ring(), at - this.clock.now());
  }

  /** The alarm rings. */
  ring(): void {
    if ((this.running.wakesAt ?? Number.POSITIVE_INFINITY) > this.clock.now()) {
      this.#setAlarm();
      return;
    }
    this.alarms += 1;
    this.running.wake(this.clock.now());
  }

  get match(): Match {
    return this.running.match;
  }

  /** The world as the log has it. */
  get world(): WorldBase {
    return replay(plan(this.#game, this.match.spec.settings), this.match.save().pages);
  }

  join(player: string): FakeClient {
    const reservation = this.match.reservations.reserve(player, player, this.clock.now());
    if (!reservation.ok) throw new Error(reservation.reason);
    return this.connect(player, reservation.seat);
  }

  connect(player: string, seat: number): FakeClient {
    const client = new FakeClient(player, seat, [ruleName(this.#game)], { edition: QUIET_SINCE });
    const { connection } = client;
    this.admit(connection);
    this.#clients.push({ client, connection });
    this.say(client, { type: "input", inputs: [{ tick: this.match.tickNumber + 1, seen: 0, values: [0] }] });
    return client;
  }

  /** A socket comes in. */
  admit(connection: Connection): void {
    const now = this.clock.now();
    this.running.rouse(now);
    this.running.attempt((match) => match.connect(connection, now));
    this.running.save(false);
    this.running.wake(now);
  }

  /** A socket brings a message. */
  hear(connection: Connection, bytes: Uint8Array): void {
    const now = this.clock.now();
    this.running.rouse(now);
    this.match.receive(connection, new Uint8Array(bytes).buffer, now);
    this.running.wake(now);
  }

  say(client: FakeClient, message: UpMessage): void {
    const known = this.#clients.find((one) => one.client === client);
    if (!known) throw new Error("this client has gone");
    this.hear(known.connection, encodeUp(message));
  }

  /** Takes so many from the heap. */
  take(client: FakeClient, count: number): void {
    this.#seq += 1;
    const command = { seq: (7 << 16) + this.#seq, tick: this.dueTick + 1, number: 32, args: [count, 0, 0] };
    this.say(client, { type: "commands", commands: [command] });
  }

  /** The tick that a client, whose clock goes on, takes for the match's. */
  get dueTick(): number {
    this.running.rouse(this.clock.now());
    return this.match.tickNumber;
  }

  leave(client: FakeClient): void {
    const now = this.clock.now();
    const at = this.#clients.findIndex((one) => one.client === client);
    const [{ connection }] = this.#clients.splice(at, 1);
    this.running.rouse(now);
    this.match.disconnect(connection, now);
    this.running.wake(now);
  }

  pass(ms: number): void {
    this.clock.run(ms);
  }

  /** The object goes out of memory while it sleeps; its sockets stay. */
  evict(): void {
    if (this.running.ticks) throw new Error("it is awake");
    this.running.end();
    const match = this.#restore(true);
    for (const known of this.#clients) {
      // The same socket, known by its attachment alone.
      const { player, rules } = known.connection.arrival;
      const next = new FakeClient(player, known.connection.seat, rules, { edition: QUIET_SINCE });
      const { connection } = next;
      Object.defineProperty(known.client, "connection", { value: connection });
      next.messages.push = (...messages) => known.client.messages.push(...messages);
      known.connection = connection;
      match.attach(connection, this.clock.now());
    }
    for (const socket of this.#sockets) {
      socket.connection = new Connection(socket.port, socket.connection.arrival);
      match.attach(socket.connection, this.clock.now());
    }
    match.attached(this.clock.now());
  }

  /** A socket of a whole client comes in. */
  open(socket: OpenSocket): void {
    this.#sockets.add(socket);
    this.admit(socket.connection);
  }

  /** It is lost. */
  lose(socket: OpenSocket): void {
    if (!this.#sockets.delete(socket)) return;
    const now = this.clock.now();
    this.running.rouse(now);
    this.match.disconnect(socket.connection, now);
    this.running.wake(now);
  }

  has(socket: OpenSocket): boolean {
    return this.#sockets.has(socket);
  }

  /** The process dies, and all sockets with it. Timers die, the alarm does not. */
  kill(downMs: number): void {
    this.running.end();
    this.#clients = [];
    this.#sockets.clear();
    this.pass(downMs);
    this.#restore(false);
  }

  #restore(slept: boolean): Match {
    const match = Match.restore(this.disk.load(), this.clock.now(), only(this.#game), { slept });
    if (!match) throw new Error("it was not restored");
    this.running = this.#run(match);
    this.running.commit(false);
    return match;
  }
}
