/** What a match keeps on disk, in its object's SQLite storage. */
import type { FaultReport } from "./fault.ts";
import type { Page } from "./journal.ts";
import type { MatchHeader, SavedMatch } from "./match.ts";

export class Store {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** What was stored last; undefined where there is no match. */
  load(): SavedMatch | undefined {
    const header = this.#storage.kv.get<MatchHeader>("match");
    return header && { header, pages: this.#pages() };
  }

  #pages(): Page[] {
    const rows = this.#storage.sql.exec<{ slot: number; epoch: number; bytes: ArrayBuffer }>(
      "SELECT slot, epoch, bytes FROM log WHERE epoch = (SELECT epoch FROM log WHERE slot = 0) ORDER BY slot",
    );
    return [...rows].map(({ slot, epoch, bytes }) => ({ slot, epoch, bytes: new Uint8Array(bytes) }));
  }

  /** Writes what is new since the last time: all of it, or nothing. */
  save({ header, pages }: { readonly header?: MatchHeader | undefined; readonly pages: readonly Page[] }): void {
    const { sql, kv } = this.#storage;
    if (header) kv.put("match", header);
    if (pages.length === 0) return;
    // Not before the first page: asking for a match that does not exist must leave nothing on disk.
    sql.exec("CREATE TABLE IF NOT EXISTS log (slot INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, bytes BLOB NOT NULL)");
    for (const { slot, epoch, bytes } of pages)
      sql.exec("INSERT OR REPLACE INTO log VALUES (?, ?, ?)", slot, epoch, bytes);
  }

  /**
   * Marks a ticket as used, for as long as it could be used again.
   * @returns whether this was its first use
   */
  useTicket(id: string, expires: number, now: number): boolean {
    const { sql } = this.#storage;
    // Not before the first ticket: asking for a match that does not exist must leave nothing on disk.
    sql.exec("CREATE TABLE IF NOT EXISTS used_tickets (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID");
    sql.exec("DELETE FROM used_tickets WHERE expires < ?", now);
    const used = sql.exec("INSERT OR IGNORE INTO used_tickets VALUES (?, ?) RETURNING id", id, expires).toArray();
    return used.length > 0;
  }

  /** Puts a report in the place of the match: nothing else remains, at once or not at all. */
  bury(report: FaultReport): void {
    const { sql, kv } = this.#storage;
    this.#storage.transactionSync(() => {
      sql.exec("DROP TABLE IF EXISTS log");
      sql.exec("DROP TABLE IF EXISTS used_tickets");
      kv.delete("match");
      kv.put("fault", report);
    });
  }

  /** Why there is no match any more, if it was for a fault. */
  fault(): FaultReport | undefined {
    return this.#storage.kv.get<FaultReport>("fault");
  }
}
