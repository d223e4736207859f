/**
 * A game of turns between two friends, by link: the server is killed between their moves, and comes back a day later by its own
 * clock. In real browsers, as players do it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";
import { freePort } from "#test/support/port.ts";
import { servedPages } from "#test/support/served-pages.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

const DAY_MS = 86_400_000;
const TICK_RATE = 10;

/** The server with its pages, on a machine whose clock is ahead of this one's. */
const ahead = (ms: number) => `${servedPages}
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Real.now() + ${ms}] : parts));
  }
  static now() {
    return Real.now() + ${ms};
  }
};
`;

const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), "scrim-by-mail-"));
const state = join(folder, "state");
let port: number;
let server: WorkerdServer;
beforeAll(async () => {
  port = await freePort();
  server = await startWorkerd({ around: ahead(0), state, port });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const errors: string[] = [];

async function person(name: string, path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", ({ message }) => errors.push(`${name}: ${message}`));
  await page.goto(server.url + path);
  await by(page, "name").fill(name);
  return page;
}

const DICE = ["a", "b", "c", "d", "e"];
/** A player's own dice. */
const handOf = (page: Page): Promise<(number | undefined)[]> =>
  page.evaluate((columns) => columns.map((column) => window.scrim?.cells("hands", column)?.[window.scrim.seat]), DICE);
const newsOf = async (page: Page) => (await by(page, "dice-news").innerText()).replace(/\s+/g, " ").trim();
const tickOf = async (page: Page) => (await until(page, () => true)).tick;

const isTurnOf = async (page: Page) => (await by(page, "turn").innerText()).startsWith("Your turn");
/** The player whose turn it is, first. */
async function inTurn(ada: Page, bob: Page): Promise<readonly [Page, Page]> {
  await expect.poll(async () => (await isTurnOf(ada)) !== (await isTurnOf(bob)), { timeout: 60_000 }).toBe(true);
  return (await isTurnOf(ada)) ? [ada, bob] : [bob, ada];
}

/** Bids the least that is allowed, and waits until both have seen it. */
async function bid(ada: Page, bob: Page): Promise<void> {
  const [page] = await inTurn(ada, bob);
  const before = await newsOf(page);
  await by(page, "command-bid").click();
  for (const one of [ada, bob]) await expect.poll(() => newsOf(one), { timeout: 60_000 }).not.toBe(before);
}

it("a hand of dice goes on after kill -9, and a day later by the link: same seats, same dice, and the clock has run on", async () => {
  const ada = await person("Ada", "/?game=dice");
  await by(ada, "mode-mail").check({ force: true });
  await by(ada, "private-match").click();
  await until(ada, ({ tick, seat }) => tick > 0 && seat >= 0);
  const link = new URL(ada.url());
  const bob = await person("Bob", link.pathname);
  await bob.keyboard.press("Enter");
  await until(bob, ({ tick, seat }) => tick > 0 && seat >= 0);
  const both = [ada, bob];
  for (const page of both) await by(page, "ready").click();
  for (const page of both) await until(page, ({ status }) => status === "live");
  for (const page of both) await expect.poll(async () => ((await handOf(page))[0] ?? 0) > 0).toBe(true);
  const seats = await Promise.all(both.map(async (page) => (await until(page, () => true)).seat));
  const hands = await Promise.all(both.map(handOf));
  await bid(ada, bob);

  // Killed between two moves: the pages stay open, and find back by themselves.
  await server.kill();
  server = await startWorkerd({ around: ahead(0), state, port });
  await bid(ada, bob);
  expect(await Promise.all(both.map(handOf))).toEqual(hands);
  await picture(ada, "mail-first-day");

  // Both close their pages. The server is killed, and is up again a day later.
  const [said, tick] = [await newsOf(ada), await tickOf(ada)];
  for (const page of both) await page.goto("about:blank");
  await server.kill();
  server = await startWorkerd({ around: ahead(DAY_MS), state, port });
  await ada.goto(server.url);
  await expect.poll(() => by(ada, "way-back").innerText(), { timeout: 60_000 }).toMatch(/Dice/);
  for (const page of both) await page.goto(link.href);
  for (const page of both) await until(page, (seen) => seen.seat >= 0 && seen.tick > 0);
  expect(await Promise.all(both.map(async (page) => (await until(page, () => true)).seat))).toEqual(seats);
  await expect.poll(() => Promise.all(both.map(handOf))).toEqual(hands);
  for (const page of both) await expect.poll(() => newsOf(page)).toBe(said);
  const passed = (await tickOf(ada)) - tick;
  expect(passed).toBeGreaterThanOrEqual((DAY_MS / 1000) * TICK_RATE);
  expect(passed).toBeLessThan((DAY_MS / 1000 + 600) * TICK_RATE);

  // And it is played on: a bid, and a call that shows all dice.
  await bid(ada, bob);
  const [page] = await inTurn(ada, bob);
  await by(page, "command-challenge").click();
  for (const one of both) await expect.poll(() => newsOf(one), { timeout: 60_000 }).toMatch(/loses a die/);
  await picture(bob, "mail-second-day");
  expect(errors).toEqual([]);
});
