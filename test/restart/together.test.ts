/**
 * A party and a player alone meet through the queue, play a round, and are back in party and queue; the server is killed while
 * they wait. In real browsers, as players do it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "#test/support/bundle.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";
import { servedPages } from "#test/support/served-pages.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/client.

const PATIENT = { timeout: 90_000 };
const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), "scrim-together-"));
const script = join(folder, "server", "index.js");
const state = join(folder, "state");
let server: WorkerdServer;

beforeAll(async () => {
  await bundle("worker/index.ts", join(folder, "server"), {
    instead: { "#shared/games/index.ts": "test/support/short-games.ts" },
  });
  server = await startWorkerd({ around: servedPages, script, state });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const errors: string[] = [];

/** A person with a browser of their own. */
async function person(name: string, path = "/"): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
  await page.goto(server.url + path);
  await by(page, "name").fill(name);
  return page;
}

const members = (page: Page) => by(page, "party-member").allInnerTexts();

async function waited(page: Page): Promise<number> {
  const text = (await by(page, "queue-waited").textContent(PATIENT)) ?? "";
  const [minutes, seconds] = text.split(":").map(Number);
  return minutes * 60 + seconds;
}

const searches = (page: Page) => page.locator('[data-testid="queue"][data-state="searching"]').waitFor(PATIENT);

/** They are in one match, with one seat each. @returns its code, and the team of each */
async function meet(all: readonly Page[], before?: string) {
  await Promise.all(all.map((page) => by(page, "queue-found").waitFor(PATIENT)));
  // Each page is called first, and goes there then.
  const codes = () => all.map((page) => /\/m\/(\w{10})$/.exec(page.url())?.[1] ?? "");
  await expect.poll(() => codes().every((code) => code !== "" && code !== before), PATIENT).toBe(true);
  const [code, ...others] = codes();
  expect(new Set(others)).toEqual(new Set([code]));
  const probes = await Promise.all(all.map((page) => until(page, ({ seat, tick }) => seat >= 0 && tick > 0)));
  const seats = probes.map(({ seat }) => seat);
  expect(new Set(seats).size).toBe(all.length);
  return { code, teams: seats.map((seat) => seat % 2) };
}

it("meet, the party in one team, also after a reload; play to the end, and wait again, also through kill -9", async () => {
  const ada = await person("Ada");
  await by(ada, "make-party").click();
  const link = new URL(await by(ada, "party-link").inputValue());
  const bob = await person("Bob", link.pathname);
  await by(bob, "join").click();
  const party = [ada, bob];
  for (const page of party) await expect.poll(() => members(page), PATIENT).toHaveLength(2);

  await by(ada, "mode-pairs").check({ force: true });
  await by(ada, "quick-play").click();
  for (const page of party) await searches(page);
  await bob.waitForTimeout(3000);
  await bob.reload();
  await searches(bob);
  expect(await waited(bob)).toBeGreaterThanOrEqual(3);
  await searches(ada);
  await expect.poll(() => members(bob), PATIENT).toHaveLength(2);

  const eve = await person("Eve");
  await by(eve, "mode-pairs").check({ force: true });
  await by(eve, "quick-play").click();
  const all = [...party, eve];
  const first = await meet(all);
  expect(first.teams).toEqual([first.teams[0], first.teams[0], 1 - first.teams[0]]);

  // Each acts, or a bot would stand in for them.
  await Promise.all(all.map((page) => until(page, ({ status }) => status === "live")));
  for (const page of all) await page.keyboard.press("KeyW");
  await Promise.all(all.map((page) => by(page, "results").waitFor({ timeout: 150_000 })));
  for (const page of party) {
    const line = by(page, "party-line");
    await expect.poll(() => line.locator("li").count(), PATIENT).toBe(2);
  }
  await picture(ada, "together-results");

  // The leader goes on, and takes the party along into the queue.
  await by(ada, "play-again").click();
  for (const page of party) await searches(page);
  await by(ada, "results").waitFor();
  await expect.poll(() => by(ada, "play-again").innerText(), PATIENT).toContain("Searching");
  // So does the player alone.
  await by(eve, "play-again").click();
  for (const page of all) await searches(page);
  const before = Math.min(...(await Promise.all(all.map(waited))));
  await server.kill();
  for (const page of all) await by(page, "queue").getByText("Connection lost: your place is kept").waitFor(PATIENT);
  server = await startWorkerd({ around: servedPages, script, state, port: Number(new URL(server.url).port) });
  for (const page of all) await searches(page);
  for (const page of all) expect(await waited(page)).toBeGreaterThanOrEqual(before);

  const second = await meet(all, first.code);
  expect(second.teams).toEqual([second.teams[0], second.teams[0], 1 - second.teams[0]]);
  expect(errors).toEqual([]);
}, 600_000);
