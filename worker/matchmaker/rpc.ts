/**
 * What the Matchmaker object answers to the Worker and to the matches. After a deploy the object runs the old code for up to 45
 * minutes: a method keeps its name, and an answer keeps its shape, until no build that knows only the old one can be running.
 */
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
  /** The ids of the players who come along; a Worker of before does not say it. */
  readonly mates?: readonly string[];
  /** The codes of matches that have refused them all. */
  readonly not?: readonly string[];
}

/** The matchmaker, perhaps of another build than the Worker, does not know this game or mode. `unknown` is for players. */
export interface UnknownMode {
  readonly unknown: string;
}

/**
 * The code of the match that a player is sent to; undefined where one more match would be too many for the player or their network.
 * A refusal is a value, since an exception that crosses between objects loses its class.
 */
export type Placement = string | undefined | UnknownMode;

export interface MatchmakerRpc extends Rpc.DurableObjectBranded {
  /**
   * Sends a player to a match that has, as far as the matchmaker knows, a seat for them; to a new one where none has.
   * @throws what making the match threw, to all requests that waited for it
   */
  play(request: PlayRequest): Promise<Placement>;
  /** Counts a private match that is about to be made. @returns false where its opener has too many open */
  opens(code: string, opener: Opener): boolean;
  /** Counts a trace of this network. @returns 0, or in how many milliseconds it may send the next one */
  takeFlight(address: string): number;
  /** A match says how it stands. */
  report(report: MatchReport): void;
  /** A match did not take a player who was sent there. */
  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): void;
  /** The match has ended for good, or could not be made. */
  forget(code: string): void;
  /** The listed matches that have reported. */
  list(): MatchInfo[];
}
