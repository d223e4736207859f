/** While a player searches for a match, the start page says so, and what its other buttons do meanwhile. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { FakeQueue } from "#test/support/fake-queue.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

const choose = (page: Page, mode: string) => by(page, `mode-${mode}`).check({ force: true });
const label = (page: Page) => by(page, "quick-play").innerText();

async function searcher(): Promise<{ page: Page; queue: FakeQueue }> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  const queue = await FakeQueue.of(page);
  await page.goto(url);
  await by(page, "name").fill("Ada");
  await choose(page, "pairs");
  expect(await label(page)).toContain("Find a match");
  return { page, queue };
}

it("the button says that the search is on, leads to its bar, and begins no other search", async () => {
  const { page, queue } = await searcher();
  // Its code is slow to come.
  let come = () => {};
  const held = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/assets.*search.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await by(page, "quick-play").click();
  await expect.poll(() => label(page)).toContain("Searching …");
  expect(await by(page, "queue").count()).toBe(0);
  await by(page, "quick-play").click();
  come();
  await by(page, "queue-facts").getByText("Only you so far").waitFor();
  await by(page, "quick-play").press("Enter");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("queue");
  await picture(page, "searching");
  expect(queue.lines).toBe(1);
  await by(page, "queue-cancel").click();
  await by(page, "queue").waitFor({ state: "detached" });
  expect(await label(page)).toContain("Find a match");
  expect(await by(page, "meanwhile").count()).toBe(0);
  await page.context().close();
});

it("another mode, and a casual one, say what becomes of the search", async () => {
  const { page, queue } = await searcher();
  await by(page, "quick-play").click();
  await by(page, "queue").waitFor();
  await choose(page, "brawl");
  expect(await label(page)).toContain("Quick play");
  await by(page, "meanwhile").getByText("You search for Arena · Pairs. Play what you like meanwhile").waitFor();
  await by(page, "game-puck").check({ force: true });
  await choose(page, "faceoff");
  await by(page, "meanwhile").getByText("Find a match ends that search").waitFor();
  await by(page, "quick-play").click();
  await by(page, "queue").getByText("Puck · Face-off").waitFor();
  expect(queue.lines).toBe(2);
  await expect.poll(() => label(page)).toContain("Searching …");
  await page.reload();
  await expect.poll(() => label(page)).toContain("Searching …");
  await page.context().close();
});

it("a player who plays a casual match meanwhile is called out of it, and gives the seat up", async () => {
  const { page, queue } = await searcher();
  await by(page, "quick-play").click();
  await by(page, "queue").waitFor();
  // By its code: no player of another test comes or goes.
  const api = apiOf(url);
  const { code: casual } = await api.createMatch("Host", "brawl", { autostart: 0 });
  await by(page, "code").fill(casual);
  await by(page, "join-code").click();
  await until(page, ({ tick, seat }) => tick > 0 && seat >= 0);
  const players = async () => (await api.info(casual)).players;
  const before = await players();
  const admission = await api.createMatch("Ada", "pairs");
  queue.admit(admission);
  await page.waitForURL((address) => address.pathname === `/m/${admission.code}`);
  // At once, and not when a lost line counts as one who has left.
  await expect.poll(players, { timeout: 10_000 }).toBe(before - 1);
  await page.context().close();
});
