import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const SIZES = [
  [390, 844],
  [844, 390],
  [1280, 720],
  [2560, 1440],
] as const;

const browser = useBrowser();
const errors: string[] = [];

async function person(name: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
  await page.goto(url + path);
  return page;
}

const seatOf = (page: Page) => page.evaluate(() => window.scrim?.seat ?? -1);
const saysOf = (page: Page, seat: number) => page.locator(`.emote[data-seat="${seat}"]`);
const marksOf = (page: Page, seat: number) => page.locator(`.ping[data-seat="${seat}"]`);
const playing = (page: Page) =>
  page.waitForFunction(() => (window.scrim?.tick ?? 0) > 0, undefined, { timeout: 60_000 });

async function join(name: string, code: string): Promise<Page> {
  const page = await person(name, `/m/${code}`);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await playing(page);
  return page;
}

/** Presses a key until what it does is seen: emotes are loaded after the first frame, and are limited. */
async function until(page: Page, code: string, seen: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await page.keyboard.press(code);
    for (let looks = 0; looks < 15; looks++) {
      if (await seen()) return;
      await page.waitForTimeout(100);
    }
  }
  throw new Error(`${code} was never seen`);
}

it("what a player says is seen by another and by a watcher, over the body and on the map, until it is muted", async () => {
  const api = apiOf(url);
  const host = await api.createMatch("Host", "brawl", { seats: 4, autostart: 0 });
  const ada = await join("Ada", host.code);
  const bob = await join("Bob", host.code);
  const eve = await person("Eve", `/w/${host.code}`);
  await playing(eve);
  for (const page of [ada, bob]) await by(page, "ready").click();
  for (const page of [ada, bob, eve]) await page.waitForFunction(() => window.scrim?.status === "live");
  const seat = await seatOf(ada);

  await until(
    ada,
    "Digit2",
    async () => (await saysOf(bob, seat).count()) > 0 && (await saysOf(eve, seat).count()) > 0,
  );
  expect(await saysOf(bob, seat).innerText()).toContain("Nice!");
  expect(await by(bob, "feed").innerText()).toContain("Nice!");
  await ada.mouse.move(800, 300);
  await until(
    ada,
    "KeyV",
    async () => (await marksOf(bob, seat).count()) > 0 && (await marksOf(eve, seat).count()) > 0,
  );

  // More than may be is refused, which its player is told.
  for (let n = 0; n < 5; n++) await ada.keyboard.press("Digit1");
  await by(ada, "talk-refused").waitFor();
  await bob.waitForTimeout(5500);

  // The wheel, by the mouse, at every size.
  for (const [width, height] of SIZES) {
    await ada.setViewportSize({ width, height });
    await by(ada, "talk-button").click();
    await by(ada, "wheel-ping").waitFor();
    await ada.waitForTimeout(300);
    await picture(ada, `wheel-${width}x${height}`);
    const box = await by(ada, "emote-1").boundingBox();
    expect(box && box.y >= 0 && box.x >= 0 && box.y + box.height <= height).toBe(true);
    await by(ada, "emote-8").click();
    await saysOf(ada, seat).waitFor();
    await ada.keyboard.press("KeyV");
    await ada.waitForTimeout(300);
    await picture(ada, `talk-${width}x${height}`);
    await ada.waitForTimeout(2000);
  }
  await ada.setViewportSize({ width: 1280, height: 720 });

  await bob.getByRole("button", { name: "Scores", exact: true }).click();
  await by(bob, `mute-${seat}`).click();
  await picture(bob, "muted");
  await bob.waitForTimeout(3500);
  await until(
    ada,
    "Digit3",
    async () => (await saysOf(ada, seat).count()) > 0 && (await saysOf(eve, seat).count()) > 0,
  );
  await bob.waitForTimeout(500);
  expect(await saysOf(bob, seat).count()).toBe(0);
  expect(await by(bob, "feed").innerText()).not.toContain("Thanks");
  // It is kept in the browser, and can be taken back.
  await bob.reload();
  await playing(bob);
  await bob.getByRole("button", { name: "Scores", exact: true }).click();
  await bob.locator(`[data-testid="mute-${seat}"][aria-pressed="true"]`).click();
  await until(ada, "Digit4", async () => (await saysOf(bob, seat).count()) > 0);
  expect(errors).toEqual([]);
}, 180_000);
