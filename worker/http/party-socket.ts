/** Leads a member to the socket of the party: docs/PARTIES.md, "The socket". */
import { Hono } from "hono";
import { CLOSE, readPartyCode } from "#shared/protocol/index.ts";
import { PARTY_SUBPROTOCOL, PLAYER_PREFIX } from "#shared/protocol/party.ts";
import { isGiven } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { readRefusal } from "../broadcast/refusals.ts";
import { noRoute, Refusal, refusalOf } from "../errors.ts";
import { partyOf } from "../objects.ts";
import { PARTY_ARRIVAL_HEADER, writePartyArrival } from "../party/arrival.ts";
import { networkOf, TOO_MANY, tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { accept, offeredBy, onlySockets, PROTOCOL_HEADER, refuseAs } from "./handshake.ts";
import { knownBy } from "./identified.ts";
import { ownOrigin } from "./origin.ts";
import { regionOf } from "./regions.ts";

const refuse = refuseAs({ name: "party", codes: CLOSE });

export const partySocket = new Hono<App>()
  .get("/:code", onlySockets, ownOrigin, async (c) => {
    const offered = offeredBy(c);
    const protocol = offered.find((one) => !one.startsWith(PLAYER_PREFIX));
    if (await tooMany(c)) return refuse(c, protocol, CLOSE.tooMany, TOO_MANY);
    if (!offered.includes(PARTY_SUBPROTOCOL))
      return refuse(c, protocol, CLOSE.wrongVersion, `this server speaks ${PARTY_SUBPROTOCOL}`);
    const keys = await keysOf(c.env);
    const code = readPartyCode(c.req.param("code"));
    if (code === undefined || !(await isGiven(keys.party, code)))
      return refuse(c, PARTY_SUBPROTOCOL, CLOSE.noMatch, "this is no party's code");
    const token = offered.find((one) => one.startsWith(PLAYER_PREFIX))?.slice(PLAYER_PREFIX.length) ?? "";
    const player = await knownBy(c, token).catch(refusalOf);
    if (player instanceof Refusal) return refuse(c, PARTY_SUBPROTOCOL, CLOSE.badTicket, player.message);
    if (player === undefined)
      return refuse(c, PARTY_SUBPROTOCOL, CLOSE.badTicket, "this is no player token of this server");
    const from = { address: await networkOf(c), region: regionOf(c, {}) };
    // None of the client's own headers goes to the object.
    const headers = {
      Upgrade: "websocket",
      [PROTOCOL_HEADER]: PARTY_SUBPROTOCOL,
      [PARTY_ARRIVAL_HEADER]: writePartyArrival({ player: player.id, kept: player.kept, ...from }),
    };
    const answer = await partyOf(c.env, code).fetch(c.req.url, { headers });
    if (answer.webSocket) return accept(answer.webSocket, PARTY_SUBPROTOCOL);
    const { close, reason } = await readRefusal(answer);
    return refuse(c, PARTY_SUBPROTOCOL, close, reason);
  })
  .all("*", () => {
    throw noRoute();
  });
