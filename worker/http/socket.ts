/** Leads a client to the socket of its match or relay: docs/WIRE.md, "The socket". */
import { type Context, Hono } from "hono";
import {
  API_ERROR,
  CLOSE,
  type CloseCode,
  EDITIONS,
  editionOf,
  RULES_PREFIX,
  readCode,
  readSince,
  ruleName,
  SINCE_PREFIX,
  SUBPROTOCOL,
  subprotocolOf,
  TICKET_PREFIX,
} from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { keysOf } from "../auth/secrets.ts";
import { verifyTicket } from "../auth/tickets.ts";
import { ARRIVAL_HEADER, writeArrival } from "../broadcast/arrival.ts";
import { readRefusal } from "../broadcast/refusals.ts";
import { closeSocket } from "../broadcast/sockets.ts";
import { noRoute } from "../errors.ts";
import { matchOf, relayName, relayOf } from "../objects.ts";
import { TOO_MANY, tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { ownOrigin } from "./origin.ts";

const PROTOCOL_HEADER = "Sec-WebSocket-Protocol";

/** Subprotocols that name no protocol, but carry data. */
const TELLING: readonly string[] = [TICKET_PREFIX, RULES_PREFIX, SINCE_PREFIX];

/** Answers with one of the protocols that were offered, as browsers demand; never with a ticket. */
function accept(socket: WebSocket, offered: readonly string[]): Response {
  const edition = editionOf(offered);
  const chosen =
    edition === undefined
      ? offered.find((protocol) => !TELLING.some((prefix) => protocol.startsWith(prefix)))
      : subprotocolOf(edition);
  const headers = new Headers(chosen === undefined ? {} : { [PROTOCOL_HEADER]: chosen });
  return new Response(null, { status: 101, webSocket: socket, headers });
}

/** Ends this request and its socket, where the runtime can. */
function abort(context: object): void {
  if ("abort" in context && typeof context.abort === "function")
    context.abort(new Error("a client did not answer the close of its socket"));
}

/** How long a client may take to answer a close, in milliseconds. */
const ANSWER_MS = 1000;

/**
 * Refuses in the one way that a page's script can read, since it can't see why a handshake failed: accepts the socket and closes
 * it. The connection ends when the client has answered the close, or a moment later.
 */
function refuse(c: Context<App>, offered: readonly string[], code: CloseCode, reason: string): Response {
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
  return accept(theirs, offered);
}

/** The rules of this server that the client has. */
function rulesOf(games: Games, offered: readonly string[]): readonly string[] {
  const named = offered.find((protocol) => protocol.startsWith(RULES_PREFIX))?.slice(RULES_PREFIX.length) ?? "";
  const names = new Set(named.split("."));
  return [...games.values()].map(ruleName).filter((name) => names.has(name));
}

/** Leads clients to the sockets of a server of these games. */
export const socketFor = (games: Games) =>
  new Hono<App>()
    .get("/:code", async (c, next) => {
      if (c.req.header("Upgrade")?.toLowerCase() === "websocket") return next();
      c.header("Upgrade", "websocket");
      return c.json({ error: API_ERROR.upgradeRequired, message: "this address takes WebSockets only" }, 426);
    })
    .get("/:code", ownOrigin, async (c) => {
      const offered = (c.req.header(PROTOCOL_HEADER) ?? "").split(/[ \t,]+/).filter((protocol) => protocol !== "");
      if (await tooMany(c)) return refuse(c, offered, CLOSE.tooMany, TOO_MANY);
      const edition = editionOf(offered);
      if (edition === undefined)
        return refuse(
          c,
          offered,
          CLOSE.wrongVersion,
          `this server speaks ${EDITIONS.map(subprotocolOf).join(" and ")}`,
        );
      const code = readCode(c.req.param("code"));
      if (code === undefined) return refuse(c, offered, CLOSE.noMatch, "this is no match's code");
      const keys = await keysOf(c.env);
      const ticket = offered.find((protocol) => protocol.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length) ?? "";
      const result = await verifyTicket(keys, code, ticket, Date.now());
      if (!result.ok) return refuse(c, offered, result.close, "this ticket does not open this match");
      const since = readSince(offered);
      const { relay } = result.claims;
      const place = relay === undefined ? undefined : { code, relay };
      const arrival = { ...result.claims, rules: [...rulesOf(games, offered)], edition, since, place };
      // None of the client's own headers goes to the object: neither the ticket, nor claims that the client made up.
      const headers = {
        Upgrade: "websocket",
        // Worker and object speak one edition, also where the client speaks another.
        [PROTOCOL_HEADER]: SUBPROTOCOL,
        [ARRIVAL_HEADER]: writeArrival(arrival),
      };
      const stub = relay === undefined ? matchOf(c.env, code) : relayOf(c.env, relayName(code, relay));
      const answer = await stub.fetch(c.req.url, { headers });
      if (answer.webSocket) return accept(answer.webSocket, offered);
      const { close, reason } = await readRefusal(answer);
      return refuse(c, offered, close, reason);
    })
    .all("*", () => {
      throw noRoute();
    });
