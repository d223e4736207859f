/**
 * What the Monitor object answers: there is one, for the operators. As for matches, a method keeps its name and an answer its shape
 * until no build that knows only the old one can be running.
 */
import type { ActPage, ActRow, FaultRow, LadderRow, MatchRow, PoolRow, RefusalRow } from "#shared/monitor/index.ts";
import type { Region } from "../regions.ts";

/** A fault as the object where it happened tells of it. */
export type Fault = Omit<FaultRow, "id" | "at">;
export type Act = Omit<ActRow, "id" | "at">;

/** Something that is counted: a metric's name (worker/metrics/catalog.ts) and its labels. */
export interface Counted {
  readonly name: string;
  /** Values by label; no code, id, address or name of a player among them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

/** All that is known at this moment, for metrics and alerts. */
export interface MonitorSnapshot {
  readonly at: number;
  readonly pools: readonly PoolRow[];
  readonly matches: readonly MatchRow[];
  readonly ladders: readonly LadderRow[];
  /** What was counted under the name `REFUSED` (worker/monitor/counters.ts). */
  readonly refusals: readonly RefusalRow[];
  /** As they stand: all other counts. */
  readonly counters: readonly Counted[];
}

export interface ActQuery {
  /** In this match alone: its object's id. */
  readonly match?: string | undefined;
  /** Older than the page before: its `next`. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface MonitorRpc extends Rpc.DurableObjectBranded {
  /** Adds these counts. They are stored. */
  count(counted: readonly Counted[]): Promise<void>;
  /** Keeps a fault: the last 500, none older than 30 days. */
  fault(fault: Fault): Promise<void>;
  /** Writes an act down: the last 10,000, none older than a year. @returns it as written */
  act(act: Act): Promise<ActRow>;
  /**
   * What has come of an act: its words take the place of those that it was written with.
   * @returns it as written; undefined where there is no such act
   */
  settle(id: string, detail: string): Promise<ActRow | undefined>;
  /** Acts, the newest first. */
  acts(query: ActQuery): Promise<ActPage>;
  /**
   * Asks all pools and ladders: for a scrape. An answer may be some seconds old.
   * @param here the regions of this server that have pools
   */
  snapshot(here: readonly Region[]): Promise<MonitorSnapshot>;
}
