/** While the start page rests, what a match needs is fetched: a click then leads into it at once. */
import type { CodeFiles } from "#client/net/code-files.ts";
import { STAGE_PARTS } from "../games/draws.ts";
import { cardOf } from "../games/index.ts";

/** Parts of the code, in the order in which a match needs them. @param game its name */
export function partsFor(game: string): readonly string[] {
  const draws = cardOf(game)?.draws;
  return draws === undefined ? ["match", game] : ["match", STAGE_PARTS[draws], game];
}

/** Milliseconds after which a page is taken to rest, where the browser does not say. */
const REST_MS = 2000;

/** Whether the player pays for each byte, or has a slow link, and has told the browser so. */
function savesData(): boolean {
  const line: unknown = Reflect.get(navigator, "connection");
  const saves = typeof line === "object" && line !== null && Reflect.get(line, "saveData") === true;
  return saves || matchMedia("(prefers-reduced-data: reduce)").matches;
}

/** @param signal the page has been left */
export function whenResting(work: () => void, signal: AbortSignal): void {
  const rest = () => signal.aborted || work();
  // Safari has no such callback.
  if (typeof requestIdleCallback === "function") requestIdleCallback(rest, { timeout: 2 * REST_MS });
  else setTimeout(rest, REST_MS);
}

/** @param signal the page has been left */
export function fetchAhead(code: CodeFiles, game: () => string, signal: AbortSignal): void {
  if (savesData()) return;
  const fetch = async () => {
    for (const part of partsFor(game())) if (!signal.aborted) await code.get(part);
  };
  whenResting(() => void fetch(), signal);
}
