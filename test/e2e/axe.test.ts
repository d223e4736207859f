/** No page and no panel breaks a rule of axe-core, on a desktop and on a phone. */
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import { QUEUE_CLOSE } from "#shared/protocol/queue.ts";
import { writeReplay } from "#shared/replay/index.ts";
import type { WorldOf } from "#shared/sim/index.ts";
import { violations } from "#test/support/axe.ts";
import { BotMatch } from "#test/support/bots.ts";
import { FakeQueue } from "#test/support/fake-queue.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, useBrowser } from "#test/support/player-page.ts";
import { Recorder } from "#test/support/recorder.ts";

const url = inject("url");
const SIZES = {
  desktop: { viewport: { width: 1280, height: 720 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[];

/** In the list of live matches: one to join, one that is full, one that waits. */
const LISTED = [
  { code: "4G7K2M9QXZ", status: "live", seats: 8, players: 3, bots: 5 },
  { code: "4G7K2M9QXY", status: "live", seats: 2, players: 2, bots: 0 },
  { code: "4G7K2M9QXW", status: "waiting", seats: 8, players: 1, bots: 0 },
].map((one) => ({ ...one, game: "arena", mode: "brawl", spectators: 1, listed: true }));

const browser = useBrowser();

async function open(size: keyof typeof SIZES, path: string): Promise<Page> {
  // What moves is half seen while it comes.
  const context: BrowserContext = await browser.newContext({ ...SIZES[size], reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

/** A match of two seats that begins at once, and is over at the second point or after so many seconds. */
const match = (mode: string, timeLimit: number) =>
  apiOf(url).createMatch("Host", mode, { seats: 4, autostart: 1, lobby: 1, scoreLimit: 2, timeLimit });

async function join(page: Page): Promise<void> {
  await by(page, "name").fill("Ada");
  await by(page, "join").click();
}

const status = (page: Page, wanted: string) =>
  page.waitForFunction((one) => window.scrim?.status === one, wanted, { timeout: 120_000 });

const clean = async (page: Page): Promise<void> => expect(await violations(page)).toEqual([]);

describe.each(sizes)("axe finds nothing, on a %s,", (size) => {
  it("on the start page, with and without matches, and in the settings", async () => {
    const page = await open(size, "/");
    await by(page, "live-matches").waitFor();
    await clean(page);
    await page.route("**/api/matches", (route) => route.fulfill({ json: { matches: LISTED } }));
    await page.locator("[data-code]").first().waitFor();
    await clean(page);
    await by(page, "settings").click();
    await page.getByRole("dialog").waitFor();
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      await clean(page);
    }
    await page.context().close();
  });

  it("on the notice of a match that there is not", async () => {
    const page = await open(size, "/nowhere");
    await by(page, "home").waitFor();
    await clean(page);
    await page.context().close();
  });

  it("in the lobby, on the invitation and with the net graph", async () => {
    const { code } = await apiOf(url).createMatch("Host", "brawl", { seats: 4, autostart: 0 });
    const page = await open(size, `/m/${code}`);
    await by(page, "join").waitFor();
    await clean(page);
    await join(page);
    await by(page, "lobby").waitFor();
    await clean(page);
    await by(page, "net").click();
    await clean(page);
    await page.context().close();
  });

  it("in a match, in its scoreboard and its results, and in what is watched", async () => {
    const { code } = await match("brawl", 60);
    const page = await open(size, `/m/${code}`);
    await join(page);
    await status(page, "live");
    await clean(page);
    await page.getByRole("button", { name: "Scores" }).click();
    await by(page, "scoreboard").waitFor();
    await clean(page);
    const watching = await open(size, `/w/${code}`);
    await by(watching, "deck").waitFor();
    await clean(watching);
    await by(page, "results").waitFor({ timeout: 150_000 });
    await clean(page);
    for (const one of [page, watching]) await one.context().close();
  });

  it("on the bars of a search, in each of its states, on the start page and over a match", async () => {
    const page = await open(size, "/");
    const queue = await FakeQueue.of(page);
    await by(page, "name").fill("Ada");
    await by(page, "mode-pairs").check({ force: true });
    const seek = async (press: string) => {
      await by(page, press).click();
      await by(page, "queue-facts").getByText("Looking for").waitFor();
    };
    await seek("quick-play");
    queue.tell({ waited: 65_000, people: 12, estimate: { from: 5, to: 40, by: "hour" }, away: 1 });
    await by(page, "queue-facts").getByText("1 of your party is away").waitFor();
    await clean(page);
    await queue.close(1012);
    await by(page, "queue").getByText("Connection lost").waitFor();
    await clean(page);
    await expect.poll(() => queue.lines).toBe(2);
    await by(page, "queue").getByText("Searching", { exact: true }).waitFor();
    for (const close of ["takenOver", "partyGone", "noMode", "wrongVersion"] as const) {
      await queue.close(QUEUE_CLOSE[close], "there is no such mode");
      await by(page, "queue-over").waitFor();
      await clean(page);
      if (close === "wrongVersion") await by(page, "queue-close").click();
      else await seek("queue-again");
    }
    await clean(page);
    await seek("quick-play");
    await by(page, "queue-cancel").click();
    await by(page, "queue").waitFor({ state: "detached" });
    await clean(page);
    await seek("quick-play");
    await by(page, "warm-up").click();
    await status(page, "live");
    await by(page, "queue").waitFor();
    await clean(page);
    queue.admit(await apiOf(url).createMatch("Ada", "pairs"));
    await by(page, "queue-found").waitFor();
    await clean(page);
    await by(page, "queued").waitFor();
    await clean(page);
    await page.context().close();
  });

  it("on the party's bar, before there is one, alone and with another player", async () => {
    const page = await open(size, "/");
    await by(page, "name").fill("Ada");
    await by(page, "make-party").waitFor();
    await clean(page);
    await by(page, "make-party").click();
    const link = await by(page, "party-link").inputValue();
    await clean(page);
    const other = await open(size, new URL(link).pathname);
    await by(other, "host").waitFor();
    await clean(other);
    await by(other, "name").fill("Bob");
    await by(other, "join").click();
    for (const one of [page, other]) {
      await by(one, "party-member").nth(1).waitFor();
      await clean(one);
    }
    await page.getByText("Invite friends").click();
    await clean(page);
    // The same player in another window.
    const second = await page.context().newPage();
    await second.goto(link);
    await by(page, "take-over").waitFor();
    for (const one of [page, second]) await clean(one);
    for (const one of [page, other]) await one.context().close();
  });

  it("in a replay, and at its end", async () => {
    const game = new BotMatch(arena, { seats: 4, autostart: 1, lobby: 1, scoreLimit: 2 }, 4);
    const recorder = new Recorder(game.world);
    while (arena.status(game.world as WorldOf<typeof arena>) !== "ended") game.run(1, () => recorder.tick());
    const { head, segments } = recorder.finish();
    const body = Buffer.from(await writeReplay(head, segments));
    const page = await open(size, "/");
    await page.route("**/api/replays/*", (route) => route.fulfill({ status: 200, body }));
    await page.goto(`${url}/r/4G7K2M9QXZ-1`);
    await by(page, "scrubber").waitFor();
    await clean(page);
    await page.keyboard.press("End");
    await by(page, "results").waitFor();
    await clean(page);
    await page.context().close();
  });
});
