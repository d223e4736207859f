/** What goes out: one message a socket, and what is the same for many is coded once. */
import { join, ruleName } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { Channel, channelKind, KEPT_S } from "./channel.ts";
import type { Connection } from "./connection.ts";
import type { EpochHistory } from "./epoch-history.ts";
import { Watermark } from "./watermark.ts";

/** Who is there, for those who are sent it. */
export interface RosterSource {
  /** Counts the changes. */
  readonly version: number;
  /** The message that tells it. */
  roster(): Uint8Array;
  /** The first tick in which this seat was its owner's; undefined where it has none who has come in. */
  since(seat: number): number | undefined;
}

export interface BroadcasterOptions {
  readonly layout: Layout;
  readonly epochs: EpochHistory;
  readonly rosterSource: RosterSource;
  /** How far the world is behind the match, in seconds. */
  readonly delay: number;
  /** The world holds no more than what its readers may know. */
  readonly masked?: boolean;
}

/** With more sockets than this, each is sent so many messages a second. */
const CROWD = { sockets: 32, rate: 15 } as const;
/** Where the world is so many seconds behind the match, a few messages a second are enough. */
const BEHIND = { seconds: 2, rate: 4 } as const;

/**
 * How many ticks travel in one message down.
 * @param delay how far the world is behind the match, in seconds
 */
export function ticksAMessage(tickRate: number, sockets: number, delay = 0): number {
  if (delay >= BEHIND.seconds) return Math.max(1, Math.trunc(tickRate / BEHIND.rate));
  return sockets > CROWD.sockets ? Math.max(1, Math.trunc(tickRate / CROWD.rate)) : 1;
}

/** Who knows more than has been told here, by so many seconds at the most, waits until that is told. */
const AHEAD_S = 3;

export class Broadcaster {
  readonly #layout: Layout;
  readonly #rosterSource: RosterSource;
  readonly #delay: number;
  readonly #masked: boolean;
  readonly #epochs: EpochHistory;
  readonly #rules: string;
  /** Only those that somebody follows, or followed lately. */
  readonly #channels = new Map<string, Channel>();
  readonly #rosterSent = new Watermark();
  #roster: Uint8Array = new Uint8Array();

  constructor({ layout, epochs, rosterSource, delay, masked = false }: BroadcasterOptions) {
    this.#layout = layout;
    this.#epochs = epochs;
    this.#rosterSource = rosterSource;
    this.#delay = delay;
    this.#masked = masked;
    this.#rules = ruleName(layout.game);
  }

  /** Sends what a tick has changed, or keeps it for the next message. Call it for every tick. */
  tick(world: WorldBase, connections: ReadonlySet<Connection>): void {
    for (const channel of this.#channels.values()) channel.write(world);
    if (this.#waits(world.tick, connections)) for (const connection of connections) connection.flush([]);
    else this.#send(world, connections, (connection) => this.#isAhead(connection, world.tick));
  }

  /** A crowd is sent several ticks in one message: it is the number of sends that costs the server. */
  #waits(tick: number, connections: ReadonlySet<Connection>): boolean {
    const due = tick % ticksAMessage(this.#layout.tickRate, connections.size, this.#delay) === 0;
    return !due && !this.#rosterSent.isNew(this.#rosterSource.version);
  }

  /** Sends what there is, between two ticks. */
  admit(world: WorldBase, connections: ReadonlySet<Connection>): void {
    this.#send(world, connections, (connection) => this.#isAhead(connection, world.tick));
  }

  /** Sends what there is though no tick has passed: the match sleeps, or is about to wake. */
  flush(world: WorldBase, connections: ReadonlySet<Connection>): void {
    this.#send(world, connections, () => false);
  }

  /**
   * Sends to each what is for it alone, the frame or what it begins with, and the roster where it has changed. A clogged
   * one is passed over: it begins anew when it has drained.
   */
  #send(world: WorldBase, connections: ReadonlySet<Connection>, waits: (connection: Connection) => boolean): void {
    const changed = this.#rosterSent.take(this.#rosterSource.version);
    if (changed) this.#roster = this.#rosterSource.roster();
    const newcomers = [...connections].filter(
      (connection) => connection.needs !== "frames" && !connection.clogged && !waits(connection),
    );
    for (const newcomer of newcomers) this.#channelOf(newcomer, world).settle();
    const openings = this.#open(newcomers, world);
    const news = new Map<Channel, Uint8Array[]>();
    for (const channel of this.#channels.values()) {
      const parts = [...channel.drain(), ...(changed ? [this.#roster] : [])];
      news.set(channel, parts.length === 0 ? [] : [join(parts)]);
    }
    for (const connection of connections) {
      const channel = this.#channelOf(connection, world);
      if (connection.clogged || connection.needs !== "frames") continue;
      connection.flush(openings.get(connection) ?? news.get(channel) ?? []);
    }
    if (changed || world.tick % this.#layout.tickRate === 0) this.#prune(connections, world.tick);
  }

  /** What each newcomer begins with: the frames that it lacks, or an opening, which is coded once for all of a channel. */
  #open(newcomers: readonly Connection[], world: WorldBase): Map<Connection, Uint8Array[]> {
    const shared = new Map<Channel, Uint8Array[]>();
    const openings = new Map<Connection, Uint8Array[]>();
    for (const newcomer of newcomers) {
      const channel = this.#channelOf(newcomer, world);
      if (newcomer.needs === "welcome")
        newcomer.tell(channel.welcome(this.#layout, this.#epochs.data, this.#delay, newcomer.seat));
      const held = this.#held(newcomer);
      const lacks = held === undefined ? undefined : channel.after(held);
      newcomer.needs = "frames";
      newcomer.since = undefined;
      if (lacks) {
        openings.set(newcomer, [...lacks, this.#roster]);
        continue;
      }
      // What it is shown itself is all that it may know, so its past is no secret either.
      if (this.#masked && newcomer.arrival.role === "relay") {
        openings.set(newcomer, [...channel.opening(world, true), this.#roster]);
        continue;
      }
      const opening = shared.get(channel) ?? [...channel.opening(world), this.#roster];
      shared.set(channel, opening);
      openings.set(newcomer, opening);
    }
    return openings;
  }

  /** The tick up to which a newcomer knows this very match, from this very seat; undefined where it does not. */
  #held({ since, seat }: Connection): number | undefined {
    if (since === undefined || !this.#epochs.knows(since.generation, since.tick)) return undefined;
    // From another seat the world may look otherwise.
    const seated = seat < 0 ? 0 : (this.#rosterSource.since(seat) ?? Number.POSITIVE_INFINITY);
    return seated <= since.tick ? since.tick : undefined;
  }

  /** Whether a newcomer knows a little more than has been told here: it is sent nothing until it lacks something. */
  #isAhead(connection: Connection, tick: number): boolean {
    const by = (this.#held(connection) ?? 0) - tick;
    return by > 0 && by <= AHEAD_S * this.#layout.tickRate;
  }

  #channelOf(connection: Connection, world: WorldBase): Channel {
    if (connection.channel) return connection.channel;
    connection.channel = this.#channel(connection.seat, connection.arrival.rules.includes(this.#rules), world);
    return connection.channel;
  }

  #channel(seat: number, hasRules: boolean, world: WorldBase): Channel {
    const { stream, view } = channelKind(this.#layout, seat, hasRules);
    const kind = { stream, view: this.#masked ? undefined : view };
    const key = `${kind.stream} ${kind.view}`;
    const channel = this.#channels.get(key) ?? new Channel(kind, world);
    this.#channels.set(key, channel);
    return channel;
  }

  /** Keeps from here on what a spectator may lack who comes back. */
  prepare(world: WorldBase): void {
    for (const hasRules of [true, false]) this.#channel(-1, hasRules, world);
  }

  /** Lets go of what nobody has followed for so long that nobody can come back to it. */
  #prune(connections: ReadonlySet<Connection>, tick: number): void {
    const followed = new Set([...connections].map(({ channel }) => channel));
    for (const [key, channel] of this.#channels) {
      if (followed.has(channel)) channel.followed = tick;
      else if (tick - channel.followed > KEPT_S * this.#layout.tickRate) this.#channels.delete(key);
    }
  }
}
