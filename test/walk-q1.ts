import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "#test/support/browser.ts";
import { bundle } from "#test/support/bundle.ts";
import { servedPages } from "#test/support/served-pages.ts";
import { startWorkerd } from "#test/support/workerd.ts";

process.env.BROWSER_FPS = "20";
const out = "/tmp/q1";
mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "q1walk-"));
await bundle("worker/index.ts", folder, { instead: { "#shared/games/index.ts": "test/support/short-games.ts" } });
const server = await startWorkerd({ around: servedPages, script: join(folder, "index.js"), port: 5311 });
const browser = await launchBrowser();
const by = (p: Page, id: string) => p.getByTestId(id);
const log = (...a: unknown[]) => console.log(new Date().toISOString().slice(14, 19), ...a);
async function person(name: string, size: [number, number], path = "/") {
  const [width, height] = size;
  const context = await browser.newContext({
    viewport: { width, height },
    ...(width < 500 && { hasTouch: true, isMobile: true }),
  });
  const page = await context.newPage();
  page.on("pageerror", (e) => log(name, "ERROR", e.message));
  page.on("console", (m) => m.type() === "error" && log(name, "console", m.text()));
  await page.goto(server.url + path);
  await by(page, "name").fill(name);
  return page;
}
try {
  const ada = await person("Ada Lovelace", [1280, 720]);
  await by(ada, "make-party").click();
  const link = new URL(await by(ada, "party-link").inputValue());
  await ada.screenshot({ path: `${out}/01-party-alone-1280.png` });
  const bob = await person("Bob", [320, 568], link.pathname);
  await bob.screenshot({ path: `${out}/02-invited-320.png` });
  await by(bob, "join").click();
  await by(bob, "party-member").nth(1).waitFor();
  await bob.screenshot({ path: `${out}/03-member-320.png` });
  await bob.screenshot({ path: `${out}/03-member-320-full.png`, fullPage: true });
  await by(ada, "mode-pairs").check({ force: true });
  await ada.screenshot({ path: `${out}/04-leader-1280.png` });
  await by(ada, "quick-play").click();
  for (const p of [ada, bob]) await p.locator('[data-state="searching"][data-testid="queue"]').waitFor();
  await ada.waitForTimeout(1500);
  await ada.screenshot({ path: `${out}/05-searching-leader-1280.png` });
  await bob.screenshot({ path: `${out}/05-searching-member-320.png` });
  await bob.evaluate(() => scrollTo(0, 300));
  await bob.screenshot({ path: `${out}/05b-searching-member-320-scrolled.png` });
  await bob.evaluate(() => scrollTo(0, 9999));
  await bob.screenshot({ path: `${out}/05c-searching-member-320-end.png` });
  await by(bob, "warm-up").click();
  await bob.waitForFunction(() => (window.scrim?.tick ?? 0) > 30);
  await bob.screenshot({ path: `${out}/06-warm-up-320.png` });
  const eve = await person("Evelyn the Third", [390, 844]);
  await by(eve, "mode-pairs").check({ force: true });
  await by(eve, "quick-play").click();
  await by(eve, "queue").waitFor();
  await eve.screenshot({ path: `${out}/07-searching-390.png` });
  const all = [ada, bob, eve];
  await Promise.all(all.map((p) => by(p, "queue-found").waitFor({ timeout: 60_000 })));
  await Promise.all(all.map((p) => p.waitForFunction(() => (window.scrim?.tick ?? 0) > 5)));
  await ada.screenshot({ path: `${out}/08-lobby-1280.png` });
  await bob.screenshot({ path: `${out}/08-lobby-320.png` });
  await eve.screenshot({ path: `${out}/08-lobby-390.png` });
  await Promise.all(
    all.map((p) => p.waitForFunction(() => window.scrim?.status === "live", undefined, { timeout: 60_000 })),
  );
  for (const p of all) await p.keyboard.press("KeyW");
  await ada.waitForTimeout(3000);
  await eve.screenshot({ path: `${out}/09-play-390.png` });
  await Promise.all(all.map((p) => by(p, "results").waitFor({ timeout: 120_000 })));
  await ada.waitForTimeout(2500);
  await ada.screenshot({ path: `${out}/10-results-1280.png` });
  await bob.screenshot({ path: `${out}/10-results-320.png` });
  await eve.screenshot({ path: `${out}/10-results-390.png` });
  await by(ada, "play-again").click();
  for (const p of [ada, bob]) await p.locator('[data-state="searching"][data-testid="queue"]').waitFor();
  await ada.waitForTimeout(1500);
  await ada.screenshot({ path: `${out}/11-again-1280.png` });
  await bob.screenshot({ path: `${out}/11-again-320.png` });
  await by(bob, "leave").click();
  await bob.waitForTimeout(1500);
  log("bob after leave", bob.url(), await by(bob, "queue").count());
  await bob.screenshot({ path: `${out}/12-left-320.png` });
  await by(bob, "queue-cancel").click();
  await ada.waitForTimeout(1500);
  await ada.screenshot({ path: `${out}/13-member-cancelled-1280.png` });
  await ada.setViewportSize({ width: 2560, height: 1440 });
  await ada.waitForTimeout(1000);
  await ada.screenshot({ path: `${out}/14-results-2560.png` });
  await by(ada, "leave").click();
  await ada.waitForTimeout(1500);
  await ada.screenshot({ path: `${out}/15-start-2560.png` });
} catch (error) {
  log("FAILED", error);
} finally {
  await browser.close();
  await server.stop();
}
