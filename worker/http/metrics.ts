/** The metrics of the server as Prometheus reads them: docs/METRICS.md. */
import { Hono } from "hono";
import { samplesOf } from "../metrics/gauges.ts";
import { CONTENT_TYPE, metricsText } from "../metrics/text.ts";
import { monitorOf } from "../objects.ts";
import { within } from "../time-limit.ts";
import type { App } from "./app.ts";
import { apiHeaders } from "./headers.ts";
import { onlyOperator } from "./operator-access.ts";
import { ownOrigin } from "./origin.ts";
import { regionsOf } from "./regions.ts";

/** The Monitor object asks all pools: it has so long to answer, in milliseconds. Prometheus waits ten seconds. */
const SNAPSHOT_MS = 9000;

export const metrics = new Hono<App>().get("/", apiHeaders, ownOrigin, onlyOperator, async (c) => {
  const snapshot = await within(SNAPSHOT_MS, "snapshot", monitorOf(c.env).snapshot(regionsOf(c)));
  return c.body(metricsText(samplesOf(snapshot)), 200, { "Content-Type": CONTENT_TYPE, "Cache-Control": "no-store" });
});
