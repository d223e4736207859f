/** The start page: what is played just now, the player's region, and that all of it works by keys, in every window. */
import type { BrowserContextOptions, Page, Request } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import type { MatchInfo } from "#shared/protocol/index.ts";
import { violations } from "#test/support/axe.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const REGIONS = "/?regions=weur:24,eeur:148,enam:95";
const PATIENT = { timeout: 60_000 };

const browser = useBrowser();

const phone = { hasTouch: true, isMobile: true } as const;
/** Where Quick play is in the first screen; and where joining by a code is too. */
const SIZES: readonly (readonly [width: number, height: number, more: BrowserContextOptions, code: boolean])[] = [
  [320, 568, phone, false],
  [360, 640, phone, false],
  [390, 844, phone, true],
  [844, 390, phone, false],
  [1280, 720, {}, true],
  [2560, 1440, {}, true],
];

async function open(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: "reduce", ...options })).newPage();
  await page.goto(url + path);
  return page;
}

const match = (change: Partial<MatchInfo>): MatchInfo => ({
  ...{ code: "4G7K2M9QXZ", game: "arena", mode: "brawl", status: "live", seats: 8 },
  ...{ players: 3, bots: 5, spectators: 1, listed: true },
  ...change,
});

/** From now on the server's list is this one, and its counts are those of the list. */
async function list(page: Page, matches: readonly MatchInfo[]): Promise<void> {
  await page.route(/\/api\/matches(\?|$)/, (route) => route.fulfill({ json: { matches } }));
  const modes = matches.map(({ game, mode, players }) => ({
    ...{ game, mode, players },
    ...{ searching: 0, matches: 1, open: players < 8 ? 1 : 0 },
  }));
  await page.route(/\/api\/counts(\?|$)/, (route) => route.fulfill({ json: { modes } }));
}

const text = async (page: Page, id: string) => (await by(page, id).innerText()).replace(/\s+/g, " ").trim();

/** Where the parts of the page are that must not move. */
const places = (page: Page) =>
  page.evaluate(() =>
    ["game-arena", "game-puck", "mode-brawl", "mode-teams", "quick-play", "code", "settings", "region"].map((id) => {
      const { x, y, width, height } = document.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect() ?? {};
      return [id, ...[x, y, width, height].map((at = Number.NaN) => Math.round(at))];
    }),
  );

/** What the page says with its request to play. */
const asked = async (page: Page, press: () => Promise<void>): Promise<unknown> => {
  const request: Promise<Request> = page.waitForRequest("**/api/play", PATIENT);
  await press();
  return (await request).postDataJSON();
};

describe.each(SIZES)("in a window of %i by %i", (width, height, more, isCodeSeen) => {
  it("the whole page is as wide as the window, Quick play is in sight, and axe finds nothing", async () => {
    const page = await open(REGIONS, { viewport: { width, height }, ...more });
    await list(page, [match({}), match({ code: "4G7K2M9QXY", mode: "teams", status: "waiting", players: 1 })]);
    await by(page, "ping").getByText("24 ms").waitFor();
    await page.locator("[data-code]").first().waitFor(PATIENT);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const bottom = async (id: string) => {
      const box = await by(page, id).boundingBox();
      return box ? box.y + box.height : Number.POSITIVE_INFINITY;
    };
    expect(await bottom("quick-play")).toBeLessThanOrEqual(height);
    if (isCodeSeen) expect(await bottom("join-code")).toBeLessThanOrEqual(height);
    expect(await violations(page)).toEqual([]);
    await picture(page, `start-${width}x${height}`);
    await page.context().close();
  });
});

describe("the counts", () => {
  it("are those of the list, and nothing moves when they change", async () => {
    const page = await open("/", { viewport: { width: 1280, height: 720 } });
    // The region is there before anything is measured here.
    await by(page, "ping").getByText("ms").waitFor(PATIENT);
    await expect.poll(() => text(page, "counts-brawl"), PATIENT).toMatch(/^\d+ playing ?, ?\d+ open$/);
    await list(page, []);
    await expect.poll(() => text(page, "counts-teams"), PATIENT).toMatch(/^0 playing ?, ?0 open$/);
    const before = await places(page);
    const many = Array.from({ length: 13 }, (_, i) => match({ code: `4G7K2M9Q${10 + i}`, players: 7 }));
    await list(page, [...many, match({ mode: "teams", players: 8 }), match({ game: "puck", mode: "duel" })]);
    await expect.poll(() => text(page, "counts-brawl"), PATIENT).toMatch(/^91 playing ?, ?13 open$/);
    expect(await text(page, "counts-teams")).toMatch(/^8 playing ?, ?0 open$/);
    await expect.poll(() => page.locator("#game-count-arena").innerText(), PATIENT).toMatch(/^99\s+playing$/);
    expect(await places(page)).toEqual(before);
    // They are told when a card is reached, and are not in its name; no part of the page talks by itself.
    const card = page.getByRole("radio", { name: "Free-for-all", exact: true });
    expect(await card.getAttribute("aria-describedby")).toBe("mode-count-brawl");
    expect(await page.locator(":is([aria-live], [role=status], output) :is(.number, .rtt)").count()).toBe(0);
    await page.context().close();
  });
});

describe("the region", () => {
  it("is this server's one, measured, on one's own machine, and is kept", async () => {
    const page = await open();
    await by(page, "ping").getByText("ms").waitFor(PATIENT);
    expect(await text(page, "region")).toMatch(/^Region \d+ ms This server$/);
    const asks: string[] = [];
    page.on("request", (request) => void asks.push(new URL(request.url()).pathname));
    page.on("websocket", (socket) => void asks.push(new URL(socket.url()).pathname));
    await page.reload();
    await by(page, "ping").getByText("ms").waitFor(PATIENT);
    await page.getByText("It's quiet here").or(page.locator("[data-code]")).first().waitFor(PATIENT);
    expect(asks.filter((path) => /^\/(api\/regions|probe)/.test(path))).toEqual([]);
    expect(await asked(page, () => by(page, "quick-play").click())).toMatchObject({
      region: "local",
      rtt: { local: expect.any(Number) },
    });
    await page.context().close();
  });

  it("is the nearest by itself, or the one that the player chooses by keys, and goes along with Quick play", async () => {
    const page = await open(REGIONS);
    await by(page, "ping").getByText("24 ms").waitFor(PATIENT);
    const choice = page.getByRole("combobox", { name: "Region" });
    expect(await choice.locator("option:checked").innerText()).toBe("Europe, west (automatic)");
    await choice.focus();
    await page.keyboard.type("North");
    await by(page, "ping").getByText("95 ms").waitFor(PATIENT);
    expect(await asked(page, () => by(page, "quick-play").click())).toMatchObject({
      region: "enam",
      rtt: { enam: 95 },
    });
    await page.context().close();
  });

  it("is asked for with all round trips where the player has chosen none", async () => {
    const page = await open(REGIONS);
    await by(page, "ping").getByText("24 ms").waitFor(PATIENT);
    expect(await asked(page, () => by(page, "quick-play").click())).toMatchObject({
      region: "weur",
      rtt: { weur: 24, eeur: 148, enam: 95 },
    });
    await page.context().close();
  });

  it("keeps no player from playing while it is not known", async () => {
    const page = await (await browser.newContext()).newPage();
    // It never comes.
    await page.route("**/api/regions*", () => {});
    await page.goto(url);
    const body = await asked(page, () => by(page, "quick-play").click());
    expect(body).not.toHaveProperty("region");
    await expect.poll(() => page.evaluate(() => window.scrim?.seat), PATIENT).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });
});

it("a player comes from the game to Quick play by Tab and arrows alone", async () => {
  const page = await open(REGIONS);
  await by(page, "ping").getByText("24 ms").waitFor(PATIENT);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
  const tabTo = async (id: string) => {
    for (let tabs = 0; tabs < 12 && (await focused()) !== id; tabs++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(id);
  };
  await tabTo("game-arena");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => by(page, "game-puck").isChecked()).toBe(true);
  await tabTo("name");
  await page.keyboard.type("Ada");
  await tabTo("region-choice");
  await tabTo("mode-duel");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => by(page, "mode-doubles").isChecked()).toBe(true);
  await tabTo("quick-play");
  expect(await asked(page, () => page.keyboard.press("Enter"))).toMatchObject({
    name: "Ada",
    game: "puck",
    mode: "doubles",
  });
  await page.context().close();
});
