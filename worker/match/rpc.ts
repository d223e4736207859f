/**
 * What the Match object answers to the Worker and to the other objects. After a deploy a running match keeps the old code for up
 * to 45 minutes: a method keeps its name, and an answer keeps its shape, until no build that knows only the old one can be running.
 */
import type { MatchAct, MatchLook } from "#shared/monitor/index.ts";
import type { MatchDetail, MatchStats, Result } from "#shared/protocol/index.ts";
import type { RoundRating } from "#shared/protocol/ladder.ts";
import type { StoredTrace, TraceLog } from "../archive/stored-trace.ts";
import type { AccusedBy, AccusedSeat } from "../reports/rpc.ts";
import type { FaultReport } from "./log/fault-report.ts";
import type { DatedReservation, GroupReservation, MatchKind, MatchSpec } from "./spec.ts";

/** The answer to a player who asks to watch. */
export interface Audience extends Pick<MatchKind, "mode" | "queued"> {
  /** How many spectators watch already. */
  readonly watchers: number;
  /** The player has a seat here: they must not see what the others do. */
  readonly plays: boolean;
  /** The game of the match. An object that still runs older code does not say it. */
  readonly game?: string;
}

/** A player who asks for a seat. */
export interface Asking {
  readonly id: string;
  readonly name: string | undefined;
  /** The seat of the player who invites. A Worker of before does not say it. */
  readonly by?: number | undefined;
}

/** A player of a group that comes together. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What has come of an operator's act. `refusal` is for the operator. */
export type Operated =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly refusal: string };

export interface MatchRpc extends Rpc.DurableObjectBranded {
  /** Makes this object the match of `spec`. @returns false where it is a match already: then nothing changes */
  create(spec: MatchSpec): boolean;
  /** Promises a player a seat. If the player has one, its new name goes out at once. */
  reserve(player: Asking): DatedReservation;
  /**
   * Promises seats to groups of players: to all of them, each group in one team where there are teams, or to none. A match of the
   * build before does not know this method, and the call is rejected.
   */
  reserveAll(groups: readonly (readonly Named[])[]): GroupReservation;
  /** For a player who wants to watch; undefined where there is no match. @param player the player's id */
  audience(player: string): Audience | undefined;
  /**
   * How it stands, and who plays.
   * @param player the id of the player who asks: their own seat is told too
   */
  info(player?: string): MatchDetail | undefined;
  /** The seats that these players have. A match of the build before does not know this method. */
  seatsOf(players: readonly string[]): readonly number[];
  /** What the match has used since it came into memory, and what that costs. */
  stats(): MatchStats | undefined;
  /** The results of its rounds; also of a match that an update has ended. */
  results(): readonly Result[];
  /**
   * What a round has made of its players' ratings; undefined where there was no such round. A match of the build before does not
   * know this method, and the call is rejected.
   */
  rating(round: number): RoundRating | undefined;
  /**
   * Why the match failed, if it did. From the first call on the report is kept only for a second try.
   * @param asOperator who alone is told of a game that hides something: the report holds all of it
   */
  fault(asOperator?: boolean): Promise<FaultReport | undefined>;
  /** The file of a round's replay, where this object keeps it; the latest one where no round is named. */
  replay(round: number | undefined): Uint8Array | undefined;
  /**
   * The match's own log of the last minute, to go with a trace of this player's.
   * @param id what the trace is called
   * @param bytes the size of what the player sends
   */
  flightLog(player: string, id: string, bytes: number): Promise<TraceLog>;
  /** For an operator who looks at it; undefined where there is no match. @param tables whether the world is told too */
  look(tables: boolean): MatchLook | undefined;
  /**
   * An operator acts here. It is stored, and shown to those it concerns, before the answer.
   * @param by the operator's name
   * @returns what was done, in words; or why not
   */
  operate(act: MatchAct, by: string): Promise<Operated>;
  /** The log of the round that is on, or was the last: a file that `npm run replay` plays. Undefined where there is none. */
  operatorLog(): Promise<Uint8Array | undefined>;
  /** Its code, for the server's own use: an operator's pages know a match by its object. Undefined where there is no match. */
  code(): string | undefined;
  /** A player reports the owner of a seat. @param reporter the id of the player who does */
  accused(reporter: string, round: number, by: AccusedBy): AccusedSeat;
  /** Keeps a trace: this object has its name, and no match. */
  keepTrace(stored: StoredTrace): void;
  /** A part of the trace that is kept here. Not `trace`: the runtime keeps that name for itself, and answers no such call. */
  keptTrace(part: keyof StoredTrace): Uint8Array | undefined;
}
