/**
 * Shows a match to its spectators. To the match a relay is one more reader of its log; the relay reads it on to many, so the
 * match does not know them. Knows no Cloudflare type, no clock and no timer: a shell hands in sockets as ports, and the time.
 */
import type { Keyframe } from "#shared/log/index.ts";
import {
  CLOSE,
  type CloseCode,
  type DownMessage,
  decodeDown,
  encodeDown,
  REFUSED,
  type Since,
  type Welcome,
} from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Arrival } from "../broadcast/arrival.ts";
import type { RosterSource } from "../broadcast/broadcaster.ts";
import type { Connection } from "../broadcast/connection.ts";
import { Connections, EXPELLED, type Received } from "../broadcast/connections.ts";
import { Notices } from "../broadcast/notices.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import { TickClock } from "../broadcast/tick-clock.ts";
import { log, wordsOf } from "../log.ts";
import { Dismissed } from "./dismissed.ts";
import { MOST_WATCHERS } from "./placement.ts";
import { RelayFeed } from "./relay-feed.ts";
import { type Reopening, type Upstream, UpstreamLink } from "./upstream-link.ts";

/** How far apart its ticks may be for a relay, in milliseconds: they come in batches. */
const PERIOD_MS = 250;

const DISMISSED: SocketRefusal = { close: CLOSE.takenOver, reason: "you have come to play in this match" };

const NONE: ReadonlySet<Connection> = new Set();
const EMPTY_ROSTER = encodeDown({ type: "roster", spectators: 0, seats: [] });

/** Nothing is known of the match yet: the clients wait for its welcome. */
interface AwaitingWelcome {
  readonly state: "awaiting welcome";
  readonly waiting: Set<Connection>;
}

/** The relay shows what it is sent. */
interface Following {
  readonly state: "following";
  readonly feed: RelayFeed;
  readonly connections: Connections;
}

export class Relay {
  readonly #link: UpstreamLink;
  readonly #games: Games;
  readonly #clock = new TickClock(PERIOD_MS);
  readonly #rosterSource: RosterSource & { version: number; bytes: Uint8Array } = {
    version: 0,
    bytes: EMPTY_ROSTER,
    roster: () => this.#rosterSource.bytes,
    since: () => undefined,
  };
  readonly #dismissed = new Dismissed();
  readonly #notices = new Notices();
  #show: AwaitingWelcome | Following = { state: "awaiting welcome", waiting: new Set() };
  /** Some newcomers have not been sent anything yet. */
  #hasNewcomers = false;
  /** The message that is being read has begun anew. */
  #begun = false;
  /** What has come may not have been sent on to its end. */
  #owes = false;

  /** @param games the games whose rules there are; it shows a match of other rules too, by its schema */
  constructor(upstream: Upstream, games: Games) {
    this.#link = new UpstreamLink(upstream);
    this.#games = games;
  }

  get #feed(): RelayFeed | undefined {
    return this.#show.state === "following" ? this.#show.feed : undefined;
  }

  /** All connections, whether they wait or are shown the match. */
  get #all(): ReadonlySet<Connection> {
    return this.#show.state === "following" ? this.#show.connections.all : this.#show.waiting;
  }

  get tickNumber(): number {
    return this.#feed?.tick ?? 0;
  }

  /** How many watch through this relay, and the relays after it. */
  get watchers(): number {
    let sum = 0;
    for (const { arrival, watchers } of this.#all) sum += arrival.role === "relay" ? watchers : 1;
    return sum;
  }

  /** The world that the relay holds, for a stream that goes on from there. */
  get #since(): Since | undefined {
    const { tick, epochs } = this.#feed ?? {};
    return tick === undefined || !epochs ? undefined : { generation: epochs.generation, tick };
  }

  /** These players have come to play in the match: they no longer watch it. @param at as for `Dismissed.add` */
  dismiss(players: readonly string[], at: number, now: number): void {
    this.#dismissed.add(players, at, now);
    for (const connection of [...this.#all]) {
      if (!this.#dismissed.has(connection.arrival)) continue;
      connection.close(DISMISSED.close, DISMISSED.reason);
      this.disconnect(connection, now);
    }
  }

  /** Players who were dismissed lately, and when. */
  get dismissed(): ReadonlyMap<string, number> {
    return this.#dismissed.all;
  }

  /** Why a socket whose ticket is good is not let in; undefined where it is. */
  refusal(arrival: Arrival): SocketRefusal | undefined {
    if (this.#dismissed.has(arrival)) return DISMISSED;
    if (this.#all.size < MOST_WATCHERS) return undefined;
    return { close: CLOSE.full, reason: `${MOST_WATCHERS} watch through this relay already` };
  }

  /** Takes in a spectator, or a relay that follows this one. One that `refusal` refuses is closed. */
  connect(connection: Connection, now: number): void {
    const refusal = this.refusal(connection.arrival);
    if (refusal) {
      connection.close(refusal.close, refusal.reason);
      return;
    }
    connection.since = connection.arrival.since;
    const show = this.#show;
    if (show.state === "following") show.connections.add(connection);
    else show.waiting.add(connection);
    this.#link.open(this.#since, now);
    this.#link.tell(this.watchers, now);
    // The way may have brought the welcome at once.
    if (this.#link.isQuiet(now) && this.#show.state === "following") this.#flush(this.#show, now);
    else this.#hasNewcomers = true;
  }

  /** Sends what there is though nothing comes. A client that knows more than that begins nothing anew for a mere stall. */
  #flush({ feed, connections }: Following, now: number): void {
    if (this.#link.isStalled(now)) feed.flush(connections.all);
    else feed.open(connections.all);
    this.#owes = false;
  }

  disconnect(connection: Connection, now: number): void {
    if (this.#show.state === "following") this.#show.connections.remove(connection);
    else this.#show.waiting.delete(connection);
    this.#link.tell(this.watchers, now);
    if (this.#all.size === 0) this.#link.close(now);
  }

  /** A message of a spectator, or of a relay that follows this one. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    this.#rouse(now);
    // While nothing comes from upstream there is no other moment for it.
    this.#link.keepAlive(now);
    const show = this.#show;
    if (show.state !== "following" || !show.connections.all.has(connection)) return;
    const { connections } = show;
    // To be sent nothing is no stall.
    if (this.#link.isQuiet(now)) this.#clock.rest(now);
    const why = connections.receive(connection, message, now);
    if (why) connections.expel(connection, why);
    for (const { message: heard } of connections.drain(connection, now)) this.#obey(show, connection, heard, now);
    // The answers go out at once: the next frame may be long in coming.
    if (this.#link.isQuiet(now) && (this.#owes || connection.needs !== "frames")) this.#flush(show, now);
    else if (connection.open && connection.needs === "frames") connection.flush([]);
    if (!connection.open && this.#all.size === 0) this.#link.close(now);
    this.#deliver();
  }

  /** Sends the notices that wait: of a match that sleeps no frame comes to bring them. */
  #deliver(): void {
    for (const told of this.#notices.deliver()) told.flush([]);
  }

  /** Lets go of a match that sleeps, and looks now and then whether it still does. Spectators say something each few seconds. */
  #rouse(now: number): void {
    if (!this.#link.isSilent(this.#feed?.delay ?? 0, now)) return;
    if (this.#link.isOpen) this.#link.close(now);
    else this.#link.open(this.#since, now);
  }

  #obey({ connections }: Following, connection: Connection, message: Received, now: number): void {
    const isRelay = connection.arrival.role === "relay";
    if (message.type === "leave") connections.expel(connection, EXPELLED.left);
    else if ((message.type === "input" || message.type === "commands") && !isRelay)
      connections.refuse(connection, REFUSED.notSeated, now);
    else if (message.type === "watchers" && isRelay) connection.watchers = message.count;
    else connections.expel(connection, message.type === "malformed" ? EXPELLED.malformed : EXPELLED.notYours);
  }

  /** The way to the match has been opened, perhaps anew. */
  opened(now: number): void {
    this.#link.opened(this.watchers, now);
  }

  /** A message from upstream. */
  receiveUpstream(bytes: Uint8Array, now: number): void {
    const messages = decodeDown(bytes);
    // An answer to a ping is no sign that the match is awake.
    if (messages.some(({ type }) => type !== "pong")) this.#link.heard(now);
    this.#clock.tick(now);
    if (this.#show.state === "following") {
      const { connections } = this.#show;
      for (const [connection, why] of connections.overdue()) connections.expel(connection, why);
    }
    for (const message of messages) this.#read(message);
    if (this.#hasNewcomers) this.#feed?.open(this.#all);
    this.#hasNewcomers = this.#begun = false;
    this.#owes = true;
    this.#deliver();
    this.#link.ping(now);
    this.#link.tell(this.watchers, now);
  }

  #read(message: DownMessage): void {
    switch (message.type) {
      case "welcome":
        this.#welcome(message);
        break;
      case "keyframe":
        this.#keyframe(message);
        break;
      case "frame":
        // Frames that follow a keyframe at once lead to the present, and are its past: only the present is for showing.
        this.#follow(() => this.#feed?.apply(message, this.#begun ? NONE : this.#all));
        break;
      case "mark":
        this.#link.marked(message.mark);
        break;
      case "roster":
        this.#rosterSource.bytes = encodeDown(message);
        this.#rosterSource.version += 1;
        break;
      case "notice":
        this.#notices.post(this.#all, message.kind, message.text);
        break;
    }
  }

  #keyframe(keyframe: Keyframe): void {
    if (this.#feed?.begin(keyframe, this.#all)) this.#hasNewcomers = this.#begun = true;
  }

  #follow(apply: () => void): void {
    try {
      apply();
    } catch (error) {
      // A keyframe mends it, as it does for every client.
      log.warn("relay_out_of_step", { tick: this.tickNumber, detail: wordsOf(error) });
      this.#link.say({ type: "resync", tick: this.tickNumber });
    }
  }

  #welcome(welcome: Welcome): void {
    const before = this.#show;
    if (before.state === "following" && before.feed.fits(welcome)) {
      before.feed.resume(welcome);
      return;
    }
    const feed = new RelayFeed(welcome, this.#rosterSource, this.#games);
    const connections = new Connections(feed.layout, this.#clock, () => this.tickNumber);
    for (const connection of this.#all) {
      connection.needs = "welcome";
      connection.channel = undefined;
      connections.add(connection);
    }
    this.#show = { state: "following", feed, connections };
  }

  /** The way to the match has broken. */
  broken(): Reopening {
    const again = this.#link.isOpen && this.#all.size > 0;
    return again ? { again, since: this.#since } : { again };
  }

  /** There is nothing to be shown any more: every client is told why. */
  over(close: CloseCode, reason: string): void {
    if (this.#show.state === "following") {
      // An operator has ended the match, and spectators see it to its end.
      if (close === CLOSE.stopped) this.#show.feed.settle(this.#all);
      this.#show.connections.clear({ close, reason });
    } else {
      for (const connection of this.#show.waiting) connection.close(close, reason);
      this.#show.waiting.clear();
    }
    this.#link.end();
  }
}
