/**
 * What the Matchmaker object answers: to Workers and matches of builds that know no pools, and to pools. After a deploy the object
 * runs the old code for up to 45 minutes: a method keeps its name, and an answer keeps its shape, until no build that knows only the
 * old one can be running.
 */
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { MatchReport, Opener, Reservation } from "../match/spec.ts";
import type { Placement, PlayRequest } from "../pool/rpc.ts";

/** An older Worker knows no regions. */
export type OldPlayRequest = Omit<PlayRequest, "region">;

export interface MatchmakerRpc extends Rpc.DurableObjectBranded {
  /** Sends a player to a match, as a pool does. */
  play(request: OldPlayRequest): Promise<Placement>;
  /** Counts a private match that is about to be made. @returns false where its opener has too many open */
  opens(code: string, opener: Opener): Promise<boolean>;
  /** Counts a trace of this network. @returns 0, or in how many milliseconds it may send the next one */
  takeFlight(address: string): Promise<number>;
  /** A match that an older build has made says how it stands. */
  report(report: MatchReport): Promise<void>;
  /** A match did not take a player who was sent there. */
  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): Promise<void>;
  /** The match has ended for good, or could not be made. */
  forget(code: string): Promise<void>;
  /** The listed matches that have reported. */
  list(): Promise<MatchInfo[]>;
  /** Resolves when all that an older build has stored here is where it belongs. @throws what the pools threw: ask again */
  moved(): Promise<void>;
}
