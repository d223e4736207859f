/** One socket of a match, without the socket: what a shell hands in, and what the match keeps of it. */
import { type CloseCode, encodeDown, join, PROTOCOL, type Since } from "#shared/protocol/index.ts";
import { AckWindow } from "./ack-window.ts";
import type { Arrival } from "./arrival.ts";
import type { Channel } from "./channel.ts";
import { ALLOWED, TokenBucket } from "./token-bucket.ts";

/** What a shell gives for each socket. No call may throw; sending to a closed socket does nothing. */
export interface Port {
  send(bytes: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
  /** How many bytes have been sent and have not left yet; undefined or not there where the runtime can't tell. */
  buffered?(): number | undefined;
}

/** What may wait in a socket's way out, in bytes: with more it is sent nothing, until it is down to `resume`. */
export const BACKLOG = { most: 64 * 1024, resume: 16 * 1024 } as const;

/** How long a reader may be too slow for what it is sent, in milliseconds of the match's own clock. */
export const CLOGGED_MS = 10_000;

/** A mark that a client cannot guess: from 2^31 on, so that all are of one length on the wire. */
const drawMark = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] | 0x80000000) >>> 0;

/** The least time between two answers of a kind to one socket, in milliseconds. */
const SELDOM_MS = { keyframe: 1000, refused: 1000, late: 250 } as const;

export class Connection {
  readonly arrival: Arrival;
  readonly #port: Port;
  /** Messages that wait for the next tick, with their time of arrival in milliseconds. */
  readonly inbox: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  /** Answers to this socket alone, which go out with the next tick's frame. */
  #personal: Uint8Array[] = [];
  /** Frames mean nothing to it before a keyframe. */
  needs: "welcome" | "keyframe" | "frames" = "welcome";
  /** The world that its client holds from before: the frames since are enough, where they are known. */
  since: Since | undefined;
  /** What it is sent; undefined before its first flush. */
  channel: Channel | undefined;
  open = true;
  /** For how many others it speaks, who watch through it. */
  watchers = 0;
  /** By how much the worst input since the last pong was early, in milliseconds. */
  slack: number | undefined;
  /** Why a message of it had no effect, while it has not been told so. */
  refusal: number | undefined;
  /** When something was last heard of it, by the match's own clock. */
  heard = 0;
  /** Since when it has had more than enough to read, by the match's own clock; undefined where it does not. */
  #cloggedAt: number | undefined;
  /** The match's own clock at the last look. */
  #clock = 0;
  /** Undefined for a client of the edition before, which knows no marks: what waits for it is counted in bytes alone. */
  readonly #acks: AckWindow | undefined;
  readonly #messages = new TokenBucket(ALLOWED.messages);
  readonly #bytes = new TokenBucket(ALLOWED.bytes);
  readonly #last = new Map<string, number>();

  constructor(port: Port, arrival: Arrival) {
    this.#port = port;
    this.arrival = arrival;
    this.#acks = arrival.edition < PROTOCOL ? undefined : new AckWindow(drawMark);
  }

  get seat(): number {
    return this.arrival.seat;
  }

  get isPlayer(): boolean {
    return this.arrival.role === "player";
  }

  /** It belongs to a match or a relay from now on. @param clock the match's own */
  enter(clock: number): void {
    this.heard = this.#clock = clock;
  }

  /** Whether `what` was last done here long enough ago; from now on it was done at `now`. */
  seldom(what: keyof typeof SELDOM_MS, now: number): boolean {
    if (now - (this.#last.get(what) ?? Number.NEGATIVE_INFINITY) < SELDOM_MS[what]) return false;
    this.#last.set(what, now);
    return true;
  }

  /**
   * Whether a message is within what this socket may send. To be asked once for each.
   * @param at when it came, in milliseconds
   * @param graceMs for how long the server may have kept messages waiting, which then come all at once
   */
  allows(bytes: number, at: number, graceMs: number): boolean {
    return this.#messages.spend(1, at, graceMs) && this.#bytes.spend(bytes, at, graceMs);
  }

  /** Whether nothing shall be sent for now: its reader is slower than what it is sent. */
  get clogged(): boolean {
    return this.#cloggedAt !== undefined;
  }

  /** Its client returns the newest mark that it has read, 0 before the first. */
  acknowledge(mark: number): void {
    this.#acks?.acknowledge(mark);
  }

  /**
   * Looks at what waits in its way out, and what its client has read. Whoever misses frames needs a keyframe.
   * @param clock the match's own
   * @returns whether it has been clogged for too long
   */
  measure(clock: number): boolean {
    this.#clock = clock;
    const waits = this.#port.buffered?.() ?? 0;
    if (this.#acks?.behind(clock) || waits > (this.clogged ? BACKLOG.resume : BACKLOG.most)) {
      if (this.#cloggedAt === undefined && this.#acks && this.needs !== "welcome") {
        // Nothing follows it: with this one the client says that it has read all.
        this.#port.send(encodeDown({ type: "mark", mark: this.#acks.mark(clock) }));
      }
      this.#cloggedAt ??= clock;
      this.#personal = [];
      if (this.needs === "frames") this.needs = "keyframe";
    } else {
      this.#cloggedAt = undefined;
    }
    return this.#cloggedAt !== undefined && clock - this.#cloggedAt >= CLOGGED_MS;
  }

  /** Adds something for this socket alone to what the next flush sends. What can't be sent is not kept. */
  tell(message: Uint8Array): void {
    if (!this.clogged) this.#personal.push(message);
  }

  /** Sends what was told before and `shared` as one WebSocket message, now and then with a mark behind it. */
  flush(shared: readonly Uint8Array[]): void {
    const all = this.#personal.length === 0 ? shared : [...this.#personal, ...shared];
    this.#personal = [];
    if (all.length === 0) return;
    const mark = this.#acks?.due(this.#clock);
    this.#port.send(join(mark === undefined ? all : [...all, encodeDown({ type: "mark", mark })]));
  }

  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.inbox.length = 0;
    this.#port.close(code, reason);
  }
}
