/** One client of a match or relay: the port that the shell hands in, and what the match or relay keeps of the client. */
import { ALLOWED, type CloseCode, closeFor, encodeDown, join, type Since } from "#shared/protocol/index.ts";
import { AckWindow } from "./ack-window.ts";
import type { Arrival } from "./arrival.ts";
import type { Channel } from "./channel.ts";
import { SocketFigures } from "./socket-figures.ts";
import { TokenBucket } from "./token-bucket.ts";

/** A socket, as the shell hands it in. No call may throw; sending to a closed socket does nothing. */
export interface Port {
  send(bytes: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
  /** How many bytes have been sent and have not left yet; undefined or absent where the runtime can't tell. */
  buffered?(): number | undefined;
}

/** How many bytes may wait to leave a socket: with more it is sent nothing, until they are down to `resume`. */
export const BACKLOG = { most: 64 * 1024, resume: 16 * 1024 } as const;

/**
 * How often the runtime is asked how many bytes wait, in milliseconds of the match's own clock: each time costs as much as half
 * a message.
 */
const LOOK_MS = 250;

/** How long a client may be too slow for what it is sent, in milliseconds of the match's own clock. */
export const CLOGGED_MS = 10_000;

/** A mark that a client cannot guess: from 2^31 on, so that all are of one length on the wire. */
const drawMark = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] | 0x80000000) >>> 0;

/** The least time between two answers of a kind to one socket, in milliseconds. */
const SELDOM_MS = { keyframe: 1000, refused: 1000, late: 250 } as const;

export class Connection {
  readonly arrival: Arrival;
  /** -1 for a spectator, or a relay. The ticket's, until the host of the match moves the player to another. */
  seat: number;
  readonly #port: Port;
  /** Messages that wait for the next tick, with their time of arrival in milliseconds. */
  readonly inbox: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  /** Answers to this socket alone, which go out with the next tick's frame. */
  #personal: Uint8Array[] = [];
  /** What the client must be sent before frames mean anything to it. */
  needs: "welcome" | "keyframe" | "frames" = "welcome";
  /** The world that the client holds from before: it needs only the frames since, where they are kept. */
  since: Since | undefined;
  /** The channel that it reads; undefined before its first flush. */
  channel: Channel | undefined;
  open = true;
  /** It was asked for the tail of its log, and has not sent it. */
  owesTail = false;
  /** How many spectators watch through it, if it is a relay. */
  watchers = 0;
  /** How early the tightest input since the last pong was, in milliseconds. */
  slack: number | undefined;
  /** Why a message of the client had no effect, until the client is told. */
  refusal: number | undefined;
  /** When the client last said something, by the match's own clock. */
  heard = 0;
  /** Since when the client has been too slow, by the match's own clock; undefined where it is not. */
  #cloggedAt: number | undefined;
  /** The match's own clock when it was last measured. */
  #clock = 0;
  /** The bytes that waited when the runtime was last asked, and when that was, by the match's own clock. */
  #waits = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** For an operator who looks. */
  readonly figures = new SocketFigures();
  readonly #acks = new AckWindow(drawMark);
  readonly #messages = new TokenBucket(ALLOWED.messages);
  readonly #bytes = new TokenBucket(ALLOWED.bytes);
  readonly #last = new Map<string, number>();

  constructor(port: Port, arrival: Arrival) {
    this.#port = port;
    this.arrival = arrival;
    this.seat = arrival.seat;
  }

  get isPlayer(): boolean {
    return this.arrival.role === "player";
  }

  /** An operator of the server watches, without delay and the whole of it. */
  get isOperator(): boolean {
    return this.arrival.role === "operator";
  }

  /** It is one of a match's or a relay's connections from now on. @param clock the match's own */
  enter(clock: number): void {
    this.heard = this.#clock = clock;
  }

  /** Whether there is anything to read, or to answer that had to wait. */
  get hasNews(): boolean {
    return this.inbox.length > 0 || this.refusal !== undefined;
  }

  /** Whether the last answer of this kind is long enough ago; if so, this one counts as given. */
  seldom(what: keyof typeof SELDOM_MS, now: number): boolean {
    if (now - (this.#last.get(what) ?? Number.NEGATIVE_INFINITY) < SELDOM_MS[what]) return false;
    this.#last.set(what, now);
    return true;
  }

  /**
   * Whether the socket may send this message. Ask once for each message.
   * @param at when it came, in milliseconds
   * @param graceMs how long the server may have kept messages waiting, which then come all at once
   */
  allows(bytes: number, at: number, graceMs: number): boolean {
    this.figures.heard(at, bytes);
    return this.#messages.spend(1, at, graceMs) && this.#bytes.spend(bytes, at, graceMs);
  }

  /** The client must begin anew; one that has not been welcomed yet begins with its welcome. */
  restart(): void {
    if (this.needs === "frames") this.needs = "keyframe";
  }

  /** The client must begin anew from its welcome: it is shown another world, or sits in another seat. */
  begin(): void {
    this.needs = "welcome";
    this.since = undefined;
    this.channel = undefined;
  }

  /** How many bytes wait to leave the socket; undefined where the runtime can't tell. */
  get backlog(): number | undefined {
    return this.#port.buffered?.();
  }

  /** Whether nothing is sent for now, since the client is too slow. */
  get clogged(): boolean {
    return this.#cloggedAt !== undefined;
  }

  /** The client returns the newest mark that it has read, 0 before the first. */
  acknowledge(mark: number): void {
    this.#acks.acknowledge(mark);
  }

  /**
   * Looks at what waits to leave the socket, and at what the client has read. A client that misses frames needs a keyframe.
   * @param clock the match's own
   * @returns whether it has been clogged for too long
   */
  measure(clock: number): boolean {
    this.#clock = clock;
    if (clock - this.#lookedAt >= LOOK_MS) {
      this.#lookedAt = clock;
      this.#waits = this.#port.buffered?.() ?? 0;
    }
    if (this.#acks.behind(clock) || this.#waits > (this.clogged ? BACKLOG.resume : BACKLOG.most)) {
      if (this.#cloggedAt === undefined && this.needs !== "welcome") {
        // Nothing follows this mark: a client that returns it has read everything.
        this.#port.send(encodeDown({ type: "mark", mark: this.#acks.mark(clock) }));
      }
      this.#cloggedAt ??= clock;
      this.#personal = [];
      this.restart();
    } else {
      this.#cloggedAt = undefined;
    }
    return this.#cloggedAt !== undefined && clock - this.#cloggedAt >= CLOGGED_MS;
  }

  /** Whether the client has all signed frames of the last seconds. */
  get holdsTail(): boolean {
    return this.channel?.isSigned === true && this.needs === "frames" && !this.clogged;
  }

  /** Adds a message for this client alone to the next flush. While the client is too slow, it is dropped. */
  tell(message: Uint8Array): void {
    if (!this.clogged) this.#personal.push(message);
  }

  /** After a crash: asks the client for the signed frames that it has from after this tick. */
  askTail(tick: number): void {
    this.owesTail = true;
    this.#port.send(encodeDown({ type: "tailWanted", tick }));
  }

  /** Sends the messages for this client alone and `shared` as one WebSocket message, now and then with a mark behind it. */
  flush(shared: readonly Uint8Array[]): void {
    const all = this.#personal.length === 0 ? shared : [...this.#personal, ...shared];
    this.#personal = [];
    if (all.length === 0) return;
    const mark = this.#acks.due(this.#clock);
    this.#port.send(join(mark === undefined ? all : [...all, encodeDown({ type: "mark", mark })]));
  }

  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.inbox.length = 0;
    this.#port.close(closeFor(this.arrival.edition, code), reason);
  }
}
