/** What axe-core finds wrong with a page for people who see, hear or point otherwise than most. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** One line for each part of the page that breaks a rule; none = the page is clean. */
export async function violations(page: Page): Promise<string[]> {
  // Not as a script in the page: its Content-Security-Policy forbids others than its own.
  await page.evaluate(axe.source);
  await page.evaluate(unfade);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** What fades while a body is under it is looked at as it is at other times: bodies are anywhere. */
function unfade(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[data-over] { transition: none !important } [data-faded] { opacity: 1 !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
