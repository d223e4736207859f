/** The sockets of a match: which are let in, players in their seats and relays, and what follows when they come and go. */
import { CLOSE } from "#shared/protocol/index.ts";
import type { Arrival } from "../broadcast/arrival.ts";
import type { Connection } from "../broadcast/connection.ts";
import type { Connections } from "../broadcast/connections.ts";
import type { EpochHistory } from "../broadcast/epoch-history.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import type { Course } from "./course.ts";
import type { Host } from "./host/host.ts";
import type { Operator } from "./operator/operator.ts";
import { STOPPED, shutOut } from "./operator/refusals.ts";
import type { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import { MAX_RELAYS } from "./spectate/spectator-delay.ts";

export interface AttendanceParts {
  readonly connections: Connections;
  readonly seats: Seats;
  readonly roster: MatchRoster;
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  readonly operator: Operator;
}

/** So many operators may watch a match at a time. */
export const MOST_OPERATORS = 8;

/** Why the host's removal closes a socket. */
export const REMOVAL: SocketRefusal = { close: CLOSE.removed, reason: "the host has removed you" };

export class Attendance {
  readonly #parts: AttendanceParts;
  readonly #players = new Set<Connection>();
  /** Players, and operators who watch. */
  readonly #readers = new Set<Connection>();
  #course: Course;

  constructor(parts: AttendanceParts, course: Course) {
    this.#parts = parts;
    this.#course = course;
  }

  /** The connections of players. */
  get players(): ReadonlySet<Connection> {
    return this.#players;
  }

  /** The connections that are sent the match as it is: those of players, and of operators who watch. The others are relays. */
  get readers(): ReadonlySet<Connection> {
    return this.#readers;
  }

  /** Why a socket whose ticket is good is not let in; undefined where it is. */
  refusal(arrival: Arrival, now: number): SocketRefusal | undefined {
    this.#parts.seats.expire(now);
    switch (arrival.role) {
      case "player":
        return this.#seatRefusal(arrival);
      case "operator":
        return this.#operatorRefusal();
      default:
        return this.#relayRefusal(arrival);
    }
  }

  #operatorRefusal(): SocketRefusal | undefined {
    if (this.#parts.operator.hasEnded) return STOPPED;
    return this.#readers.size - this.#players.size >= MOST_OPERATORS
      ? { close: CLOSE.full, reason: `${MOST_OPERATORS} operators watch this match already` }
      : undefined;
  }

  #seatRefusal({ seat, player, at }: Arrival): SocketRefusal | undefined {
    const { seats, host, operator } = this.#parts;
    const shut = shutOut(operator, player);
    if (shut) return shut;
    if (host?.bars(player)) return REMOVAL;
    const own = seats.seatFor(player, seat);
    if (own < 0) return { close: CLOSE.seatGone, reason: "this seat has been given to another player" };
    // A later handshake may overtake an earlier one: the tickets tell which was asked for last.
    const other = this.playerIn(own);
    return other && other.arrival.at > at
      ? { close: CLOSE.takenOver, reason: "you have come in by a later ticket" }
      : undefined;
  }

  #relayRefusal({ role }: Arrival): SocketRefusal | undefined {
    if (role !== "relay") return { close: CLOSE.badTicket, reason: "a spectator connects to a relay" };
    const { spectatorDelay } = this.#course;
    if (this.#parts.operator.hasEnded && !spectatorDelay.pending) return STOPPED;
    return spectatorDelay.isFull ? { close: CLOSE.full, reason: `${MAX_RELAYS} relays are here already` } : undefined;
  }

  /** The connection of the player in this seat. */
  playerIn(seat: number): Connection | undefined {
    for (const player of this.#players) if (player.seat === seat) return player;
    return undefined;
  }

  /** Takes in a socket, or closes it where `refusal` refuses it. A player's older socket for the same seat is closed. */
  admit(connection: Connection, now: number): void {
    const refusal = this.refusal(connection.arrival, now);
    if (refusal) connection.close(refusal.close, refusal.reason);
    else if (connection.isPlayer) this.#admitPlayer(connection, now);
    else if (connection.isOperator) this.#admitOperator(connection);
    else this.#admitRelay(connection);
  }

  #admitPlayer(connection: Connection, now: number): void {
    const { connections, seats } = this.#parts;
    const { inputBuffer, world } = this.#course;
    const { arrival } = connection;
    const seat = seats.seatFor(arrival.player, arrival.seat);
    connection.seat = seat;
    const other = this.playerIn(seat);
    if (other) this.expel(other, { close: CLOSE.takenOver, reason: "you have come in by another window" }, now);
    connections.add(connection);
    this.#players.add(connection);
    this.#readers.add(connection);
    inputBuffer.clear(seat);
    this.#course.presence.came(seat);
    seats.arrive({ ...arrival, seat }, world.tick + 1);
  }

  /** Takes in a player's socket that has outlived a sleep in quiet time: neither seat nor client is any different. */
  stay(connection: Connection, now: number): void {
    const { connections, seats } = this.#parts;
    const seat = connection.isPlayer ? seats.ownedBy(connection.arrival.player) : -1;
    if (seat < 0 || seats.owner(seat)?.state !== "here" || this.playerIn(seat)) {
      this.admit(connection, now);
      return;
    }
    connection.seat = seat;
    const { broadcaster, inputBuffer, world } = this.#course;
    broadcaster.goOn(connection, world);
    connections.add(connection);
    this.#players.add(connection);
    this.#readers.add(connection);
    inputBuffer.hold(seat);
  }

  /** Seats whose players count as connected, and have no socket: these were lost in a sleep. */
  lost(now: number): void {
    const { seats } = this.#parts;
    for (let seat = 0; seat < seats.count; seat++)
      if (seats.owner(seat)?.state === "here" && !this.playerIn(seat)) seats.depart(seat, now);
  }

  /** An operator who watches takes no seat, and counts as no spectator. */
  #admitOperator(connection: Connection): void {
    this.#parts.connections.add(connection);
    this.#readers.add(connection);
  }

  #admitRelay(connection: Connection): void {
    const { spectatorDelay, world } = this.#course;
    spectatorDelay.connect(connection, world);
    this.#parts.connections.add(connection);
  }

  /** Players sit in other seats: each of them begins anew there. */
  reseat(): void {
    const { seats } = this.#parts;
    for (const player of this.#players) {
      const seat = seats.ownedBy(player.arrival.player);
      if (seat === player.seat) continue;
      this.#course.inputBuffer.clear(player.seat);
      this.#course.inputBuffer.clear(seat);
      player.seat = seat;
      this.#course.presence.came(seat);
      player.begin();
    }
  }

  /** Another world begins: for all players too. @param epochs of the world before */
  become(course: Course, epochs: EpochHistory): void {
    const { spectatorDelay } = this.#course;
    this.#course = course;
    course.spectatorDelay.follow(spectatorDelay, course.world, epochs);
    for (const reader of this.#readers) {
      if (reader.isPlayer) reader.seat = this.#parts.seats.ownedBy(reader.arrival.player);
      reader.begin();
    }
  }

  /** The socket has gone. */
  remove(connection: Connection, now: number): void {
    if (this.#parts.connections.remove(connection)) this.#letGo(connection, now);
  }

  /** Closes a socket. */
  expel(connection: Connection, why: SocketRefusal, now: number): void {
    if (this.#parts.connections.expel(connection, why)) this.#letGo(connection, now);
  }

  #letGo(connection: Connection, now: number): void {
    const { roster, seats } = this.#parts;
    const { inputBuffer, spectatorDelay } = this.#course;
    this.#readers.delete(connection);
    if (connection.isOperator) return;
    if (connection.isPlayer) {
      this.#players.delete(connection);
      inputBuffer.clear(connection.seat);
      seats.depart(connection.seat, now);
    } else {
      spectatorDelay.disconnect(connection);
      roster.watchersChanged();
    }
  }

  /** Closes every socket. */
  clear(why: SocketRefusal): void {
    this.#parts.connections.clear(why);
    this.#players.clear();
    this.#readers.clear();
  }
}
