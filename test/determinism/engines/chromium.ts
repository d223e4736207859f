/** V8, in a page of Chromium. */
import { launchBrowser } from "#test/support/browser.ts";
import { Absent, type Engine, engineOn } from "../engine.ts";
import type far from "../reply.ts";
import { bundle } from "./bundle.ts";

/** @throws {Absent} */
export async function start(): Promise<Engine> {
  const url = `data:text/javascript;base64,${Buffer.from(await bundle()).toString("base64")}`;
  const browser = await launchBrowser().catch((cause: unknown) => {
    throw new Absent(`no browser starts: ${String(cause).split("\n")[0]}`, { cause });
  });
  try {
    const page = await browser.newPage();
    // As text: a compiler of this file, such as a test runner, leaves this import to the page.
    const module = await page.evaluateHandle<{ readonly default: typeof far }>(`import("${url}")`);
    return engineOn("Chromium", browser.version(), {
      ask: (text) => module.evaluate((module, text) => module.default.reply(text), text),
      stop: () => browser.close(),
    });
  } catch (error) {
    await browser.close();
    throw error;
  }
}
