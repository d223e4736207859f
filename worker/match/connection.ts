/** One socket of a match, without the socket: what a shell hands in, and what the match keeps of it. */
import type { CloseCode, Since } from "#shared/protocol/index.ts";
import { join } from "#shared/protocol/index.ts";
import { ALLOWED, Bucket } from "./bucket.ts";
import type { Channel } from "./channel.ts";
import type { Arrival } from "./spec.ts";
import { Unread } from "./unread.ts";

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
  /** When something was last heard of it, by the match's own clock. */
  heard = 0;
  /** Since when it has had more than enough to read, by the match's own clock; undefined where it does not. */
  #cloggedAt: number | undefined;
  /** The match's own clock at the last look. */
  #clock = 0;
  /** Undefined for a reader that does not say what it has. */
  readonly #unread: Unread | undefined;
  readonly #messages = new Bucket(ALLOWED.messages);
  readonly #bytes = new Bucket(ALLOWED.bytes);
  readonly #last = new Map<string, number>();

  constructor(port: Port, arrival: Arrival) {
    this.#port = port;
    this.arrival = arrival;
    this.#unread = arrival.edition < 3 ? undefined : new Unread();
  }

  get seat(): number {
    return this.arrival.seat;
  }

  get isPlayer(): boolean {
    return this.arrival.role === "player";
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
    return this.#messages.take(1, at, graceMs) && this.#bytes.take(bytes, at, graceMs);
  }

  /** Whether nothing shall be sent for now: its reader is slower than what it is sent. */
  get clogged(): boolean {
    return this.#cloggedAt !== undefined;
  }

  /** Its client says that it has all up to this tick. */
  acknowledge(tick: number): void {
    this.#unread?.acknowledge(tick);
  }

  /**
   * Looks at what waits in its way out, and what its client has read. Whoever misses frames needs a keyframe.
   * @param clock the match's own
   * @returns whether it has been clogged for too long
   */
  measure(clock: number): boolean {
    this.#clock = clock;
    const waits = this.#port.buffered?.() ?? 0;
    if (this.#unread?.behind(clock) || waits > (this.clogged ? BACKLOG.resume : BACKLOG.most)) {
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

  /**
   * Sends what was told before and `shared` as one WebSocket message.
   * @param tick what `shared` leads to, where there are frames in it
   */
  flush(shared: readonly Uint8Array[], tick?: number): void {
    const all = this.#personal.length === 0 ? shared : [...this.#personal, ...shared];
    this.#personal = [];
    if (tick !== undefined) this.#unread?.send(tick, this.#clock);
    if (all.length > 0) this.#port.send(join(all));
  }

  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.inbox.length = 0;
    this.#port.close(code, reason);
  }
}
