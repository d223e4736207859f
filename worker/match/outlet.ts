/** What goes out: one message a socket, and what is the same for many is coded once. */
import { encodeDown, join, ruleName } from "#shared/protocol/index.ts";
import { type Layout, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { botName } from "./botnames.ts";
import { Channel, channelKind } from "./channel.ts";
import type { Connection } from "./connection.ts";
import type { Seats } from "./seats.ts";

export const spectatorsOf = (connections: Iterable<Connection>): number =>
  [...connections].filter((connection) => !connection.isPlayer).length;

/** With more sockets than this, each is sent so many messages a second. */
const CROWD = { sockets: 32, rate: 15 } as const;

/** How many ticks travel in one message down. */
export const ticksAMessage = (tickRate: number, sockets: number): number =>
  sockets > CROWD.sockets ? Math.max(1, Math.trunc(tickRate / CROWD.rate)) : 1;

export class Outlet {
  readonly #layout: Layout;
  readonly #seats: Seats;
  readonly #rules: string;
  /** Only those that somebody follows. */
  readonly #channels = new Map<string, Channel>();
  #rosterSeen = -1;
  #roster: Uint8Array = new Uint8Array();

  constructor(layout: Layout, seats: Seats) {
    this.#layout = layout;
    this.#seats = seats;
    this.#rules = ruleName(layout.game);
  }

  /** Sends what a tick has changed, or keeps it for the next message. Call it for every tick. */
  tick(world: WorldBase, connections: ReadonlySet<Connection>): void {
    for (const channel of this.#channels.values()) channel.write(world);
    if (this.#waits(world.tick, connections)) for (const connection of connections) connection.flush([]);
    else this.flush(world, connections);
  }

  /** A crowd is sent several ticks in one message: it is the number of sends that costs the server. */
  #waits(tick: number, connections: ReadonlySet<Connection>): boolean {
    const due = tick % ticksAMessage(this.#layout.tickRate, connections.size) === 0;
    return !due && this.#rosterSeen === this.#seats.version;
  }

  /**
   * Sends to each what is for it alone, the frame or an opening, and the roster where it has changed. A clogged one is
   * passed over: it begins anew when it has drained.
   */
  flush(world: WorldBase, connections: ReadonlySet<Connection>): void {
    const changed = this.#rosterSeen !== this.#seats.version;
    if (changed) this.#roster = this.#encodeRoster(spectatorsOf(connections));
    this.#rosterSeen = this.#seats.version;
    const newcomers = [...connections].filter(({ needs, clogged }) => needs !== "frames" && !clogged);
    for (const newcomer of newcomers) this.#channelOf(newcomer, world).settle();
    const openings = this.#open(newcomers, world);
    const news = new Map<Channel, Uint8Array[]>();
    for (const channel of this.#channels.values()) {
      const parts = [...channel.take(), ...(changed ? [this.#roster] : [])];
      news.set(channel, parts.length === 0 ? [] : [join(parts)]);
    }
    for (const connection of connections) {
      if (connection.clogged) continue;
      const channel = this.#channelOf(connection, world);
      connection.flush(openings.get(connection) ?? news.get(channel) ?? []);
    }
    if (changed) this.#prune(connections);
  }

  /** What each newcomer begins with; coded once for all of a channel. */
  #open(newcomers: readonly Connection[], world: WorldBase): Map<Connection, Uint8Array[]> {
    const shared = new Map<Channel, Uint8Array[]>();
    const openings = new Map<Connection, Uint8Array[]>();
    for (const newcomer of newcomers) {
      const channel = this.#channelOf(newcomer, world);
      if (newcomer.needs === "welcome") newcomer.tell(channel.welcome(this.#layout, newcomer.seat));
      newcomer.needs = "frames";
      const opening = shared.get(channel) ?? [...channel.opening(world), this.#roster];
      shared.set(channel, opening);
      openings.set(newcomer, opening);
    }
    return openings;
  }

  #channelOf(connection: Connection, world: WorldBase): Channel {
    if (connection.channel) return connection.channel;
    const kind = channelKind(this.#layout, connection.seat, connection.arrival.rules.includes(this.#rules));
    const key = `${kind.stream} ${kind.view}`;
    const channel = this.#channels.get(key) ?? new Channel(kind, world);
    this.#channels.set(key, channel);
    connection.channel = channel;
    return channel;
  }

  /** Lets go of what nobody follows any more. */
  #prune(connections: ReadonlySet<Connection>): void {
    const followed = new Set([...connections].map(({ channel }) => channel));
    for (const [key, channel] of this.#channels) if (!followed.has(channel)) this.#channels.delete(key);
  }

  #encodeRoster(spectators: number): Uint8Array {
    const seats = Array.from({ length: this.#seats.count }, (_, seat) => {
      const kind = this.#seats.kind(seat);
      return { seat, kind, name: kind === SEAT.bot ? botName(seat) : (this.#seats.owner(seat)?.name ?? "") };
    }).filter(({ kind }) => kind !== SEAT.empty);
    return encodeDown({ type: "roster", spectators, seats });
  }
}
