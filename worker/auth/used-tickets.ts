/** How long after its expiry a used ticket is remembered, in milliseconds: the clock may be set back. */
const KEEP_MS = 10 * 60_000;

/** Remembers which tickets have been used: each opens one socket. */
export class UsedTickets {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Marks a ticket as used, for as long as it could be used again.
   * @param expires when it expires; this and `now` are milliseconds since 1970, by the machines' clocks
   * @returns whether this was its first use
   */
  use(id: string, expires: number, now: number): boolean {
    const sql = this.#sql;
    // Made with the first ticket: a request for a match that does not exist must leave nothing on disk.
    sql.exec("CREATE TABLE IF NOT EXISTS used_tickets (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID");
    sql.exec("DELETE FROM used_tickets WHERE expires < ?", now - KEEP_MS);
    const used = sql.exec("INSERT OR IGNORE INTO used_tickets VALUES (?, ?) RETURNING id", id, expires).toArray();
    return used.length > 0;
  }
}
