/**
 * The sockets of one object. Answers the messages that match and relay answer alike, and says which sockets must go. The match or
 * the relay decides about the other messages.
 */
import {
  CLOSE,
  type CloseCode,
  decodeUp,
  encodeDown,
  isTail,
  MAX_MESSAGE,
  QUIET_PING,
  QUIET_SINCE,
  REFUSED,
  type UpMessage,
} from "#shared/protocol/index.ts";
import type { Layout } from "#shared/sim/index.ts";
import type { Connection } from "./connection.ts";
import type { SocketRefusal } from "./refusals.ts";
import type { TickClock } from "./tick-clock.ts";

/** A client that has said nothing for so long is gone, in milliseconds of the match's own clock. Clients ping far more often. */
export const SILENT_MS = 40_000;

/** A message that the match or the relay decides about; or bytes that are no message. */
export type Received = Exclude<UpMessage, { type: "ping" | "resync" }> | { readonly type: "malformed" };

type Ping = Extract<UpMessage, { type: "ping" }>;

const MALFORMED = { type: "malformed" } as const;

/** Why a socket is closed that was let in. */
export const EXPELLED = {
  text: { close: CLOSE.text, reason: "this protocol is binary" },
  tooBig: { close: CLOSE.tooBig, reason: `a message may have ${MAX_MESSAGE} bytes` },
  tooMany: { close: CLOSE.tooMany, reason: "this is more than you may send" },
  malformed: { close: CLOSE.malformed, reason: "this is no message of the protocol" },
  notYours: { close: CLOSE.malformed, reason: "your role may not send this message" },
  tooSlow: { close: CLOSE.tooSlow, reason: "you do not read what you are sent" },
  silent: { close: CLOSE.silent, reason: "you have been silent for too long" },
  left: { close: CLOSE.left, reason: "as you asked" },
} as const satisfies Record<string, SocketRefusal>;

const LIMITS: ReadonlySet<CloseCode> = new Set([
  CLOSE.text,
  CLOSE.tooBig,
  CLOSE.tooMany,
  CLOSE.malformed,
  CLOSE.tooSlow,
]);

/** Whether a socket that is closed with this code has run into a limit: too many messages or bytes, none of the protocol, too slow. */
export const isLimit = (code: CloseCode): boolean => LIMITS.has(code);

export class Connections {
  readonly all = new Set<Connection>();
  readonly #layout: Layout;
  readonly #clock: TickClock;
  readonly #tick: () => number;

  /** @param tick the world's, at the moment */
  constructor(layout: Layout, clock: TickClock, tick: () => number) {
    this.#layout = layout;
    this.#clock = clock;
    this.#tick = tick;
  }

  add(connection: Connection): void {
    this.all.add(connection);
    connection.enter(this.#clock.clock);
  }

  /** The socket has gone. @returns whether it was one of these until now */
  remove(connection: Connection): boolean {
    connection.open = false;
    return this.all.delete(connection);
  }

  /** Closes a socket. @returns whether it was one of these until now */
  expel(connection: Connection, { close, reason }: SocketRefusal): boolean {
    connection.close(close, reason);
    return this.remove(connection);
  }

  /** Keeps a message for `drain`. @returns why its sender must be expelled; undefined where the message is in order */
  receive(connection: Connection, message: string | ArrayBuffer, now: number): SocketRefusal | undefined {
    if (!connection.open) return undefined;
    connection.heard = this.#clock.clock;
    if (typeof message === "string") {
      // The platform answers it; where that is not set, it says at least that the client is there.
      return message === QUIET_PING && connection.arrival.edition >= QUIET_SINCE ? undefined : EXPELLED.text;
    }
    if (connection.owesTail && isTail(new Uint8Array(message))) {
      // It was asked for, and the match has gone on without it.
      connection.owesTail = false;
      return undefined;
    }
    if (message.byteLength > MAX_MESSAGE) return EXPELLED.tooBig;
    if (!connection.allows(message.byteLength, now, this.#clock.lag(now))) return EXPELLED.tooMany;
    connection.inbox.push({ bytes: new Uint8Array(message), at: now });
    return undefined;
  }

  /**
   * What this socket has sent since the last time, each message with the time at which it came, in milliseconds. Pings and
   * requests for a keyframe are answered in their turn. Ends when the caller has closed the socket.
   */
  *drain(connection: Connection, now: number): Generator<{ readonly message: Received; readonly at: number }, void> {
    this.#tellRefusal(connection, now);
    if (connection.inbox.length === 0) return;
    for (const { bytes, at } of connection.inbox.splice(0)) {
      for (const message of decodeUp(bytes, this.#layout) ?? [MALFORMED]) {
        if (message.type === "ping") this.#answerPing(connection, message, now - at);
        else if (message.type === "resync") this.#resync(connection, now);
        else yield { message, at };
        if (!connection.open) return;
      }
    }
  }

  #answerPing(connection: Connection, { mark, time, rtt }: Ping, waited: number): void {
    connection.acknowledge(mark);
    connection.figures.rtt = rtt ?? connection.figures.rtt;
    connection.figures.slack = connection.slack;
    const held = Math.max(0, Math.round(waited));
    connection.tell(encodeDown({ type: "pong", time, held, slack: connection.slack }));
    connection.slack = undefined;
  }

  #resync(connection: Connection, now: number): void {
    if (connection.seldom("keyframe", now)) connection.restart();
    else this.refuse(connection, REFUSED.resyncTooSoon, now);
  }

  /** Tells that a message had no effect: at once, or as soon as may be where another refusal was told just now. */
  refuse(connection: Connection, reason: number, now: number): void {
    connection.refusal = reason;
    connection.figures.refused += 1;
    this.#tellRefusal(connection, now);
  }

  #tellRefusal(connection: Connection, now: number): void {
    const { refusal: reason } = connection;
    if (reason === undefined || !connection.seldom("refused", now)) return;
    connection.refusal = undefined;
    connection.tell(encodeDown({ type: "refused", reason, tick: this.#tick() }));
  }

  /** The sockets that must be expelled: those that are silent, or too slow for what they are sent. */
  overdue(): [Connection, SocketRefusal][] {
    const { clock } = this.#clock;
    const overdue: [Connection, SocketRefusal][] = [];
    for (const connection of this.all) {
      if (connection.measure(clock)) overdue.push([connection, EXPELLED.tooSlow]);
      else if (clock - connection.heard >= SILENT_MS) overdue.push([connection, EXPELLED.silent]);
    }
    return overdue;
  }

  /** Closes them all, for one reason. */
  clear({ close, reason }: SocketRefusal): void {
    for (const connection of this.all) connection.close(close, reason);
    this.all.clear();
  }
}
