/** Keeps other sites' pages out: a browser names the page that asks in `Origin`. */
import { createMiddleware } from "hono/factory";
import { API_ERROR } from "#shared/protocol/index.ts";
import { Refusal } from "./errors.ts";

/** Whether a page of another host asks. Programs that are no browsers send no `Origin`, and may pass. */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get("Origin");
  if (origin === null) return false;
  const host = request.headers.get("Host") ?? new URL(request.url).host;
  // "null" is what sandboxed pages send: no URL, and foreign.
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}

export const ownOrigin = createMiddleware(async (c, next) => {
  if (isForeign(c.req.raw)) throw new Refusal(403, API_ERROR.foreignOrigin, "this page is not of this server");
  await next();
});
