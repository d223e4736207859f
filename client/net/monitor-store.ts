/** The rows of the monitor's lists, as the server has told them: each piece of news costs as much as it changes. Headless. */
import type { ActRow, FaultRow, LadderRow, MatchRow, MonitorNews, PoolRow, RefusalRow } from "#shared/monitor/index.ts";
import { Pace } from "./monitor-pace.ts";

/** So many faults and acts are kept here; the server has more. */
const MOST_EVENTS = 500;

/** What the list of matches has of one. */
export interface MatchEntry {
  readonly row: MatchRow;
  readonly pace: Pace;
}

/** The newest first. One that is told again takes the place of what it was. */
function merged<T extends { readonly id: string; readonly at: number }>(known: readonly T[], told: readonly T[]): T[] {
  const again = new Set(told.map(({ id }) => id));
  return [...told, ...known.filter(({ id }) => !again.has(id))].sort((a, b) => b.at - a.at).slice(0, MOST_EVENTS);
}

const refusalKey = ({ where, reason }: RefusalRow): string => `${where} ${reason}`;

export class MonitorStore {
  readonly #matches = new Map<string, MatchEntry>();
  #pools: readonly PoolRow[] = [];
  #ladders: readonly LadderRow[] | undefined;
  #faults: readonly FaultRow[] = [];
  #acts: readonly ActRow[] = [];
  #refusals: readonly RefusalRow[] | undefined;
  /** How many there were of each when this page was first told. */
  readonly #refusedBefore = new Map<string, number>();
  #isTold = false;

  /** Whether the server has told of its matches: before that no match means nothing. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** By id. */
  get matches(): ReadonlyMap<string, MatchEntry> {
    return this.#matches;
  }

  get pools(): readonly PoolRow[] {
    return this.#pools;
  }

  /** Undefined until they are told. */
  get ladders(): readonly LadderRow[] | undefined {
    return this.#ladders;
  }

  /** The newest first. */
  get faults(): readonly FaultRow[] {
    return this.#faults;
  }

  /** The newest first. */
  get acts(): readonly ActRow[] {
    return this.#acts;
  }

  get refusals(): readonly RefusalRow[] {
    return this.#refusals ?? [];
  }

  /** How many of a kind have come since this page was opened. */
  refusedSince(row: RefusalRow): number {
    return Math.max(0, row.count - (this.#refusedBefore.get(refusalKey(row)) ?? 0));
  }

  apply(news: Exclude<MonitorNews, { type: "match" }>): void {
    switch (news.type) {
      case "hello":
        this.#void();
        break;
      case "matches":
        this.#isTold = true;
        for (const row of news.rows) this.#take(row);
        for (const id of news.gone) this.#matches.delete(id);
        break;
      case "pools":
        this.#isTold = true;
        this.#pools = news.rows;
        break;
      case "ladders":
        this.#ladders = news.rows;
        break;
      case "faults":
        this.#faults = merged(this.#faults, news.rows);
        break;
      case "acts":
        this.#acts = merged(this.#acts, news.rows);
        break;
      case "refusals":
        this.#refuse(news.rows);
    }
  }

  /** The server begins anew, and tells all of it again. What it refused before this page was opened stays known. */
  #void(): void {
    this.#matches.clear();
    this.#pools = [];
    this.#ladders = undefined;
    this.#faults = [];
    this.#acts = [];
    this.#isTold = false;
  }

  #take(row: MatchRow): void {
    const known = this.#matches.get(row.id);
    this.#matches.set(row.id, { row, pace: known?.pace.after(row) ?? Pace.of(row) });
  }

  #refuse(rows: readonly RefusalRow[]): void {
    if (this.#refusals === undefined) for (const row of rows) this.#refusedBefore.set(refusalKey(row), row.count);
    this.#refusals = rows;
  }
}
