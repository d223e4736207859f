/**
 * Shows a match to those who watch: a reader of its log like everybody else, who reads it on to many. The match knows
 * relays, not watchers. Knows no Cloudflare type, no clock and no timer: a shell hands in sockets as ports, and the time.
 */
import type { Keyframe } from "#shared/log/index.ts";
import {
  CLOSE,
  type CloseCode,
  type DownMessage,
  decodeDown,
  encodeDown,
  encodeUp,
  REFUSED,
  type Since,
  type UpMessage,
  type Welcome,
} from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { TICKET_S } from "../auth/tickets.ts";
import type { RosterSource } from "../broadcast/broadcaster.ts";
import type { Connection } from "../broadcast/connection.ts";
import { type Business, Connections, type ConnectionsOwner } from "../broadcast/connections.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import { TickClock } from "../broadcast/tick-clock.ts";
import { log, wordsOf } from "../log.ts";
import { MOST_WATCHERS } from "./placement.ts";
import { RelayFeed } from "./relay-feed.ts";

/** The way to the match, or to the relay before this one. */
export interface Upstream {
  /** Opens it, unless it is. @param since what this relay still holds */
  open(since: Since | undefined): void;
  /** Sends now, or not at all. @param asks an answer is to come: a way on which none does is made anew */
  send(bytes: Uint8Array, asks: boolean): void;
  /** Lets go of it, for good or until the next `open`. */
  close(): void;
}

/** What was received is said so often, in milliseconds; and how many watch, where that has changed, at most so often. */
const PING_MS = 2000;
const TELL_MS = 1000;
/** So often at least it says that it is still there, in milliseconds, if those who watch say so to it. */
const LIFE_MS = 15_000;
/** Of a match that is silent for so long nothing is to be expected soon: it sleeps, and so may the relay, in milliseconds. */
const SILENT_MS = 60_000;
/** While frames come a newcomer waits for the next, in milliseconds. */
const SOON_MS = 300;
/** A machine may stall for so long, in milliseconds. A page that comes back waits longer for its welcome. */
const STALL_MS = 3000;
/** How far apart its ticks may be for a relay, in milliseconds: they come in batches. */
const PERIOD_MS = 250;

/** No ticket is good for longer, in milliseconds. */
const TICKET_MS = TICKET_S * 1000;
const DISMISSED = [CLOSE.takenOver, "you have come to play in this match"] as const;

const NONE: ReadonlySet<Connection> = new Set();
const NOBODY = encodeDown({ type: "roster", spectators: 0, seats: [] });

export class Relay implements ConnectionsOwner {
  readonly #upstream: Upstream;
  readonly #games: Games;
  readonly #clock = new TickClock(PERIOD_MS);
  readonly #rosterSource: RosterSource & { version: number; bytes: Uint8Array } = {
    version: 0,
    bytes: NOBODY,
    roster: () => this.#rosterSource.bytes,
    since: () => undefined,
  };
  /** Who came before it was known what there is to see. */
  readonly #early = new Set<Connection>();
  #connections: Connections | undefined;
  #feed: RelayFeed | undefined;
  /** Somebody has come who has not been sent anything yet. */
  #fresh = false;
  /** The message that is being read has begun anew. */
  #begun = false;
  /** What has come may not have been told on to its end. */
  #owes = false;
  /** When something last came from upstream, and when it was let go or opened. */
  #heardAt = Number.NEGATIVE_INFINITY;
  #turnedAt = Number.NEGATIVE_INFINITY;
  #pingAt = Number.NEGATIVE_INFINITY;
  /** The newest mark that has come from upstream, 0 before the first; and the one that was returned last. */
  #mark = 0;
  #acknowledged = 0;
  #told = { count: 0, at: Number.NEGATIVE_INFINITY };
  #open = false;
  /** Who has come to play in the match, and when: tickets to watch from before then are void. */
  readonly #dismissed = new Map<string, number>();

  /** @param games the games whose rules there are; it shows a match of other rules too, by its schema */
  constructor(upstream: Upstream, games: Games) {
    this.#upstream = upstream;
    this.#games = games;
  }

  get tickNumber(): number {
    return this.#feed?.tick ?? 0;
  }

  /** How many watch through this relay, and the relays after it. */
  get watchers(): number {
    const count = (connections: Iterable<Connection>) =>
      [...connections].reduce((sum, { arrival, watchers }) => sum + (arrival.role === "relay" ? watchers : 1), 0);
    return count(this.#early) + count(this.#connections?.all ?? []);
  }

  get #empty(): boolean {
    return this.#early.size === 0 && (this.#connections?.all.size ?? 0) === 0;
  }

  /** What it still holds of the match. */
  get #since(): Since | undefined {
    const { tick, epochs } = this.#feed ?? {};
    return tick === undefined || !epochs ? undefined : { generation: epochs.generation, tick };
  }

  /**
   * These players have come to play in the match: they watch it no more.
   * @param at when that was; tickets that were signed later are good. Milliseconds since 1970
   */
  dismiss(players: readonly string[], at: number, now: number): void {
    for (const [player, since] of this.#dismissed) if (now - since > TICKET_MS) this.#dismissed.delete(player);
    for (const player of players) this.#dismissed.set(player, at);
    for (const connection of [...this.#early, ...(this.#connections?.all ?? [])]) {
      if (!this.#isDismissed(connection.arrival)) continue;
      connection.close(...DISMISSED);
      this.disconnect(connection, now);
    }
  }

  /** Players who were dismissed lately, and when. */
  get dismissed(): ReadonlyMap<string, number> {
    return this.#dismissed;
  }

  #isDismissed({ player, at }: Connection["arrival"]): boolean {
    return at <= (this.#dismissed.get(player) ?? Number.NEGATIVE_INFINITY);
  }

  /** Why this socket can't come in; undefined where it can. */
  refusal(arrival: Connection["arrival"]): SocketRefusal | undefined {
    if (this.#isDismissed(arrival)) return { close: DISMISSED[0], reason: DISMISSED[1] };
    const { size } = this.#connections?.all ?? this.#early;
    if (size < MOST_WATCHERS) return undefined;
    return { close: CLOSE.full, reason: `${MOST_WATCHERS} watch through this relay already` };
  }

  /** Takes in a spectator, or a relay that follows this one. */
  connect(connection: Connection, now: number): void {
    const refusal = this.refusal(connection.arrival);
    if (refusal) {
      connection.close(refusal.close, refusal.reason);
      return;
    }
    connection.since = connection.arrival.since;
    if (this.#connections) this.#connections.add(connection);
    else this.#early.add(connection);
    this.#begin(now);
    this.#tell(now);
    if (this.#isQuiet(now) && this.#connections) this.#flush(this.#connections, now);
    else this.#fresh = true;
  }

  /** Sends what there is though nothing comes. Who knows more than that begins nothing anew for a mere stall. */
  #flush(connections: Connections, now: number): void {
    if (now - this.#heardAt > STALL_MS) this.#feed?.flush(connections.all);
    else this.#feed?.open(connections.all);
    this.#owes = false;
  }

  /** No frames come: the match sleeps, or the way to it is broken. */
  #isQuiet(now: number): boolean {
    return now - this.#heardAt > SOON_MS;
  }

  /** Opens the way to the match, if it is not. */
  #begin(now: number): void {
    if (this.#open) return;
    this.#open = true;
    this.#turnedAt = this.#heardAt = now;
    this.#upstream.open(this.#since);
  }

  #end(now: number): void {
    if (!this.#open) return;
    this.#open = false;
    this.#turnedAt = now;
    this.#told = { count: 0, at: Number.NEGATIVE_INFINITY };
    this.#upstream.close();
  }

  disconnect(connection: Connection, now: number): void {
    this.#early.delete(connection);
    this.#connections?.remove(connection, now);
    this.#tell(now);
    if (this.#empty) this.#end(now);
  }

  gone(): void {}

  /** What somebody who watches says. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    this.#rouse(now);
    // While nothing comes from upstream there is no other moment for it.
    if (this.#acknowledged !== this.#mark || now - this.#pingAt >= LIFE_MS) this.#ping(now);
    const connections = this.#connections;
    if (!connections?.all.has(connection)) return;
    // To be sent nothing is no stall.
    if (this.#isQuiet(now)) this.#clock.rest(now);
    connections.receive(connection, message, now);
    connections.consume(connection, now);
    // What it is told goes out at once: the next frame may be long in coming.
    if (this.#isQuiet(now) && (this.#owes || connection.needs !== "frames")) this.#flush(connections, now);
    else if (connection.open && connection.needs === "frames") connection.flush([]);
    if (!connection.open && this.#empty) this.#end(now);
  }

  /** Lets go of a match that sleeps, and looks now and then whether it still does. Those who watch say something each few seconds. */
  #rouse(now: number): void {
    // Of a match that has just begun nothing is to be heard for as long as the delay.
    const silentMs = SILENT_MS + 1000 * (this.#open ? (this.#feed?.delay ?? 0) : 0);
    if (now - Math.max(this.#heardAt, this.#turnedAt) < silentMs) return;
    if (this.#open) this.#end(now);
    else this.#begin(now);
  }

  obey(connection: Connection, message: Business, _at: number, now: number): void {
    const isRelay = connection.arrival.role === "relay";
    if (message.type === "leave") this.#connections?.expel(connection, CLOSE.left, "as you asked", now);
    else if (message.type === "input" && !isRelay) this.#connections?.refuse(connection, REFUSED.notSeated, now);
    else if (message.type === "watchers" && isRelay) connection.watchers = message.count;
    else this.#connections?.expel(connection, CLOSE.malformed, "this is not for you to say", now);
  }

  /** The way to the match has been opened, perhaps anew. */
  opened(now: number): void {
    this.#told = { count: 0, at: Number.NEGATIVE_INFINITY };
    this.#pingAt = Number.NEGATIVE_INFINITY;
    this.#mark = this.#acknowledged = 0;
    this.#tell(now);
    // Is there anything at the other end? What comes first is acknowledged at once all the same.
    this.#ping(now);
    this.#pingAt = Number.NEGATIVE_INFINITY;
  }

  /** A message from upstream. */
  receiveUpstream(bytes: Uint8Array, now: number): void {
    const messages = decodeDown(bytes);
    // An answer is no sign that the match is awake.
    if (messages.some(({ type }) => type !== "pong")) this.#heardAt = now;
    this.#clock.tick(now);
    this.#connections?.sweep(now);
    for (const message of messages) this.#read(message);
    if (this.#fresh && this.#connections) this.#feed?.open(this.#connections.all);
    this.#fresh = this.#begun = false;
    this.#owes = true;
    this.#ping(now);
    this.#tell(now);
  }

  #read(message: DownMessage): void {
    const connections = this.#connections?.all ?? new Set<Connection>();
    switch (message.type) {
      case "welcome":
        this.#welcome(message);
        break;
      case "keyframe":
        this.#keyframe(message, connections);
        break;
      case "frame":
        // What follows a keyframe at once leads to the present, and its past: only that is for showing.
        this.#follow(() => this.#feed?.apply(message, this.#begun ? NONE : connections));
        break;
      case "mark":
        this.#mark = message.mark;
        break;
      case "roster":
        this.#rosterSource.bytes = encodeDown(message);
        this.#rosterSource.version += 1;
        break;
    }
  }

  #keyframe(keyframe: Keyframe, connections: Iterable<Connection>): void {
    if (!this.#feed?.begin(keyframe, connections)) return;
    this.#fresh = this.#begun = true;
  }

  #follow(apply: () => void): void {
    try {
      apply();
    } catch (error) {
      // A keyframe mends it, as for everybody.
      log.warn("relay_out_of_step", { tick: this.tickNumber, detail: wordsOf(error) });
      this.#say({ type: "resync", tick: this.tickNumber });
    }
  }

  #welcome(welcome: Welcome): void {
    if (this.#feed?.fits(welcome)) {
      this.#feed.resume(welcome);
      return;
    }
    const before = this.#connections?.all ?? [];
    this.#feed = new RelayFeed(welcome, this.#rosterSource, this.#games);
    this.#connections = new Connections(this.#feed.layout, this.#clock, this);
    for (const connection of [...before, ...this.#early]) {
      connection.needs = "welcome";
      connection.channel = undefined;
      this.#connections.add(connection);
    }
    this.#early.clear();
  }

  #say(message: UpMessage): void {
    if (this.#open) this.#upstream.send(encodeUp(message), message.type === "ping");
  }

  #ping(now: number): void {
    if (now - this.#pingAt < PING_MS) return;
    this.#pingAt = now;
    this.#acknowledged = this.#mark;
    this.#say({ type: "ping", time: Math.trunc(now) >>> 0, mark: this.#mark });
  }

  #tell(now: number): void {
    const count = this.watchers;
    if (count === this.#told.count || now - this.#told.at < TELL_MS) return;
    this.#told = { count, at: now };
    this.#say({ type: "watchers", count });
  }

  /**
   * The way to the match has broken.
   * @returns whether it is to be tried again, by `open` of the shell's own
   */
  broken(): Since | undefined | "nobody" {
    return this.#empty || !this.#open ? "nobody" : this.#since;
  }

  /** There is nothing to be seen any more: everybody is told why. */
  over(code: CloseCode, reason: string): void {
    for (const connection of this.#early) connection.close(code, reason);
    this.#early.clear();
    this.#connections?.clear(code, reason);
    if (this.#open) this.#upstream.close();
    this.#open = false;
  }
}
