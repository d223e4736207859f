/** What a chat shows of a link, and who is told who is there. */
import { describe, expect, it } from "vitest";
import type { Env } from "#worker/env.ts";
import { admission, ask, freshCode, post, upgrade, withTicket } from "./support/http.ts";

const PAGE = "<!doctype html><html><head><title>Scrim</title></head><body></body></html>";

/** Stands in for the built client, with the picture of one game alone. */
const site = {
  async fetch(input: RequestInfo | URL, { method = "GET" }: RequestInit = {}) {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    if (pathname === "/cards/arena.png") return new Response(method === "HEAD" ? null : "picture");
    if (pathname !== "/") return new Response(null, { status: 404 });
    return new Response(PAGE, { headers: { "Content-Type": "text/html; charset=utf-8", ETag: '"1"' } });
  },
};
const ASSETS = site as unknown as Env["ASSETS"];

/** The metadata of the page at this path. */
async function unfurl(path: string) {
  const response = await ask(path, {}, { ASSETS });
  const text = await response.text();
  const tags = [...text.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)" \/>/g)];
  return { response, text, tags: Object.fromEntries(tags.map(([, name, value]) => [name, value])) };
}

/** A match in which this player is. */
async function match(name: string, game = "arena", mode = "brawl") {
  const { code, ticket, player } = await admission(await post("/api/matches", { name, game, mode }));
  const { webSocket } = await upgrade(code, withTicket(ticket));
  webSocket?.accept();
  const asAnn = { headers: { Authorization: `Bearer ${player}` } };
  const info = async (init: RequestInit = {}) => (await ask(`/api/matches/${code}`, init)).json();
  return { code, asAnn, info, leave: () => webSocket?.close(1000) };
}

describe("a link in a chat", () => {
  it("to join says who invites, to what, and who is there", async () => {
    const { code, leave } = await match("Ann");
    const { tags, response } = await unfurl(`/m/${code}?by=0`);
    expect(tags).toMatchObject({
      "og:title": "Ann invites you: Arena, Free-for-all",
      "og:description": "Ann is there. Open the link, and play: no account.",
      "og:image": "http://localhost/cards/arena.png",
      "og:image:width": "1200",
      "og:image:height": "630",
      "twitter:card": "summary_large_image",
    });
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
    expect(response.headers.get("ETag")).toBeNull();
    expect(response.headers.get("Content-Security-Policy")).toMatch(/default-src 'none'/);
    for (const by of ["", "?by=1", "?by=x", "?by=-1"])
      expect((await unfurl(`/m/${code}${by}`)).tags["og:title"]).toBe("You are invited: Arena, Free-for-all");
    leave();
  });

  it("to watch, and to a replay, says what it is; a game without a picture has the site's", async () => {
    const { code, leave } = await match("Ann", "puck", "duel");
    expect((await unfurl(`/w/${code}`)).tags).toMatchObject({
      "og:title": "Watch live: Puck, Duel",
      "og:image": "http://localhost/cards/scrim.png",
    });
    expect((await unfurl(`/r/${code}-1`)).tags["og:title"]).toBe("Replay: Puck, Duel");
    leave();
    expect((await unfurl(`/r/${await freshCode()}`)).tags["og:title"]).toBe("A replay of a match");
  });

  it.each(["/", "/m/ZZZZZZZZZZ", "/w/ZZZZZZZZZZ", "/r/nonsense", "/nope"])(
    "without a match is the site's: %s",
    async (path) => {
      const { tags } = await unfurl(path);
      expect(tags).toMatchObject({
        "og:title": "Scrim: a match in one click",
        "og:image": "http://localhost/cards/scrim.png",
      });
    },
  );

  it("to a leaderboard says which, and one to a player that it is one", async () => {
    const ladder = await unfurl("/top/puck/faceoff?show=around");
    expect(ladder.response.status).toBe(200);
    expect(ladder.tags["og:title"]).toBe("Leaderboard: Puck, Face-off");
    const player = await unfurl(`/u/${"0a".repeat(16)}`);
    expect(player.response.status).toBe(200);
    expect(player.tags["og:title"]).toBe("A player of Scrim");
    expect((await unfurl("/top")).response.status).toBe(200);
  });

  it.each([
    "/top/puck",
    "/top/puck/duel",
    "/top/puck/constructor",
    "/top/chess/blitz",
    "/u/me",
    `/u/${"0A".repeat(16)}`,
  ])("to a ladder or a player that there cannot be is 404, with the page: %s", async (path) => {
    const { response, tags } = await unfurl(path);
    expect([response.status, tags["og:title"]]).toEqual([404, "Scrim: a match in one click"]);
  });

  it("lets no name out of its quotes", async () => {
    const { code, leave } = await match(`"><b a='&`);
    const { text, tags } = await unfurl(`/m/${code}?by=0`);
    expect(text).not.toContain("<b a");
    expect(tags["og:title"]).toBe("&quot;&gt;&lt;b a='&amp; invites you: Arena, Free-for-all");
    leave();
  });
});

describe("the info of a match", () => {
  it("names its players, and tells a player of the seat that is kept", async () => {
    const { info, asAnn, leave } = await match("Ann");
    const ann = { seat: 0, name: "Ann", away: false };
    expect(await info()).toMatchObject({ players: 1, people: [ann] });
    expect(await info()).not.toHaveProperty("own");
    expect(await info(asAnn)).toMatchObject({ people: [ann], own: ann });
    expect(await info({ headers: { Authorization: "Bearer a.b.c" } })).not.toHaveProperty("own");
    leave();
    await expect.poll(() => info(asAnn)).toMatchObject({ own: { seat: 0, name: "Ann", away: true } });
  });

  it("has no seat for a player who was only promised one", async () => {
    const { code, player } = await admission(await post("/api/matches", { name: "Ann" }));
    const asAnn = { headers: { Authorization: `Bearer ${player}` } };
    const info = await (await ask(`/api/matches/${code}`, asAnn)).json();
    expect(info).toMatchObject({ people: [] });
    expect(info).not.toHaveProperty("own");
  });
});

describe("a server on a local network", () => {
  it("tells its pages where a friend's phone reaches it", async () => {
    const page = async (changes: Partial<Env>) => (await ask("/", {}, { ASSETS, ...changes })).text();
    expect(await page({ LAN_ORIGIN: "http://192.168.1.7:5173" })).toContain(
      '<meta name="scrim-lan" content="http://192.168.1.7:5173" />',
    );
    expect(await page({})).not.toContain("scrim-lan");
  });
});
