/** An operator looks at one match: finds a flooder and a bad line, watches, steps in, reads what it cost, and judges a report. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { Gauges } from "#client/bots/gauges.ts";
import { BotPlayer } from "#client/bots/player.ts";
import type { Api } from "#client/net/api.ts";
import { CLEAR } from "#client/net/conditions.ts";
import { fetchReports } from "#client/net/operator-api.ts";
import { report } from "#client/net/player-api.ts";
import type { Session } from "#client/session/types.ts";
import { games } from "#shared/games/index.ts";
import { CLOSE, NOTICE } from "#shared/protocol/index.ts";
import { Flooder } from "#test/bench/soak/flooder.ts";
import { violations } from "#test/support/axe.ts";
import { apiOf, keepDrawing, origin, sessionFor } from "#test/support/headless.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

/** Later than a client's lead allows for, again and again. */
const BAD = { ...CLEAR, delay: 100, jitter: 300, stalls: 0.5 };
const SETTINGS = { seats: 6, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };

let api: Api;
let ada: Session;
let code = "";
let id = "";
let seat = -1;
let reported = "";
let flooder: Flooder;
let stop = () => {};
const bots: BotPlayer[] = [];
/** Addresses that the pages have asked for, and what the browser has kept from them. */
const asked: string[] = [];
const forbidden: string[] = [];
let page: Page;

async function enter(name: string, conditions = CLEAR): Promise<void> {
  const own = apiOf(url);
  const admit = () => own.join(code, name);
  const bot = new BotPlayer({
    ...{ games, origin: origin(url), gauges: new Gauges(), conditions, admit },
    now: () => performance.now(),
  });
  bots.push(bot);
  await bot.join();
}

function listen(to: Page): void {
  to.on("request", (request) => asked.push(request.url()));
  to.on("websocket", (socket) => asked.push(socket.url()));
  to.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && forbidden.push(message.text()));
}

beforeAll(async () => {
  api = apiOf(url);
  const admission = await api.createMatch("Ada", "brawl", SETTINGS);
  code = admission.code;
  ada = sessionFor(url, api, admission);
  stop = keepDrawing(ada);
  await enter("Bo");
  await enter("Cleo", BAD);
  flooder = new Flooder(url, code);
  await flooder.start(57);
  // Where the match is for an operator no code tells: a report does.
  await vi.waitFor(async () => expect((await api.info(code)).status).toBe("live"), 30_000);
  const people = (await api.info(code)).people ?? [];
  seat = people.find(({ name }) => name === "Flooder")?.seat ?? -1;
  reported = (await report(api, { code, round: 1, seat, reason: "cheating", words: "sends without an end" })).id;
  const { reports } = await fetchReports(api, { done: false });
  id = reports.find((one) => one.id === reported)?.match ?? "";
  page = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-US" })).newPage();
  page.setDefaultTimeout(30_000);
  listen(page);
});
afterAll(async () => {
  for (const bot of bots) bot.leave();
  stop();
  ada.close();
  await page.context().close();
});

/** Nothing that has been shown or asked for so far holds the code. */
async function keepsSecrets(): Promise<void> {
  expect(await page.content()).not.toContain(code);
  expect(await page.title()).not.toContain(code);
  expect(asked.filter((address) => address.includes(code))).toEqual([]);
  expect(forbidden).toEqual([]);
}

it("the match's page names the flooder and the player on a bad line, and says what it costs", async () => {
  await page.goto(`${url}/monitor/matches/${id}`);
  const causes = by(page, "causes");
  await expect.poll(() => causes.textContent()).toMatch(/Flooder sends 5\d of 60 messages a second/);
  await expect.poll(() => causes.textContent()).toMatch(/Cleo sends \d+% of the inputs too late: round trip \d+ ms/);
  expect(await by(page, "match-dollars").textContent()).toMatch(/^\$0\.0/);
  expect(await by(page, "socket-row").count()).toBe(4);
  await by(page, "world-open").click();
  await page.locator(".world-table td").first().waitFor();
  await picture(page, "monitor-match");
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  // Charts follow the page's width a moment later.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
  await page.screenshot({ path: "test/output/monitor-match-360.png", fullPage: true });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.screenshot({ path: "test/output/monitor-match-1280.png", fullPage: true });
  await by(page, "world-open").click();
  await keepsSecrets();
});

it("an operator watches without delay, and comes back by itself", async () => {
  await page.goto(`${url}/monitor/watch/${id}`);
  const seen = await until(page, ({ status, tick }) => status === "live" && tick > 0);
  await by(page, "operator-banner").waitFor();
  await until(page, ({ tick }) => tick > seen.tick);
  await picture(page, "monitor-watch");
  expect(await violations(page)).toEqual([]);
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await until(page, ({ tick }) => tick > seen.tick + 60);
  await keepsSecrets();
});

it("kicks the flooder, who is told why; all read a line, and then that the match was ended", async () => {
  await page.goto(`${url}/monitor/matches/${id}`);
  await by(page, `kick-${seat}`).first().click();
  await picture(page, "monitor-kick");
  expect(await by(page, "act-question").textContent()).toContain("Kick Flooder?");
  expect(await violations(page)).toEqual([]);
  await by(page, "act-yes").click();
  await expect.poll(() => by(page, "act-news").textContent()).toContain("removed Flooder");
  await expect.poll(() => flooder.lost.get(CLOSE.kicked)).toBe(1);
  await flooder.stop();
  await expect.poll(() => ada.notices?.map(({ kind }) => kind)).toContain(NOTICE.removal);

  await by(page, "announce-text").fill("The server is updated in ten minutes");
  await by(page, "announce-ask").click();
  await by(page, "act-yes").click();
  await expect.poll(() => ada.notices?.at(-1)?.text).toBe("The server is updated in ten minutes");

  await by(page, "end-ask").click();
  await by(page, "act-yes").click();
  await expect.poll(() => ada.link).toMatchObject({ state: "closed", ending: "stopped" });
  await expect.poll(() => by(page, "act-news").textContent()).toContain("ended the match");
  await keepsSecrets();
});

it("a report opens with its replay at the moment, and is marked as done", async () => {
  await page.goto(`${url}/monitor/reports?open=${reported}`);
  await by(page, "report").waitFor();
  expect(await by(page, "report").textContent()).toContain("sends without an end");
  await picture(page, "monitor-reports");
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
  await page.screenshot({ path: "test/output/monitor-reports-360.png", fullPage: true });
  await page.setViewportSize({ width: 1280, height: 720 });
  await by(page, "report-replay").click();
  await until(page, ({ tick }) => tick > 0);
  expect(new URL(page.url()).pathname).toBe(`/monitor/reports/${reported}/replay`);
  await keepsSecrets();
  await page.goBack();
  await by(page, "report-note").fill("a flooder: kicked");
  await by(page, "report-mark").click();
  await by(page, "report-done").waitFor();
  await keepsSecrets();
});
