/** Leads a client to the socket of its match or relay: docs/WIRE.md, "The socket". */
import { Hono } from "hono";
import {
  CLOSE,
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
import type { Claims } from "../auth/claims.ts";
import { keysOf } from "../auth/secrets.ts";
import { verifyTicket } from "../auth/tickets.ts";
import { ARRIVAL_HEADER, writeArrival } from "../broadcast/arrival.ts";
import { readRefusal } from "../broadcast/refusals.ts";
import type { Env } from "../env.ts";
import { noRoute } from "../errors.ts";
import { isMatchId, matchById, matchOf, relayName, relayOf } from "../objects.ts";
import { TOO_MANY, tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { accept, offeredBy, onlySockets, PROTOCOL_HEADER, refuseAs } from "./handshake.ts";
import { ownOrigin } from "./origin.ts";

const refuse = refuseAs({ name: "socket", codes: CLOSE });

/** Subprotocols that name no protocol, but carry data. */
const TELLING: readonly string[] = [TICKET_PREFIX, RULES_PREFIX, SINCE_PREFIX];

/** What is answered of the protocols that were offered. */
function chosen(offered: readonly string[]): string | undefined {
  const edition = editionOf(offered);
  return edition === undefined
    ? offered.find((protocol) => !TELLING.some((prefix) => protocol.startsWith(prefix)))
    : subprotocolOf(edition);
}

/** The rules of this server that the client has. */
function rulesOf(games: Games, offered: readonly string[]): readonly string[] {
  const named = offered.find((protocol) => protocol.startsWith(RULES_PREFIX))?.slice(RULES_PREFIX.length) ?? "";
  const names = new Set(named.split("."));
  return [...games.values()].map(ruleName).filter((name) => names.has(name));
}

/** The object of a match. @param opens what the ticket is for */
const matchAt = (env: Env, opens: string, role: Claims["role"]) =>
  role === "operator" ? matchById(env, opens) : matchOf(env, opens);

/** Leads clients to the sockets of a server of these games. */
export const socketFor = (games: Games) =>
  new Hono<App>()
    .get("/:code", onlySockets, ownOrigin, async (c) => {
      const offered = offeredBy(c);
      const protocol = chosen(offered);
      if (await tooMany(c)) return refuse(c, protocol, CLOSE.tooMany, TOO_MANY);
      const edition = editionOf(offered);
      if (edition === undefined)
        return refuse(
          c,
          protocol,
          CLOSE.wrongVersion,
          `this server speaks ${EDITIONS.map(subprotocolOf).join(" and ")}`,
        );
      const address = c.req.param("code");
      // An operator, who may not know a match's code, comes by the id of its object.
      const opens = isMatchId(c.env, address) ? address : readCode(address);
      if (opens === undefined) return refuse(c, protocol, CLOSE.noMatch, "this is no match's code");
      const keys = await keysOf(c.env);
      const ticket = offered.find((protocol) => protocol.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length) ?? "";
      const result = await verifyTicket(keys, opens, ticket, Date.now());
      if (!result.ok) return refuse(c, protocol, result.close, "this ticket does not open this match");
      const since = readSince(offered);
      const { relay, role } = result.claims;
      const place = relay === undefined ? undefined : { code: opens, relay };
      const arrival = { ...result.claims, rules: [...rulesOf(games, offered)], edition, since, place };
      // None of the client's own headers goes to the object: neither the ticket, nor claims that the client made up.
      const headers = {
        Upgrade: "websocket",
        // Worker and object speak one edition, also where the client speaks another.
        [PROTOCOL_HEADER]: SUBPROTOCOL,
        [ARRIVAL_HEADER]: writeArrival(arrival),
      };
      const stub = place ? relayOf(c.env, relayName(opens, place.relay)) : matchAt(c.env, opens, role);
      const answer = await stub.fetch(c.req.url, { headers });
      if (answer.webSocket) return accept(answer.webSocket, protocol);
      const { close, reason } = await readRefusal(answer);
      return refuse(c, protocol, close, reason);
    })
    .all("*", () => {
      throw noRoute();
    });
