/**
 * What the Reports object answers: there is one, for the operator. As for matches, a method keeps its name and an answer its shape
 * until no build that knows only the old one can be running.
 */
import type { Figure, ReportPage, ReportReason } from "#shared/protocol/reports.ts";

/** A seat of a round, and whose it was. */
export interface Accused {
  readonly code: string;
  readonly round: number;
  readonly game: string;
  readonly mode: string;
  readonly seat: number;
  /** The player's id. */
  readonly player: string;
  readonly name: string;
  /** How far into the round it was, in whole seconds; undefined where that is not known. */
  readonly seconds?: number | undefined;
}

/** How a reporter names the seat: by its number, by the player, or by both. */
export interface AccusedBy {
  readonly seat?: number | undefined;
  readonly player?: string | undefined;
}

/** A match's answer. */
export type AccusedSeat =
  | { readonly ok: true; readonly seat: Omit<Accused, "code" | "round"> }
  | {
      readonly ok: false;
      /**
       * - `not_yours`: the player who reports had no seat in that round.
       * - `no_player`: no player had this seat then.
       * - `own`: it was the reporter's own.
       */
      readonly why: "no_match" | "not_yours" | "no_player" | "own";
    };

/** One player reports another. */
export interface Report extends Accused {
  readonly reporter: string;
  readonly reason: ReportReason;
  readonly words: string;
  /** The id of the reporter's client trace. */
  readonly trace?: string | undefined;
}

/** The server has noticed something: figures beyond their limits. */
export interface Flag extends Accused {
  readonly figures: readonly Figure[];
}

/** @param retryAfter seconds until the reporter may report again */
export type Filed = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly retryAfter: number };

export interface ReportQuery {
  /** About this player alone. */
  readonly player?: string | undefined;
  readonly reporter?: string | undefined;
  readonly kind?: "report" | "flag" | undefined;
  /** Those about which something has been done, or nothing yet; all where it is missing. */
  readonly done?: boolean | undefined;
  /** Older than the one where the page before has ended. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Where what a report is about can be looked at. */
export interface ReportSource {
  readonly code: string;
  readonly round: number;
  /** The id of the reporter's client trace. */
  readonly trace?: string | undefined;
}

export interface ReportsRpc extends Rpc.DurableObjectBranded {
  /** A second report of the same player, by the same one and in the same round, is the first one: it changes nothing. */
  file(report: Report): Promise<Filed>;
  /** A second flag of the same player and round takes the place of the first. @returns its id */
  flag(flag: Flag): Promise<string>;
  page(query: ReportQuery): Promise<ReportPage>;
  /** Undefined where there is no such report. */
  source(id: string): Promise<ReportSource | undefined>;
  /** Notes what was done about a report; empty: nothing yet. @returns false where there is no such report */
  mark(id: string, what: string): Promise<boolean>;
  /** A player has deleted what is kept of them: what they have reported stays, without their id. */
  erase(player: string): Promise<void>;
}
