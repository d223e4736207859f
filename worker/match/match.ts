/**
 * A match: who sits where, the world, and what goes out at each tick. Knows no Cloudflare type, no clock and
 * no timer: a shell hands in sockets as ports, bytes as they come, and the time.
 */

import { CLOSE, type Input, REFUSED, schemaOf } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  advance,
  type Games,
  type Layout,
  plan,
  SEAT,
  setUp,
  type WorldBase,
} from "#shared/sim/index.ts";
import { Broadcaster, type RosterSource } from "../broadcast/broadcaster.ts";
import type { Connection } from "../broadcast/connection.ts";
import { type Business, Connections, type ConnectionsOwner } from "../broadcast/connections.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import { TickClock } from "../broadcast/tick-clock.ts";
import { InputBuffer } from "./inputs/input-buffer.ts";
import type { MatchHeader } from "./log/header.ts";
import { firstPage, type Page, replay } from "./log/journal.ts";
import { migrated } from "./log/migration.ts";
import { Records } from "./log/records.ts";
import type { CrashContext, SavedMatch, Unsaved } from "./log/saved.ts";
import { Backfill } from "./seats/backfill.ts";
import { encodeRoster } from "./seats/roster.ts";
import { Seats } from "./seats/seats.ts";
import type { MatchReport, MatchSpec, Reservation } from "./spec.ts";
import { MAX_RELAYS, SpectatorDelay } from "./spectate/spectator-delay.ts";

/** For so long after a round's end the match waits for votes for a rematch, in milliseconds, whatever its players do. */
export const AFTERMATH_MS = 60_000;

/**
 * A match lives for so many ticks: it ends before its clients, who are a second ahead, run out of the 32 bits that an input
 * has for its tick. At 60 a second that is more than two years without a pause.
 */
export const MOST_TICKS = 0xffff0000;

export class Match implements ConnectionsOwner {
  readonly spec: MatchSpec;
  readonly #layout: Layout;
  readonly #world: WorldBase;
  readonly #broadcaster: Broadcaster;
  readonly #seats: Seats;
  readonly #backfill: Backfill;
  readonly #inputBuffer: InputBuffer;
  readonly #connections: Connections;
  readonly #players = new Set<Connection>();
  readonly #spectatorDelay: SpectatorDelay;
  /** Counts the changes of how many watch. */
  #watched = 0;
  /** The crowd's version that the gallery knows. */
  #rosterShown = -1;
  readonly #records: Records;
  readonly #epochs: EpochHistory;
  readonly #clock: TickClock;
  /** When the last round ended, in milliseconds; undefined while another one is on, or none has been. */
  #endedAt: number | undefined;

  private constructor(
    { spec, owners, lineage, rounds }: Pick<MatchHeader, "spec" | "owners" | "lineage" | "rounds">,
    world: WorldBase,
    { last, spectatorDelay }: { readonly last?: Page | undefined; readonly spectatorDelay?: SpectatorDelay } = {},
  ) {
    const { layout } = world;
    this.spec = spec;
    this.#layout = layout;
    this.#world = world;
    const { tickRate } = layout;
    const { seats, fillTo = seats } = layout.config as Readonly<Record<string, number>>;
    this.#seats = new Seats(seats, owners);
    this.#epochs = new EpochHistory(lineage);
    this.#broadcaster = new Broadcaster({ layout, epochs: this.#epochs, delay: 0, rosterSource: this.#rosterSource() });
    this.#spectatorDelay = spectatorDelay ?? new SpectatorDelay(layout, spec.delay);
    if (!spectatorDelay) this.#spectatorDelay.write(world);
    this.#backfill = new Backfill(seats, fillTo, tickRate);
    this.#inputBuffer = new InputBuffer(world);
    this.#clock = new TickClock(1000 / tickRate);
    this.#connections = new Connections(layout, this.#clock, this);
    this.#records = new Records(this.#seats, world, rounds, last);
  }

  /**
   * A new match.
   * @throws {RangeError} `games` has no such game, or a setting is out of range
   */
  static create(spec: MatchSpec, seed: number, games: Games): Match {
    const header = { spec, owners: [], lineage: new EpochHistory().data, rounds: 0 };
    return new Match(header, setUp(layoutOf(spec, games), seed));
  }

  /**
   * The match that was saved; undefined where it can't go on under this build's rules.
   * @throws {Error} the pages are damaged
   */
  static restore({ header, pages }: SavedMatch, now: number, games: Games): Match | undefined {
    const { spec, gameVersion, owners } = header;
    const game = games.get(spec.game);
    const same = game?.version === gameVersion;
    // Under other rules another log begins.
    const match = same ? Match.#resume({ header, pages }, games) : Match.#migrate({ header, pages }, game);
    if (!match) return undefined;
    const world = match.#world;
    match.#epochs.resumed(same ? world.tick : -1);
    match.#seats.adjust(now);
    for (let seat = 0; seat < match.#seats.count; seat++) {
      const kind = world.seatTable.cells[0][seat];
      if (kind === SEAT.bot) match.#seats.setBot(seat, true);
      if (kind === SEAT.person || kind === SEAT.away) match.#seats.resume(seat, world.tick);
      // A player who was here is so again when their socket is attached.
      if (owners[seat]?.state === "here") match.#seats.depart(seat, now);
    }
    match.#spectatorDelay.introduce(match.#roster());
    if (match.#records.rounds.status === "ended") match.#endedAt = now;
    return match;
  }

  static #resume({ header, pages }: SavedMatch, games: Games): Match {
    const layout = layoutOf(header.spec, games);
    const spectatorDelay = new SpectatorDelay(layout, header.spec.delay);
    const world = replay(layout, pages, (each) => spectatorDelay.write(each));
    return new Match(header, world, { last: pages.at(-1), spectatorDelay });
  }

  static #migrate(saved: SavedMatch, game: AnyGame | undefined): Match | undefined {
    const world = migrated(saved, game);
    return world && new Match(saved.header, world);
  }

  /** All of it, as of this tick. */
  save(): SavedMatch {
    return { header: this.#header(), pages: [firstPage(this.#world)] };
  }

  #header(): MatchHeader {
    return {
      spec: this.spec,
      gameVersion: this.#layout.game.version,
      tickRate: this.#layout.tickRate,
      schema: schemaOf(this.#layout),
      owners: this.#seats.owners,
      lineage: this.#epochs.data,
      rounds: this.#records.rounds.ended,
    };
  }

  /**
   * What is to be stored now, beyond what was before; each is told once.
   * @param all the page that has begun too
   */
  takeUnsaved(all: boolean): Unsaved {
    return this.#records.takeUnsaved(() => this.#header(), all ? this.#world : undefined);
  }

  /** What was told as unsaved could not be stored: from here on the log begins anew, and all is told once more. */
  beginLog(): void {
    this.#records.begin(this.#world);
  }

  /** For the report of a fault: the log beyond what was told as unsaved, and the tick that was tried last. */
  crashContext(): CrashContext {
    return { header: this.#header(), pages: this.#records.untaken(), ...this.#inputBuffer.last };
  }

  get tickRate(): number {
    return this.#layout.tickRate;
  }

  get tickNumber(): number {
    return this.#world.tick;
  }

  /** Whether the match wants ticks: it is played, or what was played has not been shown to its end. */
  awake(now: number): boolean {
    return this.#isPlayed(now) || this.#spectatorDelay.pending;
  }

  /** It has lived for as long as a match can. */
  get spent(): boolean {
    return this.#world.tick >= MOST_TICKS;
  }

  /** A player is connected, and the match is not over. */
  #isPlayed(now: number): boolean {
    return this.#seats.here > 0 && !this.#isOver(now);
  }

  /** The last round has ended, and the time for a rematch too; or it has lived for as long as a match can. */
  #isOver(now: number): boolean {
    return this.spent || (this.#endedAt !== undefined && now - this.#endedAt > AFTERMATH_MS);
  }

  /**
   * Promises a player a seat for as long as a ticket is good; it is theirs once they come in. A player who has one has it under
   * this name from now on. After its end a match is for those who were in it.
   * @param name undefined for a player who wants only the seat that they have
   */
  reserve(player: string, name: string | undefined, now: number): Reservation {
    this.#seats.expire(now);
    const mine = this.hasSeat(player);
    if (this.#isOver(now) || (!mine && this.#endedAt !== undefined)) return { ok: false, reason: "over" };
    const reserved = this.#seats.reserve(player, name, now);
    if (reserved) return { ok: true, ...reserved };
    return { ok: false, reason: this.#seats.owned < this.#seats.count ? "unnamed" : "full" };
  }

  /** Who is there, as everybody is told. */
  #rosterSource(): RosterSource {
    const version = () => this.#rosterVersion;
    return {
      get version() {
        return version();
      },
      roster: () => this.#roster(),
      since: (seat) => this.#seats.owner(seat)?.since,
    };
  }

  get #rosterVersion(): number {
    return this.#seats.version + this.#watched;
  }

  #roster(): Uint8Array {
    return encodeRoster(this.#seats, this.#spectatorDelay.watchers);
  }

  /** Whether this person plays here, so that they may not see what the others do. */
  hasSeat(player: string): boolean {
    return this.#seats.ownedBy(player) >= 0;
  }

  /** Players who have a seat. */
  get players(): string[] {
    return this.#seats.owners.flatMap((owner) => (owner ? [owner.player] : []));
  }

  /** Why a socket whose ticket is good can't come in all the same; undefined where it can. */
  refusal(arrival: Connection["arrival"], now: number): SocketRefusal | undefined {
    this.#seats.expire(now);
    return arrival.role === "player" ? this.#seatRefusal(arrival) : this.#showRefusal(arrival);
  }

  #seatRefusal({ seat, player, at }: Connection["arrival"]): SocketRefusal | undefined {
    if (!this.#seats.admits(player, seat))
      return { close: CLOSE.seatGone, reason: "this seat has been given to another player" };
    // A handshake may be overtaken by the next one: the ticket tells which was asked for last.
    const other = this.#playerIn(seat);
    return other && other.arrival.at > at
      ? { close: CLOSE.takenOver, reason: "you have come in by a later ticket" }
      : undefined;
  }

  #showRefusal({ role }: Connection["arrival"]): SocketRefusal | undefined {
    if (role !== "relay") return { close: CLOSE.badTicket, reason: "a spectator connects to a relay" };
    return this.#spectatorDelay.isFull
      ? { close: CLOSE.full, reason: `${MAX_RELAYS} relays are here already` }
      : undefined;
  }

  #playerIn(seat: number): Connection | undefined {
    for (const player of this.#players) if (player.seat === seat) return player;
    return undefined;
  }

  /** Takes in a socket whose ticket is good. An older one for the same seat is closed; one that `refusal` is about, itself. */
  connect(connection: Connection, now: number): void {
    connection.since = connection.arrival.since;
    this.#attach(connection, now);
  }

  /** Takes in a socket that was connected before, and outlived this object's sleep. */
  attach(connection: Connection, now: number): void {
    connection.needs = "welcome";
    this.#attach(connection, now);
  }

  #attach(connection: Connection, now: number): void {
    const refusal = this.refusal(connection.arrival, now);
    if (refusal) connection.close(refusal.close, refusal.reason);
    else if (connection.isPlayer) this.#seat(connection, now);
    else this.#show(connection);
  }

  #seat(connection: Connection, now: number): void {
    const { seat } = connection;
    const other = this.#playerIn(seat);
    if (other) this.#connections.expel(other, CLOSE.takenOver, "you have come in by another window", now);
    this.#connections.add(connection);
    this.#players.add(connection);
    this.#inputBuffer.clear(seat);
    this.#seats.arrive(connection.arrival, this.#world.tick + 1);
  }

  /** A relay comes. Spectators connect to relays alone. */
  #show(connection: Connection): void {
    this.#spectatorDelay.connect(connection, this.#world);
    this.#connections.add(connection);
  }

  /** The socket has gone, for whatever reason. */
  disconnect(connection: Connection, now: number): void {
    // What came before the end counts: a player who leaves says so and closes the socket, both between two ticks.
    this.#connections.consume(connection, now);
    this.#connections.remove(connection, now);
  }

  gone(connection: Connection, now: number): void {
    if (connection.isPlayer) {
      this.#players.delete(connection);
      this.#inputBuffer.clear(connection.seat);
      this.#seats.depart(connection.seat, now);
    } else {
      this.#spectatorDelay.disconnect(connection);
      this.#watched += 1;
    }
  }

  /** Enqueues a message for the next tick. One that can't be a message costs its sender the socket. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    this.#connections.receive(connection, message, now);
  }

  /**
   * One tick: what came in, the step, what goes out.
   * @param commit is called before anybody hears of what this tick has decided: it must not be lost any more
   */
  tick(now: number, commit: () => void = () => {}): void {
    this.#clock.tick(now);
    this.#seats.expire(now);
    this.#seats.rename(now);
    this.#connections.sweep(now);
    this.#hear(now);
    if (this.#isOver(now)) this.#dismiss(now);
    if (!this.#isPlayed(now) && this.#spectatorDelay.pending) this.#spectatorDelay.drain();
    else this.#step(now, commit);
    this.#spectatorDelay.flush(this.#epochs);
  }

  #hear(now: number): void {
    for (const connection of [...this.#connections.all]) this.#connections.consume(connection, now);
  }

  #step(now: number, commit: () => void): void {
    this.#backfill.update(this.#seats, this.#world.tick);
    advance(this.#world, this.#inputBuffer.fill(this.#seats));
    this.#seats.seen();
    if (this.#records.write(this.#world, now)) commit();
    this.#endedAt = this.#records.rounds.status === "ended" ? (this.#endedAt ?? now) : undefined;
    if (this.#rosterShown !== this.#rosterVersion) this.#spectatorDelay.tell(this.#roster());
    this.#rosterShown = this.#rosterVersion;
    this.#broadcaster.tick(this.#world, this.#players);
    this.#spectatorDelay.write(this.#world);
  }

  /** Lets its players go: there will be no rematch. */
  #dismiss(now: number): void {
    for (const player of [...this.#players]) this.#connections.expel(player, CLOSE.over, "this match is over", now);
  }

  /** Answers what came in while the match is asleep. Nothing is stepped. */
  rest(now: number): void {
    this.#clock.rest(now);
    for (const connection of this.#connections.all) connection.measure(this.#clock.clock);
    this.#hear(now);
    this.#seats.rename(now);
    this.#broadcaster.flush(this.#world, this.#players);
    this.#spectatorDelay.flush(this.#epochs);
  }

  obey(connection: Connection, message: Business, at: number, now: number): void {
    const player = connection.isPlayer;
    if (message.type === "leave") {
      this.#connections.expel(connection, CLOSE.left, "as you asked", now);
      if (player) this.#seats.free(connection.seat);
    } else if (message.type === "watchers" && !player) {
      connection.watchers = message.count;
      this.#watched += 1;
    } else if (message.type === "input" && player) {
      this.#input(connection, message.inputs, at, now);
    } else {
      this.#connections.expel(connection, CLOSE.malformed, "this is not for you to say", now);
    }
  }

  #input(connection: Connection, inputs: readonly Input[], at: number, now: number): void {
    if (!this.#inputBuffer.add(connection, inputs, now - at, now)) {
      this.#connections.refuse(connection, REFUSED.tickOutOfRange, now);
    } else if (connection.refusal === REFUSED.tickOutOfRange) {
      // It has said since what it wants.
      connection.refusal = undefined;
    }
  }

  report(): MatchReport {
    const { code, game, mode, listed } = this.spec;
    const owners = this.#seats.owners.filter((owner) => owner !== undefined);
    return {
      code,
      game,
      mode,
      listed,
      status: this.#records.rounds.status,
      seats: this.#seats.count,
      players: owners.length,
      playerIds: owners.map((owner) => owner.player),
      bots: this.#seats.bots,
      spectators: this.#spectatorDelay.watchers,
    };
  }

  /** Closes every socket: the match is cleared away. */
  end(): void {
    this.#connections.clear(CLOSE.over, "this match is over");
    this.#players.clear();
  }
}

function layoutOf({ game: name, settings }: MatchSpec, games: Games): Layout {
  const game = games.get(name);
  if (game === undefined) throw new RangeError(`there is no game ${name}`);
  return plan(game, settings);
}
