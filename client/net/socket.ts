/** A WebSocket that comes back by itself, each time with a fresh ticket, until a code says that it should not. */
import {
  AFTER_REFUSAL,
  afterClose,
  isAgain,
  type Next,
  QUIET_PING,
  QUIET_PONG,
  type RefusalCode,
  RULES_PREFIX,
  type Since,
  SUBPROTOCOL,
  TICKET_PREFIX,
  writeSince,
} from "#shared/protocol/index.ts";
import { ApiFailure } from "./api.ts";
import { Backoff } from "./backoff.ts";
import { ConditionedLink } from "./conditioned-link.ts";
import { CLEAR, type Conditions } from "./conditions.ts";
import { watchNetwork } from "./network-events.ts";
import { limited, Overdue } from "./time-limit.ts";

/** A connection that was lost, or a try that failed. */
export interface Loss {
  /** The socket's close code; or why there was no ticket. */
  readonly code: number | RefusalCode;
  readonly reason: string;
  /** What follows; an `Ending` where it is not tried again. */
  readonly next: Next;
  /** How long until the next try, in milliseconds. */
  readonly wait: number;
}

export interface SocketEvents {
  open(): void;
  message(bytes: Uint8Array): void;
  lost(loss: Loss): void;
  /** The machine has lost its network, or has another one: ask at once whether the link still holds. */
  doubted?(): void;
}

export interface SocketOptions extends SocketEvents {
  /** ws: or wss: */
  readonly url: string;
  /**
   * Asks for a ticket.
   * @param signal it is not wanted any more
   * @throws {ApiFailure} there is none now, or none at all: its code says which
   */
  ticket(signal: AbortSignal): Promise<string>;
  /** The rules that this client has, by `ruleName`; asked for at each try. */
  rules(): readonly string[];
  /** The world that this client still holds, from which on frames are enough; asked for at each try. */
  since(): Since | undefined;
  /** Make the link worse than it is. They may change; `LinkConditions` may also break it. */
  readonly conditions?: Conditions | undefined;
}

/**
 * So long a try waits for its ticket, and then for the handshake, in milliseconds: in 30 seconds there are a few
 * tries.
 */
const TICKET_MS = 5000;
const HANDSHAKE_MS = 5000;
/** So many tickets in a row may be bad: more than that is not the tickets' fault. */
const MOST_BAD_TICKETS = 5;
/** A try that is younger than this is not begun anew because the page has returned, in milliseconds. */
const YOUNG_MS = 500;

/** Code and reason of a link that broke without a word. */
const BROKEN = [1006, "the link is lost"] as const;

export class Socket {
  readonly #options: SocketOptions;
  readonly #conditioned: ConditionedLink;
  readonly #backoff = new Backoff(performance.now());
  readonly #end = new AbortController();
  /** The try that is on, from its ticket to the loss of its socket: aborted when it is given up. */
  #try = new AbortController();
  #triedAt = Number.NEGATIVE_INFINITY;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Before this moment nothing is tried: the server has asked for it. */
  #notBefore = Number.NEGATIVE_INFINITY;
  #badTickets = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#conditioned = new ConditionedLink(options.conditions ?? CLEAR, {
      up: (bytes) => this.#transmit(bytes),
      down: (bytes) => options.message(bytes),
      broken: () => this.#isOpen && this.again(),
    });
    watchNetwork(this.#end.signal, {
      doubtful: () => options.doubted?.(),
      back: () => (this.#isOpen ? options.doubted?.() : this.hurry()),
    });
    void this.#connect();
  }

  async #connect(): Promise<void> {
    this.#giveUp();
    const { signal } = this.#try;
    this.#triedAt = performance.now();
    try {
      this.#open(await limited(TICKET_MS, (limit) => this.#options.ticket(limit.signal), signal), signal);
    } catch (error) {
      if (!signal.aborted) this.#refused(error);
    }
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#try.abort();
    this.#try = new AbortController();
    this.#conditioned.clear();
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** @throws {DOMException} no ticket has such letters; or the try has been given up */
  #open(ticket: string, signal: AbortSignal): void {
    signal.throwIfAborted();
    const { url, rules, since } = this.#options;
    const held = since();
    const told = [TICKET_PREFIX + ticket, RULES_PREFIX + rules().join("."), ...(held ? [writeSince(held)] : [])];
    const socket = new WebSocket(url, [SUBPROTOCOL, ...told]);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    const timer = setTimeout(() => this.#lost(...BROKEN), HANDSHAKE_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
    const opened = () => {
      clearTimeout(timer);
      this.#options.open();
    };
    socket.addEventListener("open", opened, { signal });
    const heard = ({ data }: MessageEvent) => {
      if (!(data instanceof ArrayBuffer || data === QUIET_PONG)) return;
      this.#backoff.hears(performance.now());
      this.#conditioned.receive(new Uint8Array(data === QUIET_PONG ? 0 : data), performance.now());
    };
    socket.addEventListener("message", heard, { signal });
    socket.addEventListener("close", ({ code, reason }) => this.#lost(code, reason), { signal });
  }

  #refused(error: unknown): void {
    if (!(error instanceof ApiFailure || error instanceof Overdue)) {
      console.warn(JSON.stringify({ event: "try_failed", detail: String(error) }));
    }
    const {
      code,
      message,
      retryAfter = 0,
    } = error instanceof ApiFailure ? error : new ApiFailure("unreachable", String(error));
    this.#fail(code, message, AFTER_REFUSAL[code], 1000 * retryAfter);
  }

  #lost(code: number, reason: string): void {
    const next = afterClose(code);
    if (next === "ticket") this.#badTickets += 1;
    this.#fail(code, reason, this.#badTickets > MOST_BAD_TICKETS ? "refused" : next);
  }

  /** @param atLeast milliseconds */
  #fail(code: number | RefusalCode, reason: string, next: Next, atLeast = 0): void {
    this.#giveUp();
    const now = performance.now();
    const usual = this.#backoff.fails(now);
    const wait = next === "ticket" && this.#badTickets === 1 ? 0 : Math.max(atLeast, usual);
    this.#notBefore = now + atLeast;
    if (isAgain(next)) this.#timer = setTimeout(() => void this.#connect(), wait);
    else this.close();
    this.#options.lost({ code, reason, next, wait });
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Which try since the connection last worked comes next, or is on; from 1 on. */
  get attempt(): number {
    return Math.max(1, this.#backoff.tries);
  }

  /** Whether the seat of a player whose connection is lost is still held in so many milliseconds. */
  holds(ms: number): boolean {
    return performance.now() + ms < this.#backoff.heldUntil;
  }

  /** The connection shows a picture: if it is lost from now on, that is another loss. */
  works(): void {
    this.#badTickets = 0;
    this.#backoff.works(performance.now());
  }

  /** Sends now, or not at all. */
  send(bytes: Uint8Array): void {
    if (this.#isOpen) this.#conditioned.send(bytes, performance.now());
  }

  #transmit(bytes: Uint8Array): void {
    if (this.#isOpen) this.#socket?.send(bytes.length === 0 ? QUIET_PING : new Uint8Array(bytes));
  }

  /** The link is silent. One that has worked until now is made anew at once, one that never has after a wait. */
  silent(): void {
    this.#lost(...BROKEN);
    if (this.attempt === 1) this.hurry();
  }

  /** Gives up a connection, and makes another at once. */
  again(): void {
    this.#lost(...BROKEN);
    void this.#connect();
  }

  /** Makes the next try now, where one is waited for or takes long, unless the server has asked for patience. */
  hurry(): void {
    const now = performance.now();
    if (this.#isOpen || this.#end.signal.aborted || now < this.#notBefore || now - this.#triedAt < YOUNG_MS) return;
    void this.#connect();
  }

  /** For good. */
  close(): void {
    this.#end.abort();
    this.#conditioned.close();
    this.#giveUp();
  }
}
