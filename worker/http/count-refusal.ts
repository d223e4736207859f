/** Counts what the routes refuse, by route and reason: docs/MONITOR.md, "Faults and refusals". */
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import { countRefusal } from "../monitor/counters.ts";
import type { App } from "./app.ts";

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Requests that no route takes: what they ask for is the client's to make up. */
const NO_ROUTE = "other";

/** The route that a request is for, as it is written in the code: it has names in place of codes and ids. */
export function routeOf(c: Context<App>): string {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"));
  return route === undefined || !METHODS.has(c.req.method) ? NO_ROUTE : `${c.req.method} ${route.path}`;
}

/** @param where the kind of a socket; of a request it is the route */
export function refusedHere(c: Context<App>, reason: string, where = routeOf(c)): void {
  countRefusal(c.env, (work) => c.executionCtx.waitUntil(work), where, reason);
}
