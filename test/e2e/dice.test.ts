/** Liar's dice in browsers: turns and commands by buttons, hands that the others do not have, and a spectator who sees none. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { violations } from "#test/support/axe.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

const browser = useBrowser();
const errors: string[] = [];

async function open(path: string, options = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && errors.push(message.text()));
  await page.goto(url + path);
  return page;
}

async function join(name: string, code: string, options = {}): Promise<Page> {
  const page = await open(`/m/${code}`, options);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await until(page, ({ tick, seat }) => tick > 0 && seat >= 0);
  return page;
}

const DICE = ["a", "b", "c", "d", "e"];
/** The faces of a seat's dice, as far as this page has them. */
const handOf = (page: Page, seat: number): Promise<(number | undefined)[]> =>
  page.evaluate(([columns, of]) => columns.map((column) => window.scrim?.cells("hands", column)?.[of]), [
    DICE,
    seat,
  ] as const);
const textOf = async (page: Page, id: string): Promise<string> =>
  (await by(page, id).innerText()).replace(/\s+/g, " ").trim();
const isGrey = (page: Page, command: string) => by(page, `command-${command}`).getAttribute("aria-disabled");

let ada: Page;
let bob: Page;
let eve: Page;
let seats: { readonly ada: number; readonly bob: number };
/** Whose turn it is, and the other. */
async function inTurn(): Promise<readonly [page: Page, name: string, other: Page, name: string]> {
  for (;;) {
    if ((await textOf(ada, "turn")) === "Your turn") return [ada, "Ada", bob, "Bob"];
    if ((await textOf(bob, "turn")) === "Your turn") return [bob, "Bob", ada, "Ada"];
    await ada.waitForTimeout(100);
  }
}

beforeAll(async () => {
  const settings = { seats: 2, fillTo: 0, autostart: 0, moveTime: 600 };
  const { code } = await apiOf(url).createMatch("Host", "table", settings, "dice");
  ada = await join("Ada", code);
  bob = await join("Bob", code, PHONE);
  eve = await open(`/w/${code}`);
  await until(eve, ({ seat, tick }) => seat === -1 && tick > 0);
  for (const page of [ada, bob]) await by(page, "ready").click();
  for (const page of [ada, bob, eve]) await until(page, ({ status }) => status === "live");
  seats = { ada: (await until(ada, () => true)).seat, bob: (await until(bob, () => true)).seat };
  for (const page of [ada, bob])
    await page.waitForFunction(() => (window.scrim?.cells("hands", "a")?.[window.scrim.seat] ?? 0) > 0);
});
afterAll(async () => {
  for (const page of [ada, bob, eve]) await page?.context().close();
  expect(errors).toEqual([]);
});

describe("two players and a spectator, by link", () => {
  it("each page has its own player's dice and none of the other's; the spectator's has none", async () => {
    for (const [page, own, other] of [
      [ada, seats.ada, seats.bob],
      [bob, seats.bob, seats.ada],
    ] as const) {
      expect((await handOf(page, own)).every((face = 0) => face >= 1 && face <= 6)).toBe(true);
      expect(await handOf(page, other)).toEqual([0, 0, 0, 0, 0]);
      expect(await by(page, `seat-${own}`).locator(".hand .die").count()).toBe(5);
      expect(await by(page, `seat-${other}`).locator(".hand .die").count()).toBe(0);
      expect(await by(page, `seat-${other}`).locator(".cup").getAttribute("aria-label")).toBe("5 hidden dice");
    }
    for (const seat of [seats.ada, seats.bob]) {
      expect(await handOf(eve, seat)).toEqual([0, 0, 0, 0, 0]);
      expect(await by(eve, `seat-${seat}`).locator(".hand .die").count()).toBe(0);
    }
    expect(await by(eve, "command-bid").count()).toBe(0);
  });

  it("whose turn it is stands in the HUD and in the title; the other's buttons are grey, and say why", async () => {
    const [page, name, other] = await inTurn();
    await expect.poll(() => page.title()).toBe("Your turn · Dice · Table");
    expect(await other.title()).not.toMatch(/Your turn/);
    expect(await textOf(other, "turn")).toMatch(`${name}'s turn`);
    expect(await textOf(eve, "turn")).toMatch(`${name}'s turn`);
    expect(await isGrey(page, "bid")).toBe("false");
    expect(await isGrey(other, "bid")).toBe("true");
    expect(await by(other, "command-bid").getAttribute("title")).toBe("It is not your turn");
    expect(await textOf(other, "why-bid")).toBe("It is not your turn");
    // There is nothing to call yet, in turn either.
    expect(await textOf(page, "why-challenge")).toBe("There is no bid yet");
    // A grey button can be reached, and does nothing.
    await by(other, "command-bid").focus();
    await other.keyboard.press("Enter");
    expect(await textOf(other, "dice-news")).toBe(`${name} begins.`);
    for (const one of [ada, bob, eve]) expect(await violations(one)).toEqual([]);
    expect(await bob.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    for (const [one, width] of [
      [ada, 1280],
      [bob, 320],
    ] as const)
      await picture(one, `dice-${width}`);
  });

  it("a bid by keys alone is seen by all; a call shows all dice, and one is lost", async () => {
    const [page, name, other, otherName] = await inTurn();
    await by(page, "face-6").focus();
    await page.keyboard.press("Enter");
    await by(page, "more").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const count = 3;
    await expect.poll(() => page.locator(".many b").innerText()).toBe(String(count));
    await by(page, "command-bid").focus();
    await page.keyboard.press("Enter");
    for (const one of [page, other, eve])
      await expect.poll(() => textOf(one, "dice-news")).toBe(`${name} bids ${count} sixes. ${otherName} is next.`);
    await expect.poll(() => isGrey(other, "challenge")).toBe("false");
    await by(other, "command-challenge").click();
    for (const one of [page, other, eve]) {
      await expect.poll(() => textOf(one, "dice-news")).toMatch(/There (is|are) \d+: (Ada|Bob) loses a die\./);
      expect(await one.locator(".seats .hand .die").count()).toBe(10);
    }
    expect(await violations(page)).toEqual([]);
    await picture(page, "dice-shown");
    // The next hand has one die less.
    await expect.poll(async () => (await page.locator(".seats .cup text").allInnerTexts()).length).toBe(1);
    const left = await page.evaluate(() => window.scrim?.cells("hands", "dice"));
    expect(left?.reduce((all, one) => all + one, 0)).toBe(9);
  });

  it("a player who comes back by the link has the same seat and hand, and sees where the match stands", async () => {
    const hand = await handOf(ada, seats.ada);
    const address = ada.url();
    await ada.goto(url);
    await by(ada, "way-back").waitFor();
    expect(await textOf(ada, "way-back")).toMatch(/^Dice · Table With Bob\. It is (your|Bob's) turn/);
    await ada.goto(address);
    await until(ada, ({ tick, seat }) => tick > 0 && seat >= 0);
    expect((await until(ada, () => true)).seat).toBe(seats.ada);
    await expect.poll(() => handOf(ada, seats.ada)).toEqual(hand);
    expect(await textOf(ada, "dice-news")).toMatch(/^(Ada|Bob) begins\.$/);
  });
});
