/** Leads a client to the queue of a pool: docs/QUEUE.md. */
import { type Context, Hono } from "hono";
import { PLAYER_PREFIX, QUEUE_CLOSE, QUEUE_SUBPROTOCOL, type QueueClose } from "#shared/protocol/queue.ts";
import type { Games } from "#shared/sim/index.ts";
import { noRoute, Refusal, refusalOf } from "../errors.ts";
import { poolFor } from "../objects.ts";
import { queueHeaders } from "../queue/arrival.ts";
import { isRegion } from "../regions.ts";
import { TOO_MANY, tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { accept, offeredBy, onlySockets, refuseAs } from "./handshake.ts";
import { identified } from "./identified.ts";
import { ownOrigin } from "./origin.ts";
import { regionOf } from "./regions.ts";

const refuse = refuseAs({ name: "queue", codes: QUEUE_CLOSE });

interface Wanted {
  readonly game: string;
  readonly mode: string;
}

/** The competitive mode that the address names; else which code to close with, and why. */
function wantedOf(c: Context<App>, games: Games): Wanted | { readonly close: QueueClose; readonly reason: string } {
  const { game: name = "", mode = "" } = c.req.query();
  const game = games.get(name);
  if (!game)
    return { close: QUEUE_CLOSE.noMode, reason: `there is no such game: there are ${[...games.keys()].join(", ")}` };
  const own = Object.hasOwn(game.modes, mode) ? game.modes[mode] : undefined;
  const matched = Object.keys(game.modes).filter((one) => game.modes[one].queue !== undefined);
  if (!own) return { close: QUEUE_CLOSE.noMode, reason: `there is no such mode: queues are for ${matched.join(", ")}` };
  if (!own.queue) return { close: QUEUE_CLOSE.casual, reason: "this mode has no queue: POST /api/play" };
  return { game: name, mode };
}

/** Leads clients to the queues of a server of these games. */
export const queueFor = (games: Games) =>
  new Hono<App>()
    .get("/", onlySockets, ownOrigin, async (c) => {
      const offered = offeredBy(c);
      const protocol = offered.find((one) => !one.startsWith(PLAYER_PREFIX));
      const refused = (close: QueueClose, reason: string) => refuse(c, protocol, close, reason);
      if (await tooMany(c)) return refused(QUEUE_CLOSE.tooMany, TOO_MANY);
      if (!offered.includes(QUEUE_SUBPROTOCOL))
        return refused(QUEUE_CLOSE.wrongVersion, `this server speaks ${QUEUE_SUBPROTOCOL}`);
      const wanted = wantedOf(c, games);
      if ("close" in wanted) return refused(wanted.close, wanted.reason);
      const sent = offered.find((one) => one.startsWith(PLAYER_PREFIX))?.slice(PLAYER_PREFIX.length);
      const player = await identified(c, sent).catch(refusalOf);
      if (player instanceof Refusal)
        return refused(player.status === 429 ? QUEUE_CLOSE.tooMany : QUEUE_CLOSE.signedOut, player.message);
      const { id, token } = player;
      const asked = c.req.query("region") ?? "";
      const region = regionOf(c, { region: isRegion(asked) ? asked : undefined });
      const place = { ...wanted, region };
      // None of the client's own headers goes to the object: it might claim to be another player.
      const headers = queueHeaders({ player: id, token, place });
      const { webSocket } = await poolFor(c.env, place).fetch(c.req.url, { headers });
      if (!webSocket) return refused(QUEUE_CLOSE.fault, "the server had a fault: try again");
      return accept(webSocket, QUEUE_SUBPROTOCOL);
    })
    .all("*", () => {
      throw noRoute();
    });
