/** How a match ends that can't go on: by a fault of its game, or by an update. */
import type { Archivist } from "../archive/archivist.ts";
import { brief, log, wordsOf } from "../log.ts";
import { writeFault } from "./log/fault.ts";
import { cutShort } from "./log/migration.ts";
import type { SavedMatch } from "./log/saved.ts";
import type { MatchStore } from "./log/store.ts";
import type { Match } from "./match.ts";
import { cutFacts } from "./rating/round-facts.ts";

/**
 * Puts a report in the place of the match on disk.
 * @param error what the game has thrown
 * @param now milliseconds since 1970
 * @returns whether there is a report; the match has ended all the same
 */
export function bury(match: Match, error: unknown, store: MatchStore, now: number): boolean {
  try {
    const stored = store.load()?.pages ?? [];
    store.bury(writeFault(match.crashContext(), stored, error, now));
    return true;
  } catch (failure) {
    // Such as a report that is too big for the disk.
    log.error("fault_unreported", { code: brief(match.spec.code), detail: wordsOf(failure) });
    return false;
  }
}

/** An update has brought rules under which the match can't go on: it ends with the standings that it has. */
export function endOutdated({ header, pages }: SavedMatch, store: MatchStore, archivist: Archivist, now: number): void {
  const { code, game } = header.spec;
  const result = cutShort({ header, pages }, now);
  const facts = result && cutFacts({ header, pages }, result);
  if (result) store.save({ pages: [], result, ...(facts && { facts }) });
  archivist.file(header);
  log.info("match_cut", { code: brief(code), game, tick: result?.tick ?? -1 });
}
