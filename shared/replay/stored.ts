/** A chapter as a match has stored it. */

/** Some seconds of a match: those up to the next one's tick, or to the end. Some thirty, or seeking takes its time. */
export interface StoredSegment {
  /** Of the world that it begins with. */
  readonly tick: number;
  /** Leads to that world and its past. This and the log are messages of the protocol, back to back. */
  readonly opening: Uint8Array;
  /** Frames of the rules stream, up to exactly the next chapter's tick or the last; and rosters. */
  readonly log: Uint8Array;
  /** Messages of keyframes, ascending: the world about once a second. */
  readonly images: readonly Uint8Array[];
}
