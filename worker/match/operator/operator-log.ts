/** The log of a match as a file for its operator: whole, with all that the game hides. `npm run replay` plays it. */
import type { LoggedMatch, LoggedPages } from "#worker/archive/logged.ts";
import { wholeLog } from "#worker/archive/replay-file.ts";

/** As much of the object's id as names the file: the whole would not fit into a replay's head. */
const NAMED = 16;

/**
 * The round that is on, or was the last, and what has followed it.
 * @param id of the match's object
 * @param date milliseconds since 1970
 * @returns undefined where nothing has been stored yet
 * @throws {Error} the log is damaged, or another one has begun meanwhile
 */
export async function operatorLog(
  header: LoggedMatch & { readonly rounds: number },
  id: string,
  pages: LoggedPages,
  date: number,
): Promise<Uint8Array | undefined> {
  if (pages.length === 0) return undefined;
  return wholeLog(header, { id: `${id.slice(0, NAMED)}-${header.rounds}`, at: date }, pages);
}
