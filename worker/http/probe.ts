/** Leads a client to the probe of a region: docs/HTTP.md, "Regions". */
import { Hono } from "hono";
import { API_ERROR } from "#shared/protocol/index.ts";
import { noRoute, Refusal } from "../errors.ts";
import { probeOf } from "../objects.ts";
import { isRegion } from "../regions.ts";
import { limitAddress } from "./address.ts";
import type { App } from "./app.ts";
import { ownOrigin } from "./origin.ts";

/**
 * A refused socket just fails: the client goes without this region's round trip, and needs no reason that a script can read.
 */
export const probe = new Hono<App>()
  .get("/:region", ownOrigin, limitAddress, async (c) => {
    const region = c.req.param("region");
    if (!isRegion(region)) throw noRoute();
    if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") {
      c.header("Upgrade", "websocket");
      throw new Refusal(426, API_ERROR.upgradeRequired, "this address takes WebSockets only");
    }
    const { status, webSocket } = await probeOf(c.env, region).fetch(c.req.url, { headers: { Upgrade: "websocket" } });
    return new Response(null, { status, webSocket });
  })
  .all("*", () => {
    throw noRoute();
  });
