/** Keeps other sites' pages out: a browser names the page that asks in `Origin`. */
import { createMiddleware } from "hono/factory";
import { API_ERROR } from "#shared/protocol/index.ts";
import { Refusal } from "../errors.ts";

const SCHEMES: readonly string[] = ["http:", "https:"];

/** The host of an address as a browser writes it: lower case, and without the port that is its scheme's own. */
function hostOf(protocol: string, host: string): string | undefined {
  const text = `${protocol}//${host}`;
  return URL.canParse(text) ? new URL(text).host : undefined;
}

/**
 * Whether a page of another origin asks. Programs that are no browsers send no `Origin`, and may pass. A page over http is
 * foreign to a server over https: what is between them may have written it. The other way round a proxy has taken TLS off.
 */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get("Origin");
  if (origin === null) return false;
  // "null" is what sandboxed pages send: no URL, and foreign.
  if (!URL.canParse(origin)) return true;
  const [page, server] = [new URL(origin), new URL(request.url)];
  if (!SCHEMES.includes(page.protocol) || (page.protocol === "http:" && server.protocol === "https:")) return true;
  return page.host !== hostOf(page.protocol, request.headers.get("Host") ?? server.host);
}

export const ownOrigin = createMiddleware(async (c, next) => {
  if (isForeign(c.req.raw)) throw new Refusal(403, API_ERROR.foreignOrigin, "this page is not of this server");
  await next();
});
