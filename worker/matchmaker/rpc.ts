/** What the Matchmaker object answers to the Worker and to the matches. */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { MatchReport, Reservation } from "../match/spec.ts";
import type { Opener } from "./openings.ts";

export interface PlayRequest {
  readonly game: string;
  readonly mode: string;
  /** The player's id. */
  readonly player: string;
  /** What stands for the player's network; undefined where no matches are counted. */
  readonly address?: string | undefined;
}

/** Where a player is sent, or why nowhere: a value, since an exception that crosses between objects loses its class. */
export type Placement =
  | { readonly ok: true; readonly code: string }
  /** One more match would be too many for this player or their network. */
  | { readonly ok: false; readonly reason: "too_many" }
  /** The matchmaker, perhaps of another build than the Worker, does not know this game or mode. `message` is for players. */
  | { readonly ok: false; readonly reason: "unknown"; readonly message: string };

export interface MatchmakerRpc extends Rpc.DurableObjectBranded {
  /**
   * Sends a player to a match that has, as far as the matchmaker knows, a seat for them; to a new one where none has.
   * @throws what making the match threw, to all requests that waited for it
   */
  play(request: PlayRequest): Promise<Placement>;
  /** Counts a private match that is about to be made. @returns false where its opener has too many open */
  opens(code: string, opener: Opener): boolean;
  /** Counts a trace of this network. @returns 0, or in how many milliseconds it may send the next one */
  allowTrace(address: string): number;
  /** A match says how it stands. */
  report(report: MatchReport): void;
  /** A match did not take a player who was sent there. */
  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): void;
  /** The match has ended for good, or could not be made. */
  forget(code: string): void;
  /** The listed matches that have reported. */
  list(): MatchInfo[];
}
