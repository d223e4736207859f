/** One server for all the end-to-end tests, and one browser on the disk. */
import type { TestProject } from "vitest/node";
import { BROWSER_FPS, BROWSER_PATH, unpackBrowser } from "#test/support/browser.ts";
import { startServer } from "#test/support/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly url: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = process.env[BROWSER_PATH] ?? (await unpackBrowser());
  // Each test file runs in a process of its own, which inherits it.
  if (browser !== undefined) process.env[BROWSER_PATH] = browser;
  // Graphics are done in software here: with 60 pictures a second each page takes a whole core, and the tests wait for one another.
  process.env[BROWSER_FPS] = "20";
  const server = await startServer();
  project.provide("url", server.url);
  return () => server.stop();
}
