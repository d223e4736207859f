/** The page on a slow machine and a slow line: the first visit, and what predicting and drawing a match costs its main thread. */

import type { CDPSession } from "playwright-core";
import { MAP } from "#shared/games/arena/modes.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { apiOf } from "#test/support/headless.ts";
import { startServer } from "#test/support/server.ts";
import { countFrames } from "../kit/frames.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";
import { firstLoad } from "./first-load.ts";

const SEATS = 16;
/** A phone's processor beside this one, as Chromium's own tools take it. */
const SLOWDOWN = 4;
/** 200 ms there and back. */
const LINE = "other-continent";
const SECONDS = 10;
/** Milliseconds between two frames at 60 a second. */
const FRAME_MS = 1000 / 60;

interface Spent {
  /** Seconds since the page began. */
  readonly tasks: number;
  readonly script: number;
}

async function spent(session: CDPSession): Promise<Spent> {
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { tasks: value("TaskDuration"), script: value("ScriptDuration") };
}

export async function phone(): Promise<void> {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    await firstLoad(browser, server.url, SLOWDOWN);
    const { code } = await apiOf(server.url).createMatch("Host", "brawl", {
      seats: SEATS,
      map: MAP.ruins,
      autostart: 1,
      lobby: 1,
    });
    const context = await browser.newContext({ viewport: { width: 844, height: 390 } });
    const page = await context.newPage();
    // A visitor who has been here before.
    await page.goto(`${server.url}/`);
    await page.getByTestId("name").fill("Timer");
    await page.getByTestId("name").blur();
    await page.goto(`${server.url}/m/${code}?net=${LINE}`);
    await page.waitForFunction((seats) => (window.scrim?.drawnPlayers ?? 0) >= seats - 4, SEATS, { timeout: 30_000 });
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    // The stage looks for some seconds how many pixels the machine can draw.
    await page.waitForTimeout(10_000);
    const before = await spent(session);
    const frames = await page.evaluate(countFrames, SECONDS * 1000);
    const after = await spent(session);
    const perFrame = (key: keyof Spent) => ((after[key] - before[key]) * 1000) / frames;
    keep("phone.frameMs", round(perFrame("tasks")));
    show(`The page at a ${SLOWDOWN}x slower processor, ${SEATS} players, ${LINE}, 844x390`, [
      {
        "main thread, ms a frame": round(perFrame("tasks")),
        "of it script": round(perFrame("script")),
        "of a frame at 60 a second": `${round((perFrame("tasks") / FRAME_MS) * 100, 0)}%`,
        "frames a second, software rendering": round(frames / SECONDS, 0),
      },
    ]);
  } finally {
    await browser.close();
    await server.stop();
  }
}
