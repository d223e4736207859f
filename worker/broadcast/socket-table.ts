/** The sockets of an object, and the connection behind each. */

import * as v from "valibot";
import { CLOSE, type CloseCode } from "#shared/protocol/index.ts";
import { Arrival } from "./arrival.ts";
import { Connection } from "./connection.ts";
import { closeSocket, portOf } from "./sockets.ts";

/** Closes a socket whose attachment this code can't read. */
export const closeUnreadable = (socket: WebSocket): void =>
  closeSocket(socket, CLOSE.fault, "this server can't go on with your connection: come in again");

/** The open sockets that have outlived this object's sleep. One that another version of this code let in is closed. */
export function* survivors(sockets: Iterable<WebSocket>): Generator<[WebSocket, Arrival], void> {
  for (const socket of sockets) {
    // The runtime lists a closed socket until its other end has closed it too.
    if (socket.readyState !== WebSocket.OPEN) continue;
    const { success, output } = v.safeParse(Arrival, socket.deserializeAttachment());
    // One such socket must not keep the object from all others.
    if (success) yield [socket, output];
    else closeUnreadable(socket);
  }
}

export class SocketTable {
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #sent: (bytes: number) => void;
  readonly #closed: (code: CloseCode) => void;

  /**
   * @param sent is told the size of each message that goes out
   * @param closed is told why a connection is closed from this end
   */
  constructor(sent: (bytes: number) => void = () => {}, closed: (code: CloseCode) => void = () => {}) {
    this.#sent = sent;
    this.#closed = closed;
  }

  add(socket: WebSocket, arrival: Arrival): Connection {
    const port = portOf(socket, this.#sent);
    const close = (code: CloseCode, reason: string) => {
      this.#closed(code);
      port.close(code, reason);
    };
    const connection = new Connection({ ...port, close }, arrival);
    this.#connections.set(socket, connection);
    return connection;
  }

  of(socket: WebSocket): Connection | undefined {
    return this.#connections.get(socket);
  }

  /** The socket has gone. @returns the connection that it had */
  remove(socket: WebSocket): Connection | undefined {
    const connection = this.#connections.get(socket);
    this.#connections.delete(socket);
    return connection;
  }

  /** The names of the relays that are connected. */
  get relays(): string[] {
    return [...this.#connections.values()].flatMap(({ open, arrival }) =>
      open && arrival.role === "relay" ? [arrival.player] : [],
    );
  }

  closeAll(code: CloseCode, reason: string): void {
    for (const connection of this.#connections.values()) connection.close(code, reason);
  }

  /** Forgets all sockets, without closing them. */
  clear(): void {
    this.#connections.clear();
  }
}
