/** A segment as a match has stored it. */

/**
 * Some seconds of a match, up to the next segment's tick or to the end. With more than thirty, seeking becomes slow.
 */
export interface StoredSegment {
  /** The tick of its first world. */
  readonly tick: number;
  /** Leads to that world and its past. This and the log are messages of the protocol, back to back. */
  readonly opening: Uint8Array;
  /** Frames of the rules stream, or of the state stream where a spectator may not know everything, up to exactly the next segment's tick or the last; and rosters. */
  readonly log: Uint8Array;
  /** Messages of keyframes, ascending: the world about once a second. */
  readonly images: readonly Uint8Array[];
}
