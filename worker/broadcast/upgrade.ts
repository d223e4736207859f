/** How an object answers the upgrade of a client whose ticket the Worker has checked, or of a relay. */
import { CLOSE, closeFor, SUBPROTOCOL } from "#shared/protocol/index.ts";
import { log, wordsOf } from "../log.ts";
import type { Arrival } from "./arrival.ts";
import { answerRefusal, type SocketRefusal } from "./refusals.ts";
import { closeSocket } from "./sockets.ts";

export interface Door {
  /** Names the object in the messages that clients read. */
  readonly name: "match" | "relay";
  /** Why the client is not let in; undefined where it is. Its ticket is used from here on. */
  refusal(arrival: Arrival): SocketRefusal | undefined;
  /** Takes in the client's socket. */
  enter(socket: WebSocket, arrival: Arrival): void;
  /** Lets go of a socket, wherever `enter` has put it. */
  gone(socket: WebSocket): void;
}

export function upgrade(ctx: DurableObjectState, arrival: Arrival, door: Door): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  try {
    const refusal = door.refusal(arrival);
    if (refusal) return answerRefusal({ ...refusal, close: closeFor(arrival.edition, refusal.close) });
    ctx.acceptWebSocket(server, [arrival.role]);
    server.serializeAttachment(arrival);
    door.enter(server, arrival);
  } catch (error) {
    // Such as a disk that is full. Nothing of a socket that is not let in may stay.
    log.error("socket_refused", { detail: wordsOf(error) });
    door.gone(server);
    const refusal = { close: CLOSE.fault, reason: `the ${door.name} could not let you in: try again` };
    closeSocket(server, refusal.close, refusal.reason);
    return answerRefusal(refusal);
  }
  return new Response(null, { status: 101, webSocket: client, headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } });
}
