/** The client's one page at each of its addresses, and the files beside it. */
import { type Context, Hono } from "hono";
import { readTransferCode } from "#shared/protocol/code.ts";
import { type MatchDetail, readCode } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { readReplayId } from "../archive/replay-id.ts";
import { noRoute } from "../errors.ts";
import { isMonitorOn } from "../monitor/on.ts";
import { matchOf, partyOf } from "../objects.ts";
import { tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { given } from "./code.ts";
import { apiHeaders, pageHeaders } from "./headers.ts";
import { givenParty } from "./parties.ts";
import {
  cardPath,
  ladderPreview,
  lanOf,
  metadataOf,
  PLAYER_PREVIEW,
  type Preview,
  partyPreview,
  previewOf,
  type Shown,
} from "./unfurl.ts";

/** How the ids of players are written. */
const isPlayerId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

interface Shape {
  readonly status: 200 | 404;
  readonly preview: Preview;
}

/** Games whose picture was looked for, and whether it is there: a build's files do not change. */
const pictured = new Map<string, boolean>();

/** The address of the picture to go with a link. */
async function cardOf(c: Context<App>, game: string | undefined): Promise<string> {
  const at = (of: string | undefined) => new URL(cardPath(of), c.req.url);
  if (game === undefined) return at(undefined).href;
  if (!pictured.has(game)) pictured.set(game, (await c.env.ASSETS.fetch(at(game), { method: "HEAD" })).ok);
  return at(pictured.get(game) ? game : undefined).href;
}

/** The page. A request of its own fetches it, so that no condition of the client's makes it a 304. */
async function page(c: Context<App>, { status, preview }: Shape): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  const headers = new Headers(found.headers);
  // It names the files of one build: of an older page they may be gone. And what is written into it has no date of the file's.
  headers.set("Cache-Control", "no-cache");
  for (const name of ["ETag", "Last-Modified", "Content-Length"]) headers.delete(name);
  const answer = new Response(found.body, { status: found.ok ? status : found.status, headers });
  if (!found.ok) return answer;
  const metadata = metadataOf(preview, await cardOf(c, preview.game)) + lanOf(c.env);
  return new HTMLRewriter()
    .on("head", { element: (head) => void head.append(metadata, { html: true }) })
    .transform(answer);
}

/** How a match stands; undefined where there is none, "unasked" for an address over its limit. */
const infoOf = async (c: Context<App>, code: string): Promise<MatchDetail | "unasked" | undefined> =>
  (await tooMany(c, "READ_LIMIT")) ? "unasked" : matchOf(c.env, code).info();

/** The seat of the player who invites, by the link. */
function inviter(c: Context<App>): number | undefined {
  const by = c.req.query("by") ?? "";
  return /^\d{1,4}$/.test(by) ? Number(by) : undefined;
}

/** The client's one page, at the addresses of a server of these games. */
export function pagesFor(games: Games) {
  const plain = (c: Context<App>, status: 200 | 404, shown: Shown = { page: "start" }) =>
    page(c, { status, preview: previewOf(games, shown, undefined) });

  /** 404 where there is no such match: the page is the same, and offers ways on. */
  async function matchPage(c: Context<App, "/:code">, shown: Shown): Promise<Response> {
    const code = await given(c, readCode(c.req.param("code")));
    if (code === undefined) return plain(c, 404);
    const info = await infoOf(c, code);
    if (info === undefined) return plain(c, 404);
    return page(c, { status: 200, preview: previewOf(games, shown, info === "unasked" ? undefined : info) });
  }

  /** 404 where there is no such party: the page is the same, and offers ways on. */
  async function partyPage(c: Context<App, "/:code">): Promise<Response> {
    const code = await givenParty(c.env, c.req.param("code"));
    if (code === undefined) return plain(c, 404);
    if (await tooMany(c, "READ_LIMIT")) return plain(c, 200);
    const info = await partyOf(c.env, code).info();
    return info ? page(c, { status: 200, preview: partyPreview(info) }) : plain(c, 404);
  }

  /** 404 where this server has not given the code; the page's script asks whether there is a replay. */
  async function replayPage(c: Context<App, "/:id">): Promise<Response> {
    const shown: Shown = { page: "replay" };
    const code = await given(c, readReplayId(c.req.param("id"))?.code);
    if (code === undefined) return plain(c, 404);
    // Its match is there for a while, and says which game it was.
    const info = await infoOf(c, code);
    return page(c, { status: 200, preview: previewOf(games, shown, info === "unasked" ? undefined : info) });
  }

  /** 404 where there is no such ladder: the page is the same, and leads to those that there are. */
  function ladderPage(c: Context<App>): Promise<Response> {
    const { game = "", mode = "" } = c.req.param();
    const preview = ladderPreview(games, game, mode);
    return preview ? page(c, { status: 200, preview }) : plain(c, 404);
  }

  /**
   * A page of the operator, who signs in there: its script asks who is signed in. It is the same for all, tells nothing, and no
   * search engine lists it. 404 where the server has no operator.
   */
  async function operatorPage(c: Context<App>): Promise<Response> {
    if (!isMonitorOn(c.env)) return plain(c, 404);
    const answer = await plain(c, 200);
    answer.headers.set("Cache-Control", "no-store");
    answer.headers.set("X-Robots-Tag", "noindex");
    return answer;
  }

  return (
    new Hono<App>()
      // Another build may have this file: while a deploy spreads, no browser may keep the answer that it is missing.
      .get("/assets/*", apiHeaders, (c) => c.body(null, 404, { "Cache-Control": "no-store" }))
      .use(pageHeaders)
      .get("/", (c) => plain(c, 200))
      .get("/m/:code", (c) => matchPage(c, { page: "join", by: inviter(c) }))
      .get("/w/:code", (c) => matchPage(c, { page: "watch", by: undefined }))
      .get("/p/:code", partyPage)
      .get("/account", (c) => plain(c, 200))
      // The code is for the script alone: whether it is good is asked by a request that is counted.
      .get("/t/:code", (c) => plain(c, readTransferCode(c.req.param("code")) === undefined ? 404 : 200))
      .get("/r/:id", replayPage)
      .get("/top", (c) => plain(c, 200))
      .get("/top/:game", ladderPage)
      .get("/top/:game/:mode", ladderPage)
      // The page's script asks whether there is such a player.
      .get("/u/:id", (c) =>
        isPlayerId(c.req.param("id")) ? page(c, { status: 200, preview: PLAYER_PREVIEW }) : plain(c, 404),
      )
      .get("/f/:id", async (c) => plain(c, (await given(c, readCode(c.req.param("id")))) === undefined ? 404 : 200))
      .get("/monitor/*", operatorPage)
      .get("/playground", operatorPage)
      .get("*", async (c) => {
        const file = await c.env.ASSETS.fetch(c.req.raw);
        // The page again, in place of a file that does not exist: it offers ways on.
        return file.status === 404 ? plain(c, 404) : new Response(file.body, file);
      })
      .all("*", () => {
        throw noRoute();
      })
  );
}
