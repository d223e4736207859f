/** What an older build has stored in its one matchmaker: read, and let go of once its new owner has it. */

import type { HeardReport } from "../pool/rpc.ts";
import { ReportRows } from "../pool/store.ts";
import type { StoredDay, StoredOpening } from "../quota/rpc.ts";

/** Its counts of open matches, and of traces. Older builds called a trace a flight. */
const TABLES = { matches: "matches", openings: "openings", days: "flight_days" } as const;

type Row<T> = T & Record<string, SqlStorageValue>;

export class Stored {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #has(table: string): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table).toArray().length > 0;
  }

  /** The directory of its listed matches. A row that it cannot read is left out: the match reports again. */
  matches(): HeardReport[] {
    return this.#has(TABLES.matches) ? [...new ReportRows(this.#sql, "matches").load()] : [];
  }

  /** The open matches that it counts, by what stands for the network. */
  openings(): Map<string, StoredOpening[]> {
    const found = new Map<string, StoredOpening[]>();
    if (!this.#has(TABLES.openings)) return found;
    const rows = this.#sql.exec<Row<{ code: string; player: string; address: string; over: number; heard: number }>>(
      "SELECT code, player, address, over, heard FROM openings",
    );
    for (const { address, over, ...row } of rows) {
      const opening = { ...row, over: over !== 0 };
      found.set(address, [...(found.get(address) ?? []), opening]);
    }
    return found;
  }

  /** The traces of a day, by what stands for the network. */
  days(): Map<string, StoredDay> {
    if (!this.#has(TABLES.days)) return new Map();
    const rows = this.#sql.exec<Row<{ address: string; since: number; flights: number }>>(
      "SELECT address, since, flights FROM flight_days",
    );
    return new Map([...rows].map(({ address, since, flights }) => [address, { since, traces: flights }]));
  }

  /** A pool has these. */
  letGoOfMatches(codes: readonly string[]): void {
    for (const code of codes) this.#sql.exec("DELETE FROM matches WHERE code = ?", code);
  }

  /** A quota has what is counted of this network. */
  letGoOfNetwork(address: string): void {
    if (this.#has(TABLES.openings)) this.#sql.exec("DELETE FROM openings WHERE address = ?", address);
    if (this.#has(TABLES.days)) this.#sql.exec("DELETE FROM flight_days WHERE address = ?", address);
  }

  /** There is nothing left but what can't be read. */
  drop(): void {
    for (const table of Object.values(TABLES)) this.#sql.exec(`DROP TABLE IF EXISTS ${table}`);
  }
}
