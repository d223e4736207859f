/**
 * The sockets of one object: takes in what they say, answers what is the same everywhere, and lets go of those whose other
 * end has gone. What they follow, and what the rest of their messages mean, is for whoever owns the room.
 */
import {
  CLOSE,
  type CloseCode,
  decodeUp,
  encodeDown,
  MAX_MESSAGE,
  REFUSED,
  type UpMessage,
} from "#shared/protocol/index.ts";
import type { Layout } from "#shared/sim/index.ts";
import type { Connection } from "./connection.ts";
import type { TickClock } from "./tick-clock.ts";

/** Of whom nothing is heard for so long has gone, in milliseconds of the room's own clock. Clients ping far more often. */
export const SILENT_MS = 40_000;

/** What is not the room's own business. */
export type Business = Exclude<UpMessage, { type: "ping" | "resync" }>;

export interface ConnectionsOwner {
  /** @param at when it came, in milliseconds */
  obey(connection: Connection, message: Business, at: number, now: number): void;
  /** The socket has gone, for whatever reason. */
  gone(connection: Connection, now: number): void;
  /** The world's. */
  readonly tickNumber: number;
}

export class Connections {
  readonly all = new Set<Connection>();
  readonly #layout: Layout;
  readonly #clock: TickClock;
  readonly #owner: ConnectionsOwner;

  constructor(layout: Layout, clock: TickClock, owner: ConnectionsOwner) {
    this.#layout = layout;
    this.#clock = clock;
    this.#owner = owner;
  }

  add(connection: Connection): void {
    this.all.add(connection);
    connection.enter(this.#clock.clock);
  }

  remove(connection: Connection, now: number): void {
    connection.open = false;
    if (this.all.delete(connection)) this.#owner.gone(connection, now);
  }

  expel(connection: Connection, code: CloseCode, reason: string, now: number): void {
    connection.close(code, reason);
    this.remove(connection, now);
  }

  /** Keeps a message for `consume`. One that can't be a message costs its sender the socket. */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): void {
    if (!connection.open) return;
    connection.heard = this.#clock.clock;
    if (typeof message === "string") {
      this.expel(connection, CLOSE.text, "this protocol is binary", now);
    } else if (message.byteLength > MAX_MESSAGE) {
      this.expel(connection, CLOSE.tooBig, `a message may have ${MAX_MESSAGE} bytes`, now);
    } else if (!connection.allows(message.byteLength, now, this.#clock.lag(now))) {
      this.expel(connection, CLOSE.tooMany, "this is more than you may send", now);
    } else {
      connection.inbox.push({ bytes: new Uint8Array(message), at: now });
    }
  }

  /** Reads and obeys what this socket has sent since the last time. */
  consume(connection: Connection, now: number): void {
    this.#tellRefusal(connection, now);
    if (connection.inbox.length === 0) return;
    for (const { bytes, at } of connection.inbox.splice(0)) {
      const message = decodeUp(bytes, this.#layout);
      if (message === undefined) {
        this.expel(connection, CLOSE.malformed, "this is no message of the protocol", now);
        return;
      }
      this.#obey(connection, message, at, now);
      if (!connection.open) return;
    }
  }

  #obey(connection: Connection, message: UpMessage, at: number, now: number): void {
    switch (message.type) {
      case "ping": {
        connection.acknowledge(message.mark);
        const held = Math.max(0, Math.round(now - at));
        connection.tell(encodeDown({ type: "pong", time: message.time, held, slack: connection.slack }));
        connection.slack = undefined;
        break;
      }
      case "resync":
        if (connection.seldom("keyframe", now)) connection.needs = "keyframe";
        else this.refuse(connection, REFUSED.resyncTooSoon, now);
        break;
      default:
        this.#owner.obey(connection, message, at, now);
    }
  }

  /** Tells that a message had no effect: at once, or where another refusal was told just now, as soon as may be. */
  refuse(connection: Connection, reason: number, now: number): void {
    connection.refusal = reason;
    this.#tellRefusal(connection, now);
  }

  #tellRefusal(connection: Connection, now: number): void {
    const { refusal: reason } = connection;
    if (reason === undefined || !connection.seldom("refused", now)) return;
    connection.refusal = undefined;
    connection.tell(encodeDown({ type: "refused", reason, tick: this.#owner.tickNumber }));
  }

  /** Closes the sockets whose other end has gone, or might as well have. */
  sweep(now: number): void {
    const { clock } = this.#clock;
    for (const connection of [...this.all]) {
      if (connection.measure(clock)) this.expel(connection, CLOSE.tooSlow, "you do not read what you are sent", now);
      else if (clock - connection.heard >= SILENT_MS) this.expel(connection, CLOSE.silent, "are you there?", now);
    }
  }

  /** Closes them all, for one reason. */
  clear(code: CloseCode, reason: string): void {
    for (const connection of this.all) connection.close(code, reason);
    this.all.clear();
  }
}
