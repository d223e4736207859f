/** A Chromium for the tests: one that npm brings along, or one that the machine has. */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

async function executable(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return named;
  if (process.platform === "linux" && process.arch === "x64") {
    // It unpacks itself into the temporary folder, which two test runs must not share.
    process.env.TMPDIR = mkdtempSync(join(tmpdir(), "scrim-chromium-"));
    return chromium.executablePath();
  }
  return INSTALLED.find((path) => existsSync(path));
}

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

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await executable();
  return playwright.launch({
    ...(executablePath === undefined ? { channel: "chrome" } : { executablePath }),
    args: ARGS,
    headless: true,
  });
}
