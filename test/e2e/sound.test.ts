/**
 * The mix, measured in a browser: nothing is cut off, however much happens, and what is far away is quieter, duller and
 * on its side. `npm run test:e2e -- sound` prints the figures; the picture is test/output/sound.png.
 */
import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CEILING } from "#client/view/sound/mix.ts";
import { launchBrowser } from "#test/support/browser.ts";
import type { Level } from "#test/support/sound-lab.ts";
import { soundScript } from "#test/support/sound-page.ts";

type Lab = typeof import("#test/support/sound-lab.ts");
declare global {
  const lab: Lab;
}

let browser: Browser;
let page: Page;
beforeAll(async () => {
  mkdirSync("test/output", { recursive: true });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1180, height: 1000 } });
  await page.addScriptTag({ content: await soundScript() });
});
afterAll(() => browser?.close());

const decibels = (level: number): string => (level > 0 ? (20 * Math.log10(level)).toFixed(1) : "-inf");
const row = ({ name, peak, rms, seconds, right }: Level): string =>
  `${name.padEnd(28)} peak ${peak.toFixed(3)} (${decibels(peak)} dB)  RMS ${decibels(rms)} dB  ${seconds.toFixed(2)} s  right ${Math.round(right * 100)}%`;

/** Each as a curve of how loud it is, with the ceiling as a line. */
async function draw(levels: readonly Level[]): Promise<void> {
  await page.evaluate((all) => {
    document.body.style.cssText = "margin:8px;background:#0a111e;color:#dfe5ee;font:12px system-ui;columns:2";
    document.body.innerHTML = "";
    for (const { name, wave, peak } of all) {
      const line = document.createElement("div");
      line.style.breakInside = "avoid";
      line.append(`${name} ${peak.toFixed(2)}`, document.createElement("br"));
      const canvas = Object.assign(document.createElement("canvas"), { width: 560, height: 34 });
      const pen = canvas.getContext("2d");
      if (!pen) continue;
      pen.fillStyle = "#5cb8ee";
      for (const [k, level] of wave.entries()) {
        const height = level * 34;
        pen.fillRect((k / wave.length) * 560, 17 - height / 2, 1, Math.max(1, height));
      }
      pen.strokeStyle = "#ff7a4a66";
      pen.strokeRect(0, 0.5, 560, 33);
      line.append(canvas);
      document.body.append(line);
    }
  }, levels);
  await page.screenshot({ path: "test/output/sound.png", fullPage: true });
}

it("keeps below the ceiling, and every sound is heard", async () => {
  const alone = await page.evaluate(() => lab.alone());
  const busy = await page.evaluate(() => lab.busy());
  const chord = await page.evaluate(() => lab.chord());
  const all = [...alone, busy, chord];
  process.stdout.write(`${all.map(row).join("\n")}\n`);
  await draw(all);
  for (const { name, peak } of all) expect(peak, name).toBeLessThanOrEqual(CEILING);
  // One sound alone is far from it: it is as it was made.
  for (const { name, peak, rms } of alone) {
    expect(peak, name).toBeLessThan(0.85);
    expect(peak, name).toBeGreaterThan(0.005);
    expect(rms, name).toBeGreaterThan(0.001);
  }
  expect(busy.rms).toBeGreaterThan(0.05);
});

it("tells near from far, and left from right", async () => {
  const places = [
    [0, 0],
    [400, 0],
    [-400, 0],
    [1200, 0],
    [0, 400],
  ] as const;
  const [here, right, left, far, ahead] = await page.evaluate((all) => lab.placed(all), places);
  process.stdout.write(`${[here, right, left, far, ahead].map(row).join("\n")}\n`);
  expect(here.right).toBeCloseTo(0.5);
  expect(ahead.right).toBeCloseTo(0.5);
  expect(right.right).toBeGreaterThan(0.9);
  expect(left.right).toBeLessThan(0.1);
  expect(right.rms).toBeLessThan(here.rms);
  // What a sound draws by chance makes it some percent louder or softer.
  expect(far.rms).toBeLessThan(right.rms * 0.7);
  expect(far.rms).toBeGreaterThan(0);
});
