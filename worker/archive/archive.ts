/** Where replays and traces are kept once their match is over: in a bucket, or without one by the objects themselves. */
import type { ReplayName } from "./replay-id.ts";
import type { StoredTrace } from "./stored-trace.ts";

/** The disk of a match, as far as its replays are concerned. */
export interface ReplayDisk {
  /**
   * The replay of this round has been made.
   * @param file kept there; undefined where it is kept elsewhere
   * @param hash its SHA-256, in hexadecimal digits
   */
  archive(round: number, file: Uint8Array | undefined, hash: string): void;
}

export interface MadeReplay {
  readonly file: Uint8Array;
  /** Its SHA-256, in hexadecimal digits. */
  readonly hash: string;
}

export interface Archive {
  /** Keeps the replay of a round, and notes on the match's own disk that it has been made. */
  keepReplay(disk: ReplayDisk, code: string, round: number, replay: MadeReplay): Promise<void>;
  /** The file; undefined where there is none, or it has expired. */
  findReplay(name: ReplayName): Promise<ArrayBuffer | Uint8Array | undefined>;
  keepTrace(id: string, stored: StoredTrace): Promise<void>;
  /** A part of a trace; undefined where there is none, or it has expired. */
  findTrace(id: string, part: keyof StoredTrace): Promise<ArrayBuffer | Uint8Array | undefined>;
}
