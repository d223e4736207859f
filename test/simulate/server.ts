/** The server: it stands in for worker/match/object.ts around a match, on a simulated clock and disk. */

import { isDeepStrictEqual } from "node:util";
import { type Frame, LogReader, readDelta } from "#shared/log/index.ts";
import { decodeDown, decodeTail, decodeUp, encodeUp, isTail, type Welcome } from "#shared/protocol/index.ts";
import { beginTick, decides, type Layout, plan, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { entropyOf } from "#test/support/entropy.ts";
import { relayArrival } from "#test/support/relay.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import type { MatchHeader } from "#worker/match/log/header.ts";
import { replay } from "#worker/match/log/journal.ts";
import { Match } from "#worker/match/match.ts";
import type { Entropy } from "#worker/match/nature.ts";
import { Recovery } from "#worker/match/recovery.ts";
import type { MatchSpec, Reservation } from "#worker/match/spec.ts";
import { TickLoop, type Timer } from "#worker/match/tick-loop.ts";
import { Relay } from "#worker/relay/relay.ts";
import type { Upstream } from "#worker/relay/upstream-link.ts";
import { type Chronicle, checkSeats, must } from "./check.ts";
import type { Clock } from "./clock.ts";
import { Disk } from "./disk.ts";
import { gameOf, sleepless } from "./games.ts";
import type { Link } from "./link.ts";
import { Pause } from "./pause.ts";
import { Said } from "./said.ts";
import { Spoken } from "./spoken.ts";

/** The witness pings so often, in seconds, as clients do. */
const PING_S = 2;

/** A page that was long since two players held the tail ends with the next tick, in milliseconds. */
const PAGE_END_MS = 100;

/** The layout of the match that a welcome tells of. */
export const layoutOf = ({ game, settings }: Welcome): Layout => plan(gameOf(game), settings);

/** The tick to which a tail leads. */
function endOf(message: Uint8Array): number {
  const { tick = 0, frames = [] } = decodeTail(message) ?? {};
  return frames.reduce((sum, { ticks }) => sum + ticks, tick);
}

export class Server {
  readonly spoken = new Spoken();
  readonly #clock: Clock;
  readonly #chronicle: Chronicle;
  readonly #entropy: Entropy;
  /** Something was drawn since the last tick; and the last tick that drew secrets of which clients have heard. */
  #drawn = false;
  #toldSecret = -1;
  #seed = 0;
  #layout: Layout;
  #spec: MatchSpec;
  /** Spectators see the match some seconds late. */
  readonly #delayed: boolean;
  readonly #disk = new Disk();
  readonly #connections = new Map<Link, Connection>();
  readonly #said = new WeakMap<Link, Said>();
  /** The seat of each socket at the last tick: the host may have moved its player since. */
  readonly #seats = new WeakMap<Link, number>();
  #match: Match | undefined;
  /** After a crash: the match waits for what its players give back. */
  #recovery: Recovery | undefined;
  /** The newest tick of those that honest players have given back in time. */
  #given = -1;
  #loop: TickLoop | undefined;
  #relay: Relay | undefined;
  /** By which the relay follows the match. */
  #feeding: Connection | undefined;
  /** The match's own list, which changes as it does. */
  #owners: MatchHeader["owners"] = [];
  /** Follows every tick as a client without rules does, next to the server. */
  #witness: LogReader;
  /** The witness says that it is still there. */
  #ping = () => {};
  #isDown = false;
  /** The process stands still: timers and sockets wait. */
  readonly #pause: Pause;
  /** Called in place of the save after the next tick. */
  #beforeSave: (() => void) | undefined;
  /** When two players or more may last have held the tail of the log, and until when its writes are on disk. */
  #heldAt = Number.NEGATIVE_INFINITY;
  #kept = 0;
  /** When it was last disturbed: killed, frozen or put to sleep. */
  #disturbedAt = 0;
  #checked = { at: 0, turns: 0 };
  /** How often the loop has ticked. */
  #turns = 0;
  /** It was read from the disk and has not ticked: what is shown late may be shown again, with the next message. */
  #isReread = false;

  constructor(clock: Clock, chronicle: Chronicle, layout: Layout, spec: MatchSpec, seed: number) {
    this.#clock = clock;
    this.#pause = new Pause(clock);
    this.#chronicle = chronicle;
    this.#layout = layout;
    this.#spec = spec;
    this.#delayed = spec.delay > 0;
    this.#witness = new LogReader(this.#layout);
    const entropy = entropyOf(~seed);
    this.#entropy = () => {
      this.#drawn = true;
      return entropy();
    };
    const match = Match.create(spec, seed, sleepless, this.#entropy);
    chronicle.begin(this.#worldOf(match), clock.now());
    this.#adopt(match);
    this.#save(true);
    this.#disk.sync();
  }

  #worldOf(match: Match): WorldBase {
    return replay(this.#layout, match.save().pages);
  }

  #adopt(match: Match): void {
    this.#match = match;
    const { header } = match.save();
    this.#owners = header.owners;
    this.#chronicle.called(header.lineage.generation);
    this.#loop = new TickLoop(this.#timer(), match.tickRate, (now) => this.#tick(match, now));
    this.#witness = new LogReader(this.#layout);
    this.#ping = () => {};
    let mark = 0;
    const port = {
      send: (bytes: Uint8Array) => {
        for (const message of decodeDown(bytes)) {
          if (message.type === "welcome") this.#witness = new LogReader(layoutOf(message));
          if (message.type === "keyframe") this.#witness.begin(message);
          if (message.type === "frame") this.#witness.apply(message);
          if (message.type === "mark") mark = message.mark;
        }
      },
      close: () => {},
    };
    // Where watchers are shown the match late, one more of them would keep it awake for longer.
    if (this.#delayed) return;
    const witness = new Connection(port, relayArrival());
    match.connect(witness, this.#clock.now());
    this.#ping = () => {
      const ping = encodeUp({ type: "ping", time: 0, mark });
      match.receive(witness, new Uint8Array(ping).buffer, this.#clock.now());
    };
  }

  #timer(): Timer {
    return {
      now: () => this.#clock.now(),
      set: (callback: () => void, ms: number) => this.#arm(callback, ms),
      clear: (handle: unknown) => (handle as { stop(): void } | undefined)?.stop(),
    };
  }

  /** The stream of a relay is the whole present: the chronicle can be written from it. */
  get #isWitnessed(): boolean {
    return !this.#delayed && !this.#layout.game.view;
  }

  /** A timer that waits while the process stands still. */
  #arm(callback: () => void, ms: number): { stop(): void } {
    let stopped = false;
    const fire = () => this.#pause.run(() => !stopped && callback());
    const entry = this.#clock.set(fire, ms);
    return {
      stop: () => {
        stopped = true;
        this.#clock.clear(entry);
      },
    };
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  get isAsleep(): boolean {
    return !this.#isDown && !this.#recovery && !this.#loop?.running;
  }

  get spec(): MatchSpec {
    return this.#spec;
  }

  get layout(): Layout {
    return this.#layout;
  }

  get tickNumber(): number {
    return this.#chronicle.latest;
  }

  /** The world of the last tick, as the log has it. */
  get world(): WorldBase {
    return this.#worldOf(this.#awaken());
  }

  /** The match, read from disk if it had been put away. Only while the server is up. */
  #awaken(): Match {
    if (this.#match) return this.#match;
    const match = this.#restore();
    this.#chronicle.wake(this.#worldOf(match));
    this.#isReread = this.#delayed;
    this.#adopt(match);
    for (const [link, { open }] of this.#connections) {
      // One that was closed is told of until its other end has closed it too.
      if (open && link.arrival.role === "player") match.attach(this.#connectionTo(link), this.#clock.now());
    }
    if (this.#feeding) match.attach(this.#connectRelay(this.#feeding.arrival), this.#clock.now());
    this.#begin();
    return match;
  }

  #restore(): Match {
    const match = Match.restore(this.#disk.load(), this.#clock.now(), sleepless, { entropy: this.#entropy });
    must(match !== undefined, () => "the match was not restored");
    return match;
  }

  /** The relay of all who watch: a process dies with all its objects. */
  #watch(): Relay {
    if (this.#relay) return this.#relay;
    const now = () => this.#clock.now();
    const upstream: Upstream = {
      open: (since) => {
        const match = this.#awaken();
        const connection = this.#connectRelay(relayArrival(since));
        if (this.#recovery) this.#recovery.admit(connection);
        else match.connect(connection, now());
        relay.opened(now());
        this.#wake();
      },
      send: (bytes) => {
        const [message] = decodeUp(bytes, this.#layout) ?? [];
        must(message?.type !== "resync", () => `the relay fell out of step at tick ${relay.tickNumber}`);
        if (this.#feeding && !this.#recovery)
          this.#awaken().receive(this.#feeding, new Uint8Array(bytes).buffer, now());
      },
      close: () => {
        const feeding = this.#feeding;
        this.#feeding = undefined;
        if (feeding && this.#recovery) this.#recovery.remove(feeding);
        else if (feeding) this.#match?.disconnect(feeding, now());
      },
    };
    const relay = new Relay(upstream, sleepless);
    this.#relay = relay;
    return relay;
  }

  #connectRelay(arrival: Connection["arrival"]): Connection {
    const port = {
      send: (bytes: Uint8Array) => this.#relay?.receiveUpstream(bytes, this.#clock.now()),
      close: (code: number) => {
        throw new Error(`the match closes its relay with ${code}`);
      },
    };
    this.#feeding = new Connection(port, arrival);
    return this.#feeding;
  }

  #hostOf({ arrival }: Link): Match | Relay {
    return arrival.role === "player" ? this.#awaken() : this.#watch();
  }

  #connectionTo(link: Link): Connection {
    const port = { send: (bytes: Uint8Array) => link.receive(bytes), close: (code: number) => link.close(code) };
    const connection = new Connection(port, link.arrival);
    this.#connections.set(link, connection);
    this.#said.set(link, new Said(this.#layout.game.input));
    return connection;
  }

  /** Whether it listens: calls to a server that does not are in vain. */
  get listens(): boolean {
    return !this.#isDown && !this.#pause.on;
  }

  /** Whether it has this socket, and it is open. */
  has(link: Link): boolean {
    return this.#connections.get(link)?.open === true;
  }

  reserve(player: string): Reservation {
    const reservation = this.#awaken().reservations.reserve(player, player, this.#clock.now());
    if (this.#recovery) this.#save(false);
    return reservation;
  }

  connect(link: Link): void {
    const match = this.#awaken();
    if (this.#recovery && link.arrival.role === "player") {
      const connection = this.#connectionTo(link);
      const refusal = match.refusal(link.arrival, this.#clock.now());
      if (refusal) connection.close(refusal.close, refusal.reason);
      else this.#recovery.admit(connection);
      return;
    }
    link.life = this.#chronicle.life;
    this.#hostOf(link).connect(this.#connectionTo(link), this.#clock.now());
    this.#save(false);
    this.#wake();
  }

  receive(link: Link, message: Uint8Array | string): void {
    this.#pause.run(() => this.#receive(link, message));
  }

  #receive(link: Link, message: Uint8Array | string): void {
    if (!this.#connections.has(link)) return;
    const host = this.#hostOf(link);
    const connection = this.#connections.get(link);
    if (!connection) return;
    if (this.#recovery && connection.isPlayer) {
      this.#recover(link, connection, message);
      return;
    }
    if (typeof message !== "string" && connection.open) this.#listen(link, message);
    const bytes = typeof message === "string" ? message : new Uint8Array(message).buffer;
    host.receive(connection, bytes, this.#clock.now());
    this.#wake();
  }

  #recover(link: Link, connection: Connection, message: Uint8Array | string): void {
    if (typeof message === "string") return;
    const { held } = link;
    const { tickNumber = 0 } = this.#match ?? {};
    const given = isTail(message) && connection.owesTail && !link.lies && held && held.from <= tickNumber;
    // As much as it sends: what came after its last signed frame was never sent.
    if (given) this.#given = Math.max(this.#given, endOf(message));
    this.#recovery?.receive(connection, new Uint8Array(message).buffer);
  }

  #listen(link: Link, bytes: Uint8Array): void {
    for (const message of decodeUp(bytes, this.#layout) ?? [])
      if (message.type === "input") for (const { values } of message.inputs) this.#said.get(link)?.say(values);
  }

  gone(link: Link): void {
    this.#pause.run(() => this.#gone(link));
  }

  #gone(link: Link): void {
    if (!this.#connections.has(link)) return;
    const match = this.#awaken();
    const host = this.#hostOf(link);
    const connection = this.#connections.get(link);
    this.#connections.delete(link);
    if (!connection) return;
    if (this.#recovery && connection.isPlayer) {
      connection.open = false;
      this.#recovery.remove(connection);
      return;
    }
    host.disconnect(connection, this.#clock.now());
    if (!this.#loop?.running) match.rest(this.#clock.now());
  }

  #wake(): void {
    if (!this.#match || this.#recovery || this.#loop?.running) return;
    this.#match.rest(this.#clock.now());
    if (!this.#match.awake(this.#clock.now())) return;
    this.#disturbedAt = this.#clock.now();
    this.#isReread = false;
    this.#loop?.start();
  }

  #tick(match: Match, now: number): void {
    this.#turns += 1;
    match.tick(now, () => {
      this.#save(false);
      this.#renewed(match, now);
      // The gate of a Durable Object holds what is sent until what was written before is safe.
      this.#disk.sync();
      this.#chronicle.book([...this.#disk.results.values()]);
    });
    this.#note(match, now);
    if (this.#countHolders() >= 2) this.#heldAt = now;
    if (this.#beforeSave) {
      this.#beforeSave();
      return;
    }
    const awake = match.awake(now);
    this.#save(!awake);
    if (awake) return;
    this.#loop?.stop();
    this.#disturbedAt = now;
  }

  /** The host may have begun the match anew: what is on disk is the world that it goes on from. */
  #renewed(match: Match, now: number): void {
    if (isDeepStrictEqual(match.spec, this.#spec)) return;
    this.#spec = match.spec;
    this.#layout = plan(gameOf(match.spec.game), match.spec.settings);
    const { header, pages } = this.#disk.load();
    must(isDeepStrictEqual(header.spec, match.spec), () => "the settings of the match are not stored with its world");
    this.#chronicle.renew(replay(this.#layout, pages), now);
    this.#chronicle.called(header.lineage.generation);
    this.spoken.renew();
    for (const said of this.#connections.keys()) this.#said.set(said, new Said(this.#layout.game.input));
  }

  /** A tick has drawn. Where it has only begun the generator anew, nothing is told that could not be undone. */
  #noteSecret({ tick, currentSeed }: WorldBase): void {
    this.#drawn = false;
    if (currentSeed === this.#seed) this.#toldSecret = tick;
    this.#seed = currentSeed;
  }

  /** Writes the tick into the chronicle. */
  #note(match: Match, now: number): void {
    if (match.tickNumber % (PING_S * match.tickRate) === 0) this.#ping();
    // The players have left, and spectators have not seen the end yet.
    if (this.#delayed && match.tickNumber === this.tickNumber) return;
    const world = this.#isWitnessed ? this.#witnessed(match) : this.#worldOf(match);
    if (this.#drawn && this.#layout.game.secrets) this.#noteSecret(world);
    this.#chronicle.tick(world, this.#owners, now);
    this.spoken.tick(world);
    this.#checkOrder(world);
    const { world: shown } = this.#witness;
    if (shown.tick > 0) this.#chronicle.compare(this.#chronicle.life, shown, -1, "a relay");
  }

  /** The present, as the stream tells it: its silence says that nothing has changed. */
  #witnessed(match: Match): WorldBase {
    const { world } = this.#witness;
    const quiet = match.tickNumber - world.tick;
    const ahead = quiet === 0 ? world : world.clone();
    for (let tick = 0; tick < quiet; tick++) {
      beginTick(ahead);
      readDelta(ahead, []);
    }
    return ahead;
  }

  /** A seat never goes back to an earlier input. */
  #checkOrder({ seatTable, tick }: WorldBase): void {
    for (const [link, { open, isPlayer, seat }] of this.#connections) {
      if (!open || !isPlayer) continue;
      if ((this.#seats.get(link) ?? seat) !== seat) this.#said.get(link)?.letGo();
      this.#seats.set(link, seat);
      // A bot plays for a player who has not acted yet.
      if (decides(this.layout.game, seatTable.cells[0][seat])) continue;
      const does = seatCells(seatTable).inputs.map((cells) => cells[seat]);
      const follows = this.#said.get(link)?.follows(does) !== false;
      must(follows, () => `tick ${tick}: seat ${seat} does ${does}, which ${link.arrival.player} has not said since`);
    }
  }

  #save(all: boolean): void {
    if (this.#match) this.#disk.save(this.#match.takeUnsaved(all), this.#clock.now());
  }

  /**
   * The process dies.
   * @param how.loses the disk loses the writes of so many last milliseconds
   * @param how.midTick between the next tick's sends and its save
   */
  kill(how: { readonly loses: number; readonly midTick: boolean }, downMs: number): void {
    if (this.#isDown) return;
    if (how.midTick && this.#loop?.running) {
      this.#beforeSave ??= () => this.#die(how.loses, downMs);
    } else {
      this.#die(how.loses, downMs);
    }
  }

  #die(loses: number, downMs: number): void {
    this.#beforeSave = undefined;
    const now = this.#clock.now();
    this.#loop?.stop();
    this.#pause.clear();
    // A match that dies before it has gone on loses nothing more.
    const isNew = this.#recovery === undefined;
    if (isNew && this.#countHolders() >= 2) this.#heldAt = now;
    this.#recovery?.end();
    this.#recovery = undefined;
    this.#match = undefined;
    this.#relay = undefined;
    this.#feeding = undefined;
    this.#isDown = true;
    const kept = now - loses;
    if (isNew) this.#kept = kept;
    if (loses > 0) this.#disk.lose(kept);
    for (const link of this.#connections.keys()) {
      // Some hear a reset soon, some late, and some nothing at all: their network has forgotten them.
      const heard = this.#clock.chance() < 0.7;
      if (heard) this.#clock.later(() => link.close(1006), this.#clock.between(0, 1500));
    }
    this.#connections.clear();
    this.#clock.later(() => this.#resume(), downMs);
  }

  #resume(): void {
    this.#isDown = false;
    this.#disturbedAt = this.#clock.now();
    const saved = this.#disk.load();
    const { signingKey } = saved;
    if (!signingKey || !Recovery.isWanted(saved, sleepless)) {
      this.#goOn(this.#restore());
      return;
    }
    const match = Match.restore(saved, this.#clock.now(), sleepless, { waits: true, entropy: this.#entropy });
    must(match !== undefined, () => "the match was not restored");
    this.#match = match;
    this.#loop = undefined;
    this.#given = -1;
    this.#recovery = new Recovery({
      ...{ saved, signingKey, tick: match.tickNumber, timer: this.#timer() },
      done: (tail, connections) => this.#recovered(tail, connections),
    });
  }

  #recovered(tail: readonly Frame[], connections: readonly Connection[]): void {
    const now = this.#clock.now();
    this.#recovery = undefined;
    this.#disturbedAt = Math.max(this.#disturbedAt, now);
    const match = Match.restore(this.#disk.load(), now, sleepless, { tail, entropy: this.#entropy });
    must(match !== undefined, () => "the match was not restored");
    must(match.tickNumber >= this.#given, () => `resumed at tick ${match.tickNumber}: ${this.#given} was given back`);
    this.#goOn(match);
    for (const link of this.#connections.keys()) link.life = this.#chronicle.life;
    for (const connection of connections) match.connect(connection, now);
    this.#save(false);
    this.#wake();
  }

  #goOn(match: Match): void {
    // A page is stored each second, or every ten seconds where two players or more hold the tail.
    const world = this.#worldOf(match);
    must(
      world.tick >= this.#toldSecret,
      () => `resumed at tick ${world.tick}: secrets of ${this.#toldSecret} were told`,
    );
    this.#chronicle.resume(world, this.#kept, this.#heldAt >= this.#kept - PAGE_END_MS ? 11 : 1);
    this.spoken.resume(world);
    this.#adopt(match);
    this.#begin();
  }

  /** How many players may hold the tail of the log. */
  #countHolders(): number {
    const holds = ({ open, arrival }: Connection) => open && arrival.role === "player" && arrival.rules.length > 0;
    return [...this.#connections.values()].filter(holds).length;
  }

  /** No client may hear of a generation that a kill could undo: messages wait until it is on disk. */
  #begin(): void {
    this.#save(false);
    this.#disk.sync();
  }

  /** The process stands still: timers and sockets wait. */
  freeze(ms: number): void {
    this.#pause.begin(ms);
    this.#disturbedAt = this.#pause.until;
  }

  /** Cancels all mishaps that are under way. */
  spare(): void {
    this.#beforeSave = undefined;
    if (this.#pause.on) this.#disturbedAt = this.#clock.now();
    this.#pause.stop();
  }

  /** The object of a match that sleeps is put away; its sockets stay. */
  evict(): void {
    if (this.isAsleep) this.#match = undefined;
  }

  /** Checks the invariants that hold at any moment. */
  check(): void {
    const now = this.#clock.now();
    if (!this.#match || this.#recovery) return;
    const open = [...this.#connections.values()].filter((connection) => connection.open && connection.isPlayer);
    checkSeats(
      this.#match.save().header.owners,
      open.map(({ arrival: { player }, seat }) => ({ player, seat })),
    );
    const { at, turns } = this.#checked;
    this.#checked = { at: now, turns: this.#turns };
    const sleeps = this.#match.awake(now) && !this.#loop?.running;
    must(!sleeps || this.#isReread, () => "a client is connected, and the match sleeps");
    if (!this.#loop?.running || this.#disturbedAt >= at) return;
    const due = Math.floor(((now - at) / 1000) * this.#match.tickRate) - 1;
    must(this.#turns - turns >= due, () => `${this.#turns - turns} ticks in ${now - at} ms`);
  }
}
