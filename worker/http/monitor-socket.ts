/** Leads an operator's page to the monitor's socket: docs/MONITOR.md, "The socket". */
import { Hono } from "hono";
import { MONITOR_CLOSE } from "#shared/monitor/index.ts";
import { noRoute, Refusal, refusalOf } from "../errors.ts";
import { MONITOR_ARRIVAL_HEADER, writeMonitorArrival } from "../monitor/arrival.ts";
import { monitorOf } from "../objects.ts";
import type { App } from "./app.ts";
import { accept, offeredBy, onlySockets, refuseAs } from "./handshake.ts";
import { knownOperator } from "./operator-access.ts";
import { ownOrigin } from "./origin.ts";
import { regionsOf } from "./regions.ts";

const refuse = refuseAs({ name: "monitor", codes: MONITOR_CLOSE });

export const monitorSocket = new Hono<App>()
  .get("/", onlySockets, ownOrigin, async (c) => {
    const [protocol] = offeredBy(c);
    const operator = await knownOperator(c).catch(refusalOf);
    // Where there is no monitor, there is nothing here either.
    if (operator instanceof Refusal && operator.status === 404) throw operator;
    if (operator === undefined || operator instanceof Refusal)
      return refuse(c, protocol, MONITOR_CLOSE.signedOut, "sign in: this is for the operator of the server");
    const { name, until } = operator;
    const here = [...regionsOf(c)];
    const arrival = writeMonitorArrival({ operator: name, here, ...(until !== undefined && { until }) });
    // None of the client's own headers goes to the object.
    const headers = { Upgrade: "websocket", [MONITOR_ARRIVAL_HEADER]: arrival };
    const { webSocket } = await monitorOf(c.env).fetch(c.req.url, { headers });
    if (!webSocket) throw new Error("the monitor has not taken a socket");
    return accept(webSocket, protocol);
  })
  .all("*", () => {
    throw noRoute();
  });
