/** What the host of a private match can do, as two people with browsers see it. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const SIZES = [
  [390, 844],
  [844, 390],
  [1280, 720],
  [2560, 1440],
] as const;

const browser = useBrowser();
const errors: string[] = [];

async function person(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text());
  });
  await page.goto(url + path);
  return page;
}

async function join(name: string, code: string): Promise<Page> {
  const page = await person(`/m/${code}`);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await until(page, ({ tick }) => tick > 0);
  return page;
}

/** Chooses by the keyboard, as far as a slider's end. */
async function slide(page: Page, id: string, key: "Home" | "End"): Promise<void> {
  await by(page, id).focus();
  await page.keyboard.press(key);
}

it("the host sets the match up, moves a player, and starts", async () => {
  const ada = await person("/?game=puck");
  await by(ada, "name").fill("Ada");
  await by(ada, "private-match").click();
  await ada.waitForURL(`${url}/m/*`);
  const code = new URL(ada.url()).pathname.slice(3);
  await until(ada, ({ tick, seat }) => tick > 0 && seat === 0);
  // What can be set lies open for who has just made the match.
  await by(ada, "lobby-goals").waitFor();
  for (const [width, height] of SIZES) {
    await ada.setViewportSize({ width, height });
    await ada.waitForTimeout(700);
    await picture(ada, `host-${width}x${height}`);
  }
  await ada.setViewportSize({ width: 1280, height: 720 });
  await slide(ada, "lobby-seats", "End");
  await slide(ada, "lobby-fillTo", "Home");
  await slide(ada, "lobby-goals", "Home");
  await by(ada, "host-apply").click();
  const bob = await join("Bob", code);
  await by(ada, "host-apply").getByText("As set").waitFor();
  await by(bob, "facts").getByText("No bots").waitFor();
  await until(bob, ({ seat }) => seat === 1);

  // Bob, from the one team to the other.
  await by(ada, "host-row-1").click();
  await picture(ada, "host-row");
  await by(ada, "host-move-2").click();
  await until(bob, ({ seat }) => seat === 2);
  await by(ada, "host-balance").click();
  await until(bob, ({ seat }) => seat === 1);
  // The host waits for no vote.
  await by(ada, "host-start").click();
  await Promise.all([ada, bob].map((page) => until(page, ({ status }) => status === "live")));
  expect(errors).toEqual([]);
}, 150_000);

it("a player who is removed for good is told so, and does not get back in", async () => {
  const ada = await person("/?game=arena");
  await by(ada, "name").fill("Ada");
  await by(ada, "private-match").click();
  await ada.waitForURL(`${url}/m/*`);
  const code = new URL(ada.url()).pathname.slice(3);
  await until(ada, ({ tick }) => tick > 0);
  const bob = await join("Bob", code);
  const { seat } = await until(bob, (probe) => probe.seat >= 0);
  await by(ada, `host-row-${seat}`).click();
  await by(ada, "host-remove").click();
  await by(ada, "host-bar").click();
  await bob.getByText("The host has removed you").waitFor();
  await picture(bob, "host-removed");
  await bob.goto(`${url}/m/${code}`);
  await bob.getByText("You can't come back into this match.").waitFor();

  // And no newcomer comes into a match that is locked.
  await by(ada, "host-lock").click();
  await by(ada, "host-lock").getByText("Locked").waitFor();
  const cem = await person(`/m/${code}`);
  await cem.getByText("This match is locked").waitFor();
  expect(errors).toEqual([]);
}, 150_000);
