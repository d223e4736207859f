/** A fight in the arena, as the player who loses it lives through it: what is said, what is shown again, and back. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { picture, probe, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
/** The player stands still among bots, and there is no end to it. */
const CROWD = { seats: 8, botLevel: 4, autostart: 1, lobby: 1, scoreLimit: 1000, timeLimit: 600 };

const browser = useBrowser();

/** A player in a match of their own, whose page keeps every word that it says of them. */
async function amongBots(context: BrowserContextOptions = {}): Promise<Page> {
  const { code } = await apiOf(url).createMatch("Host", "brawl", CROWD);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, ...context })).newPage();
  await page.addInitScript(() => {
    const words: string[] = [];
    const look = () => {
      for (const one of document.querySelectorAll("[role=status], [data-testid=banner]")) {
        const text = (one.textContent ?? "").replace(/\s+/g, " ").trim();
        if (text !== "" && words.at(-1) !== text && !words.slice(-6).includes(text)) words.push(text);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { words });
  });
  await page.goto(`${url}/m/${code}`);
  await page.getByTestId("name").fill("Ada");
  await page.keyboard.press("Enter");
  await until(page, ({ status }) => status === "live");
  return page;
}

const words = (page: Page) => page.evaluate(() => (window as unknown as { words: string[] }).words);
const isOut = (page: Page) => page.evaluate(() => window.scrim?.place(window.scrim.seat) === undefined);

/** Waits for the player's death and return; a key now and then says that they are there. */
async function live(page: Page, out: boolean): Promise<void> {
  for (let n = 0; (await isOut(page)) !== out; n++) {
    if (n % 200 === 0) await page.keyboard.press("KeyR");
    await page.waitForTimeout(20);
  }
}

describe("a death", () => {
  it("is told with the killer and the weapon and nothing else, is shown again, and ends with the player back", async () => {
    const page = await amongBots();
    const { seat } = await until(page, ({ seat: one, again }) => one >= 0 && again === undefined);
    // The killcam's code has been loaded by the second life at the latest.
    let killer: number | undefined;
    for (let death = 0; death < 4 && killer === undefined; death++) {
      await live(page, true);
      while ((await isOut(page)) && killer === undefined) killer = (await probe(page))?.again;
      if (killer !== undefined) await picture(page, "killcam");
      await live(page, false);
      expect((await probe(page))?.again).toBeUndefined();
    }
    expect(killer).toBeGreaterThanOrEqual(0);
    expect(killer).not.toBe(seat);
    // Skipped, while the player is still out.
    let skipped = false;
    for (let death = 0; death < 4 && !skipped; death++) {
      await live(page, true);
      while ((await isOut(page)) && (await probe(page))?.again === undefined);
      await page.waitForTimeout(350);
      await page.keyboard.press("KeyR");
      await page.waitForTimeout(60);
      skipped = (await isOut(page)) && (await probe(page))?.again === undefined;
      await live(page, false);
    }
    expect(skipped).toBe(true);
    const said = (await words(page)).filter((text) => /You are out|Fragged|Back in|got you/.test(text));
    expect(said.length).toBeGreaterThan(0);
    for (const text of said) expect(text).toMatch(/^(Fragged by|Your own rocket got you)/);
    expect(said.filter((text) => / 0 s/.test(text))).toEqual([]);
    expect(said.find((text) => /^Fragged by .+\. (Blaster|Scatter|Rocket|Rail)\. /.test(text))).toBeDefined();
    await page.context().close();
  });

  it("is not shown again to a player whose system asks for less motion", async () => {
    const page = await amongBots({ reducedMotion: "reduce" });
    for (let death = 0; death < 2; death++) {
      await live(page, true);
      while (await isOut(page)) expect((await probe(page))?.again).toBeUndefined();
    }
    expect(await page.getByTestId("killcam").count()).toBe(0);
    await page.context().close();
  });
});
