/** The sockets of a match: which are let in, players in their seats and relays, and what follows when they come and go. */
import { CLOSE } from "#shared/protocol/index.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { Arrival } from "../broadcast/arrival.ts";
import type { Connection } from "../broadcast/connection.ts";
import type { Connections } from "../broadcast/connections.ts";
import type { SocketRefusal } from "../broadcast/refusals.ts";
import type { InputBuffer } from "./inputs/input-buffer.ts";
import type { Presence } from "./seats/presence.ts";
import type { MatchRoster } from "./seats/roster.ts";
import type { Seats } from "./seats/seats.ts";
import { MAX_RELAYS, type SpectatorDelay } from "./spectate/spectator-delay.ts";

export interface AttendanceParts {
  readonly world: WorldBase;
  readonly connections: Connections;
  readonly seats: Seats;
  readonly presence: Presence;
  readonly inputBuffer: InputBuffer;
  readonly spectatorDelay: SpectatorDelay;
  readonly roster: MatchRoster;
}

export class Attendance {
  readonly #parts: AttendanceParts;
  readonly #players = new Set<Connection>();

  constructor(parts: AttendanceParts) {
    this.#parts = parts;
  }

  /** The connections of players; the others are relays. */
  get players(): ReadonlySet<Connection> {
    return this.#players;
  }

  /** Why a socket whose ticket is good is not let in; undefined where it is. */
  refusal(arrival: Arrival, now: number): SocketRefusal | undefined {
    this.#parts.seats.expire(now);
    return arrival.role === "player" ? this.#seatRefusal(arrival) : this.#relayRefusal(arrival);
  }

  #seatRefusal({ seat, player, at }: Arrival): SocketRefusal | undefined {
    if (!this.#parts.seats.admits(player, seat))
      return { close: CLOSE.seatGone, reason: "this seat has been given to another player" };
    // A later handshake may overtake an earlier one: the tickets tell which was asked for last.
    const other = this.#playerIn(seat);
    return other && other.arrival.at > at
      ? { close: CLOSE.takenOver, reason: "you have come in by a later ticket" }
      : undefined;
  }

  #relayRefusal({ role }: Arrival): SocketRefusal | undefined {
    if (role !== "relay") return { close: CLOSE.badTicket, reason: "a spectator connects to a relay" };
    return this.#parts.spectatorDelay.isFull
      ? { close: CLOSE.full, reason: `${MAX_RELAYS} relays are here already` }
      : undefined;
  }

  #playerIn(seat: number): Connection | undefined {
    for (const player of this.#players) if (player.seat === seat) return player;
    return undefined;
  }

  /** Takes in a socket, or closes it where `refusal` refuses it. A player's older socket for the same seat is closed. */
  admit(connection: Connection, now: number): void {
    const refusal = this.refusal(connection.arrival, now);
    if (refusal) connection.close(refusal.close, refusal.reason);
    else if (connection.isPlayer) this.#admitPlayer(connection, now);
    else this.#admitRelay(connection);
  }

  #admitPlayer(connection: Connection, now: number): void {
    const { connections, inputBuffer, presence, seats, world } = this.#parts;
    const { seat } = connection;
    const other = this.#playerIn(seat);
    if (other) this.expel(other, { close: CLOSE.takenOver, reason: "you have come in by another window" }, now);
    connections.add(connection);
    this.#players.add(connection);
    inputBuffer.clear(seat);
    presence.came(seat);
    seats.arrive(connection.arrival, world.tick + 1);
  }

  #admitRelay(connection: Connection): void {
    const { connections, spectatorDelay, world } = this.#parts;
    spectatorDelay.connect(connection, world);
    connections.add(connection);
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
    const { inputBuffer, roster, seats, spectatorDelay } = this.#parts;
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
  }
}
