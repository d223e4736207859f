/** A WebSocket that comes back by itself, each time with a fresh ticket. */
import ReconnectingWebSocket from "partysocket/ws";
import { FINAL, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import type { Conditions } from "./conditions.ts";
import { Lane } from "./lane.ts";

export interface SocketEvents {
  open(): void;
  message(bytes: Uint8Array): void;
  /** Lost; `final` if it will not be tried again. */
  lost(code: number, reason: string, final: boolean): void;
}

export interface SocketOptions extends SocketEvents {
  /** ws: or wss: */
  readonly url: string;
  /** Asks for a ticket; undefined where there is none to be had, and trying again is in vain. */
  ticket(): Promise<string | undefined>;
  /** Makes the line worse than it is. */
  readonly conditions?: Conditions | undefined;
}

/** The first wait before another try, in milliseconds: spread, so that a restarted server is not stormed. */
const firstWait = () => 300 + Math.random() * 700;

/** `deliver`, or a worse line that leads there. */
function lane(conditions: Conditions | undefined, deliver: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  if (conditions === undefined) return deliver;
  const line = new Lane(conditions, deliver);
  return (bytes) => line.push(bytes, performance.now());
}

export class Socket {
  readonly #socket: ReconnectingWebSocket;
  readonly #up: (bytes: Uint8Array) => void;

  constructor({ url, ticket, open, message, lost, conditions }: SocketOptions) {
    const protocols = async () => {
      const fresh = await ticket();
      // Without a ticket the caller has called `close`, and partysocket goes no further.
      return [SUBPROTOCOL, `${TICKET_PREFIX}${fresh ?? ""}`];
    };
    this.#socket = new ReconnectingWebSocket(url, protocols, {
      minReconnectionDelay: firstWait(),
      maxReconnectionDelay: 8000,
      reconnectionDelayGrowFactor: 1.5,
      minUptime: 2000,
      // An input is for its tick: what could not be sent then is not sent later.
      maxEnqueuedMessages: 0,
    });
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("open", () => open());
    this.#up = lane(conditions, (bytes) => this.#transmit(bytes));
    const down = lane(conditions, message);
    this.#socket.addEventListener("message", ({ data }) => {
      if (data instanceof ArrayBuffer) down(new Uint8Array(data));
    });
    this.#socket.addEventListener("close", (event) => {
      // partysocket tells of a line that broke as of a normal end, with which this server never ends a socket.
      const [code, reason] = event.code === 1000 ? [1006, "the line is lost"] : [event.code, event.reason];
      const final = FINAL.has(code);
      if (final) this.#socket.close();
      lost(code, reason, final);
    });
  }

  /** How many tries the present loss has taken. */
  get attempt(): number {
    return this.#socket.retryCount;
  }

  /** Sends now, or not at all. */
  send(bytes: Uint8Array): void {
    this.#up(bytes);
  }

  #transmit(bytes: Uint8Array): void {
    if (this.#socket.readyState === ReconnectingWebSocket.OPEN) this.#socket.send(new Uint8Array(bytes));
  }

  /** Gives up a connection that is silent, and makes another. */
  again(): void {
    this.#socket.reconnect();
  }

  /** For good. */
  close(): void {
    this.#socket.close();
  }
}
