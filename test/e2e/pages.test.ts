/** What a page asks for, when the player wants something else by then; and one player in many tabs. */
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
/** No player needs to be ready, and there are no bots: only players who joined have seats. */
const QUIET = { seats: 4, autostart: 0 };

const browser = useBrowser();

const seatOf = (page: Page) => page.evaluate(() => window.scrim?.seat);
const plays = (page: Page) => expect.poll(() => seatOf(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(0);

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

async function named(page: Page, name: string): Promise<void> {
  await by(page, "name").fill(name);
}

describe("an answer that comes late", () => {
  it("to quick play leaves the player in the match that was joined by its code", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", QUIET);
    const context = await browser.newContext();
    const page = await open(context, "/");
    let answered = () => {};
    const late = new Promise<void>((resolve) => {
      answered = resolve;
    });
    await page.route("**/api/play", async (route) => {
      const response = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      // The page does not want it any more.
      await route.fulfill({ response }).catch(() => {});
      answered();
    });
    await named(page, "Ada");
    const asked = page.waitForRequest("**/api/play");
    await by(page, "quick-play").click();
    await asked;
    await by(page, "code").fill(code);
    await by(page, "join-code").click();
    await plays(page);
    const seat = await seatOf(page);
    await late;
    await page.waitForTimeout(1000);
    expect(new URL(page.url()).pathname).toBe(`/m/${code}`);
    expect(await seatOf(page)).toBe(seat);
    // The seat is Ada's, and still so after a reload.
    await page.reload();
    await plays(page);
    expect(await seatOf(page)).toBe(seat);
    await context.close();
  });
});

describe("two tabs of a new browser", () => {
  it("that press Play at once are one player, and the first comes back into the seat by a reload", async () => {
    const context = await browser.newContext();
    const tabs = await Promise.all([open(context, "/?game=puck"), open(context, "/?game=puck")]);
    // No other test plays this mode.
    for (const tab of tabs) await by(tab, "mode-doubles").check({ force: true });
    await Promise.all(tabs.map((tab) => by(tab, "quick-play").click()));
    await Promise.all(tabs.map((tab) => tab.waitForURL(/\/m\//)));
    const paths = tabs.map((tab) => new URL(tab.url()).pathname);
    expect(paths[1]).toBe(paths[0]);
    // One of both has the seat, and the other says so.
    const notice = (tab: Page) => by(tab, "overlay-connection").filter({ hasText: "You play in another tab" });
    await Promise.any(tabs.map((tab) => notice(tab).waitFor({ timeout: 60_000 })));
    const info = await apiOf(url).info(paths[0].replace("/m/", ""));
    expect(info).toMatchObject({ players: 1 });
    for (const tab of tabs) {
      await tab.reload();
      await plays(tab);
      expect(new URL(tab.url()).pathname).toBe(paths[0]);
    }
    expect(await apiOf(url).info(info.code)).toMatchObject({ players: 1 });
    await context.close();
  });

  it("are told when the one plays what the other watches", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", QUIET);
    const context = await browser.newContext();
    const watching = await open(context, `/w/${code}`);
    await expect.poll(() => seatOf(watching), { timeout: 60_000 }).toBe(-1);
    const playing = await open(context, `/m/${code}`);
    await named(playing, "Ada");
    await by(playing, "join").click();
    await plays(playing);
    await by(watching, "overlay-connection").filter({ hasText: "You play in this match" }).waitFor();
    await by(watching, "to-seat").click();
    await plays(watching);
    await by(playing, "overlay-connection").filter({ hasText: "You play in another tab" }).waitFor();
    await context.close();
  });
});

describe("a stored token that is spoilt", () => {
  it("does not keep its player from playing", async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      if (sessionStorage.getItem("spoilt")) return;
      sessionStorage.setItem("spoilt", "yes");
      localStorage.setItem("scrim.player", "a.b\u2028.c");
    });
    const page = await open(context, "/");
    await by(page, "private-match").click();
    await plays(page);
    await page.reload();
    await plays(page);
    await context.close();
  });
});
