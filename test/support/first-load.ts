/** What a browser loads of the build in dist/, and how much of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";

const FOLDER = "dist/client";
const FILE = /\/assets\/[\w.-]+\.(?:js|css)/g;

/** Bytes of JavaScript and CSS, each file compressed for itself. @param files such as "/assets/index-1a2b.js" */
export const gzipped = (files: Iterable<string>): number =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(FOLDER, file))).length, 0);

/** The files that the page names for every visitor: its script, what that imports, its style. */
export function startFiles(): string[] {
  const page = readFileSync(join(FOLDER, "index.html"), "utf8");
  // Those of a match are named too, for later.
  return page.replace(/<script type="application\/json".*?<\/script>/s, "").match(FILE) ?? [];
}

/** Opens a match as a player who has been here before. Answers the files that were loaded before its first frame was drawn. */
export async function matchFiles(page: Page, url: string, code: string): Promise<string[]> {
  await page.goto(`${url}/`);
  await page.getByTestId("name").fill("Ada");
  await page.getByTestId("name").blur();
  await page.goto(`${url}/m/${code}`);
  await page.waitForFunction(() => window.scrim?.firstFrameAt !== undefined, undefined, { timeout: 60_000 });
  const loaded = await page.evaluate(() => {
    const { firstFrameAt = 0 } = window.scrim ?? {};
    const resources = performance.getEntriesByType("resource");
    return resources.filter(({ startTime }) => startTime < firstFrameAt).map(({ name }) => new URL(name).pathname);
  });
  // What is fetched ahead, and then imported out of the browser's cache, is there twice.
  return [...new Set(loaded)].filter((path) => path.startsWith("/assets/"));
}
