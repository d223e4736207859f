/** A new player's first minute: practice, the controls on the screen until they have been used, and where the page loads. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { by, picture, probe, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

const browser = useBrowser();

const phone = { hasTouch: true, isMobile: true } satisfies BrowserContextOptions;

/** A newcomer who presses Practice. */
async function newcomer(viewport: { width: number; height: number }, options: BrowserContextOptions = {}, game = "") {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  await page.goto(`${url}/${game && `?game=${game}`}`);
  await by(page, "practice").click();
  await by(page, "hints").waitFor({ timeout: 60_000 });
  return page;
}

const hinted = (page: Page): Promise<(string | null)[]> =>
  page.locator("[data-hint]").evaluateAll((all) => all.map((one) => one.getAttribute("data-hint")));

describe("practice", () => {
  it("starts by itself among bots, and each control is shown until it has been used", async () => {
    const page = await newcomer({ width: 1280, height: 720 });
    await picture(page, "hints-1280x720");
    expect(await hinted(page)).toEqual(["move", "primary", "secondary", "tertiary"]);
    expect(await page.locator("[data-hint=move] kbd").allTextContents()).toEqual(["W", "A", "S", "D"]);
    await page.keyboard.down("KeyD");
    await page.locator("[data-hint=move]").waitFor({ state: "detached" });
    await page.keyboard.up("KeyD");
    await page.keyboard.press("Space", { delay: 150 });
    await page.locator("[data-hint=secondary]").waitFor({ state: "detached" });
    expect(await hinted(page)).toEqual(["primary", "tertiary"]);
    // A page that is loaded anew knows what has been learnt, and comes back into the same seat.
    const { seat } = (await probe(page)) ?? {};
    await page.reload();
    await by(page, "hints").waitFor({ timeout: 60_000 });
    expect(await hinted(page)).toEqual(["primary", "tertiary"]);
    expect((await probe(page))?.seat).toBe(seat);
    await page.context().close();
  });

  it("shows sticks on the glass of a phone", async () => {
    for (const viewport of [
      { width: 844, height: 390 },
      { width: 390, height: 844 },
    ]) {
      const page = await newcomer(viewport, phone);
      expect(await hinted(page)).toEqual(["move", "primary"]);
      await page.waitForTimeout(1500);
      await picture(page, `hints-${viewport.width}x${viewport.height}`);
      await page.context().close();
    }
  });

  it("is there for puck too, and on a large screen", async () => {
    const page = await newcomer({ width: 2560, height: 1440 }, {}, "puck");
    expect(await hinted(page)).toEqual(["move", "secondary"]);
    await picture(page, "hints-2560x1440");
    await page.context().close();
  });
});

describe("while a match loads", () => {
  it("its page says which game comes, and how it is played", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...phone });
    const page = await context.newPage();
    await page.goto(url);
    let go: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(/stage-.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await by(page, "practice").click();
    const loading = by(page, "stage-loading");
    await loading.waitFor();
    await page.waitForTimeout(600);
    await picture(page, "loading-390x844");
    const words = await loading.innerText();
    go();
    expect(words).toContain("Loading Arena");
    await by(page, "hints").waitFor({ timeout: 60_000 });
    await context.close();
  });
});
