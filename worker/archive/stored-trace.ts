/** A trace as the server keeps it, and the server's own part of it. */

export interface StoredTrace {
  /** What the player's client has recorded, as JSON. */
  readonly trace: Uint8Array;
  /** What the server has, as a replay's file. */
  readonly log: Uint8Array;
}

/** The server's log for a trace, or why the player gets none. */
export type TraceLog =
  | { readonly ok: true; readonly seat: number; readonly log: Uint8Array }
  | { readonly ok: false; readonly reason: "no_match" | "not_yours" | "too_many" | "enough" | "hidden" };
