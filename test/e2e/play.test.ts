import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { writeReplay } from "#shared/replay/index.ts";
import type { WorldOf } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, probe, until, useBrowser } from "#test/support/player-page.ts";
import { Recorder } from "#test/support/recorder.ts";

const url = inject("url");
/** Over in seconds: the second point ends it. */
const SHORT = { seats: 4, autostart: 0, scoreLimit: 2, timeLimit: 60 };

const browser = useBrowser();
const errors: string[] = [];

/** A person with a browser of their own, so with an identity of their own. */
async function person(name: string, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(`${name}: ${message.text()}`);
  });
  await page.goto(url + path);
  return page;
}

async function joinByLink(name: string, code: string): Promise<Page> {
  const page = await person(name, `/m/${code}`);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await until(page, ({ tick }) => tick > 0);
  return page;
}

describe("two players and a watcher, in three browsers", () => {
  it("open the join and watch links, play a match to its end, and again", async () => {
    const api = apiOf(url);
    const host = await api.createMatch("Host", "brawl", SHORT);
    const ada = await joinByLink("Ada", host.code);
    const bob = await joinByLink("Bob", host.code);
    const eve = await person("Eve", `/w/${host.code}`);
    await until(eve, ({ seat, tick }) => seat === -1 && tick > 0);
    expect((await probe(ada))?.seat).not.toBe((await probe(bob))?.seat);
    await picture(ada, "lobby");

    for (const page of [ada, bob]) await by(page, "ready").click();
    await Promise.all([ada, bob, eve].map((page) => until(page, ({ status }) => status === "live")));
    // Each runs about and shoots until a player has won.
    const play = async (page: Page) => {
      const box = page.viewportSize() ?? { width: 1280, height: 720 };
      await page.mouse.move(box.width * 0.7, box.height * 0.4);
      await page.mouse.down();
      for (const key of ["KeyD", "KeyS", "KeyA", "KeyW"]) {
        await page.keyboard.down(key);
        await page.waitForTimeout(400);
        await page.keyboard.up(key);
      }
      await page.mouse.up();
    };
    await Promise.all([ada, bob].map(play));
    await picture(ada, "match");
    await picture(eve, "watching");
    // The spectator follows a player by default, looks back, and is live again.
    await until(eve, ({ eye, watching }) => eye >= 0 && watching?.state === "live");
    const { watching: live } = await until(eve, ({ watching }) => (watching?.position ?? 0) > 200);
    await by(eve, "skip-back").click();
    await until(eve, ({ watching }) => watching?.state === "playing" && watching.position < (live?.position ?? 0));
    await eve.keyboard.press("Space");
    const { watching: paused } = await until(eve, ({ watching }) => watching?.state === "paused");
    await eve.waitForTimeout(300);
    expect((await probe(eve))?.watching).toEqual(paused);
    await by(eve, "to-live").click();
    await until(eve, ({ watching }) => watching?.state === "live");
    const all = [ada, bob, eve];
    await Promise.all(all.map((page) => until(page, ({ status }) => status === "ended", 150_000)));
    await Promise.all(all.map((page) => by(page, "results").waitFor()));
    await picture(ada, "results");

    for (const page of [ada, bob]) await by(page, "rematch").click();
    await Promise.all(all.map((page) => until(page, ({ status }) => status === "live")));
    expect(await by(ada, "results").isVisible()).toBe(false);
    await by(bob, "toolbar-leave").click();
    await bob.waitForURL(`${url}/`);
    for (const page of all) await page.context().close();
    expect(errors).toEqual([]);
  });

  it("queue by quick play: both come into the same match, bots join, and the list shows it", async () => {
    const [ada, bob, eve] = await Promise.all(["Ada", "Bob", "Eve"].map((name) => person(name, "/")));
    for (const page of [ada, bob]) {
      await by(page, "name").fill("Another");
      await by(page, "quick-play").click();
    }
    await Promise.all([ada, bob].map((page) => until(page, ({ status }) => status === "live")));
    expect(new URL(ada.url()).pathname).toBe(new URL(bob.url()).pathname);
    await until(ada, ({ drawnPlayers }) => drawnPlayers >= 4);
    await eve.locator("[data-code]").getByRole("link", { name: "Watch" }).first().click();
    await until(eve, ({ seat, tick }) => seat === -1 && tick > 0);
    await by(eve, "spectate-next").click();
    await picture(eve, "quick-play");
    for (const page of [ada, bob, eve]) await page.context().close();
    expect(errors).toEqual([]);
  });
});

describe("puck", () => {
  /** Both paddles are drawn here, each in its own half. */
  const seesBoth = async (page: Page) => {
    await until(page, ({ drawnPlayers }) => drawnPlayers === 2);
    const [left, right] = await page.evaluate(() => [0, 1].map((seat) => window.scrim?.place(seat)?.x ?? Number.NaN));
    expect(left).toBeLessThan(right);
  };

  it("is chosen on the start page, played with a bot at once, and with another player by the link", async () => {
    const ada = await person("Ada", "/");
    await by(ada, "game-puck").check();
    expect(ada.url()).toBe(`${url}/?game=puck`);
    await by(ada, "name").fill("Ada");
    await by(ada, "quick-play").click();
    const { seat } = await until(ada, ({ status }) => status === "live");
    await seesBoth(ada);

    const bob = await joinByLink("Bob", new URL(ada.url()).pathname.replace("/m/", ""));
    const other = (await probe(bob))?.seat ?? -1;
    expect([seat, other].sort()).toEqual([0, 1]);
    for (const page of [ada, bob]) {
      await seesBoth(page);
      await by(page, "touch-tertiary").waitFor({ state: "detached" });
    }
    // What Bob does, Ada sees: his mouse leads his paddle.
    const x = async (page: Page, of: number) =>
      (await page.evaluate((one) => window.scrim?.place(one)?.x, of)) ?? Number.NaN;
    for (const share of [0.1, 0.4]) {
      await bob.mouse.move(1280 * (other === 0 ? share : 1 - share), 200);
      await bob.waitForTimeout(2500);
      // A blow of the puck may part them for as long as Ada is behind.
      const apart = async () => Math.abs((await x(ada, other)) - (await x(bob, other)));
      await expect.poll(apart, { timeout: 10_000 }).toBeLessThan(30);
    }
    await picture(ada, "puck");

    // The start page keeps the choice, in this browser.
    await by(ada, "toolbar-leave").click();
    await ada.waitForURL(`${url}/`);
    expect(await by(ada, "game-puck").isChecked()).toBe(true);
    for (const page of [ada, bob]) await page.context().close();
    expect(errors).toEqual([]);
  });

  /** Over with the first goal: soon, as after ten seconds it is a golden one, or there is none. */
  const BRIEF = { goals: 1, timeLimit: 10, autostart: 1, lobby: 1 };

  it("leads on to puck from a match that was joined by link, and not to what this browser has chosen", async () => {
    const { code } = await apiOf(url).createMatch("Host", "trios", BRIEF, "puck");
    const page = await joinByLink("Ada", code);
    await until(page, ({ status }) => status === "ended", 150_000);
    await by(page, "results").waitFor();
    await by(page, "play-again").click();
    await page.waitForURL((to) => to.pathname.startsWith("/m/") && !to.pathname.endsWith(code));
    const info = await apiOf(url).info(new URL(page.url()).pathname.slice(3));
    expect(info).toMatchObject({ game: "puck", mode: "trios" });
    await page.context().close();
  });
});

describe("a replay", () => {
  /** Opens a replay's page, whose file is this one. */
  const replay = async (path: string, file: Uint8Array): Promise<Page> => {
    const page = await person("Eve", "/");
    await page.route("**/api/replays/*", (route) => route.fulfill({ status: 200, body: Buffer.from(file) }));
    await page.goto(url + path);
    return page;
  };
  const record = async (): Promise<Uint8Array> => {
    const match = new BotMatch(arena, { seats: 4, autostart: 1, lobby: 1, scoreLimit: 3 }, 4);
    const recorder = new Recorder(match.world);
    while (arena.status(match.world as WorldOf<typeof arena>) !== "ended") match.run(1, () => recorder.tick());
    const { head, segments } = recorder.finish();
    return writeReplay(head, segments);
  };

  it("is watched from the moment of its link to its end, and again", async () => {
    const page = await replay("/r/4G7K2M9QXZ-1?t=5", await record());
    await until(page, ({ watching, drawnPlayers }) => (watching?.position ?? 0) > 150 && drawnPlayers > 0);
    await picture(page, "replay");
    await by(page, "speed").selectOption("8");
    await by(page, "results").waitFor();
    await picture(page, "replay-end");
    await by(page, "watch-again").click();
    await until(page, ({ watching }) => watching?.state === "playing" && watching.position < 100);
    await by(page, "results").waitFor({ state: "hidden" });
    await page.context().close();
    expect(errors).toEqual([]);
  });

  it("that is damaged, or that there is not, is said to be so", async () => {
    const page = await replay("/r/4G7K2M9QXZ", (await record()).subarray(0, 2000));
    await page.getByRole("heading", { name: /can't be shown/i }).waitFor();
    await page.unroute("**/api/replays/*");
    await page.goto(`${url}/r/ZZZZZZZZZZ-7`);
    await page.getByRole("heading", { name: /no such replay/i }).waitFor();
    await page.context().close();
  });
});

describe("what goes wrong is said clearly, with a way on", () => {
  it("an unknown match", async () => {
    const page = await person("Lost", "/m/ZZZZZZZZZZ");
    await page.getByRole("heading", { name: /no such match|not found|does not exist|is over|no match/i }).waitFor();
    expect(await by(page, "quick-play").isVisible()).toBe(true);
    await picture(page, "unknown");
    await page.context().close();
  });

  it("a lost connection: the overlay says so, and goes when the match is back", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", SHORT);
    const page = await joinByLink("Ada", code);
    const seat = (await probe(page))?.seat;
    await page.context().setOffline(true);
    await by(page, "overlay-connection").waitFor({ timeout: 15_000 });
    await picture(page, "offline");
    await page.context().setOffline(false);
    await by(page, "overlay-connection").waitFor({ state: "hidden", timeout: 20_000 });
    const { tick } = await until(page, (now) => now.seat === seat);
    await until(page, (now) => now.tick > tick + 30);
    await page.context().close();
  });

  it("a reload brings the same seat", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", SHORT);
    const page = await joinByLink("Ada", code);
    const before = await probe(page);
    await page.reload();
    const after = await until(page, ({ tick }) => tick > 0);
    expect(after.seat).toBe(before?.seat);
    await page.context().close();
  });
});
