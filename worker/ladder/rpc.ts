/**
 * What a Ladder object answers: one for each game, competitive mode and season. As for matches, a method keeps its name and an
 * answer its shape until no build that knows only the old one can be running.
 */
import type { LadderRow } from "#shared/monitor/index.ts";
import type { GradeChange, LadderPage, LadderProfile, Unrated } from "#shared/protocol/ladder.ts";
import type { Rating } from "../pairing/ticket.ts";
import type { AppliedRound } from "./applied-round.ts";
import type { RoundFacts } from "./facts.ts";

export type { AppliedRound };

export interface LadderPlace {
  readonly game: string;
  readonly mode: string;
  /** @see seasonOf */
  readonly season: string;
}

/** What became of a round: the same answer however often it is told. */
export type Applied =
  | { readonly state: "unrated"; readonly why: Unrated }
  | { readonly state: "rated"; readonly season: string; readonly changes: readonly GradeChange[] };

/** A player who comes into the queue. */
export interface Seeker {
  readonly player: string;
  readonly rating: Rating;
  /** How many rounds they have been rated for, over all seasons. */
  readonly rounds: number;
  /** Ids of players met lately, the latest first: at most 16. */
  readonly met: readonly string[];
  /** They have left rounds, and may queue again from then on: milliseconds since 1970; 0 where they may. */
  readonly pausedUntil: number;
}

/** A player has left a round that is on. */
export interface Leave {
  readonly code: string;
  readonly round: number;
  readonly player: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A leaderboard's question; without one it is of the best 100. */
export type LadderQuery =
  | { readonly around: string }
  | { readonly name: string }
  /** Players met lately by this one. */
  | { readonly met: string };

/** A player as a ladder of an earlier season has them. */
export interface KnownPlayer {
  readonly player: string;
  readonly rating: Rating;
  /** @see Seeker.rounds */
  readonly rounds: number;
}

export interface LadderRpc extends Rpc.DurableObjectBranded {
  /** Takes a round in, once: told again, it answers what it did before. */
  apply(place: LadderPlace, facts: RoundFacts): Promise<Applied>;
  /** Counts a leave, once. @returns until when the player may not queue */
  leave(place: LadderPlace, leave: Leave): Promise<number>;
  seek(place: LadderPlace, players: readonly string[]): Promise<readonly Seeker[]>;
  page(place: LadderPlace, query: LadderQuery | undefined): Promise<Omit<LadderPage, "seasons">>;
  profile(place: LadderPlace, player: string): Promise<LadderProfile | undefined>;
  /** What this season has of these players, for the next ones: those that it does not know are left out. */
  known(players: readonly string[]): Promise<readonly KnownPlayer[]>;
  /** Whether there is anything here: rounds, or players who have left some. */
  isUsed(): Promise<boolean>;
  /** For the monitor; undefined where there is nothing here. */
  summary(place: LadderPlace): Promise<LadderRow | undefined>;
  /** A player is called otherwise now. */
  rename(player: string, name: string): Promise<void>;
  /** A player has deleted what is kept of them: their rounds stay, without name and id. */
  erase(player: string): Promise<void>;
  /** Rounds in the order in which they were applied, from this number on: `limit` at most. For those who verify. */
  rounds(place: LadderPlace, from: number, limit: number): Promise<readonly AppliedRound[]>;
}
