/** Sends the world to the clients: one message a socket, and what is the same for many is coded once. */
import { join, ruleName, SEEDS_SINCE } from "#shared/protocol/index.ts";
import type { Layout, WorldBase } from "#shared/sim/index.ts";
import { Channel, type ChannelKind, channelKind, KEPT_S } from "./channel.ts";
import type { Connection } from "./connection.ts";
import type { EpochHistory } from "./epoch-history.ts";
import type { FrameSigner } from "./frame-signer.ts";
import { Watermark } from "./watermark.ts";

/** The roster, as clients are sent it. */
export interface RosterSource {
  /** Counts the changes. */
  readonly version: number;
  /** The message of the roster. */
  roster(): Uint8Array;
  /** The first tick in which the seat was its present owner's; undefined where it has no owner. */
  since(seat: number): number | undefined;
}

export interface BroadcasterOptions {
  readonly layout: Layout;
  readonly epochs: EpochHistory;
  readonly rosterSource: RosterSource;
  /** How far the world is behind the match, in seconds. */
  readonly delay: number;
  /** The world itself holds no more than its readers may know. */
  readonly masked?: boolean;
  /** Signs what players are sent of the rules stream; undefined where the match wants nothing back after a crash. */
  readonly signer?: FrameSigner | undefined;
}

/** With more sockets than this, each gets this many messages a second. */
const CROWD = { sockets: 32, rate: 15 } as const;
/** Where the world is this many seconds behind the match, this many messages a second are enough. */
const BEHIND = { seconds: 2, rate: 4 } as const;

/**
 * How many ticks travel in one message down.
 * @param delay how far the world is behind the match, in seconds
 */
export function ticksAMessage(tickRate: number, sockets: number, delay = 0): number {
  if (delay >= BEHIND.seconds) return Math.max(1, Math.trunc(tickRate / BEHIND.rate));
  return sockets > CROWD.sockets ? Math.max(1, Math.trunc(tickRate / CROWD.rate)) : 1;
}

/** A client that is ahead of this world by at most so many seconds waits until the world has caught up. */
const AHEAD_S = 3;

/** What newcomers begin with. */
interface Openings {
  readonly by: ReadonlyMap<Connection, Uint8Array[]>;
  /** How many of them begin with a keyframe. */
  readonly keyframes: number;
}

export class Broadcaster {
  readonly #layout: Layout;
  readonly #rosterSource: RosterSource;
  readonly #delay: number;
  readonly #masked: boolean;
  readonly #epochs: EpochHistory;
  readonly #rules: string;
  readonly #signer: FrameSigner | undefined;
  /** The channels that have readers, or had some lately. */
  readonly #channels = new Map<string, Channel>();
  readonly #rosterSent = new Watermark();
  #roster: Uint8Array = new Uint8Array();

  constructor({ layout, epochs, rosterSource, delay, masked = false, signer }: BroadcasterOptions) {
    this.#layout = layout;
    this.#epochs = epochs;
    this.#rosterSource = rosterSource;
    this.#delay = delay;
    this.#masked = masked;
    this.#signer = signer;
    this.#rules = ruleName(layout.game);
  }

  /**
   * Sends what a tick has changed, or keeps it for the next message. Call it for every tick, or once for several quiet ones.
   * @param passed how many ticks have led to this world
   * @returns how many clients begin with a keyframe here
   */
  tick(world: WorldBase, connections: ReadonlySet<Connection>, passed = 1): number {
    for (const channel of this.#channels.values()) channel.write(world, passed);
    if (!this.#waits(world.tick, connections))
      return this.#send(world, connections, (connection) => this.#isAhead(connection, world.tick));
    for (const connection of connections) connection.flush([]);
    return 0;
  }

  /** Many sockets get several ticks in one message: it is the number of sends that costs the server. */
  #waits(tick: number, connections: ReadonlySet<Connection>): boolean {
    const due = tick % ticksAMessage(this.#layout.tickRate, connections.size, this.#delay) === 0;
    return !due && !this.#rosterSent.isNew(this.#rosterSource.version);
  }

  /** Sends everything that has not been sent, between two ticks. */
  admit(world: WorldBase, connections: ReadonlySet<Connection>): void {
    this.#send(world, connections, (connection) => this.#isAhead(connection, world.tick));
  }

  /** As `admit`, also to clients that are ahead: the match sleeps, or is about to wake. */
  flush(world: WorldBase, connections: ReadonlySet<Connection>): void {
    this.#send(world, connections, () => false);
  }

  /** A client that knows this world already: it is sent what follows. */
  goOn(connection: Connection, world: WorldBase): void {
    connection.needs = "frames";
    this.#channelOf(connection, world);
  }

  /** Ends all silences, and sends everything: afterwards every client knows this world. */
  settle(world: WorldBase, connections: ReadonlySet<Connection>): void {
    for (const channel of this.#channels.values()) channel.settle();
    this.flush(world, connections);
  }

  /**
   * Sends each client the answers for it alone, the frame or its opening, and the roster if that has changed. A clogged client is
   * passed over: it begins anew once it has caught up.
   * @returns how many begin with a keyframe
   */
  #send(world: WorldBase, connections: ReadonlySet<Connection>, waits: (connection: Connection) => boolean): number {
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
      connection.flush(openings.by.get(connection) ?? news.get(channel) ?? []);
    }
    if (changed || world.tick % this.#layout.tickRate === 0) this.#prune(connections, world.tick);
    return openings.keyframes;
  }

  /** What each newcomer begins with: the frames that it lacks, or an opening, which is coded once for all of a channel. */
  #open(newcomers: readonly Connection[], world: WorldBase): Openings {
    const shared = new Map<Channel, Uint8Array[]>();
    const openings = new Map<Connection, Uint8Array[]>();
    let keyframes = 0;
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
      keyframes += 1;
      // A relay may know the whole of this world, so the world's past is no secret from it either.
      if (this.#masked && newcomer.arrival.role === "relay") {
        openings.set(newcomer, [...channel.opening(world, true), this.#roster]);
        continue;
      }
      const opening = shared.get(channel) ?? [...channel.opening(world), this.#roster];
      shared.set(channel, opening);
      openings.set(newcomer, opening);
    }
    return { by: openings, keyframes };
  }

  /** The tick up to which a newcomer knows this match as its seat sees it; undefined where it does not know it. */
  #held({ since, seat }: Connection): number | undefined {
    if (since === undefined || !this.#epochs.knows(since.generation, since.tick)) return undefined;
    // The world may look different from another seat.
    const seated = seat < 0 ? 0 : (this.#rosterSource.since(seat) ?? Number.POSITIVE_INFINITY);
    return seated <= since.tick ? since.tick : undefined;
  }

  /** Whether a newcomer is a little ahead of this world: it is sent nothing until the world has caught up. */
  #isAhead(connection: Connection, tick: number): boolean {
    const by = (this.#held(connection) ?? 0) - tick;
    return by > 0 && by <= AHEAD_S * this.#layout.tickRate;
  }

  #channelOf(connection: Connection, world: WorldBase): Channel {
    if (connection.channel) return connection.channel;
    const { isPlayer, isOperator, seat, arrival } = connection;
    // A client that does not read of new seeds is told how the world changes.
    const hasRules = arrival.edition >= SEEDS_SINCE && arrival.rules.includes(this.#rules);
    const { stream, view } = channelKind(this.#layout, seat, hasRules);
    const signer = isPlayer && stream === "rules" ? this.#signer : undefined;
    // From an operator nothing is hidden.
    connection.channel = this.#channel({ stream, view: isOperator ? undefined : view, signer }, world);
    return connection.channel;
  }

  #channel(kindOf: ChannelKind, world: WorldBase): Channel {
    const kind = this.#masked ? { ...kindOf, view: undefined } : kindOf;
    const { stream, view, signer } = kind;
    const key = `${stream} ${view} ${signer !== undefined}`;
    const channel = this.#channels.get(key) ?? new Channel(kind, world);
    this.#channels.set(key, channel);
    return channel;
  }

  /** From here on the spectators' channels keep the frames that a client that comes back may lack. */
  prepare(world: WorldBase): void {
    for (const hasRules of [true, false]) this.#channel(channelKind(this.#layout, -1, hasRules), world);
  }

  /** Drops the channels that have had no reader for so long that none can come back to them. */
  #prune(connections: ReadonlySet<Connection>, tick: number): void {
    const followed = new Set([...connections].map(({ channel }) => channel));
    for (const [key, channel] of this.#channels) {
      if (followed.has(channel)) channel.followed = tick;
      else if (tick - channel.followed > KEPT_S * this.#layout.tickRate) this.#channels.delete(key);
    }
  }
}
