/** Code that a page loads when it needs it, and that does not come at first. */
import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const PATIENT = { timeout: 60_000 };

const browser = useBrowser();

const draws = (page: Page) =>
  expect.poll(() => page.evaluate(() => window.scrim?.tick ?? 0), PATIENT).toBeGreaterThan(0);

/** A player in a new browser, to whom these files do not come. Answers how to let them come. */
async function without(files: RegExp): Promise<{ readonly page: Page; mend(): Promise<void> }> {
  const page = await (await browser.newContext()).newPage();
  await page.route(files, (route) => route.abort());
  return { page, mend: () => page.unroute(files) };
}

describe("the settings", () => {
  it("say that they do not come, and open when the player tries again", async () => {
    const { page, mend } = await without(/settings-dialog/);
    await page.goto(url);
    await by(page, "settings").click();
    await by(page, "settings-again").click();
    await by(page, "settings-failed").waitFor();
    await mend();
    await by(page, "settings-again").click();
    await by(page, "settings-name").waitFor();
    expect(await by(page, "settings-failed").count()).toBe(0);
    await page.context().close();
  });
});

describe("the rules of a match's game", () => {
  it("are said not to come, and the player is in their seat once the page is loaded again", async () => {
    const { code } = await apiOf(url).createMatch("Host", "duel", { autostart: 1, lobby: 1 }, "puck");
    const { page, mend } = await without(/\/assets\/puck-/);
    await page.goto(`${url}/m/${code}`);
    await by(page, "name").fill("Ada");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "This page did not load" }).waitFor();
    await mend();
    await by(page, "load-again").click();
    await draws(page);
    expect(await page.evaluate(() => window.scrim?.seat)).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });
});

describe("the net graph", () => {
  it("comes when it is opened again", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 1, lobby: 1 });
    const { page, mend } = await without(/\/assets\/panel-/);
    await page.goto(`${url}/m/${code}`);
    await by(page, "name").fill("Ada");
    await page.keyboard.press("Enter");
    await draws(page);
    await by(page, "net").click();
    await page.getByText("The net graph did not come").waitFor();
    await mend();
    await by(page, "net").click();
    await by(page, "net").click();
    await by(page, "net-graph").waitFor();
    await page.context().close();
  });
});
