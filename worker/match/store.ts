/** What a match keeps on disk, in its object's SQLite storage. */
import type { SavedMatch } from "./match.ts";

export class Store {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec("CREATE TABLE IF NOT EXISTS used_tickets (id TEXT PRIMARY KEY, expires INTEGER NOT NULL)");
  }

  load(): SavedMatch | undefined {
    return this.#storage.kv.get<SavedMatch>("match");
  }

  save(match: SavedMatch): void {
    this.#storage.kv.put("match", match);
  }

  /**
   * Marks a ticket as used, for as long as it could be used again.
   * @returns whether this was its first use
   */
  useTicket(id: string, expires: number, now: number): boolean {
    this.#storage.sql.exec("DELETE FROM used_tickets WHERE expires < ?", now);
    const { rowsWritten } = this.#storage.sql.exec("INSERT OR IGNORE INTO used_tickets VALUES (?, ?)", id, expires);
    return rowsWritten > 0;
  }
}
