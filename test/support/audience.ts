/** Spectators of a match in memory: relays whose lines can break, and the worlds that they show at each tick. */
import { LogReader } from "#shared/log/index.ts";
import { encodeUp, type UpMessage } from "#shared/protocol/index.ts";
import type { AnyGame, Layout } from "#shared/sim/index.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { type Page, replay } from "#worker/match/log/journal.ts";
import type { SavedMatch, Unsaved } from "#worker/match/log/saved.ts";
import { Match } from "#worker/match/match.ts";
import { shownFrom } from "#worker/match/spectate/spectator-delay.ts";
import { Relay } from "#worker/relay/relay.ts";
import { entropyOf } from "./entropy.ts";
import { only } from "./games.ts";
import { FakeClient, MatchBench, type Ping } from "./match.ts";
import { relayArrival } from "./relay.ts";

/** Spectators acknowledge this often, in seconds. */
const PING_S = 2;

/** Where a relay leads to: the match, or another relay. */
export interface Source {
  connect(connection: Connection, now: number): void;
  receive(connection: Connection, message: ArrayBuffer, now: number): void;
  disconnect(connection: Connection, now: number): void;
}

/** A relay, and its line to where it leads. */
export class Stand {
  readonly relay: Relay;
  readonly #clients = new Set<FakeClient>();
  readonly #source: () => Source;
  readonly #now: () => number;
  #connection: Connection | undefined;
  /** How often its line was opened. */
  opened = 0;
  closed: number | undefined;
  /** The line is cut: nothing arrives, and neither end knows. */
  dead = false;

  constructor(source: () => Source, now: () => number, game: AnyGame) {
    this.#source = source;
    this.#now = now;
    this.relay = new Relay(
      {
        open: (since) => this.#open(since),
        send: (bytes) => {
          if (this.#connection) source().receive(this.#connection, new Uint8Array(bytes).buffer, now());
        },
        close: () => this.#close(),
      },
      only(game),
    );
  }

  get isOpen(): boolean {
    return this.#connection !== undefined;
  }

  get connection(): Connection | undefined {
    return this.#connection;
  }

  #open(since: Connection["since"]): void {
    this.opened += 1;
    this.#connect(relayArrival(since));
    this.relay.opened(this.#now());
  }

  #connect(arrival: Connection["arrival"]): void {
    const connection = this.#plug(arrival);
    this.#source().connect(connection, this.#now());
  }

  #plug(arrival: Connection["arrival"]): Connection {
    const connection: Connection = new Connection(
      {
        send: (bytes) => {
          if (this.#connection === connection && !this.dead) this.relay.receiveUpstream(bytes, this.#now());
        },
        close: (code, reason) => {
          this.closed = code;
          this.relay.over(code, reason);
        },
      },
      arrival,
    );
    this.#connection = connection;
    return connection;
  }

  /** The match's object was put away, and is there again: its end of the line has outlived that. */
  outlive(match: Match): void {
    if (this.#connection) match.attach(this.#plug(this.#connection.arrival), this.#now());
  }

  #close(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.#source().disconnect(connection, this.#now());
  }

  /** Its line breaks. */
  cut(): void {
    this.#close();
  }

  /** Its line is tried again, as the shell does. */
  mend(): void {
    const reopening = this.relay.broken();
    if (reopening.again) this.#open(reopening.since);
  }

  /** A spectator comes. */
  watch(rules: readonly string[] = []): FakeClient {
    const client = new FakeClient("eve", -1, rules);
    this.#clients.add(client);
    this.relay.connect(client.connection, this.#now());
    return client;
  }

  say(client: FakeClient, message: UpMessage | Ping | Uint8Array | string): void {
    const raw = typeof message === "string" || message instanceof Uint8Array;
    const bytes = raw ? message : encodeUp(message.type === "ping" ? { mark: client.mark, ...message } : message);
    const said = typeof bytes === "string" ? bytes : new Uint8Array(bytes).buffer;
    this.relay.receive(client.connection, said, this.#now());
  }

  /** All spectators acknowledge, as clients do every two seconds. */
  ping(): void {
    for (const client of this.#clients)
      if (client.connection.open && !client.stalled) this.say(client, { type: "ping", time: 1 });
  }

  drop(client: FakeClient): void {
    this.#clients.delete(client);
    this.relay.disconnect(client.connection, this.#now());
  }
}

/** A match that is stored as the object does it, with a record of all its ticks. */
export class Theatre extends MatchBench {
  readonly #rows = new Map<number, Page>();
  #header: MatchHeader | undefined;
  /** When each tick was played. */
  readonly playedAt = new Map<number, number>();
  /** The world's hash at each tick, as it was last played. */
  readonly hashes = new Map<number, number>();
  readonly #layout: Layout;
  readonly #stands: Stand[] = [];
  #lived = 0;

  constructor(layout: Layout, delay: number, seed = 1) {
    super(layout.config, seed, delay, layout.game);
    this.#layout = layout;
    this.#store(this.match.takeUnsaved(true));
  }

  stand(): Stand {
    return this.#follow(() => this.match);
  }

  /** A relay that follows another. */
  behind(stand: Stand): Stand {
    return this.#follow(() => stand.relay);
  }

  #follow(source: () => Source): Stand {
    const stand = new Stand(source, () => this.now, this.#layout.game);
    this.#stands.push(stand);
    return stand;
  }

  #store({ header, pages }: Unsaved): void {
    this.#header = header ?? this.#header;
    for (const page of pages) this.#rows.set(page.slot, structuredClone(page));
  }

  get #stored(): Page[] {
    const startTick = this.#rows.get(0)?.startTick;
    return [...this.#rows.values()].filter((page) => page.startTick === startTick).sort((a, b) => a.slot - b.slot);
  }

  /** The match as it would be read from disk. */
  get saved(): SavedMatch {
    if (!this.#header) throw new Error("nothing has been stored");
    const pages = this.#stored;
    const last = pages.at(-1)?.tick ?? 0;
    const least = shownFrom(this.match.spec.delay) * this.match.tickRate;
    // A page begins where the one before ends.
    const begin = pages.findLastIndex(({ opening }, n) => opening && (pages[n - 1]?.tick ?? 0) <= last - least);
    return structuredClone({ header: this.#header, pages: pages.slice(Math.max(0, begin)) });
  }

  /** Lives through some time, a tick's worth each, and stores what there is to store. The match may sleep. */
  live(ticks: number, each: () => void = () => {}): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.now += 1000 / this.match.tickRate;
      if (this.match.awake(this.now)) {
        this.match.tick(this.now);
        if (!this.playedAt.has(this.match.tickNumber)) this.playedAt.set(this.match.tickNumber, this.now);
        this.#store(this.match.takeUnsaved(!this.match.awake(this.now)));
      } else this.match.rest(this.now);
      this.#lived += 1;
      if (this.#lived % (PING_S * this.match.tickRate) === 0) for (const stand of this.#stands) stand.ping();
      each();
    }
  }

  /** The process is gone, and another goes on with what was stored. */
  crash(): void {
    this.#read();
    const match = Match.restore(this.saved, this.now, only(this.#layout.game), {
      entropy: entropyOf(this.now),
    });
    if (!match) throw new Error("the match was not restored");
    this.match = match;
    for (const tick of [...this.playedAt.keys()]) if (tick > match.tickNumber) this.playedAt.delete(tick);
  }

  /** The object of a match that sleeps is put away, and comes back with the sockets that it had. */
  evict(): void {
    if (this.match.awake(this.now)) throw new Error("the match does not sleep");
    this.crash();
    for (const stand of this.#stands) stand.outlive(this.match);
    this.match.rest(this.now);
  }

  /** Records the ticks that have been played so far. */
  note(): void {
    this.#store(this.match.takeUnsaved(true));
    this.#read();
  }

  #read(): void {
    replay(this.#layout, this.#stored, (world) => this.hashes.set(world.tick, world.hash()));
  }
}

/** Each tick that a client has been shown, in that order, with its world's hash. */
export function seen(client: FakeClient, layout: Layout): { readonly tick: number; readonly hash: number }[] {
  const reader = new LogReader(layout);
  const worlds: { tick: number; hash: number }[] = [];
  const note = () => worlds.push({ tick: reader.world.tick, hash: reader.world.hash() });
  for (const message of client.messages) {
    if (message.type === "keyframe") {
      reader.begin(message);
      note();
    } else if (message.type === "frame") reader.apply(message, note);
  }
  return worlds;
}
