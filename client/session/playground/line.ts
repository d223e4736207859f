/** One WebSocket under some conditions. It does not come back by itself: how it ended is what its user wants to see. */
import { ConditionedLink } from "#client/net/conditioned-link.ts";
import type { LinkConditions } from "#client/net/link-conditions.ts";
import type { Payload } from "./typed.ts";

/** So long the server may take to answer the handshake, in milliseconds. */
const HANDSHAKE_MS = 5000;
/** So long it may take to answer a close, in milliseconds. */
const CLOSING_MS = 2000;

export interface Ended {
  readonly code: number;
  readonly reason: string;
  /** Who has ended it: `page` is this one. */
  readonly by: "server" | "page" | "line";
}

export interface LineEvents {
  /** @param protocol the subprotocol that the server has chosen */
  open(protocol: string): void;
  /** A text comes as such. */
  message(payload: Payload): void;
  /** Once, and last. */
  ended(ended: Ended): void;
}

export interface LineOptions {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly conditions: LinkConditions;
  readonly events: LineEvents;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly connect?: (url: string, protocols: string[]) => WebSocket;
}

/** The part of a WebSocket's interface by which `ConditionedLink` carries a text: it knows bytes only. */
const asBytes = (payload: Payload): Uint8Array =>
  typeof payload === "string" ? new TextEncoder().encode(payload) : payload;

export class Line {
  readonly #options: LineOptions;
  readonly #socket: WebSocket;
  readonly #link: ConditionedLink;
  /** Texts on their way, by the bytes that stand for them. */
  readonly #texts = new WeakSet<Uint8Array>();
  readonly #end = new AbortController();
  #closing: ReturnType<typeof setTimeout> | undefined;

  /** @throws {DOMException} a subprotocol has letters that none may have */
  constructor(options: LineOptions) {
    this.#options = options;
    const { url, protocols, events, conditions, connect = (to, offered) => new WebSocket(to, offered) } = options;
    this.#socket = connect(url, [...protocols]);
    this.#socket.binaryType = "arraybuffer";
    this.#link = new ConditionedLink(conditions, {
      up: (bytes) => this.#transmit(bytes),
      down: (bytes) => events.message(this.#texts.has(bytes) ? new TextDecoder().decode(bytes) : bytes),
      broken: () => this.#ended({ code: 1006, reason: "the line conditions have broken it", by: "line" }),
    });
    const { signal } = this.#end;
    const timer = setTimeout(
      () => this.#ended({ code: 1006, reason: "the server has not answered the handshake", by: "line" }),
      HANDSHAKE_MS,
    );
    signal.addEventListener("abort", () => clearTimeout(timer));
    this.#socket.addEventListener(
      "open",
      () => {
        clearTimeout(timer);
        events.open(this.#socket.protocol);
      },
      { signal },
    );
    this.#socket.addEventListener("message", ({ data }: MessageEvent) => this.#heard(data), { signal });
    this.#socket.addEventListener(
      "close",
      ({ code, reason }) => this.#ended({ code, reason, by: code === 1006 ? "line" : "server" }),
      { signal },
    );
  }

  get isOpen(): boolean {
    return !this.#end.signal.aborted && this.#socket.readyState === WebSocket.OPEN;
  }

  /** @returns whether it has gone on its way */
  send(payload: Payload): boolean {
    if (!this.isOpen) return false;
    const bytes = new Uint8Array(asBytes(payload));
    if (typeof payload === "string") this.#texts.add(bytes);
    this.#link.send(bytes, this.#options.now());
    return true;
  }

  /** Closes it as a client does that goes without a word; the server keeps its seat for a while. */
  close(): void {
    if (this.#end.signal.aborted) return;
    this.#socket.close(1000);
    // A server that does not answer must not hold the page.
    this.#closing ??= setTimeout(
      () => this.#ended({ code: 1000, reason: "the server has not answered the close", by: "page" }),
      CLOSING_MS,
    );
  }

  /** Forgets it: nothing of it is told any more. */
  drop(): void {
    clearTimeout(this.#closing);
    this.#end.abort();
    this.#link.close();
    this.#socket.close();
  }

  #heard(data: unknown): void {
    const payload = typeof data === "string" ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
    if (payload === undefined) return;
    const bytes = new Uint8Array(asBytes(payload));
    if (typeof payload === "string") this.#texts.add(bytes);
    this.#link.receive(bytes, this.#options.now());
  }

  #transmit(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.#socket.send(this.#texts.has(bytes) ? new TextDecoder().decode(bytes) : new Uint8Array(bytes));
  }

  #ended(ended: Ended): void {
    if (this.#end.signal.aborted) return;
    const isOwn = this.#closing !== undefined;
    this.drop();
    this.#options.events.ended(isOwn ? { ...ended, by: "page" } : ended);
  }
}
