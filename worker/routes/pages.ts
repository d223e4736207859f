/** The client's one page at each of its addresses, and the files beside it. */
import { type Context, Hono } from "hono";
import { readCode } from "../codes.ts";
import { noRoute } from "../errors.ts";
import { readReplayId } from "../replays.ts";
import type { App } from "./app.ts";
import { pageHeaders } from "./headers.ts";

/** The page with this status. It is asked for anew, so that no condition of the request makes it a 304. */
async function page(c: Context<App>, status: 200 | 404): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  return new Response(found.body, { status: found.ok ? status : found.status, headers: found.headers });
}

/** 404 where there is no such match: the page is the same, and offers ways on. */
async function matchPage(c: Context<App, "/:code">): Promise<Response> {
  const code = readCode(c.req.param("code"));
  const info = code === undefined ? undefined : await c.env.MATCH.getByName(code).info();
  return page(c, info ? 200 : 404);
}

export const pages = new Hono<App>()
  .use(pageHeaders)
  .get("/", (c) => page(c, 200))
  .get("/m/:code", matchPage)
  .get("/w/:code", matchPage)
  .get("/r/:id", (c) => page(c, readReplayId(c.req.param("id")) ? 200 : 404))
  .get("/f/:id", (c) => page(c, readCode(c.req.param("id")) ? 200 : 404))
  .get("*", async (c) => {
    const file = await c.env.ASSETS.fetch(c.req.raw);
    // The page again, in place of a file that does not exist.
    if (file.headers.get("Content-Type")?.startsWith("text/html")) return page(c, 404);
    return new Response(file.body, file);
  })
  .all("*", () => {
    throw noRoute();
  });
