/** Refuses requests of other sites' pages: a browser names the page's site in `Origin`. */
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
 * Whether the request is of another site's page. Programs that are no browsers send no `Origin`, and pass. A page over http is
 * foreign to a server over https, since it may have been forged on its way. The other way round a proxy has taken TLS off.
 */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get("Origin");
  if (origin === null) return false;
  // A sandboxed page sends "null": no URL, and foreign.
  if (!URL.canParse(origin)) return true;
  const [page, server] = [new URL(origin), new URL(request.url)];
  if (!SCHEMES.includes(page.protocol) || (page.protocol === "http:" && server.protocol === "https:")) return true;
  return page.host !== hostOf(page.protocol, request.headers.get("Host") ?? server.host);
}

/** This server as passkeys know it: the domain that they belong to, and the origins of its pages. */
export function siteOf(request: Request): { readonly rpId: string; readonly origins: string[] } {
  const server = new URL(request.url);
  const host = request.headers.get("Host") ?? server.host;
  // A proxy may have taken TLS off.
  const schemes = server.protocol === "http:" ? ["https:", "http:"] : ["https:"];
  const pages = schemes.map((scheme) => new URL(`${scheme}//${host}`));
  return { rpId: pages[0].hostname, origins: pages.map(({ origin }) => origin) };
}

export const ownOrigin = createMiddleware(async (c, next) => {
  if (isForeign(c.req.raw)) throw new Refusal(403, API_ERROR.foreignOrigin, "this page does not belong to this server");
  await next();
});
