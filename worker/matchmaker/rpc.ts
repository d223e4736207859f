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

export interface MatchmakerRpc extends Rpc.DurableObjectBranded {
  /**
   * The code of a match that has, as far as the matchmaker knows, a seat for this player; of a new one where none has;
   * undefined where that would be one too many for this player or their network.
   * @throws what making the match threw, to all requests that waited for it
   */
  play(request: PlayRequest): Promise<string | undefined>;
  /** Counts a private match that is about to be made. @returns false where its opener has too many open */
  opens(code: string, opener: Opener): boolean;
  /** Counts a flight of this network. @returns 0, or in how many milliseconds it may send the next one */
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
