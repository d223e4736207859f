/** One socket of a match, without the socket: what a shell hands in, and what the match keeps of it. */
import type { CloseCode } from "#shared/protocol/index.ts";
import { join } from "#shared/protocol/index.ts";
import type { Claims } from "./spec.ts";

/** What a shell gives for each socket. Neither call may throw; sending to a closed socket does nothing. */
export interface Port {
  send(bytes: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
}

/** The most messages that may wait for a tick. A client sends about one a tick. */
export const MAX_WAITING = 32;

/** The least time between two keyframes, or two refusals, for one socket: a second. */
const SELDOM_MS = 1000;

export class Connection {
  readonly claims: Claims;
  readonly #port: Port;
  /** Messages that wait for the next tick, with their time of arrival in milliseconds. */
  readonly inbox: { readonly bytes: Uint8Array; readonly at: number }[] = [];
  /** Answers to this socket alone, which go out with the next tick's frame. */
  #personal: Uint8Array[] = [];
  /** Frames mean nothing to it before a keyframe. */
  needs: "welcome" | "keyframe" | "frames" = "welcome";
  open = true;
  readonly #last = new Map<string, number>();

  constructor(port: Port, claims: Claims) {
    this.#port = port;
    this.claims = claims;
  }

  get seat(): number {
    return this.claims.seat;
  }

  get isPlayer(): boolean {
    return this.claims.role === "player";
  }

  /** Whether `what` was last done here a second ago or more; from now on it was done at `now`. */
  seldom(what: "keyframe" | "refused", now: number): boolean {
    if (now - (this.#last.get(what) ?? Number.NEGATIVE_INFINITY) < SELDOM_MS) return false;
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
