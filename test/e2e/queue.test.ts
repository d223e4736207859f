/** Players search for a match in browsers of their own, and meet. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();
const errors: string[] = [];

/** A person with a browser of their own, so with an identity of their own. */
async function person(name: string, path = "/"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
  await page.goto(url + path);
  return page;
}

async function search(page: Page, name: string, mode: string): Promise<void> {
  await by(page, "name").fill(name);
  await by(page, `mode-${mode}`).check({ force: true });
  await by(page, "quick-play").click();
  await by(page, "queue-facts")
    .getByText(/search|Only you/)
    .waitFor();
}

const waited = async (page: Page): Promise<number> => {
  const [minutes, seconds] = ((await by(page, "queue-waited").textContent()) ?? "").split(":").map(Number);
  return minutes * 60 + seconds;
};

const codeIn = (page: Page): string | undefined => /\/m\/(\w{10})$/.exec(page.url())?.[1];

it("three players search, one reloads meanwhile and keeps the place, one warms up; they meet, in two teams with a bot", async () => {
  const [ada, bob, eve] = await Promise.all(["Ada", "Bob", "Eve"].map((name) => person(name)));
  await search(ada, "Ada", "pairs");
  await by(ada, "queue-facts").getByText("Only you so far").waitFor();
  await ada.waitForTimeout(3000);
  await ada.reload();
  // The place is shown at once, and is the same for the server.
  expect(await waited(ada)).toBeGreaterThanOrEqual(3);
  await by(ada, "queue-facts")
    .getByText(/search|Only you/)
    .waitFor();
  expect(await waited(ada)).toBeGreaterThanOrEqual(3);
  await picture(ada, "queue");

  await by(ada, "warm-up").click();
  await until(ada, ({ tick }) => tick > 0);
  const practice = codeIn(ada);
  await by(ada, "queue").waitFor();
  await picture(ada, "queue-warm-up");

  await search(bob, "Bob", "pairs");
  await search(eve, "Eve", "pairs");
  await by(eve, "queue-facts").getByText("3 players search").waitFor();
  // The fourth seat is a bot's: no other person comes.
  await Promise.all([ada, bob, eve].map((page) => by(page, "queue-found").waitFor({ timeout: 120_000 })));
  const codes = [ada, bob, eve].map(codeIn);
  expect(new Set(codes).size).toBe(1);
  expect(codes[0]).not.toBe(practice);
  const seats = await Promise.all(
    [ada, bob, eve].map(async (page) => (await until(page, ({ seat, tick }) => seat >= 0 && tick > 0)).seat),
  );
  expect(new Set(seats).size).toBe(3);
  await picture(ada, "queue-met");
  for (const page of [ada, bob, eve]) await page.keyboard.press("KeyW");
  await Promise.all([ada, bob, eve].map((page) => until(page, ({ status }) => status === "live")));
  const match = await fetch(`${url}/api/matches/${codes[0]}`).then((answer) => answer.json());
  expect(match).toMatchObject({ mode: "pairs", players: 3, seats: 4 });
  expect(errors).toEqual([]);
});

it("a second window takes the search over, and the first says so; a cancel ends it", async () => {
  const first = await person("Ada");
  await search(first, "Ada", "pairs");
  const second = await first.context().newPage();
  await second.goto(url);
  await search(second, "Ada", "pairs");
  await by(first, "queue-over").getByText("The search goes on in your other window.").waitFor();
  await by(second, "queue-facts").getByText("Only you so far").waitFor();
  await by(second, "queue-cancel").click();
  await by(second, "queue").waitFor({ state: "detached" });
  await second.reload();
  await by(second, "quick-play").waitFor();
  expect(await by(second, "queue").count()).toBe(0);
  await by(first, "queue-close").click();
  expect(await by(first, "queue-over").count()).toBe(0);
});
