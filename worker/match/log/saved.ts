/** What there is of a match beside the match itself: on disk, on its way there, and in the report of a fault. */
import type { Result } from "#shared/protocol/index.ts";
import type { MatchHeader } from "./header.ts";
import type { Page, Stretch } from "./journal.ts";

/** All that a match needs to go on later. */
export interface SavedMatch {
  readonly header: MatchHeader;
  /** Of one epoch; the first is one to begin with. */
  readonly pages: readonly Page[];
}

/** What is to be written, beyond what was before: all of it, or nothing. */
export interface Unsaved {
  readonly header?: MatchHeader | undefined;
  readonly pages: readonly Page[];
  /** Of the round that has just ended. */
  readonly result?: Result | undefined;
}

/** What leads to the tick that was tried last, together with what is saved. */
export interface CrashContext {
  readonly header: MatchHeader;
  readonly pages: readonly Stretch[];
  readonly tick: number;
  /** What that tick was given. */
  readonly inputs: Uint8Array;
}
