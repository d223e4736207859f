/**
 * Two players meet through the queue and play three rounds that count. One loses the line in the second and comes back; the server is
 * killed at the very end of the third. In real browsers, as players do it.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { ladderPage, playerProfile, roundRating } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import { takePath } from "#client/view/router.ts";
import { readTransferCode } from "#shared/protocol/code.ts";
import type { GradeChange } from "#shared/protocol/ladder.ts";
import { type BreakableLine, breakableLine } from "#test/support/breakable-line.ts";
import { bundle } from "#test/support/bundle.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";
import { servedPages } from "#test/support/served-pages.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/client.

const PATIENT = { timeout: 90_000 };
const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), "scrim-ladder-"));
const script = join(folder, "server", "index.js");
const state = join(folder, "state");
let server: WorkerdServer;
let line: BreakableLine;

beforeAll(async () => {
  await bundle("worker/index.ts", join(folder, "server"), {
    instead: { "#shared/games/index.ts": "test/support/short-games.ts" },
  });
  server = await startWorkerd({ around: servedPages, script, state });
  line = await breakableLine(server.url);
});
afterAll(async () => {
  await line?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const errors: string[] = [];

/** Where on the screen she aims, one after the other: CSS pixels from the top. */
const HEIGHTS = [360, 300, 420, 361, 250, 470];

async function person(name: string, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  page.on("pageerror", (error) => errors.push(`${name}: ${error.message}`));
  await page.goto(`${url}/?game=puck`);
  await by(page, "name").fill(name);
  await by(page, "mode-faceoff").check({ force: true });
  await by(page, "quick-play").click();
  return page;
}

const api = () =>
  new Api({ fetch: (path, init) => fetch(path, init), base: server.url, identity: ownIdentity(), game: "puck" });

/** Ada skates through the puck at the other goal, again and again; Bob stays where he is, at the controls. */
async function play(ada: Page, bob: Page): Promise<void> {
  const seat = (await until(ada, ({ status }) => status === "live")).seat;
  await bob.keyboard.press("KeyS");
  const [ahead, behind] = seat === 0 ? [1180, 300] : [100, 980];
  for (let n = 0; (await until(ada, () => true)).status === "live"; n++) {
    // The puck may be anywhere by then.
    await ada.mouse.move(n % 3 === 2 ? behind : ahead, HEIGHTS[n % HEIGHTS.length]);
    await ada.waitForTimeout(700);
    if (n % 5 === 0) await bob.keyboard.press(n % 2 === 0 ? "KeyW" : "KeyS");
  }
}

/** What the page says of the player's own rating, once it is there. */
async function told(page: Page): Promise<string> {
  await page.locator('[data-testid="rating"][data-state="rated"]').waitFor({ timeout: 120_000 });
  return (await by(page, "rating-text").textContent()) ?? "";
}

async function rated(code: string, round: number): Promise<readonly GradeChange[]> {
  const rating = await roundRating(api(), code, round);
  if (rating.state !== "rated") throw new Error(`round ${round} is ${JSON.stringify(rating)}`);
  return rating.changes;
}

const idOf = async (page: Page): Promise<string> =>
  playerIn((await page.evaluate(() => localStorage.getItem("scrim.player"))) ?? "") ?? "";

it("ratings move once a round, through a lost line and a kill, and the leaderboard shows both", async () => {
  const ada = await person("Ada", server.url);
  const bob = await person("Bob", line.url);
  const both = [ada, bob];
  await Promise.all(both.map((page) => until(page, ({ seat, tick }) => seat >= 0 && tick > 0)));
  const code = new URL(ada.url()).pathname.split("/").at(-1) ?? "";
  expect(new URL(bob.url()).pathname).toBe(`/m/${code}`);
  const ids = await Promise.all(both.map(idOf));

  for (const round of [1, 2, 3]) {
    if (round > 1) for (const page of both) await by(page, "rematch").click(PATIENT);
    await Promise.all(both.map((page) => until(page, ({ status }) => status === "live")));
    const playing = play(ada, bob);
    if (round === 2) {
      await bob.waitForTimeout(2000);
      await line.cut(3000);
      await by(bob, "overlay-connection").getByText("does not count as leaving").waitFor();
      await by(bob, "overlay-connection").waitFor({ state: "detached", timeout: 60_000 });
    }
    await playing;
    if (round === 3) {
      await server.kill();
      server = await startWorkerd({ around: servedPages, script, state, port: Number(new URL(server.url).port) });
    }
    await Promise.all(both.map((page) => by(page, "results").waitFor({ timeout: 150_000 })));
    const texts = await Promise.all(both.map(told));
    await picture(ada, `ladder-round-${round}`);
    for (const text of texts) expect(text).toContain(`placing ${round}/5`);
    const changes = await rated(code, round);
    expect(changes.map(({ player }) => player).sort()).toEqual([...ids].sort());
    expect(changes.filter(({ left }) => left)).toEqual([]);
    // What the page says is what the server says.
    for (const [n, id] of ids.entries()) {
      const change = changes.find(({ player }) => player === id);
      expect(texts[n]).toContain(`${change?.after.points} points`);
      expect(change?.before === undefined).toBe(round === 1);
    }
  }

  // A page that is loaded again shows the last round, and no older one.
  await ada.reload();
  expect(await told(ada)).toContain("placing 3/5");

  // Each round's rating begins where that of the one before ended: it has moved once.
  const all = await Promise.all([1, 2, 3].map((round) => rated(code, round)));
  for (const id of ids) {
    const [first, second, third] = all.map((changes) => changes.find(({ player }) => player === id));
    expect([second?.before, third?.before]).toEqual([first?.after, second?.after]);
  }
  const { rows } = await ladderPage(api(), { game: "puck", mode: "faceoff" });
  expect(rows.map(({ name, rounds }) => `${name} ${rounds}`).sort()).toEqual(["Ada 3", "Bob 3"]);
  const { ladders } = await playerProfile(api(), ids[0]);
  expect(ladders[0].last.map(({ round }) => round)).toEqual([3, 2, 1]);

  // Each replay, played again by the rules, has the result that the ladder was told, and each rating follows from it.
  const words = ["test/ladder/main.ts", "verify", server.url, "puck", "faceoff", "--threads", "1"];
  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 120_000 });
  expect(stdout).toMatch(/^3 rounds, 6 ratings/m);
  expect(stdout).toContain("nothing differs");

  await by(ada, "leave").click();
  await by(ada, "to-ladder").click();
  await by(ada, "ladder-own").getByText("Ada").waitFor();
  await ada.getByRole("link", { name: "Bob" }).waitFor();
  expect(await ada.getByText("placing 3/5").count()).toBe(2);
  await picture(ada, "ladder-both");
  await ada.getByRole("link", { name: "Ada" }).click();
  await by(ada, "profile-puck-faceoff").waitFor();
  await ada.getByRole("link", { name: "Replay" }).first().click();
  await by(ada, "scrubber").waitFor(PATIENT);

  // A phone takes the player over by the link that its camera reads.
  await ada.goto(`${server.url}/account`);
  await by(ada, "transfer").click();
  const transfer = readTransferCode((await by(ada, "transfer-code").textContent()) ?? "") ?? "";
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const phone = await context.newPage();
  await phone.goto(`${server.url}${takePath(transfer)}`);
  await by(phone, "take").click();
  await by(ada, "transfer-news").getByText("Done").waitFor();
  expect(await idOf(phone)).toBe(ids[0]);
  await phone.goto(`${server.url}/top/puck/faceoff`);
  await by(phone, "ladder-own").getByText("Ada").waitFor();
  await picture(phone, "ladder-phone");
  expect(errors).toEqual([]);
}, 600_000);
