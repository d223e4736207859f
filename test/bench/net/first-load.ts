/** The first visit on a phone's slow line: how much is loaded, and how long it takes from a click to a picture. */
import type { Browser } from "playwright-core";
import { gzipped, matchFiles, startFiles } from "#test/support/first-load.ts";
import { apiOf } from "#test/support/headless.ts";
import { keep, show } from "../results.ts";

/** As Chromium's own tools have "Slow 3G": bytes a second each way, and milliseconds there and back. */
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const RUNS = 3;
const SCREEN = { width: 844, height: 390 };
/** Milliseconds that a visitor looks at the start page, in the second kind of visit. */
const REST = 15_000;

interface Visit {
  /** Milliseconds until there is something to click. */
  readonly shown: number;
  /** Milliseconds from the click on "Quick play" to the first drawn frame. */
  readonly drawn: number;
}

/** One who has never been here: nothing is in the browser's cache. */
async function visit(browser: Browser, url: string, slowdown: number, rest: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: SCREEN });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.goto(url, { waitUntil: "commit" });
    await page.getByTestId("name").fill("Timer", { timeout: 120_000 });
    const shown = await page.evaluate(() => performance.now());
    await page.waitForTimeout(rest);
    await page.evaluate(() => {
      addEventListener("click", () => performance.mark("click"), { capture: true, once: true });
    });
    await page.getByTestId("quick-play").click();
    await page.waitForFunction(() => window.scrim?.firstFrameAt !== undefined, undefined, { timeout: 180_000 });
    const drawn = await page.evaluate(
      () => (window.scrim?.firstFrameAt ?? Number.NaN) - performance.getEntriesByName("click")[0].startTime,
    );
    return { shown, drawn };
  } finally {
    await context.close();
  }
}

/** @param slowdown how many times slower the processor is */
export async function firstLoad(browser: Browser, url: string, slowdown: number): Promise<void> {
  const { code } = await apiOf(url).createMatch("Host", "brawl", { autostart: 1, lobby: 1 });
  const context = await browser.newContext({ viewport: SCREEN });
  const match = gzipped(await matchFiles(await context.newPage(), url, code)) / 1000;
  await context.close();
  const start = gzipped(startFiles()) / 1000;
  const visits: Visit[] = [];
  for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, url, slowdown, 0));
  visits.sort((a, b) => a.drawn - b.drawn);
  const { shown, drawn } = visits[RUNS >> 1];
  const rested = await visit(browser, url, slowdown, REST);
  keep("load.startKb", Math.round(start));
  keep("load.firstFrameKb", Math.round(match));
  keep("load.slow3g.clickToFrameMs", Math.round(drawn));
  show(`The first visit: slow 3G (400 kbit/s, 400 ms), a ${slowdown}x slower processor, nothing in the cache`, [
    {
      "start page, gzip KB": Math.round(start),
      "to the first frame, gzip KB": Math.round(match),
      "start page shown, ms": Math.round(shown),
      "click to first frame, ms": Math.round(drawn),
      [`click after ${REST / 1000} s, ms`]: Math.round(rested.drawn),
    },
  ]);
}
