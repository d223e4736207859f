/** Leaderboards, profiles, and the results of a round that counts, on screens of all sizes. What the ladder says is made up here. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import { violations } from "#test/support/axe.ts";
import { apiOf } from "#test/support/headless.ts";
import { change, idOf, ladder, profile, row, standing, tokenFor } from "#test/support/ladders.ts";
import { by, live, picture, probe, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

const SIZES = {
  desktop: { viewport: { width: 1280, height: 720 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
const WIDTHS = [320, 390, 640, 1280, 2560] as const;

const OWN = idOf("a");
const NAMES = ["Ann", "Bob", "W".repeat(20), "Дмитрий", "ann"];
const ROWS = Array.from({ length: 60 }, (_, i) =>
  row("b", NAMES[i % NAMES.length], {
    ...{
      player: i === 6 ? OWN : i.toString(16).padStart(32, "0"),
      rank: i + 1,
      points: 1510 - 20 * i,
      rounds: 200 - i,
    },
    ...(i > 50 && { rank: undefined, placement: 3 }),
  }),
);

/** A browser that has played before, and answers about ladders as it is told here. */
async function open(path: string, options: BrowserContextOptions = SIZES.desktop): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  await context.addInitScript((token) => localStorage.setItem("scrim.player", token), tokenFor(OWN));
  const page = await context.newPage();
  await page.route("**/api/ladders/**", (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.has("met")) return route.abort();
    return route.fulfill({ json: query.has("around") ? ladder([]) : ladder(ROWS, { ranked: 51 }) });
  });
  await page.route("**/api/players/*", (route) => route.fulfill({ json: profile([standing()]) }));
  await page.goto(url + path);
  return page;
}

const clean = async (page: Page): Promise<void> => expect(await violations(page)).toEqual([]);
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe.each(Object.entries(SIZES))("axe finds nothing, on a %s,", (_, size) => {
  it("on a leaderboard, without rows, without a line, and without a ladder", async () => {
    const page = await open("/top/puck/faceoff", size);
    await by(page, "ladder-own").waitFor();
    await clean(page);
    await by(page, "show-around").click();
    await by(page, "ladder-empty").waitFor();
    await clean(page);
    await by(page, "show-met").click();
    await by(page, "ladder-again").waitFor();
    await clean(page);
    await page.goto(`${url}/top/puck/chess`);
    await by(page, "to-puck-faceoff").waitFor();
    await clean(page);
    await page.context().close();
  });

  it("on a profile of one's own, and of another player", async () => {
    const page = await open(`/u/${OWN}`, size);
    await by(page, "to-account").waitFor();
    await clean(page);
    await page.goto(`${url}/u/${idOf("c")}`);
    await by(page, "profile").waitFor();
    await clean(page);
    await page.context().close();
  });
});

it.each(WIDTHS)("a leaderboard and a profile fit %i pixels", async (width) => {
  const page = await open("/top/puck/faceoff", { viewport: { width, height: 800 } });
  await by(page, "ladder-own").waitFor();
  expect(await overflow(page)).toBe(0);
  // No name is without room.
  const least = await page.evaluate(() =>
    Math.min(...[...document.querySelectorAll(".ladder-table .player .name")].map((one) => one.clientWidth)),
  );
  expect(least).toBeGreaterThan(20);
  await picture(page, `ladder-${width}`);
  await page.goto(`${url}/u/${OWN}`);
  await by(page, "profile").waitFor();
  expect(await overflow(page)).toBe(0);
  await picture(page, `profile-${width}`);
  await page.context().close();
});

it("a leaderboard is used by the keyboard alone, and Back leads out of it", async () => {
  const page = await open("/");
  await by(page, "to-ladders").focus();
  await page.keyboard.press("Enter");
  await by(page, "to-puck-faceoff").focus();
  await page.keyboard.press("Enter");
  await by(page, "ladder-own").waitFor();
  await by(page, "ladder-name").focus();
  await page.keyboard.type("Bob");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?name=Bob$/);
  await page.getByRole("link", { name: "Bob", exact: false }).first().focus();
  await page.keyboard.press("Enter");
  await by(page, "profile").waitFor();
  await page.goBack();
  await page.waitForURL(/\?name=Bob$/);
  expect(await by(page, "ladder-name").inputValue()).toBe("Bob");
  await page.context().close();
});

it("the start page says how the player stands in the chosen competitive mode, and leads to its leaderboard", async () => {
  const page = await open("/?game=puck");
  await page.evaluate(() => localStorage.setItem("scrim.played", "played"));
  await page.reload();
  await by(page, "mode-faceoff").check({ force: true });
  await by(page, "to-ladder").getByText("Platinum 3 · 812").waitFor();
  await clean(page);
  await picture(page, "start-standing");
  await by(page, "to-ladder").click();
  await by(page, "ladder-own").waitFor();
  await page.context().close();
});

/** A match that the page takes for one of the queue's. @param rating what the server says of its round, by how often it was asked */
async function rated(
  size: BrowserContextOptions,
  rating: (asked: number) => RoundRating,
  settings = {},
): Promise<Page> {
  const { code } = await apiOf(url).createMatch(
    "Host",
    "duel",
    { seats: 2, autostart: 1, lobby: 1, timeLimit: 10, ...settings },
    "puck",
  );
  const page = await open("/", size);
  let asked = 0;
  await page.route("**/join", async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), authorization: "" } });
    const admission = await response.json();
    await route.fulfill({ response, json: { ...admission, mode: "faceoff", queued: true } });
  });
  await page.route("**/rounds/1/rating", (route) => route.fulfill({ json: rating(asked++) }));
  await by(page, "name").fill("Ann");
  // Within the page, so that Back leads within it too.
  await by(page, "code").fill(code);
  await by(page, "join-code").click();
  await until(page, ({ seat, status }) => seat >= 0 && status !== undefined);
  return page;
}

/** What one does about the other player, who has left, so that a bot has their seat by now. */
async function others(page: Page, name: string): Promise<void> {
  const said: { path: string; body: unknown }[] = [];
  for (const path of ["reports", "me/block", "me/unblock"])
    await page.route(`**/api/${path}`, async (route) => {
      said.push({ path, body: route.request().postDataJSON() });
      await route.fulfill({ status: 201, json: path === "reports" ? { id: "1" } : { player: tokenFor(OWN) } });
    });
  const own = (await probe(page))?.seat ?? -1;
  const [other, about] = [1 - own, change(1 - own)];
  await by(page, `acts-${other}`).click();
  await by(page, "player-sheet").waitFor();
  expect(await by(page, "sheet-profile").getAttribute("href")).toBe(`/u/${about.player}`);
  await clean(page);
  await picture(page, `sheet-${name}`);
  await by(page, "report-player").click();
  await by(page, "reason-sabotage").check();
  await by(page, "report-words").fill(" stood still ");
  await clean(page);
  await picture(page, `report-${name}`);
  await by(page, "report-send").click();
  await by(page, "acts-said").getByText("The report is with the operator.").waitFor();
  await by(page, "block").click();
  await by(page, "acts-said").getByText(`${about.name} is blocked.`).waitFor();
  await by(page, "block").click();
  await by(page, "acts-said").getByText(`${about.name} is no longer blocked.`).waitFor();
  const code = new URL(page.url()).pathname.replace("/m/", "");
  const [report, ...rest] = said;
  expect(report.body).toMatchObject({ code, round: 1, seat: other, reason: "sabotage", words: "stood still" });
  // With what the player saw, which the server has taken.
  expect(report.body).toHaveProperty("trace");
  expect(rest).toEqual([
    { path: "me/block", body: { player: about.player, name: about.name } },
    { path: "me/unblock", body: { player: about.player } },
  ]);
  await page.keyboard.press("Escape");
  await by(page, "player-sheet").waitFor({ state: "detached" });
}

const RATED: RoundRating = { state: "rated", season: "2026-q4", changes: [change(0), change(1)] };

/** Where all that stands in the results is. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".results, .results > :not(dialog), .results button:not(.acts)")].map((one) => {
      const { top, left, width, height } = one.getBoundingClientRect();
      return `${one.className} ${[top, left, width, height].map(Math.round)}`;
    }),
  );

/** All of the results can be reached on a screen of this size. */
async function reach(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await picture(page, `rating-${width}`);
  // Nothing of it runs out of its frame.
  const runs = await page.evaluate(() => {
    const part = document.querySelector(".rating-now");
    return part && part.scrollWidth - part.clientWidth;
  });
  expect(runs).toBe(0);
  for (const id of ["rating", "rematch", "play-again", "leave"]) {
    const part = by(page, id);
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  }
}

describe.each(Object.entries(SIZES))("the results of a round that counts, on a %s,", (name, size) => {
  it("say what it has done to one's rating, and nothing moves when that comes", async () => {
    let isKnown = false;
    const page = await rated(size, () => (isKnown ? RATED : { state: "pending" }));
    await by(page, "results").waitFor({ timeout: 150_000 });
    await by(page, "replay-link").waitFor();
    await by(page, "rating").getByText("Working out your rating").waitFor();
    const before = await places(page);
    isKnown = true;
    await page
      .getByText("Platinum 3, from 780 to 812 points, +32. 12% of the way to Platinum 2.")
      .waitFor({ state: "attached" });
    expect(await places(page)).toEqual(before);
    await clean(page);
    await picture(page, `rating-${name}`);
    for (const id of ["rematch", "play-again", "leave"]) expect(await by(page, id).isEnabled()).toBe(true);
    await others(page, name);
    await reach(page, 844, 390);
    await reach(page, 320, 256);
    await page.context().close();
  });
});

describe("leaving a round that counts", () => {
  it("is asked about by the button and by Back; who stays plays on, and who leaves is at the start", async () => {
    const page = await rated(SIZES.desktop, () => RATED, { timeLimit: 600 });
    await live(page);
    const { pathname } = new URL(page.url());
    await by(page, "toolbar-leave").click();
    await by(page, "leave-dialog").waitFor();
    await clean(page);
    await picture(page, "leave-warning");
    // The focus is on the way that costs nothing.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("leave-stay");
    await page.keyboard.press("Escape");
    await by(page, "leave-dialog").waitFor({ state: "detached" });
    await page.evaluate(() => history.back());
    await by(page, "leave-dialog").waitFor();
    expect(new URL(page.url()).pathname).toBe(pathname);
    await by(page, "leave-stay").click();
    expect((await until(page, ({ status }) => status === "live")).seat).toBeGreaterThanOrEqual(0);
    await by(page, "toolbar-leave").click();
    await by(page, "leave-anyway").click();
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });

  it("in a casual match is not", async () => {
    const { code } = await apiOf(url).createMatch("Host", "duel", { autostart: 1, lobby: 1, timeLimit: 600 }, "puck");
    const page = await open("/");
    await page.evaluate(() => {
      localStorage.clear();
      localStorage.setItem("scrim.settings", JSON.stringify({ name: "Ann" }));
    });
    await page.goto(`${url}/m/${code}`);
    await until(page, ({ status }) => status === "live");
    await by(page, "toolbar-leave").click();
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });
});
