/** How the Worker answers the handshake of a socket: with one of the protocols that were offered, and readably where it refuses. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { API_ERROR } from "#shared/protocol/index.ts";
import { closeSocket } from "../broadcast/sockets.ts";
import { closeName } from "../telling.ts";
import type { App } from "./app.ts";
import { refusedHere } from "./count-refusal.ts";

export const PROTOCOL_HEADER = "Sec-WebSocket-Protocol";

/** 426 for what is no handshake. */
export const onlySockets = createMiddleware<App>(async (c, next) => {
  if (c.req.header("Upgrade")?.toLowerCase() === "websocket") return next();
  c.header("Upgrade", "websocket");
  refusedHere(c, API_ERROR.upgradeRequired);
  return c.json({ error: API_ERROR.upgradeRequired, message: "this address takes WebSockets only" }, 426);
});

/** The subprotocols that a client offers. */
export const offeredBy = (c: Context<App>): readonly string[] =>
  (c.req.header(PROTOCOL_HEADER) ?? "").split(/[ \t,]+/).filter((protocol) => protocol !== "");

/** @param protocol one of those that were offered, as browsers demand; never one that carries a ticket or a token */
export function accept(socket: WebSocket, protocol: string | undefined): Response {
  const headers = new Headers(protocol === undefined ? {} : { [PROTOCOL_HEADER]: protocol });
  return new Response(null, { status: 101, webSocket: socket, headers });
}

/** Ends this request and its socket, where the runtime can. */
function abort(context: object): void {
  if ("abort" in context && typeof context.abort === "function")
    context.abort(new Error("a client did not answer the close of its socket"));
}

/** Close codes of what a socket is for. `CLOSE` is of matches, relays and parties. */
export interface SocketKind {
  readonly name: "socket" | "party" | "queue" | "monitor";
  readonly codes: Readonly<Record<string, number>>;
}

/** How long a client may take to answer a close, in milliseconds. */
const ANSWER_MS = 1000;

/**
 * Refuses in the one way that a page's script can read, since it can't see why a handshake failed: accepts the socket and closes
 * it. The connection ends when the client has answered the close, or a moment later.
 */
export const refuseAs =
  ({ name, codes }: SocketKind) =>
  (c: Context<App>, protocol: string | undefined, code: number, reason: string): Response => {
    refusedHere(c, closeName(codes, code), name);
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.accept();
    const answered = new Promise<true>((resolve) => ours.addEventListener("close", () => resolve(true)));
    closeSocket(ours, code, reason);
    const { executionCtx } = c;
    executionCtx.waitUntil(
      Promise.race([answered, scheduler.wait(ANSWER_MS)]).then((closed) => {
        // The runtime would keep the connection open for as long as the client is silent.
        if (closed !== true) abort(executionCtx);
      }),
    );
    return accept(theirs, protocol);
  };
