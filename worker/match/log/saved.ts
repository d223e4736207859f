/** The data of a match: on disk, on its way there, and in the report of a fault. */
import type { Result } from "#shared/protocol/index.ts";
import type { NatureOfTick } from "#shared/sim/index.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import type { OperatorData } from "../operator/operator.ts";
import type { OwedLeave } from "../rating/outbox.ts";
import type { DatedTick } from "../tick-dates.ts";
import type { UsageTotals } from "../vitals/usage-totals.ts";
import type { MatchHeader } from "./header.ts";
import type { Page, Stretch } from "./journal.ts";

/** Everything that a match needs to go on later. */
export interface SavedMatch {
  readonly header: MatchHeader;
  /** Of one log; the first has an opening. */
  readonly pages: readonly Page[];
  /** By which the match signs frames; undefined where a build has stored it that did not sign. */
  readonly signingKey?: Uint8Array | undefined;
  /** What operators have done in it; undefined where they have done nothing. */
  readonly operator?: OperatorData | undefined;
  /** Of a match that has slept in quiet time: which tick is at which date. */
  readonly dated?: DatedTick | undefined;
  /** What the match has used since it was made, where a build has stored it that counts that. */
  readonly usage?: UsageTotals | undefined;
}

/** What is new since the last write, and must be written as a whole. */
export interface Unsaved {
  readonly header?: MatchHeader | undefined;
  readonly pages: readonly Page[];
  /** Of the round that has just ended. */
  readonly result?: Result | undefined;
  /** Of that round, where a ladder is to rate it. */
  readonly facts?: RoundFacts | undefined;
  /** Players who have left a round for good of which a ladder hears. */
  readonly leaves?: readonly OwedLeave[] | undefined;
  /** Once in a match's life. */
  readonly signingKey?: Uint8Array | undefined;
  /** An operator has acted. */
  readonly operator?: OperatorData | undefined;
  /** Where it is not what was stored last. */
  readonly dated?: DatedTick | undefined;
  /** What the match has used since it was made: it goes to disk with a page. */
  readonly usage?: UsageTotals | undefined;
}

/** Leads to the tick that was tried last, together with what is saved. */
export interface CrashContext {
  readonly header: MatchHeader;
  readonly pages: readonly Stretch[];
  readonly tick: number;
  /** The inputs of that tick. */
  readonly inputs: Uint8Array;
  /** What nature had brought in that tick when it failed. */
  readonly nature: NatureOfTick;
}
