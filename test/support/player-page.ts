/** What all browser tests do: one browser for a file of tests, and pages in it whose probe says what a player sees. */
import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import type { Probe } from "#client/view/probe.ts";
import { launchBrowser } from "./browser.ts";

/** Where screenshots go, for people to look at. */
export const pictures = "test/output";

/** Opens a browser before the tests of this file, and closes it after them. */
export function useBrowser(): { newContext(options?: BrowserContextOptions): Promise<BrowserContext> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  return {
    newContext(options) {
      if (!browser) throw new Error("the browser is opened before the tests of this file, and not yet");
      return browser.newContext(options);
    },
  };
}

export const by = (page: Page, id: string): Locator => page.getByTestId(id);

export const picture = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: `${pictures}/${name}.png` });

/** What the page's own probe says; undefined where no match is shown. */
export const probe = (page: Page): Promise<Probe | undefined> => page.evaluate((): Probe | undefined => window.scrim);

/** Between two looks at a page, in milliseconds: each costs the page as much as two frames of a match. */
const LOOK_MS = 150;

/** Waits until the round has been on for a second: what a client foresees of its beginning may be put right before. */
export async function live(page: Page): Promise<Probe> {
  const { tick } = await until(page, ({ status }) => status === "live");
  return until(page, (now) => now.status === "live" && now.tick > tick + 60);
}

/** Waits until this is so of what the page shows. @param timeout milliseconds; only ends what hangs */
export async function until(page: Page, condition: (probe: Probe) => boolean, timeout = 90_000): Promise<Probe> {
  for (const end = Date.now() + timeout; ; ) {
    const seen = await probe(page);
    if (seen && condition(seen)) return seen;
    if (Date.now() > end) throw new Error(`never: ${condition.toString()}, but ${JSON.stringify(seen)}`);
    await page.waitForTimeout(LOOK_MS);
  }
}
