/**
 * What a Quota object answers: it counts for one network. After a deploy the object runs the old code for up to 45 minutes: a method
 * keeps its name, and an answer keeps its shape, until no build that knows only the old one can be running.
 */

/** An open match, as the matchmaker of an older build has counted it. */
export interface StoredOpening {
  readonly code: string;
  /** The id of the player who has opened it. */
  readonly player: string;
  readonly over: boolean;
  /** When it was last heard of, in milliseconds since 1970. */
  readonly heard: number;
}

/** The traces of a day, as the matchmaker of an older build has counted them. */
export interface StoredDay {
  /** When the day began, in milliseconds since 1970. */
  readonly since: number;
  readonly traces: number;
}

export interface QuotaRpc extends Rpc.DurableObjectBranded {
  /** Counts a match that is about to be made. @returns false where the player or the network has too many open */
  open(code: string, player: string): Promise<boolean>;
  /** A match goes on, or is over: then it does not count, unless it begins anew. */
  heard(code: string, over: boolean): Promise<void>;
  /** The match is gone, or could not be made. */
  close(code: string): Promise<void>;
  /** Counts a trace. @returns 0, or in how many milliseconds the network may send the next one */
  takeTrace(): Promise<number>;
  /** Takes over what the matchmaker of an older build has counted: twice the same counts once. */
  adopt(openings: readonly StoredOpening[], day: StoredDay | undefined): Promise<void>;
}
