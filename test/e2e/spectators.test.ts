/** What a spectator sees and does: the keys, a picture with nothing over it, the card of the player, the best match. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Session } from "#client/session/types.ts";
import { violations } from "#test/support/axe.ts";
import { apiOf, keepDrawing, sessionFor } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

const browser = useBrowser();
let session: Session;
let stop = () => {};
let code = "";
beforeAll(async () => {
  const api = apiOf(url);
  const settings = { seats: 4, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };
  const admission = await api.createMatch("Ada", "brawl", settings);
  code = admission.code;
  session = sessionFor(url, api, admission);
  stop = keepDrawing(session);
});
afterAll(() => {
  stop();
  session?.close();
});

async function watch(search = "", hasTouch = false): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, hasTouch });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/w/${code}${search}`);
  await page.waitForFunction(() => (window.scrim?.eye ?? -1) >= 0 && window.scrim?.status === "live");
  return page;
}

/** What of the page is to be seen over the picture. */
const shown = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".match > *, .hud > *")].flatMap((part) => {
      const { width, height } = part.getBoundingClientRect();
      return width * height > 0 && !part.matches(".stage, .hud") ? [part.className.split(" ")[0]] : [];
    }),
  );

it("the keys are shown until one is used, and when they are asked for", async () => {
  const page = await watch();
  await by(page, "legend").waitFor();
  await picture(page, "spectator-keys");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("KeyE");
  await by(page, "legend").waitFor({ state: "detached" });
  await page.reload();
  await by(page, "deck").waitFor();
  expect(await by(page, "legend").count()).toBe(0);
  await page.keyboard.press("Shift+Slash");
  await by(page, "legend").waitFor();
  await by(page, "keys").click();
  await by(page, "legend").waitFor({ state: "detached" });
  await page.context().close();
});

it("the card says who is followed, with place, score and health", async () => {
  const page = await watch();
  const card = by(page, "player-card");
  // The card follows the button a moment later.
  await expect
    .poll(async () => {
      const name = await card.locator(".name").textContent();
      if (name !== "Ada") await by(page, "spectate-next").click();
      await page.waitForTimeout(500);
      return card.locator(".name").textContent();
    })
    .toBe("Ada");
  expect(await card.textContent()).toMatch(/#\d.*Kills.*Deaths.*Score/s);
  await card.getByRole("meter", { name: "Health" }).waitFor();
  await page.context().close();
});

it("a key takes away all that is over the picture, and Escape, the key or a finger brings it back", async () => {
  const page = await watch();
  const before = await shown(page);
  expect(before).toEqual(expect.arrayContaining(["toolbar", "hud-top", "deck", "player-card"]));
  for (const back of ["Escape", "KeyH"]) {
    await page.keyboard.press("KeyH");
    await expect.poll(() => shown(page)).toEqual([]);
    await page.keyboard.press(back);
    await expect.poll(() => shown(page)).toContain("deck");
  }
  await page.context().close();
  const touched = await watch("", true);
  await by(touched, "clean").tap();
  await expect.poll(() => shown(touched)).toEqual([]);
  await touched.touchscreen.tap(640, 360);
  await expect.poll(() => shown(touched)).toContain("deck");
  await touched.context().close();
});

it("an address asks for nothing over the picture, or for what is to be kept", async () => {
  const page = await watch("?clean");
  expect(await shown(page)).toEqual([]);
  await picture(page, "spectator-clean");
  await page.context().close();
  const kept = await watch("?clean=score,card");
  await expect.poll(() => shown(kept)).toEqual(expect.arrayContaining(["hud-top", "player-card"]));
  expect(await shown(kept)).toHaveLength(2);
  await picture(kept, "spectator-clean-score");
  await kept.context().close();
});

it("the best match is one press away, and it is said where there is none", async () => {
  const page = await (await browser.newContext()).newPage();
  const list = (matches: readonly unknown[]) =>
    page.route("**/api/matches", (route) => route.fulfill({ json: { matches } }));
  const match = { game: "arena", mode: "brawl", seats: 4, bots: 0, spectators: 0, listed: true };
  await list([{ ...match, code: "4G7K2M9QXW", status: "waiting", players: 3 }]);
  await page.goto(`${url}/`);
  await by(page, "watch-best").click();
  await expect.poll(() => by(page, "no-best").textContent()).toMatch(/No match is being played just now/);
  await picture(page, "watch-best");
  await page.unroute("**/api/matches");
  await list([
    { ...match, code: "4G7K2M9QXW", status: "waiting", players: 3 },
    { ...match, code, status: "live", players: 1 },
  ]);
  await by(page, "watch-best").click();
  await page.waitForURL(`${url}/w/${code}`);
  await page.waitForFunction(() => (window.scrim?.eye ?? -1) >= 0);
  await page.context().close();
});
