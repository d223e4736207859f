/**
 * The monitor's page with 2,000 matches of which 400 a second report again, over a real socket, in headless Chromium with software
 * rendering: how smoothly it runs when it is left alone, while it scrolls, and while it is sorted. A test double stands in for the
 * server: what the server pays is another figure.
 */
import type { Page } from "playwright-core";
import { launchBrowser } from "#test/support/browser.ts";
import { CROWD_POOLS, Crowd } from "#test/support/monitor-crowd.ts";
import { MonitorDouble } from "#test/support/monitor-double.ts";
import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";

const MATCHES = 2000;
/** Each pool is asked every two seconds, and answers with what has changed. */
const ROUND_MS = 2000;
const CHANGES_A_SECOND = 400;
const SECONDS = 10;

/** How long each frame took, in milliseconds. Runs in the page. @param act done a few times a second, such as a scroll */
function frameTimes({ ms, act }: { readonly ms: number; readonly act: "none" | "scroll" | "sort" }): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const start = performance.now();
    let last = start;
    let acted = start;
    const list = document.querySelector('[data-testid="match-rows"]');
    const heads = document.querySelectorAll<HTMLElement>(".sorts");
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      if (act === "scroll" && list) list.scrollTop = (list.scrollTop + 40) % (list.scrollHeight - list.clientHeight);
      if (act === "sort" && now - acted > 500) {
        acted = now;
        heads[times.length % heads.length]?.click();
      }
      if (now - start < ms) requestAnimationFrame(step);
      else resolve(times.slice(1));
    };
    requestAnimationFrame(step);
  });
}

interface Smooth {
  readonly fps: number;
  /** Frames a second in the slowest twentieth of the frames. */
  readonly p5: number;
  readonly worstMs: number;
}

async function measure(page: Page, act: "none" | "scroll" | "sort"): Promise<Smooth> {
  const times = await page.evaluate(frameTimes, { ms: SECONDS * 1000, act });
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.floor(0.95 * (sorted.length - 1))];
  return { fps: 1000 / median(times), p5: 1000 / p95, worstMs: sorted[sorted.length - 1] };
}

/** @throws {Error} the page shows no match */
export async function monitorPage(): Promise<void> {
  const crowd = new Crowd(MATCHES, Date.now());
  const double = await MonitorDouble.start({ greet: () => crowd.greeting(Date.now()) });
  const browser = await launchBrowser();
  let pool = 0;
  const reports = setInterval(() => {
    pool += 1;
    double.tell(crowd.changes(pool, (CHANGES_A_SECOND * ROUND_MS) / 1000 / CROWD_POOLS, Date.now()));
  }, ROUND_MS / CROWD_POOLS);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
    const page = await context.newPage();
    await page.goto(`${double.url}/monitor`);
    await page.getByTestId("match-row").first().waitFor();
    const left = await measure(page, "none");
    const scrolled = await measure(page, "scroll");
    const sorted = await measure(page, "sort");
    keep("monitor.fps", round(left.fps));
    keep("monitor.worstFrameMs", round(left.worstMs));
    keep("monitor.scrollFps", round(scrolled.fps));
    keep("monitor.sortFps", round(sorted.fps));
    show(`The monitor's list, ${MATCHES} matches, ${CHANGES_A_SECOND} changes a second, headless Chromium, 1280x800`, [
      ...Object.entries({ "left alone": left, scrolled, "sorted twice a second": sorted }).map(([how, of]) => ({
        "": how,
        "frames a second, median": of.fps.toFixed(0),
        "frames a second, slowest twentieth": of.p5.toFixed(0),
        "longest frame ms": of.worstMs.toFixed(0),
      })),
    ]);
  } finally {
    clearInterval(reports);
    await browser.close();
    await double.stop();
  }
}
