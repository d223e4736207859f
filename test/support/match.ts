/** A match in memory, with sockets that only record, for the tests of worker/match. */

import { LogReader } from "#shared/log/index.ts";
import {
  type DownMessage,
  decodeDown,
  encodeUp,
  PROTOCOL,
  ruleName,
  type Since,
  type UpMessage,
} from "#shared/protocol/index.ts";
import type { AnyGame, Layout, WorldBase } from "#shared/sim/index.ts";
import { Connection, type Port } from "#worker/broadcast/connection.ts";
import { HASH_EVERY } from "#worker/broadcast/stream.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import type { Entropy } from "#worker/match/nature.ts";
import type { Resumption } from "#worker/match/parts.ts";
import type { MatchSpec } from "#worker/match/spec.ts";
import type { Relay } from "#worker/relay/relay.ts";
import { entropyOf } from "./entropy.ts";
import { only } from "./games.ts";
import { relayBeside } from "./relay.ts";
import { scuffle } from "./scuffle.ts";

export const spec = (settings: Readonly<Record<string, number>> = {}): MatchSpec => ({
  code: "TESTTEST00",
  game: scuffle.name,
  mode: "custom",
  settings: { seats: 4, ...settings },
  listed: true,
  delay: 0,
});

let tickets = 0;

/** A ping of which the test client fills in the mark. */
export type Ping = { readonly type: "ping"; readonly time: number };

/** The rules that a client of scuffle names. */
export const RULES: readonly string[] = [ruleName(scuffle)];

/** A client's part of the handshake. */
export interface Handshake {
  readonly edition?: number;
  readonly since?: Since | undefined;
  /** An operator watches the match itself. */
  readonly isOperator?: boolean;
}

/** A socket with a good ticket. */
export function connectionTo(
  port: Port,
  player: string,
  seat: number,
  rules: readonly string[] = [],
  { edition = PROTOCOL, since, isOperator = false }: Handshake = {},
): Connection {
  tickets += 1;
  const role = isOperator ? "operator" : seat < 0 ? "spectator" : "player";
  const claims = { id: `t${tickets}`, role, seat, player, name: player, at: tickets, expires: 1e15 } as const;
  return new Connection(port, { ...claims, rules: [...rules], edition, since });
}

/** A client that records all messages, and acknowledges them at once. */
export class FakeClient {
  readonly connection: Connection;
  readonly messages: DownMessage[] = [];
  /** WebSocket messages, of which each may hold several, and their bytes. */
  sends = 0;
  bytes = 0;
  /** The newest tick that it has been told of. */
  tick = 0;
  /** The newest mark that it has been sent. */
  mark = 0;
  /** It reads nothing, and acknowledges nothing. */
  stalled = false;
  closed: number | undefined;
  /** Bytes that wait in its way out, as the runtime tells; undefined where it can't. */
  buffered: number | undefined;

  constructor(player: string, seat: number, rules: readonly string[] = [], handshake: Handshake = {}) {
    const port = {
      send: (bytes: Uint8Array) => {
        this.sends += 1;
        this.bytes += bytes.length;
        for (const message of decodeDown(bytes)) this.#hear(message);
        if (!this.stalled) this.connection.acknowledge(this.mark);
      },
      close: (code: number) => {
        this.closed = code;
      },
      buffered: () => this.buffered,
    };
    this.connection = connectionTo(port, player, seat, rules, handshake);
    this.tick = handshake.since?.tick ?? 0;
  }

  #hear(message: DownMessage): void {
    this.messages.push(message);
    if (message.type === "keyframe") this.tick = message.tick;
    if (message.type === "frame") this.tick += message.ticks;
    if (message.type === "mark") this.mark = message.mark;
  }

  of<T extends DownMessage["type"]>(type: T): Extract<DownMessage, { type: T }>[] {
    return this.messages.filter((m): m is Extract<DownMessage, { type: T }> => m.type === type);
  }

  /** The world that the messages lead to. */
  world(layout: Layout): WorldBase {
    const reader = new LogReader(layout);
    for (const message of this.messages) {
      if (message.type === "keyframe") reader.begin(message);
      if (message.type === "frame") reader.apply(message);
    }
    return reader.world;
  }
}

/** A match and a clock that only `run` moves. */
export class MatchBench {
  match: Match;
  now = 1_000_000;

  /** All spectators watch through it. */
  relay: Relay;

  readonly #game: AnyGame;
  readonly #entropy: Entropy;

  constructor(
    settings: Readonly<Record<string, number>> = {},
    seed = 1,
    delay = 0,
    game: AnyGame = scuffle,
    more: Partial<MatchSpec> = {},
  ) {
    this.#game = game;
    this.#entropy = entropyOf(~seed);
    this.match = Match.create({ ...spec(settings), game: game.name, delay, ...more }, seed, only(game), this.#entropy);
    this.relay = relayBeside(this, game);
  }

  /** Reserves a seat. */
  reserve(player: string): number {
    const reservation = this.match.reservations.reserve(player, player, this.now);
    if (!reservation.ok) throw new Error(`no seat for ${player}: ${reservation.reason}`);
    return reservation.seat;
  }

  /** A player comes in, with a good ticket. */
  join(player: string, rules: readonly string[] = []): FakeClient {
    return this.connect(player, this.reserve(player), rules);
  }

  watch(player: string, rules: readonly string[] = []): FakeClient {
    return this.connect(player, -1, rules);
  }

  /** A player's client says at once that it is there, as a page does that has drawn something. */
  connect(player: string, seat: number, rules: readonly string[] = [], handshake: Handshake = {}): FakeClient {
    const client = this.load(player, seat, rules, handshake);
    if (seat >= 0) this.act(client);
    return client;
  }

  /** As `connect`, with a page that has drawn nothing yet. */
  load(player: string, seat: number, rules: readonly string[] = [], handshake: Handshake = {}): FakeClient {
    const client = new FakeClient(player, seat, rules, handshake);
    this.hostOf(client.connection).connect(client.connection, this.now);
    return client;
  }

  /** The player's input of the next tick; idle where none is given. */
  act(client: FakeClient, values = Object.values(this.#game.input).map(({ idle }) => idle)): void {
    this.say(client, { type: "input", inputs: [{ tick: this.match.tickNumber + 1, seen: 0, values }] });
  }

  /** The end of this socket. */
  hostOf({ isPlayer, isOperator }: Connection): Match | Relay {
    return isPlayer || isOperator ? this.match : this.relay;
  }

  /** The client's socket has gone. */
  drop(client: FakeClient): void {
    this.hostOf(client.connection).disconnect(client.connection, this.now);
  }

  /** A ping returns the newest mark, unless it names one. */
  say(client: FakeClient, message: UpMessage | Ping | Uint8Array | string): void {
    const raw = typeof message === "string" || message instanceof Uint8Array;
    const bytes = raw ? message : encodeUp(message.type === "ping" ? { mark: client.mark, ...message } : message);
    this.hostOf(client.connection).receive(
      client.connection,
      typeof bytes === "string" ? bytes : new Uint8Array(bytes).buffer,
      this.now,
    );
  }

  /** The process is gone, and another goes on with the stored match; no client is connected any more. */
  kill(saved: SavedMatch, how?: Resumption): void {
    const match = Match.restore(structuredClone(saved), this.now, only(this.#game), { entropy: this.#entropy, ...how });
    if (!match) throw new Error("the match was not restored");
    this.match = match;
    this.relay = relayBeside(this, this.#game);
  }

  /** Lives through some ticks. */
  run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.now += 1000 / this.match.tickRate;
      this.match.tick(this.now);
    }
  }

  /** Lives on to a tick that every stream tells of, so that no stream is silent; for at least one. */
  settle(): void {
    do this.run(1);
    while (this.match.tickNumber % HASH_EVERY > 0);
  }
}
