/** The client's one page at each of its addresses, and the files beside it. */
import { type Context, Hono } from "hono";
import { readCode } from "#shared/protocol/index.ts";
import { readReplayId } from "../archive/replay-id.ts";
import { noRoute } from "../errors.ts";
import { matchOf } from "../objects.ts";
import { tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { given } from "./code.ts";
import { apiHeaders, pageHeaders } from "./headers.ts";

/** The page with this status. A request of its own fetches it, so that no condition of the client's makes it a 304. */
async function page(c: Context<App>, status: 200 | 404): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  const headers = new Headers(found.headers);
  // It names the files of one build: of an older page they may be gone.
  headers.set("Cache-Control", "no-cache");
  return new Response(found.body, { status: found.ok ? status : found.status, headers });
}

/** 404 where there is no such match: the page is the same, and offers ways on. For an address over its limit it is not checked. */
async function matchPage(c: Context<App, "/:code">): Promise<Response> {
  const code = await given(c, readCode(c.req.param("code")));
  if (code === undefined) return page(c, 404);
  const there = (await tooMany(c, "READ_LIMIT")) || (await matchOf(c.env, code).info());
  return page(c, there ? 200 : 404);
}

/** 404 where this server has not given the code; the page's script asks whether there is something under it. */
const codePage = async (c: Context<App>, code: string | undefined): Promise<Response> =>
  page(c, (await given(c, code)) === undefined ? 404 : 200);

export const pages = new Hono<App>()
  // Another build may have this file: while a deploy spreads, no browser may keep the answer that it is missing.
  .get("/assets/*", apiHeaders, (c) => c.body(null, 404, { "Cache-Control": "no-store" }))
  .use(pageHeaders)
  .get("/", (c) => page(c, 200))
  .get("/m/:code", matchPage)
  .get("/w/:code", matchPage)
  .get("/r/:id", (c) => codePage(c, readReplayId(c.req.param("id"))?.code))
  .get("/f/:id", (c) => codePage(c, readCode(c.req.param("id"))))
  .get("*", async (c) => {
    const file = await c.env.ASSETS.fetch(c.req.raw);
    // The page again, in place of a file that does not exist: it offers ways on.
    return file.status === 404 ? page(c, 404) : new Response(file.body, file);
  })
  .all("*", () => {
    throw noRoute();
  });
