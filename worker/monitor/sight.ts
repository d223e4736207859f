/** All that the monitor knows of pools, matches and ladders, and what of it has changed since when. */
import type { LadderRow, MatchRow, PoolRow } from "#shared/monitor/index.ts";
import { type PoolPlace, poolName } from "../pool/name.ts";
import type { PoolNews } from "../pool/rpc.ts";

/** A match is known by its own last report, until its pool says that it is gone. */
interface Seen {
  readonly row: MatchRow;
  readonly pool: string;
  /** The change that brought it. */
  readonly change: number;
}

/** So many matches that are gone are remembered: who has not heard of one before is told everything. */
export const MOST_GONE = 5000;

/** What has changed since a change. */
export interface MatchChanges {
  readonly rows: readonly MatchRow[];
  /** Ids. */
  readonly gone: readonly string[];
}

/** Whether a pool has something in it. */
const isUsed = ({ matches, players, searching, queue }: PoolRow): boolean =>
  matches > 0 || players > 0 || searching > 0 || (queue?.tickets ?? 0) > 0;

export class Sight {
  readonly #matches = new Map<string, Seen>();
  readonly #pools = new Map<string, PoolRow>();
  #ladders: readonly LadderRow[] = [];
  /** Matches that are gone, in the order of their going. */
  #gone: { readonly id: string; readonly change: number }[] = [];
  /** Of what went before this change nothing is remembered. */
  #forgotten = 0;
  #change = 0;
  /** The change of the pools, and that of the ladders, that came last. */
  #poolsChange = 0;
  #laddersChange = 0;

  /** The number of the last change. */
  get change(): number {
    return this.#change;
  }

  get pools(): readonly PoolRow[] {
    return [...this.#pools.values()].filter(isUsed);
  }

  get ladders(): readonly LadderRow[] {
    return this.#ladders;
  }

  get matches(): readonly MatchRow[] {
    return [...this.#matches.values()].map(({ row }) => row);
  }

  match(id: string): MatchRow | undefined {
    return this.#matches.get(id)?.row;
  }

  poolsChangedSince(change: number): boolean {
    return this.#poolsChange > change;
  }

  laddersChangedSince(change: number): boolean {
    return this.#laddersChange > change;
  }

  /** Undefined where too much has gone since then: all of it is to be told. */
  changesSince(change: number): MatchChanges | undefined {
    if (change < this.#forgotten) return undefined;
    const rows = [...this.#matches.values()].filter((seen) => seen.change > change).map(({ row }) => row);
    const gone = this.#gone.filter((one) => one.change > change && !this.#matches.has(one.id));
    return { rows, gone: gone.map(({ id }) => id) };
  }

  /** A pool has answered. */
  hear(place: PoolPlace, { matches, gone, whole, row }: PoolNews): void {
    const pool = poolName(place);
    this.#change++;
    const told = new Set<string>();
    for (const match of matches) {
      told.add(match.id);
      this.#matches.set(match.id, { row: { ...match, region: place.region }, pool, change: this.#change });
    }
    const left = whole ? [...this.#matches].filter(([id, seen]) => seen.pool === pool && !told.has(id)) : [];
    for (const id of [...gone, ...left.map(([one]) => one)]) this.#lose(id, pool);
    const before = this.#pools.get(pool);
    this.#pools.set(pool, row);
    const isShown = isUsed(row) || (before !== undefined && isUsed(before));
    if (isShown && JSON.stringify(before) !== JSON.stringify(row)) this.#poolsChange = this.#change;
  }

  #lose(id: string, pool: string): void {
    if (this.#matches.get(id)?.pool !== pool) return;
    this.#matches.delete(id);
    this.#gone.push({ id, change: this.#change });
    if (this.#gone.length <= MOST_GONE) return;
    const [oldest] = this.#gone;
    this.#gone = this.#gone.slice(this.#gone.length >> 1);
    this.#forgotten = Math.max(oldest.change, this.#gone[0].change);
  }

  /** All ladders have been asked. */
  hearLadders(rows: readonly LadderRow[]): void {
    if (JSON.stringify(rows) === JSON.stringify(this.#ladders)) return;
    this.#ladders = rows;
    this.#laddersChange = ++this.#change;
  }
}
