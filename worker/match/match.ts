/**
 * A match: who sits where, the world, and what goes out at each tick. Knows no Cloudflare type, no clock and
 * no timer: a shell hands in sockets as ports, bytes as they come, and the time.
 */

import { games } from "#shared/games/index.ts";
import { CLOSE, decodeUp, encodeDown, MAX_MESSAGE, REFUSED, type UpMessage } from "#shared/protocol/index.ts";
import { advance, type Layout, plan, SEAT, type Status, setUp, TableView, type WorldBase } from "#shared/sim/index.ts";
import { Backfill } from "./backfill.ts";
import type { Connection } from "./connection.ts";
import { InputQueue } from "./inputs.ts";
import { Journal, keyframePage, type Page, replay } from "./journal.ts";
import { Outlet, spectatorsOf } from "./outlet.ts";
import { Pace } from "./pace.ts";
import { type Owner, Seats } from "./seats.ts";
import type { MatchReport, MatchSpec, Reservation } from "./spec.ts";

/** How long an ended match goes on ticking for those who want a rematch, in seconds since somebody last acted. */
const AFTERMATH_MS = 30_000;

/** So many may watch. */
export const MAX_SPECTATORS = 64;

/** Of whom nothing is heard for so long has gone, in milliseconds of the match's own clock. Clients ping far more often. */
export const SILENT_MS = 40_000;

/** What of a match is no part of its log: plain data. */
export interface MatchHeader {
  readonly spec: MatchSpec;
  readonly gameVersion: number;
  readonly owners: readonly (Owner | undefined)[];
}

/** All that a match needs to go on later. */
export interface SavedMatch {
  readonly header: MatchHeader;
  /** Of one epoch, the keyframe's first. */
  readonly pages: readonly Page[];
}

/** What leads to the tick that was tried last, together with what is saved. */
export interface Evidence extends SavedMatch {
  readonly tick: number;
  /** What that tick was given. */
  readonly inputs: Uint8Array;
}

export class Match {
  readonly spec: MatchSpec;
  readonly #layout: Layout;
  readonly #world: WorldBase;
  readonly #outlet: Outlet;
  readonly #seats: Seats;
  readonly #backfill: Backfill;
  readonly #queues: InputQueue[];
  /** What the next tick is given: a row a seat, shaped as the world's seats. */
  readonly #inputs: TableView;
  /** The tick that these inputs are for. */
  #asked = 0;
  readonly #connections = new Set<Connection>();
  readonly #journal: Journal;
  /** Pages that are full and have not been stored. */
  #pages: Page[] = [];
  /** The seats' version that was stored last. */
  #headerSaved = -1;
  readonly #pace: Pace;
  /** When somebody last did something that could change the match, in milliseconds. */
  #lastAct = 0;

  private constructor(spec: MatchSpec, layout: Layout, world: WorldBase, owners: readonly (Owner | undefined)[]) {
    this.spec = spec;
    this.#layout = layout;
    this.#world = world;
    const { tickRate } = layout;
    const { seats, fillTo = seats } = layout.config as Readonly<Record<string, number>>;
    this.#seats = new Seats(seats, owners);
    this.#outlet = new Outlet(layout, this.#seats);
    this.#backfill = new Backfill(seats, fillTo, tickRate);
    this.#queues = Array.from({ length: seats }, () => new InputQueue(layout));
    this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
    this.#pace = new Pace(1000 / tickRate);
    this.#journal = new Journal(world);
    this.#pages.push(keyframePage(world));
  }

  /**
   * A new match.
   * @throws {RangeError} there is no such game, or a setting is out of range
   */
  static create(spec: MatchSpec, seed: number): Match {
    const layout = layoutOf(spec);
    return new Match(spec, layout, setUp(layout, seed), []);
  }

  /**
   * The match that was saved; undefined where this build's rules are others.
   * @throws {Error} the pages are damaged
   */
  static restore({ header, pages }: SavedMatch, now: number): Match | undefined {
    const { spec, gameVersion, owners } = header;
    const layout = layoutOf(spec);
    if (layout.game.version !== gameVersion) return undefined;
    const world = replay(layout, pages);
    const match = new Match(spec, layout, world, owners);
    for (let seat = 0; seat < match.#seats.count; seat++) {
      const kind = world.seatTable.cells[0][seat];
      if (kind === SEAT.bot) match.#seats.setBot(seat, true);
      if (kind === SEAT.person || kind === SEAT.away) match.#seats.resume(seat, world.tick);
      // Whoever was here is so again when their socket is attached.
      if (owners[seat]?.state === "here") match.#seats.depart(seat, now);
    }
    return match;
  }

  /** All of it, as of this tick. */
  save(): SavedMatch {
    return { header: this.#header(), pages: [keyframePage(this.#world)] };
  }

  #header(): MatchHeader {
    return { spec: this.spec, gameVersion: this.#layout.game.version, owners: this.#seats.owners };
  }

  /**
   * What is to be stored now, beyond what was before; each is told once.
   * @param all the page so far too, though it is not full
   */
  unsaved(all: boolean): { readonly header: MatchHeader | undefined; readonly pages: readonly Page[] } {
    const rest = all ? this.#journal.flush(this.#world) : undefined;
    const pages = this.#pages.splice(0);
    if (rest) pages.push(rest);
    // Who sits where must not be lost, and changes seldom.
    const due = this.#headerSaved !== this.#seats.version;
    this.#headerSaved = this.#seats.version;
    return { header: due ? this.#header() : undefined, pages };
  }

  /** For the report of a fault: the log beyond what was told as unsaved, and the tick that was tried last. */
  evidence(): Evidence {
    const rest = this.#journal.rest();
    const pages = rest ? [...this.#pages, rest] : this.#pages;
    return { header: this.#header(), pages, tick: this.#asked, inputs: this.#inputs.bytes };
  }

  get tickRate(): number {
    return this.#layout.tickRate;
  }

  get tickNumber(): number {
    return this.#world.tick;
  }

  /** Whether the match wants ticks: somebody is at their keys, and it has not been over for long. */
  awake(now: number): boolean {
    const over = this.#status === "ended" && now - this.#lastAct > AFTERMATH_MS;
    return this.#seats.here > 0 && !over;
  }

  /** Promises a person a seat, for a short while. After its end a match is for those who were in it. */
  reserve(player: string, name: string, now: number): Reservation {
    this.#seats.expire(now);
    const mine = this.#seats.owners.some((owner) => owner?.player === player);
    if (!mine && this.#status === "ended") return { ok: false, reason: "over" };
    const seat = this.#seats.reserve(player, name, now);
    return seat < 0 ? { ok: false, reason: "full" } : { ok: true, seat };
  }

  /** Takes in a socket whose ticket is good. An older one for the same seat is closed. */
  connect(connection: Connection, now: number): void {
    if (connection.isPlayer) {
      this.#seats.expire(now);
      if (this.#seats.owner(connection.seat)?.player !== connection.arrival.player) {
        connection.close(CLOSE.seatGone, "this seat has been given to somebody else");
        return;
      }
      for (const other of this.#connections) {
        if (!other.isPlayer || other.seat !== connection.seat) continue;
        // A handshake may be overtaken by the next one: the ticket tells which was asked for last.
        if (other.arrival.expires > connection.arrival.expires) {
          connection.close(CLOSE.takenOver, "you have come in by a later ticket");
          return;
        }
        this.#connections.delete(other);
        other.close(CLOSE.takenOver, "you have come in by another window");
      }
    } else if (spectatorsOf(this.#connections) >= MAX_SPECTATORS) {
      connection.close(CLOSE.full, `${MAX_SPECTATORS} watch this match already`);
      return;
    }
    this.attach(connection);
    this.#lastAct = now;
  }

  /** Takes in a socket that was connected before, and outlived this object's sleep. */
  attach(connection: Connection): void {
    this.#connections.add(connection);
    connection.heard = this.#pace.clock;
    if (connection.isPlayer) {
      this.#queues[connection.seat].clear();
      this.#seats.arrive(connection.seat, this.#world.tick + 1);
    } else {
      this.#seats.version += 1;
    }
  }

  /** The socket has gone, for whatever reason. */
  disconnect(connection: Connection, now: number): void {
    connection.open = false;
    if (!this.#connections.delete(connection)) return;
    if (connection.isPlayer) {
      this.#queues[connection.seat].clear();
      this.#seats.depart(connection.seat, now);
    } else {
      this.#seats.version += 1;
    }
  }

  /** Enqueues a message for the next tick. One that can't be a message costs its sender the socket. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    if (!connection.open) return;
    connection.heard = this.#pace.clock;
    if (typeof message === "string") {
      this.#expel(connection, CLOSE.text, "this protocol is binary", now);
    } else if (message.byteLength > MAX_MESSAGE) {
      this.#expel(connection, CLOSE.tooBig, `a message may have ${MAX_MESSAGE} bytes`, now);
    } else if (!connection.allows(message.byteLength, now, this.#pace.lag(now))) {
      this.#expel(connection, CLOSE.tooMany, "this is more than you may send", now);
    } else {
      connection.inbox.push({ bytes: new Uint8Array(message), at: now });
    }
  }

  #expel(connection: Connection, code: Parameters<Connection["close"]>[0], reason: string, now: number): void {
    connection.close(code, reason);
    this.disconnect(connection, now);
  }

  /** One tick: what came in, the step, what goes out. */
  tick(now: number): void {
    this.#pace.tick(now);
    this.#seats.expire(now);
    this.#sweep(now);
    for (const connection of [...this.#connections]) this.#consume(connection, now);
    this.#backfill.update(this.#seats, this.#world.tick);
    this.#fillInputs();
    advance(this.#world, this.#inputs);
    this.#seats.seen();
    this.#outlet.tick(this.#world, this.#connections);
    const page = this.#journal.write(this.#world);
    if (page) this.#pages.push(page);
  }

  /** Answers what came in while the match is asleep. Nothing is stepped. */
  rest(now: number): void {
    this.#pace.rest(now);
    for (const connection of this.#connections) connection.measure(this.#pace.clock);
    for (const connection of [...this.#connections]) this.#consume(connection, now);
    this.#outlet.flush(this.#world, this.#connections);
  }

  /** Closes the sockets whose other end has gone, or might as well have. */
  #sweep(now: number): void {
    const { clock } = this.#pace;
    for (const connection of [...this.#connections]) {
      if (connection.measure(clock)) this.#expel(connection, CLOSE.tooSlow, "you do not read what you are sent", now);
      else if (clock - connection.heard >= SILENT_MS) this.#expel(connection, CLOSE.silent, "are you there?", now);
    }
  }

  #consume(connection: Connection, now: number): void {
    if (connection.inbox.length === 0) return;
    for (const { bytes, at } of connection.inbox.splice(0)) {
      const message = decodeUp(bytes, this.#layout);
      if (message === undefined) {
        this.#expel(connection, CLOSE.malformed, "this is no message of the protocol", now);
        return;
      }
      this.#obey(connection, message, at, now);
      if (!connection.open) return;
    }
  }

  #obey(connection: Connection, message: UpMessage, at: number, now: number): void {
    switch (message.type) {
      case "input": {
        if (!connection.isPlayer) {
          this.#refuse(connection, REFUSED.notSeated, now);
          break;
        }
        this.#lastAct = now;
        const queue = this.#queues[connection.seat];
        const next = this.#world.tick + 1;
        const taken = message.inputs.map((input) => queue.add(input, next, this.tickRate));
        if (taken.includes(false)) this.#refuse(connection, REFUSED.tickOutOfRange, now);
        else this.#time(connection, message.inputs[0].tick - next, now - at, now);
        break;
      }
      case "ping": {
        const held = Math.max(0, Math.round(now - at));
        connection.tell(encodeDown({ type: "pong", time: message.time, held, slack: connection.slack }));
        connection.slack = undefined;
        break;
      }
      case "resync":
        if (connection.seldom("keyframe", now)) connection.needs = "keyframe";
        else this.#refuse(connection, REFUSED.resyncTooSoon, now);
        break;
      case "leave":
        this.#expel(connection, CLOSE.left, "as you asked", now);
        if (connection.isPlayer) this.#seats.free(connection.seat);
        break;
    }
  }

  /**
   * Tells a client how punctual it is.
   * @param ahead ticks from the next one to the one that the input is for
   * @param waited milliseconds that the input has waited for this tick
   */
  #time(connection: Connection, ahead: number, waited: number, now: number): void {
    const slack = Math.round((ahead * 1000) / this.tickRate + waited);
    connection.slack = Math.min(slack, connection.slack ?? slack);
    // After a stall of the server's own an input may have waited for longer than it was late.
    if (slack < 0 && connection.seldom("late", now)) connection.tell(encodeDown({ type: "late", by: -slack }));
  }

  #refuse(connection: Connection, reason: number, now: number): void {
    if (!connection.seldom("refused", now)) return;
    connection.tell(encodeDown({ type: "refused", reason, tick: this.#world.tick }));
  }

  #fillInputs(): void {
    const tick = this.#world.tick + 1;
    this.#asked = tick;
    for (let seat = 0; seat < this.#seats.count; seat++) {
      const kind = this.#seats.kind(seat);
      this.#inputs.cells[0][seat] = kind;
      // A bot decides by itself, in the step.
      if (kind !== SEAT.bot) this.#queues[seat].take(tick, this.#inputs, seat);
    }
  }

  get #status(): Status {
    return this.#layout.game.status(this.#world);
  }

  report(): MatchReport {
    const { code, game, mode, listed } = this.spec;
    const owners = this.#seats.owners.filter((owner) => owner !== undefined);
    return {
      code,
      game,
      mode,
      listed,
      status: this.#status,
      seats: this.#seats.count,
      players: owners.length,
      playerIds: owners.map((owner) => owner.player),
      bots: this.#seats.bots,
      spectators: spectatorsOf(this.#connections),
    };
  }

  /** Closes every socket: the match is cleared away. */
  end(): void {
    for (const connection of this.#connections) connection.close(CLOSE.over, "this match is over");
    this.#connections.clear();
  }
}

function layoutOf({ game: name, settings }: MatchSpec): Layout {
  const game = games.get(name);
  if (game === undefined) throw new RangeError(`there is no game ${name}`);
  return plan(game, settings);
}
