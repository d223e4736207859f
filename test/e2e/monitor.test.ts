/** The monitor's lists in a browser, of a server on which players play: every list, sorted, filtered, and one match opened. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Session } from "#client/session/types.ts";
import { violations } from "#test/support/axe.ts";
import { apiOf, sessionFor } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const TABS = ["matches", "pools", "relays", "ladders", "faults", "refused", "acts"];
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } } as const;

const browser = useBrowser();
const sessions: Session[] = [];
/** Full codes of matches: no operator's page may have one. */
const codes: string[] = [];

beforeAll(async () => {
  const settings = { seats: 4, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };
  for (let n = 0; n < 3; n++) {
    const api = apiOf(url);
    const admission = n === 0 ? await api.play("Ada", "brawl") : await api.createMatch("Ben", "brawl", settings);
    codes.push(admission.code);
    sessions.push(sessionFor(url, api, admission));
  }
});
afterAll(() => {
  for (const session of sessions) session.leave();
});

const row = (page: Page, code: string) => page.getByTestId("match-row").filter({ hasText: code.slice(0, 4) });

async function open(size: keyof typeof SIZES, search = ""): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: SIZES[size], reducedMotion: "reduce", locale: "en-US" });
  const page = await context.newPage();
  const faults: string[] = [];
  // What the Content-Security-Policy forbids is an error of the console.
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`${url}/monitor${search}`);
  return { page, faults };
}

/** No full code stands anywhere in the page, nor in its address. */
async function codeless(page: Page): Promise<void> {
  const text = page.url() + (await page.content());
  for (const code of codes) expect(text).not.toContain(code);
}

describe("the monitor", () => {
  it.each(["wide", "narrow"] as const)(
    "shows each list, clean by axe, without a code, on a %s screen",
    async (size) => {
      const { page, faults } = await open(size);
      for (const code of codes) await row(page, code).waitFor();
      for (const tab of TABS) {
        await by(page, `tab-${tab}`).click();
        await page.locator(`[data-testid="tab-${tab}"][aria-current="true"]`).waitFor();
        expect(await violations(page), tab).toEqual([]);
        await codeless(page);
        await picture(page, `monitor-${size}-${tab}`);
      }
      // Nothing is wider than the page.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SIZES[size].width);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it("sorts, filters, keeps both in the address, and opens a match by the keyboard", async () => {
    const { page, faults } = await open("wide", "?q=private");
    for (const code of codes.slice(1)) await row(page, code).waitFor();
    expect(await row(page, codes[0] ?? "").count()).toBe(0);

    await by(page, "match-filter").fill("speed>3");
    await page.getByText("There is no column “speed”").waitFor();
    await by(page, "match-filter").fill("brawl players>=1");
    await by(page, "match-filter").blur();
    await row(page, codes[0] ?? "").waitFor();

    await by(page, "sort-age").click();
    await page.locator('.c-age[aria-sort="descending"]').waitFor();
    const ages = await page.getByTestId("match-link").allTextContents();
    const own = ages.map((text) => text.slice(0, 4)).filter((brief) => codes.some((code) => code.startsWith(brief)));
    expect(own).toEqual(codes.map((code) => code.slice(0, 4)));
    await page.reload();
    await page.locator('.c-age[aria-sort="descending"]').waitFor();
    expect(await by(page, "match-filter").inputValue()).toBe("brawl players>=1");

    await by(page, "tab-pools").click();
    await by(page, "pool-filter").fill("matches>0 arena");
    await by(page, "pool-filter").blur();
    await by(page, "sort-players").click();
    await page.locator('[aria-sort="descending"]').getByText("Players").waitFor();
    await page.getByTestId("list-row").first().waitFor();
    expect(new URL(page.url()).search).toBe("?tab=pools&sort=-players&q=matches%3E0+arena");
    await by(page, "pool-filter").fill("wave>1000000");
    await by(page, "clear-filter").click();
    await page.getByTestId("list-row").first().waitFor();
    await page.goBack();
    await by(page, "match-filter").waitFor();

    await page.getByTestId("match-link").first().focus();
    await by(page, "match-count").filter({ hasText: "held" }).waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/monitor\/matches\/[0-9a-f]{64}$/);
    await by(page, "one-match").waitFor();
    await codeless(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
