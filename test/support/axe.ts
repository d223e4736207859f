/** What axe-core finds wrong with a page for people who see, hear or point otherwise than most. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** One line for each part of the page that breaks a rule; none = the page is clean. */
export async function violations(page: Page): Promise<string[]> {
  // Not as a script in the page: its Content-Security-Policy forbids others than its own.
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`),
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
