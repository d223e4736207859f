/** A WebSocket that comes back by itself, each time with a fresh ticket. */
import ReconnectingWebSocket from "partysocket/ws";
import { FINAL, RULES_PREFIX, type Since, SUBPROTOCOL, TICKET_PREFIX, writeSince } from "#shared/protocol/index.ts";
import { CLEAR, type Conditions } from "./conditions.ts";
import { Wire } from "./wire.ts";

export interface SocketEvents {
  open(): void;
  message(bytes: Uint8Array): void;
  /** Lost; `final` if it will not be tried again. */
  lost(code: number, reason: string, final: boolean): void;
  /** The machine has lost its network, or has another one: ask at once whether the line still holds. */
  doubted?(): void;
}

export interface SocketOptions extends SocketEvents {
  /** ws: or wss: */
  readonly url: string;
  /** Asks for a ticket; undefined where there is none to be had, and trying again is in vain. */
  ticket(): Promise<string | undefined>;
  /** The rules that this client has, by `ruleName`. */
  readonly rules: readonly string[];
  /** The world that this client still holds, from which on frames are enough; asked for at each try. */
  since(): Since | undefined;
  /** Makes the line worse than it is. They may change; a `Line` may also be broken by hand. */
  readonly conditions?: Conditions | undefined;
}

/** The first wait before another try, in milliseconds: spread, so that a restarted server is not stormed. */
const firstWait = () => 300 + Math.random() * 700;

/** Code and reason of a line that broke without a word. */
const BROKEN = [1006, "the line is lost"] as const;

export class Socket {
  readonly #options: SocketOptions;
  readonly #wire: Wire;
  readonly #end = new AbortController();
  #socket: ReconnectingWebSocket;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#wire = new Wire(options.conditions ?? CLEAR, {
      up: (bytes) => this.#transmit(bytes),
      down: (bytes) => options.message(bytes),
      broken: () => this.#isOpen && this.again(),
    });
    this.#socket = this.#connect();
    this.#watchNetwork();
  }

  #connect(): ReconnectingWebSocket {
    const { url, ticket, rules, since, open } = this.#options;
    const protocols = async () => {
      // One that was given up needs no ticket. Nor does it go further with none: it is closed.
      const fresh = this.#socket === socket ? await ticket() : undefined;
      const held = since();
      const told = [
        `${TICKET_PREFIX}${fresh ?? ""}`,
        RULES_PREFIX + rules.join("."),
        ...(held ? [writeSince(held)] : []),
      ];
      return [SUBPROTOCOL, ...told];
    };
    const socket = new ReconnectingWebSocket(url, protocols, {
      minReconnectionDelay: firstWait(),
      maxReconnectionDelay: 8000,
      reconnectionDelayGrowFactor: 1.5,
      minUptime: 2000,
      // An input is for its tick: what could not be sent then is not sent later.
      maxEnqueuedMessages: 0,
    });
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.#socket === socket && open());
    socket.addEventListener("message", ({ data }) => {
      if (this.#socket !== socket || !(data instanceof ArrayBuffer)) return;
      this.#wire.receive(new Uint8Array(data), performance.now());
    });
    socket.addEventListener("close", ({ code, reason }) => {
      if (this.#socket !== socket) return;
      // partysocket tells of a line that broke as of a normal end, with which this server never ends a socket.
      if (code === 1000) this.#lost(...BROKEN);
      else this.#lost(code, reason);
    });
    return socket;
  }

  #lost(code: number, reason: string): void {
    const final = FINAL.has(code);
    this.#wire.clear();
    if (final) this.close();
    this.#options.lost(code, reason, final);
  }

  /** A browser knows when the machine has lost its network, and when it is back; Node does not say. */
  #watchNetwork(): void {
    if (!("addEventListener" in globalThis)) return;
    const { signal } = this.#end;
    const doubt = () => this.#options.doubted?.();
    addEventListener("offline", doubt, { signal });
    addEventListener("online", () => (this.#isOpen ? doubt() : this.again()), { signal });
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === ReconnectingWebSocket.OPEN;
  }

  /** Which try since the loss this is, from 1 on. */
  get attempt(): number {
    return Math.max(1, this.#socket.retryCount);
  }

  /** Sends now, or not at all. */
  send(bytes: Uint8Array): void {
    if (this.#isOpen) this.#wire.send(bytes, performance.now());
  }

  #transmit(bytes: Uint8Array): void {
    if (this.#isOpen) this.#socket.send(new Uint8Array(bytes));
  }

  /** Gives up a connection that is silent, or waits for its next try, and makes another at once. */
  again(): void {
    // partysocket waits out its time between two tries, whatever one says: only another one begins at once.
    const old = this.#socket;
    const wasOpen = this.#isOpen;
    this.#socket = this.#connect();
    old.close();
    if (wasOpen) this.#lost(...BROKEN);
  }

  /** For good. */
  close(): void {
    this.#end.abort();
    this.#wire.close();
    this.#socket.close();
  }
}
