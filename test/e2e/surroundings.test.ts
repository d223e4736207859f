/** What a browser does to the page while a match is on. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, probe, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

/** Only ends what hangs. */
const PATIENT = { timeout: 30_000 };

const browser = useBrowser();
let code: string;
beforeEach(async () => {
  ({ code } = await apiOf(url).createMatch("Host", "brawl", { seats: 4, autostart: 0 }));
});

/** A player of this match who has come in by the start page. */
async function player(options: BrowserContextOptions = {}, before?: () => void): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  await page.goto(url);
  await by(page, "name").fill("Ada");
  await by(page, "code").fill(code);
  await by(page, "join-code").click();
  return page;
}

describe("the browser's history", () => {
  it("keeps the seat of a player who goes back, and leads back into it; Leave gives it up", async () => {
    const page = await player();
    const { seat } = await until(page, ({ tick }) => tick > 0);
    const people = async () => (await apiOf(url).info(code)).players;
    expect(await people()).toBe(1);
    await page.goBack();
    await by(page, "way-back").waitFor();
    await picture(page, "way-back");
    expect(await people()).toBe(1);
    await page.goForward();
    expect((await until(page, ({ tick }) => tick > 0)).seat).toBe(seat);
    await page.goBack();
    await by(page, "back-in").click();
    expect((await until(page, ({ tick }) => tick > 0)).seat).toBe(seat);
    await by(page, "toolbar-leave").click();
    await page.waitForURL(`${url}/`);
    await expect.poll(people, PATIENT).toBe(0);
    expect(await by(page, "way-back").count()).toBe(0);
    await page.context().close();
  });

  it("is not moved by a mouse's side button, by Alt and an arrow, nor is the match by what stands after a #", async () => {
    const page = await player();
    let sockets = 0;
    await until(page, ({ tick }) => tick > 0);
    page.on("websocket", () => {
      sockets += 1;
    });
    const mouse = await page.context().newCDPSession(page);
    const at = { x: 600, y: 300, clickCount: 1, button: "back" as const };
    await mouse.send("Input.dispatchMouseEvent", { ...at, type: "mousePressed", buttons: 8 });
    await mouse.send("Input.dispatchMouseEvent", { ...at, type: "mouseReleased" });
    await page.keyboard.press("Alt+ArrowLeft");
    await page.evaluate(() => {
      location.hash = "anything";
    });
    await page.goBack();
    const { tick } = await until(page, () => true);
    await until(page, (now) => now.tick > tick + 20);
    expect(new URL(page.url()).pathname).toBe(`/m/${code}`);
    expect(sockets).toBe(0);
    await page.context().close();
  });
});

describe("the bar of one who watches", () => {
  it("goes on when its thumb is let go where it was taken", async () => {
    const ada = await player();
    await until(ada, ({ tick }) => tick > 0);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${url}/w/${code}`);
    await until(page, ({ watching }) => (watching?.position ?? 0) > 60);
    await by(page, "skip-back").click();
    await until(page, ({ watching }) => watching?.state === "playing");
    const bar = by(page, "scrubber");
    await bar.dispatchEvent("pointerdown", { button: 0, bubbles: true });
    expect((await probe(page))?.watching?.state).toBe("paused");
    await bar.dispatchEvent("pointerup", { button: 0, bubbles: true });
    expect((await probe(page))?.watching?.state).toBe("playing");
    for (const one of [ada, page]) await one.context().close();
  });
});

describe("a system that asks for less motion", () => {
  it("is heeded at once, until the player has set otherwise", async () => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(url);
    const calm = () => page.evaluate(() => document.documentElement.hasAttribute("data-calm"));
    expect(await calm()).toBe(true);
    await by(page, "settings").click();
    await by(page, "tab-picture").click();
    expect(await by(page, "calm").isChecked()).toBe(true);
    expect(await by(page, "shake").isChecked()).toBe(false);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    // A browser tells of it when it draws the page, which one that is not in front may not do.
    await page.bringToFront();
    await expect.poll(calm, PATIENT).toBe(false);
    await by(page, "calm").check();
    expect(await calm()).toBe(true);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await by(page, "calm").uncheck();
    expect(await calm()).toBe(false);
    await context.close();
  });
});

describe("what draws", () => {
  it("goes on by itself when WebGL comes back, and says so when it does not", async () => {
    const page = await player();
    await until(page, ({ drawnPlayers }) => drawnPlayers > 0);
    await picture(page, "before-loss");
    const graphics = await page.evaluateHandle(() =>
      document.querySelector("canvas")?.getContext("webgl")?.getExtension("WEBGL_lose_context"),
    );
    await graphics.evaluate((gl) => gl?.loseContext());
    await by(page, "broken").waitFor();
    await picture(page, "graphics-lost");
    await graphics.evaluate((gl) => gl?.restoreContext());
    await by(page, "broken").waitFor({ state: "detached" });
    const { tick } = await until(page, () => true);
    await until(page, (now) => now.tick > tick + 10);
    await picture(page, "graphics-back");
    await page.context().close();
  });

  it("is said to be missing where the browser has no WebGL", async () => {
    const page = await player({}, () => {
      HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
        apply: (target, self, [kind, ...more]) =>
          String(kind).includes("webgl") ? null : Reflect.apply(target, self, [kind, ...more]),
      });
    });
    await by(page, "broken").waitFor();
    await picture(page, "no-graphics");
    await page.context().close();
  });

  it("has as many pixels as the screen that the window is moved to", async () => {
    const page = await player();
    await until(page, ({ drawnPlayers }) => drawnPlayers > 0);
    const width = () => page.evaluate(() => document.querySelector("canvas")?.width);
    const screen = await page.context().newCDPSession(page);
    for (const deviceScaleFactor of [2, 1, 1.5]) {
      await screen.send("Emulation.setDeviceMetricsOverride", {
        width: 1280,
        height: 720,
        deviceScaleFactor,
        mobile: false,
      });
      await expect.poll(width, PATIENT).toBe(1280 * deviceScaleFactor);
    }
    await page.context().close();
  });
});
