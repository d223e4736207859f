/** One socket of a match, without the socket: what a shell hands in, and what the match keeps of it. */
import type { CloseCode } from "#shared/protocol/index.ts";
import { join } from "#shared/protocol/index.ts";
import type { Channel } from "./channel.ts";
import type { Arrival } from "./spec.ts";

/** What a shell gives for each socket. Neither call may throw; sending to a closed socket does nothing. */
export interface Port {
  send(bytes: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
}

/** The most messages that may wait for a tick. A client sends about one a tick. */
export const MAX_WAITING = 32;

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
  /** What it is sent; undefined before its first flush. */
  channel: Channel | undefined;
  open = true;
  /** By how much the worst input since the last pong was early, in milliseconds. */
  slack: number | undefined;
  readonly #last = new Map<string, number>();

  constructor(port: Port, arrival: Arrival) {
    this.#port = port;
    this.arrival = arrival;
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

  /** Adds something for this socket alone to what the next flush sends. */
  tell(message: Uint8Array): void {
    this.#personal.push(message);
  }

  /** Sends what was told before and `shared` as one WebSocket message. */
  flush(shared: readonly Uint8Array[]): void {
    const all = this.#personal.length === 0 ? shared : [...this.#personal, ...shared];
    this.#personal = [];
    if (all.length > 0) this.#port.send(join(all));
  }

  close(code: CloseCode, reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.inbox.length = 0;
    this.#port.close(code, reason);
  }
}
