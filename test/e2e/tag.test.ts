/** Tag in a browser: a game that draws on a canvas of its own is played, watched and played again. */
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, it } from "vitest";
import { violations } from "#test/support/axe.ts";
import { apiOf, keepDrawing, sessionFor } from "#test/support/headless.ts";
import { by, picture, probe, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
/** Over in seconds: that is as short as a host can make it. */
const SHORT = { seats: 4, fillTo: 4, autostart: 0, timeLimit: 10 };
const PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

const browser = useBrowser();
const errors: string[] = [];
afterAll(() => expect(errors).toEqual([]));

async function open(path: string, options = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto(url + path);
  return page;
}

async function join(code: string, options = {}): Promise<Page> {
  const page = await open(`/m/${code}`, options);
  await by(page, "name").fill("Ada");
  await page.keyboard.press("Enter");
  await until(page, ({ tick, seat }) => tick > 0 && seat >= 0);
  return page;
}

const placeOf = (page: Page, seat: number) => page.evaluate((of) => window.scrim?.place(of), seat);
const isGrey = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>(".stage canvas");
    const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return new Set(Array.from({ length: 4000 }, (_, i) => pixels[i * 4 * Math.floor(pixels.length / 16_000)])).size < 3;
  });

describe("tag", () => {
  it("is run by keys; a round ends by its clock, and a rematch begins", async () => {
    const { code } = await apiOf(url).createMatch("Host", "play", SHORT, "tag");
    const page = await join(code);
    await by(page, "lobby").waitFor();
    expect(await isGrey(page)).toBe(false);
    const { seat } = await until(page, ({ drawnPlayers }) => drawnPlayers >= 1);
    const before = await placeOf(page, seat);
    await page.keyboard.down("KeyD");
    await expect.poll(async () => ((await placeOf(page, seat))?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan(60);
    await page.keyboard.up("KeyD");
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("Enter");
    await until(page, ({ status }) => status === "live");
    await expect.poll(() => by(page, "hud-time").innerText()).toMatch(/0:\d\d\s+(You are it|.+ is it)/);
    await picture(page, "tag");
    await until(page, ({ status }) => status === "ended");
    await by(page, "results").waitFor();
    expect(await by(page, "results").innerText()).toMatch(/Ada/);
    expect(await violations(page)).toEqual([]);
    await by(page, "rematch").click();
    await until(page, ({ status }) => status === "live");
    await page.context().close();
  });

  it("is watched: who is followed, the camera, the net graph with its ghosts; and nothing of Phaser is loaded", async () => {
    const api = apiOf(url);
    // A match that no player plays sleeps.
    const admission = await api.createMatch("Host", "play", { ...SHORT, autostart: 1, lobby: 1 }, "tag");
    const session = sessionFor(url, api, admission);
    const stop = keepDrawing(session);
    const page = await open(`/w/${admission.code}`);
    // Bots come one after the other.
    await until(page, ({ seat, eye, drawnPlayers }) => seat === -1 && eye >= 0 && drawnPlayers > 1);
    await by(page, "deck").waitFor();
    const { eye } = (await probe(page)) ?? {};
    await by(page, "spectate-next").click();
    await expect.poll(async () => (await probe(page))?.eye).not.toBe(eye);
    await page.keyboard.press("KeyN");
    await page.keyboard.press("KeyG");
    await by(page, "net-graph").waitFor();
    expect(await violations(page)).toEqual([]);
    const sizes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .flatMap((one) => ("decodedBodySize" in one ? Number(one.decodedBodySize) : [])),
    );
    // Phaser's part alone is half a megabyte.
    expect(Math.max(...sizes)).toBeLessThan(200_000);
    stop();
    session.close();
    await page.context().close();
  });

  it("fits on the smallest phone, upright", async () => {
    const { code } = await apiOf(url).createMatch(
      "Host",
      "play",
      { ...SHORT, autostart: 1, lobby: 1, timeLimit: 90 },
      "tag",
    );
    const page = await join(code, PHONE);
    await until(page, ({ status, drawnPlayers }) => status === "live" && drawnPlayers === 4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await picture(page, "tag-320x568");
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
