/** What a match keeps on disk, in its object's SQLite storage. */
import type { SavedMatch } from "./match.ts";

export class Store {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
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
    const { sql } = this.#storage;
    // Not before the first ticket: asking for a match that does not exist must leave nothing on disk.
    sql.exec("CREATE TABLE IF NOT EXISTS used_tickets (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID");
    sql.exec("DELETE FROM used_tickets WHERE expires < ?", now);
    const used = sql.exec("INSERT OR IGNORE INTO used_tickets VALUES (?, ?) RETURNING id", id, expires).toArray();
    return used.length > 0;
  }
}
