/** A Chromium for the tests: one that npm brings along, or one that the machine has. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The environment says which one is taken; the browser tests name the one that they have unpacked once for all. */
export const BROWSER_PATH = "CHROMIUM_PATH";

/** Unpacks the one that npm brings along, until this process ends. @returns undefined where there is none for this machine */
export async function unpackBrowser(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "scrim-chromium-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  // It unpacks itself into the temporary folder, which two test runs must not share.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  const { default: chromium } = await import("@sparticuz/chromium");
  const path = await chromium.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  return path;
}

const findBrowser = async (): Promise<string | undefined> =>
  process.env[BROWSER_PATH] ?? (await unpackBrowser()) ?? INSTALLED.find((path) => existsSync(path));

/** Software rendering, so that it needs no graphics card; sockets and timers of hidden pages run on. */
const ARGS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--mute-audio",
  "--ignore-certificate-errors",
];

/** The environment says how many frames a second a page may run; else as many as the screen shows. */
export const BROWSER_FPS = "BROWSER_FPS";
/** Of these, so many a second reach the canvas: enough for screenshots. */
const PICTURES = 2;

/** Runs in the page, before its own scripts: frames come as seldom as this, and most of them are not drawn. */
function drawSeldom({ fps, pictures }: { readonly fps: number; readonly pictures: number }): void {
  const [request, cancel] = [requestAnimationFrame.bind(window), cancelAnimationFrame.bind(window)];
  const waiting = new Map<number, number>();
  let [count, last, drawn] = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isDrawn = true;
  window.requestAnimationFrame = (callback) => {
    count += 1;
    const id = count;
    const step = (now: number) => {
      if (now !== last && now - last < 1000 / fps - 1) {
        waiting.set(id, request(step));
        return;
      }
      if (now !== last) {
        isDrawn = now - drawn >= 1000 / pictures;
        if (isDrawn) drawn = now;
      }
      last = now;
      waiting.delete(id);
      callback(now);
    };
    waiting.set(id, request(step));
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    cancel(waiting.get(id) ?? 0);
    waiting.delete(id);
  };
  // A canvas on which nothing is done in a frame keeps its picture, and costs nothing.
  for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
    const { clear, drawArrays, drawElements } = prototype;
    prototype.clear = function (...args) {
      if (isDrawn) clear.apply(this, args);
    };
    prototype.drawArrays = function (...args) {
      if (isDrawn) drawArrays.apply(this, args);
    };
    prototype.drawElements = function (...args) {
      if (isDrawn) drawElements.apply(this, args);
    };
  }
}

/** Where few frames are drawn, pages are put together sooner without what stands in for a graphics card. */
const SELDOM = ["--disable-gpu-compositing"];

export async function launchBrowser(): Promise<Browser> {
  const { [BROWSER_FPS]: fps } = process.env;
  // Both packages are late: an author's repository, where games are checked too, has neither.
  const { chromium: playwright } = await import("playwright-core");
  const executablePath = await findBrowser();
  const browser = await playwright.launch({
    ...(executablePath === undefined ? { channel: "chrome" } : { executablePath }),
    args: fps === undefined ? ARGS : [...ARGS, ...SELDOM],
    headless: true,
  });
  if (fps === undefined) return browser;
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    await context.addInitScript(drawSeldom, { fps: Number(fps), pictures: PICTURES });
    return context;
  };
  return browser;
}
