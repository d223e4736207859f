/** A client at the end of a line to a match in memory, on a clock that only `play` moves. */
import { type ClientEvents, MatchClient } from "#client/session/client.ts";
import { lookBack } from "#client/session/recording/spectator-playback.ts";
import type { Drawn } from "#client/session/types.ts";
import { type DownMessage, decodeDown, decodeUp, type Input, type UpMessage } from "#shared/protocol/index.ts";
import { plan } from "#shared/sim/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import { only } from "./games.ts";
import { connectionTo, MatchBench, RULES } from "./match.ts";
import { scuffle } from "./scuffle.ts";

const layout = plan(scuffle);

/** Milliseconds from a send to its arrival, for the message that is sent at `now`. */
export type Delay = (now: number) => number;

interface Parcel {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** One way: what is sent arrives later, in its order. */
class Way {
  readonly #delay: Delay;
  readonly #parcels: Parcel[] = [];

  constructor(delay: Delay) {
    this.#delay = delay;
  }

  push(bytes: Uint8Array, now: number): void {
    this.#parcels.push({ bytes, at: Math.max(now + this.#delay(now), this.#parcels.at(-1)?.at ?? 0) });
  }

  *due(now: number): Generator<Uint8Array> {
    while (this.#parcels.length > 0 && this.#parcels[0].at <= now) yield (this.#parcels.shift() as Parcel).bytes;
  }

  /** Loses what is under way. */
  clear(): void {
    this.#parcels.length = 0;
  }
}

export interface LineOptions {
  /** Each way. */
  readonly delay?: Delay;
  /** The way down, where it is another. */
  readonly down?: Delay;
  readonly rules?: readonly string[];
  /** Comes in to watch. */
  readonly watch?: boolean;
}

/** A `MatchClient`, its line, and the messages over it. */
export class Line {
  readonly client: MatchClient;
  /** A page that is not to be seen does not draw, and runs only when a message comes. */
  hidden = false;
  /** A page that is busy with something else neither draws nor runs. */
  stuck = false;
  readonly said: { readonly message: UpMessage; readonly at: number }[] = [];
  /** Called with each drawn frame, which is valid until the next. */
  each: (frame: Drawn, now: number) => void = () => {};
  resyncs = 0;
  /** The messages of the present socket, each list from one WebSocket message. */
  heard: { readonly bytes: number; readonly messages: readonly DownMessage[] }[] = [];
  /** There is a world to be shown. */
  live = false;
  readonly #bench: MatchBench;
  readonly #player: string;
  readonly #watch: boolean;
  readonly #rules: readonly string[];
  #connection: Connection | undefined;
  readonly #up: Way;
  readonly #down: Way;

  constructor(bench: MatchBench, player: string, options: LineOptions) {
    const { delay = () => 30, down = delay, rules = RULES, watch = false } = options;
    this.#bench = bench;
    this.#player = player;
    this.#watch = watch;
    this.#rules = rules;
    this.#up = new Way(delay);
    this.#down = new Way(down);
    const events: ClientEvents = {
      send: (bytes) => this.#send(bytes),
      live: () => {
        this.live = true;
      },
      changed: () => {},
      foreign: () => {
        throw new Error("the client does not have the rules");
      },
      observer: {
        outOfStep: () => {
          this.resyncs += 1;
        },
      },
    };
    this.client = new MatchClient(events, only(scuffle), lookBack);
    this.connect();
  }

  /** Comes in, or back: with another ticket, and what the client holds. */
  connect(): void {
    const bench = this.#bench;
    const port = { send: (bytes: Uint8Array) => this.#down.push(bytes, bench.now), close: () => {} };
    const seat = this.#watch ? -1 : bench.reserve(this.#player);
    this.#connection = connectionTo(port, this.#player, seat, this.#rules, { since: this.client.since });
    this.client.connected(bench.now);
    bench.hostOf(this.#connection).connect(this.#connection, bench.now);
  }

  /** The line is lost, at both ends. */
  drop(): void {
    if (this.#connection) this.#bench.hostOf(this.#connection).disconnect(this.#connection, this.#bench.now);
    this.#connection = undefined;
    this.#up.clear();
    this.#down.clear();
    this.client.disconnected();
    this.heard = [];
    this.live = false;
  }

  #send(bytes: Uint8Array): void {
    const messages = decodeUp(bytes, layout);
    if (!messages) throw new Error("the client said what is no message");
    for (const message of messages) this.said.push({ message, at: this.#bench.now });
    this.#up.push(bytes, this.#bench.now);
  }

  /** Loses its socket. */
  leave(now: number): void {
    this.hidden = true;
    if (this.#connection) this.#bench.hostOf(this.#connection).disconnect(this.#connection, now);
  }

  /** All inputs so far. */
  get inputs(): readonly Input[] {
    return this.said.flatMap(({ message }) => (message.type === "input" ? message.inputs : []));
  }

  /** Delivers the messages that are due; a visible page draws. */
  run(now: number, draws: boolean): void {
    for (const bytes of this.#up.due(now)) {
      if (!this.#connection) continue;
      this.#bench.hostOf(this.#connection).receive(this.#connection, new Uint8Array(bytes).buffer, now);
    }
    for (const bytes of this.#down.due(now)) {
      this.heard.push({ bytes: bytes.length, messages: decodeDown(bytes) });
      this.client.receive(bytes, now);
      if (!this.stuck && this.live) this.client.run(now);
    }
    if (this.hidden || this.stuck || !draws) return;
    if (this.live) this.client.run(now);
    const frame = this.client.frame(now);
    if (frame) this.each(frame, now);
  }
}

/** A match, and clients at the ends of lines. */
export class Wire {
  readonly bench: MatchBench;
  readonly lines: Line[] = [];
  /** The match does not tick, as after its end. */
  asleep = false;
  /** The server stands still until then: incoming messages wait. */
  stalledUntil = 0;
  #nextTick: number;
  #nextFrame: number;

  constructor(settings: Readonly<Record<string, number>> = {}) {
    this.bench = new MatchBench(settings);
    this.#nextTick = this.bench.now;
    this.#nextFrame = this.bench.now;
  }

  join(player: string, options: LineOptions = {}): Line {
    const line = new Line(this.bench, player, options);
    this.lines.push(line);
    return line;
  }

  /** Lives through some time, millisecond by millisecond; the screens draw 60 times a second. */
  play(ms: number, each: (now: number) => void = () => {}): void {
    const { bench } = this;
    for (const end = bench.now + ms; bench.now < end; bench.now += 1) {
      const draws = bench.now >= this.#nextFrame;
      if (draws) this.#nextFrame += 1000 / 60;
      each(bench.now);
      for (const line of this.lines) line.run(bench.now, draws);
      if (bench.now < Math.max(this.#nextTick, this.stalledUntil)) continue;
      // The ticks of a stall are lost.
      this.#nextTick = Math.max(this.#nextTick, this.stalledUntil);
      this.#nextTick += 1000 / bench.match.tickRate;
      if (!this.asleep && bench.match.awake(bench.now)) bench.match.tick(bench.now);
      else bench.match.rest(bench.now);
    }
  }
}
