/** Names that are wide, high, or written the other way: they are cut off, and nothing beside them moves, at any size. */
import type { Page } from "playwright-core";
import { afterAll, expect, inject, it } from "vitest";
import type { Session } from "#client/session/types.ts";
import { BUTTON } from "#shared/games/arena/input.ts";
import { apiOf, keepDrawing, sessionFor } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const SIZES = [
  [390, 844],
  [844, 390],
  [360, 640],
  [1024, 768],
  [1280, 720],
  [2560, 1440],
  [320, 256],
] as const;

const WIDE = "W".repeat(20);
/** By what is nasty about them. */
const NAMES: Readonly<Record<string, string>> = {
  "one ligature as wide as a sentence": "﷽".repeat(12),
  "right to left, with a number": "محمد عبد الله ٢٣",
  "emoji of many parts": "👩‍👩‍👧‍👦".repeat(6),
  "marks above and below": "Ẹ̀bùn Ọlábísí Adébáyọ̀",
  "letters on top of one another": "ཀྵྨླྺྲྱྃ".repeat(4),
  "wide signs": "ﾏﾘｵ渡邉欧阳娜娜".repeat(2).slice(0, 20),
};

const browser = useBrowser();
const sessions: Session[] = [];
const stops: (() => void)[] = [];
afterAll(() => {
  for (const stop of stops) stop();
  for (const session of sessions) session.close();
});

/** Takes a seat by this name, if the rule for names lets it. */
async function seat(code: string, name: string): Promise<boolean> {
  const api = apiOf(url);
  const admission = await api.join(code, name).catch(() => undefined);
  if (admission === undefined) return false;
  const session = sessionFor(url, api, admission);
  sessions.push(session);
  stops.push(keepDrawing(session));
  return true;
}

/** What is out of its place on this page. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { innerWidth: width, innerHeight: height } = window;
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > width || scrollHeight > height) found.push(`the page scrolls: ${scrollWidth} by ${scrollHeight}`);
    const shown = (part: Element) => part.getClientRects().length > 0;
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
    const inside = (part: Element, around: Element | null, what: string) => {
      if (around === null || !shown(part)) return;
      const [a, b] = [part.getBoundingClientRect(), around.getBoundingClientRect()];
      if (a.left < b.left - 1 || a.right > b.right + 1) found.push(`${what} sticks out: ${part.textContent}`);
    };
    for (const row of all(".people li, .board tr, .feed li, .card-who, .standings li"))
      for (const part of row.querySelectorAll(".name, .tag, .mark, td, dl, b"))
        inside(part, row, part.className || part.tagName);
    for (const table of all(".board")) inside(table, table.closest(".panel"), "a table");
    for (const part of all(".banner, .feed, .deck, .player-card, .lobby, .scoreboard, .results"))
      inside(part, document.body, part.className);
    // Every cell of a column stands at the same place, and every row is as high as the others.
    for (const table of all(".board")) {
      const rows = [...table.querySelectorAll("tr")].map((row) =>
        [...row.children].map((cell) => cell.getBoundingClientRect()),
      );
      const places = new Set(rows.map((cells) => cells.map(({ left, right }) => `${left} ${right}`).join()));
      if (places.size > 1) found.push("columns are out of place");
      const heights = new Set(rows.slice(1).map(([cell]) => Math.round(cell.height)));
      if (heights.size > 1) found.push(`rows are ${[...heights]} high`);
    }
    const heights = new Set(all(".people li").map((row) => Math.round(row.getBoundingClientRect().height)));
    if (heights.size > 1) found.push(`players' rows are ${[...heights]} high`);
    return found;
  });

async function onEachSize(page: Page, name: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(150);
    await picture(page, `names-${name}-${width}x${height}`);
    expect(await faults(page), `${name} at ${width} by ${height}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
}

it("moves nothing: lobby, what is watched, and scores", async () => {
  const settings = { seats: 8, autostart: 0, timeLimit: 1800, scoreLimit: 1000 };
  const { code } = await apiOf(url).createMatch(WIDE, "brawl", settings);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}/m/${code}`);
  await by(page, "name").fill(WIDE);
  await by(page, "join").click();
  const taken: string[] = [];
  for (const [what, name] of Object.entries(NAMES)) if (await seat(code, name)) taken.push(what);
  // Others the rule for names refuses.
  expect(taken.length).toBeGreaterThanOrEqual(4);
  await by(page, "lobby").waitFor();
  await expect.poll(() => page.locator(".people li").count(), { timeout: 30_000 }).toBeGreaterThan(taken.length);
  await onEachSize(page, "lobby");

  for (const session of sessions) session.setInput({ buttons: BUTTON.ready });
  await by(page, "ready").click();
  const watcher = await (await browser.newContext()).newPage();
  watcher.setDefaultTimeout(120_000);
  await watcher.goto(`${url}/w/${code}`);
  await watcher.waitForFunction(() => (window.scrim?.eye ?? -1) >= 0);
  const shown = by(watcher, "spectate-name");
  for (let n = 0; n < 8 && (await shown.textContent()) !== WIDE; n++) {
    const before = await shown.textContent();
    await by(watcher, "spectate-next").click();
    await expect.poll(() => shown.textContent()).not.toBe(before);
  }
  expect(await shown.textContent()).toBe(WIDE);
  await onEachSize(watcher, "watching");
  await page.getByRole("button", { name: "Scores" }).click();
  await by(page, "scoreboard").waitFor();
  await onEachSize(page, "scores");
  await watcher.context().close();
  await context.close();
});
