/** Ways into a match and out of it: by a link, by a slip of the hand, by a pasted address. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, live, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
/** Over with the first goal, or after ten seconds; one player is enough. */
const BRIEF = { goals: 1, timeLimit: 10, autostart: 1, lobby: 1 };

const browser = useBrowser();

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

async function joinAs(name: string, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(path, options);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (window.scrim?.tick ?? 0) > 0);
  return page;
}

const SIZES = [
  [390, 844],
  [844, 390],
  [1280, 720],
  [2560, 1440],
] as const;

/** The same page on a phone, upright and lying, on a desk and on a large screen. */
async function fits(page: Page, name: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    // Nothing stands out at the side.
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([name, width, over]).toEqual([name, width, Math.min(0, over)]);
    await picture(page, `${name}-${width}`);
  }
}

const reads = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

describe("a press that was meant for the match", () => {
  /** Since the results are there: well within the half second in which their buttons take no press. */
  const EARLY_MS = 400;
  /** When the results were seen first, by the page's own clock; undefined before. */
  const seenAt = (page: Page) => page.evaluate((): unknown => Reflect.get(window, "seenAt"));

  it("presses no button of the results, whenever it comes", async () => {
    const { code } = await apiOf(url).createMatch("Host", "duel", BRIEF, "puck");
    const page = await joinAs("Ada", `/m/${code}`);
    const results = by(page, "results");
    await results.waitFor({ timeout: 150_000 });
    const box = await results.getByTestId("leave").boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.waitForTimeout(2 * EARLY_MS);
    await by(page, "rematch").click();
    await results.waitFor({ state: "detached" });
    await live(page);
    await page.evaluate((ms) => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('[data-testid="results"]') === null) return;
        Reflect.set(window, "seenAt", performance.now());
        seen.disconnect();
      });
      seen.observe(document.body, { childList: true, subtree: true });
      // What a slow machine brings later is no part of this test: by then a press is meant for the button.
      const late = (event: Event) => {
        const at: unknown = Reflect.get(window, "seenAt");
        if (Reflect.has(window, "isOver") || typeof at !== "number" || performance.now() - at < ms) return;
        event.stopImmediatePropagation();
        event.preventDefault();
      };
      for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
        addEventListener(type, late, true);
    }, EARLY_MS);
    // Every moment before the half second is over, at random; a slow machine clicks less often.
    for (;;) {
      const since = await seenAt(page);
      if (typeof since === "number" && (await page.evaluate(() => performance.now())) - since > EARLY_MS) break;
      await page.mouse.click(x, y, { delay: Math.random() * 60 });
      await page.waitForTimeout(Math.random() * 120);
    }
    await page.waitForTimeout(1000);
    expect(new URL(page.url()).pathname).toBe(`/m/${code}`);
    expect(await results.isVisible()).toBe(true);
    // A press of its own does.
    await page.evaluate(() => Reflect.set(window, "isOver", true));
    await results.getByTestId("leave").click();
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });
});

describe("links", () => {
  it("to join and to watch are copied, each by its button", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 0 });
    const page = await joinAs("Ada", `/m/${code}`, { permissions: ["clipboard-read", "clipboard-write"] });
    await by(page, "copy-link").click();
    await expect.poll(() => reads(page)).toMatch(new RegExp(`/m/${code}`));
    await by(page, "watch-link").click();
    await expect.poll(() => reads(page)).toBe(`${url}/w/${code}`);
    await expect.poll(() => by(page, "watch-link").textContent()).toMatch(/Copied/);
    expect(page.context().pages()).toHaveLength(1);
    await page.context().close();
  });

  it.each(["w", "r"])("that are pasted as a code open as what they are: /%s", async (kind) => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 0 });
    const page = await open("/");
    await by(page, "code").fill(`https://scrim.example/${kind}/${code}?x=1`);
    await by(page, "join-code").click();
    await page.waitForURL(`${url}/${kind}/${code}`);
    await page.context().close();
  });
});

describe("the start page", () => {
  it("offers the way back to a match that goes on, also in a new tab, until the player leaves it", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 0 });
    const page = await joinAs("Ada", `/m/${code}`);
    await page.close();
    const start = await page.context().newPage();
    await start.goto(`${url}/`);
    await expect.poll(() => by(start, "way-back").textContent()).toMatch(/Your seat in it is kept/);
    await fits(start, "way-back");
    await by(start, "back-in").click();
    await start.waitForURL(`${url}/m/${code}`);
    await start.waitForFunction(() => (window.scrim?.tick ?? 0) > 0);
    await by(start, "toolbar-leave").click();
    await start.waitForURL(`${url}/`);
    await by(start, "live-matches").waitFor();
    await start.reload();
    await by(start, "live-matches").waitFor();
    expect(await by(start, "way-back").count()).toBe(0);
    await start.context().close();
  });

  it("tells at the field what the server has against a name", async () => {
    const page = await open("/");
    const refusal = { error: "bad_request", message: "name: This name is refused here." };
    await page.route("**/api/play", (route) => route.fulfill({ status: 400, json: refusal }));
    await by(page, "name").fill("Ada");
    await by(page, "quick-play").click();
    await expect.poll(() => by(page, "name-problem").textContent()).toBe("This name is refused here.");
    expect(await by(page, "name").evaluate((field) => field === document.activeElement)).toBe(true);
    await fits(page, "name-refused");
    await page.context().close();
  });
});

describe("an invitation", () => {
  it("says who invites and who is there, also where names are long, and its link is what the lobby shows", async () => {
    const { code } = await apiOf(url).createMatch("Host", "teams", { autostart: 0 });
    const ada = await joinAs("W".repeat(20), `/m/${code}`);
    const bob = await joinAs("Bob", `/m/${code}`);
    const link = await by(ada, "join-link").inputValue();
    expect(link).toMatch(new RegExp(`^${url}/m/${code}\\?by=\\d+$`));
    const page = await open(link.slice(url.length));
    await expect.poll(() => by(page, "host").textContent()).toBe("W".repeat(20));
    expect(await by(page, "there").textContent()).toMatch(/2\/\d+ · in the lobby/);
    await fits(page, "invitation");
    // On a phone that lies the button is in sight, and no name leaves the panel.
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const box = await by(page, "join").boundingBox();
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
      const [panel, name] = [
        await page.locator(".invitation").boundingBox(),
        await page.locator(".there li").first().boundingBox(),
      ];
      expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThanOrEqual((panel?.x ?? 0) + (panel?.width ?? 0));
    }
    await by(page, "name").fill("Eve");
    await by(page, "join").click();
    await page.waitForFunction(() => (window.scrim?.tick ?? 0) > 0);
    for (const one of [ada, bob, page]) await one.context().close();
  });

  it("is the metadata of its page, which is the same page otherwise", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 0 });
    const ada = await joinAs("Ada", `/m/${code}`);
    const text = await (await fetch(await by(ada, "join-link").inputValue())).text();
    expect(text).toContain('<meta property="og:title" content="Ada invites you: Arena, Free-for-all" />');
    const image = /property="og:image" content="([^"]+)"/.exec(text)?.[1] ?? "";
    expect(image).toBe(`${url}/cards/arena.png`);
    const answer = await fetch(image);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "image/png"]);
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(100_000);
    await ada.context().close();
  });
});

describe("a browser that cannot play", () => {
  it("without JavaScript is told so, and what to do", async () => {
    const page = await open("/", { javaScriptEnabled: false });
    await page.locator("noscript h1").waitFor();
    expect(await page.locator(".boot").isVisible()).toBe(false);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await picture(page, `no-script-${width}`);
    }
    await page.context().close();
  });

  it("without WebGL is told so, can take the link elsewhere, and finds the way to the list", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 0 });
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    await context.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
        apply: (target, self, [kind, ...more]) =>
          String(kind).includes("webgl") ? null : Reflect.apply(target, self, [kind, ...more]),
      });
    });
    const page = await context.newPage();
    await page.goto(`${url}/m/${code}`);
    await by(page, "name").fill("Ada");
    await page.keyboard.press("Enter");
    await by(page, "broken").waitFor();
    await by(page, "copy-address").click();
    await expect.poll(() => reads(page)).toBe(`${url}/m/${code}`);
    await fits(page, "no-webgl");
    await by(page, "broken").getByTestId("home").click();
    await page.waitForURL(`${url}/`);
    await by(page, "live-matches").waitFor();
    await context.close();
  });
});

describe("F8", () => {
  it("says how much it keeps, and shows the moment", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { seats: 4, autostart: 1, lobby: 1 });
    const page = await joinAs("Ada", `/m/${code}`);
    await page.waitForFunction(() => window.scrim?.status === "live");
    await page.waitForTimeout(2500);
    await page.keyboard.press("F8");
    await expect.poll(() => by(page, "trace-toast").textContent()).toMatch(/The last [1-9]\d* seconds are kept/);
    const href = (await by(page, "trace-link").getAttribute("href")) ?? "";
    const look = await page.context().newPage();
    await look.goto(href);
    // It stops at the moment of the press, and says nothing of an end.
    await look.waitForFunction(() => window.scrim?.watching?.state === "paused", undefined, { timeout: 60_000 });
    expect(await by(look, "results").count()).toBe(0);
    expect(await by(look, "trace-moment").textContent()).toMatch(/seconds are kept, up to the moment/);
    await picture(look, "trace-moment");
    await page.context().close();
  });
});
