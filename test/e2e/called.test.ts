/** A player who warms up is called into the match that was found: heard, seen in the title, and notified in another window. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { FakeQueue } from "#test/support/fake-queue.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

interface Heard {
  notes: number;
  notices: string[];
}

declare global {
  interface Window {
    heard: Heard;
    /** Whether the page is behind another window. */
    isBehind: boolean;
  }
}

/** Runs in the page: counts what would be heard and shown, and lets a test put the page behind another window. */
function listen(permission: NotificationPermission): void {
  window.heard = { notes: 0, notices: [] };
  window.isBehind = false;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) {
    // The game's own sounds are made of noise and sweeps; a call is of four plain notes.
    if ([523.25, 659.25, 783.99, 1046.5].some((note) => Math.abs(this.frequency.value - note) < 0.1))
      window.heard.notes += 1;
    start.apply(this, args);
  };
  class Notice extends EventTarget {
    static readonly permission = permission;
    static requestPermission = async () => permission;
    constructor(title: string, { body = "" }: NotificationOptions = {}) {
      super();
      window.heard.notices.push(`${title}: ${body}`);
    }
    close() {}
  }
  Object.defineProperty(window, "Notification", { value: Notice });
  Object.defineProperty(document, "visibilityState", { get: () => (window.isBehind ? "hidden" : "visible") });
  document.hasFocus = () => !window.isBehind;
}

const behind = (page: Page, isBehind: boolean) =>
  page.evaluate((now) => {
    window.isBehind = now;
    document.dispatchEvent(new Event("visibilitychange"));
  }, isBehind);

/** A player who searches; the test is the queue that finds the match. */
async function searcher(permission: NotificationPermission) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await page.addInitScript(listen, permission);
  const queue = await FakeQueue.of(page);
  await page.goto(url);
  await by(page, "name").fill("Ada");
  await by(page, "mode-pairs").check({ force: true });
  await by(page, "quick-play").click();
  await by(page, "queue-facts").getByText("Only you so far").waitFor();
  await by(page, "warm-up").click();
  await until(page, ({ tick }) => tick > 0);
  const practice = page.url();
  const find = async () => {
    const admission = await apiOf(url).createMatch("Ada", "pairs", {});
    queue.admit(admission);
    await page.waitForURL((address) => address.pathname === `/m/${admission.code}`);
    expect(page.url()).not.toBe(practice);
  };
  return { page, find, heard: () => page.evaluate(() => window.heard) };
}

it("a player who looks on hears it, reads it, and is not notified besides", async () => {
  const { page, find, heard } = await searcher("granted");
  await find();
  await by(page, "queue-found").getByText("Arena · Pairs").waitFor();
  expect(await page.title()).toBe("Match found · Scrim");
  expect(await heard()).toEqual({ notes: 4, notices: [] });
  await by(page, "queue-found").waitFor({ state: "detached" });
  await expect.poll(() => page.title()).toMatch(/^Playing/);
  await page.context().close();
});

it("a player in another window is notified, and finds the title as it was", async () => {
  const { page, find, heard } = await searcher("granted");
  await behind(page, true);
  await find();
  expect(await heard()).toEqual({ notes: 4, notices: ["Match found: Arena · Pairs is about to begin."] });
  // Longer than a page in sight says it.
  await page.waitForTimeout(8000);
  expect(await page.title()).toBe("Match found · Scrim");
  await behind(page, false);
  await expect.poll(() => page.title()).toMatch(/^Playing/);
  await page.context().close();
});

it("without leave a player is heard and seen only, and a muted one is not heard", async () => {
  const { page, find, heard } = await searcher("denied");
  await by(page, "mute").click();
  await behind(page, true);
  await find();
  expect(await heard()).toEqual({ notes: 0, notices: [] });
  expect(await page.title()).toBe("Match found · Scrim");
  await page.context().close();
});
