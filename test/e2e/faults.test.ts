/** A game's view that throws, in a browser: the picture and the input go on, and the player is told. */
import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

declare global {
  interface Window {
    /** The parts of the game's view that throw now. */
    breaks: string[];
  }
}

/** In place of the view's own file: the same view, whose parts throw when they are asked to. */
const wrapped = (original: string) => `
  import * as real from ${JSON.stringify(original)};
  const broken = (part) => (globalThis.breaks ?? []).includes(part);
  const check = (part) => { if (broken(part)) throw new TypeError(part + " is broken"); };
  export const createView = () => {
    const view = real.createView();
    const result = {};
    for (const [name, value] of Object.entries(view)) {
      result[name] = typeof value === "function" ? (...args) => { check(name); return value.apply(view, args); } : value;
    }
    result.scene = (stage, world) => {
      check("scene");
      const scene = view.scene(stage, world);
      const update = scene.update.bind(scene);
      scene.update = (...args) => {
        check("update");
        if (broken("listener")) stage.scene.events.once("postupdate", () => check("listener"));
        update(...args);
      };
      return scene;
    };
    return result;
  };`;

const browser = useBrowser();

interface Player {
  readonly page: Page;
  readonly errors: string[];
  /** The lines about the view on the console. */
  readonly logged: { readonly part: string; readonly detail: string }[];
}

async function player(breaks: readonly string[] = []): Promise<Player> {
  const { code } = await apiOf(url).createMatch("Host", "brawl", { seats: 4, autostart: 1, lobby: 1, timeLimit: 300 });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const errors: string[] = [];
  const logged: Player["logged"] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes('"view_failed"')) logged.push(JSON.parse(message.text()));
  });
  await page.addInitScript((parts) => {
    window.breaks = [...parts];
  }, breaks);
  await page.route(/\/assets\/view-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: wrapped(`${route.request().url()}?real`) }),
  );
  await page.goto(`${url}/m/${code}`);
  await page.getByTestId("name").fill("Ada");
  await page.keyboard.press("Enter");
  return { page, errors, logged };
}

const trouble = (page: Page) => page.getByTestId("trouble");
const breakNow = (page: Page, ...parts: string[]) =>
  page.evaluate((all) => {
    window.breaks = all;
  }, parts);

/** Frames are drawn: the tick that is shown goes on. */
async function goesOn(page: Page): Promise<void> {
  const { tick } = await until(page, () => true);
  await until(page, (seen) => seen.tick > tick + 20);
}

const PARTS = ["place", "gaze", "bounds", "hud", "board", "news", "update", "listener", "input"];

describe("a view that throws while a match is drawn", () => {
  it("in any part: the next frame is drawn, the player is told, and the author once of each", async () => {
    const { page, errors, logged } = await player();
    await until(page, ({ status }) => status === "live");
    await goesOn(page);
    expect(await trouble(page).count()).toBe(0);
    // The scores are open, so that they are asked for.
    await page.keyboard.down("Tab");
    for (const part of PARTS) {
      await breakNow(page, part);
      await goesOn(page);
      await trouble(page).waitFor();
      // The console is heard of a little later than it is written to, and events come only now and then.
      const isLogged = () => logged.some(({ detail }) => detail.includes(`${part} is broken`));
      await expect.poll(isLogged, { timeout: 60_000 }).toBe(true);
    }
    await breakNow(page);
    await goesOn(page);
    await trouble(page).waitFor({ state: "detached" });
    expect(errors).toEqual([]);
    // Some are asked in two places, as for the HUD and for what it covers.
    const told = logged.map(({ part, detail }) => `${part}: ${detail.split("\n")[0]}`);
    expect(told).toEqual([...new Set(told)]);
    await page.context().close();
  });

  it("that does so on and on offers to load the page again, and the toolbar stays", async () => {
    const { page, errors, logged } = await player();
    await until(page, ({ status }) => status === "live");
    await breakNow(page, "update", "hud");
    await page.locator('[data-testid="trouble"][data-trouble="some"]').waitFor();
    await picture(page, "trouble-some");
    await page.locator('[data-testid="trouble"][data-trouble="much"]').waitFor();
    await picture(page, "trouble-much");
    await goesOn(page);
    expect(errors).toEqual([]);
    expect(logged.map(({ part }) => part).sort()).toEqual(["hud", "scene"]);
    const { seat } = await until(page, () => true);
    await trouble(page).getByTestId("load-again").click();
    expect((await until(page, ({ tick }) => tick > 0)).seat).toBe(seat);
    await page.context().close();
  });

  it("as its scene is made tries again, and draws once it can", async () => {
    const { page, errors } = await player(["scene"]);
    await trouble(page).waitFor();
    await breakNow(page);
    await until(page, ({ drawnPlayers }) => drawnPlayers > 0);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
