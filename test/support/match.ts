/** A match in memory, with sockets that only remember, for the tests of worker/match. */

import { arena } from "#shared/games/arena/index.ts";
import { LogReader } from "#shared/log/index.ts";
import { type DownMessage, decodeDown, encodeUp, ruleName, type UpMessage } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { Connection, type Port } from "#worker/match/connection.ts";
import { Match } from "#worker/match/match.ts";
import type { MatchSpec } from "#worker/match/spec.ts";

export const spec = (settings: Readonly<Record<string, number>> = {}): MatchSpec => ({
  code: "TESTTEST00",
  game: "arena",
  mode: "custom",
  settings: { seats: 4, ...settings },
  listed: true,
});

let tickets = 0;

/** What a client that has the game's rules says of them. */
export const RULES: readonly string[] = [ruleName(arena)];

/** A socket of somebody whose ticket is good. */
export function connectionTo(port: Port, player: string, seat: number, rules: readonly string[] = []): Connection {
  tickets += 1;
  const role = seat < 0 ? "spectator" : "player";
  const claims = { id: `t${tickets}`, role, seat, player, name: player, expires: 1e15 } as const;
  return new Connection(port, { ...claims, rules: [...rules] });
}

/** A client that believes what it is told. */
export class FakeClient {
  readonly connection: Connection;
  readonly messages: DownMessage[] = [];
  /** WebSocket messages, of which each may hold several. */
  sends = 0;
  closed: number | undefined;
  /** Bytes that wait in its way out, as the runtime tells; undefined where it can't. */
  buffered: number | undefined;

  constructor(player: string, seat: number, rules: readonly string[] = []) {
    const port = {
      send: (bytes: Uint8Array) => {
        this.sends += 1;
        this.messages.push(...decodeDown(bytes));
      },
      close: (code: number) => {
        this.closed = code;
      },
      buffered: () => this.buffered,
    };
    this.connection = connectionTo(port, player, seat, rules);
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
  readonly match: Match;
  now = 1_000_000;

  constructor(settings: Readonly<Record<string, number>> = {}, seed = 1) {
    this.match = Match.create(spec(settings), seed);
  }

  /** A seat for this person. */
  reserve(player: string): number {
    const reservation = this.match.reserve(player, player, this.now);
    if (!reservation.ok) throw new Error(`no seat for ${player}: ${reservation.reason}`);
    return reservation.seat;
  }

  /** Comes in, as somebody with a good ticket. */
  join(player: string, rules: readonly string[] = []): FakeClient {
    return this.connect(player, this.reserve(player), rules);
  }

  watch(player: string, rules: readonly string[] = []): FakeClient {
    return this.connect(player, -1, rules);
  }

  connect(player: string, seat: number, rules: readonly string[] = []): FakeClient {
    const client = new FakeClient(player, seat, rules);
    this.match.connect(client.connection, this.now);
    return client;
  }

  say(client: FakeClient, message: UpMessage | Uint8Array | string): void {
    const bytes = typeof message === "string" || message instanceof Uint8Array ? message : encodeUp(message);
    this.match.receive(client.connection, typeof bytes === "string" ? bytes : new Uint8Array(bytes).buffer, this.now);
  }

  /** Lives through some ticks. */
  run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.now += 1000 / this.match.tickRate;
      this.match.tick(this.now);
    }
  }
}
